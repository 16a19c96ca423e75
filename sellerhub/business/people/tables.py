"""People, what they may do, and where they are signed in. Keys and codes are kept as hashes only."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from sellerhub.core.columns import Row, ShopRow, big, time


class Account(Row, table=True):
    __tablename__ = "account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="ck_account_email"),)
    email: str = Field(unique=True, index=True)
    name: str
    password_hash: str
    language: str = "en"
    created_at: datetime = time()
    disabled_at: datetime | None = time(default=None, nullable=True)


class PlatformRole(Row, table=True):
    __tablename__ = "platform_role"
    __table_args__ = (UniqueConstraint("account_id", "role", name="uq_platform_role"),)
    account_id: int = big()
    role: str


class ShopMember(ShopRow, table=True):
    """One role a person has in one shop."""

    __tablename__ = "shop_member"
    __table_args__ = (UniqueConstraint("account_id", "shop_id", "role", name="uq_shop_member"),)
    account_id: int = big()
    role: str


class SessionRow(Row, table=True):
    """One browser that is signed in. `shop_id` is the shop whose staff the person acts as now."""

    __tablename__ = "session"
    __table_args__ = (Index("ix_session_account", "account_id", "ended_at"),)
    key_hash: str = Field(unique=True, index=True)
    account_id: int = big()
    shop_id: int | None = big(default=None, nullable=True)
    face: str = "shop"
    device: str = ""  # browser and system in two words, for the list of sessions
    created_at: datetime = time()
    last_seen_at: datetime = time()
    expires_at: datetime = time()
    ended_at: datetime | None = time(default=None, nullable=True)


class KnownDevice(Row, table=True):
    """A browser on which this person once gave the right password; it is not locked out with strangers."""

    __tablename__ = "known_device"
    __table_args__ = (UniqueConstraint("account_id", "key_hash", name="uq_known_device"),)
    account_id: int = big()
    key_hash: str
    created_at: datetime = time()


class TryCount(SQLModel, table=True):
    """How often something was tried under one key (a hash; no address or e-mail is kept)."""

    __tablename__ = "try_count"
    key: str = Field(primary_key=True)
    tries: int = 0
    last_at: datetime = time()


class ResetCode(Row, table=True):
    """A mailed code. One living code an account."""

    __tablename__ = "reset_code"
    __table_args__ = (CheckConstraint("tries_left >= 0", name="ck_reset_code_tries"),)
    account_id: int = big(unique=True)
    code_hash: str
    tries_left: int
    expires_at: datetime = time()


class SignUp(Row, table=True):
    """Somebody who has not shown yet that the address is theirs. It is kept for an address that has an account too, with no code
    that could match: both take the same work.
    """

    __tablename__ = "sign_up"
    __table_args__ = (CheckConstraint("tries_left >= 0", name="ck_sign_up_tries"), Index("ix_sign_up_expires", "expires_at"))
    key_hash: str = Field(unique=True, index=True)
    email: str
    name: str
    password_hash: str
    language: str
    wish: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # what the form asked for beside the account
    code_hash: str
    tries_left: int
    expires_at: datetime = time()
