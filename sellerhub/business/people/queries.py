"""Who somebody is, and what they may do."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from sellerhub.business.people.tables import Account, PlatformRole, SessionRow, ShopMember
from sellerhub.core import topics
from sellerhub.core.access import GUEST, Actor, Role
from sellerhub.core.errors import NotFound
from sellerhub.core.work import Work

topic = topics.account


@dataclass(frozen=True, slots=True)
class PersonView:
    id: int
    name: str
    email: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SessionView:
    """One living session, and the actor it stands for."""

    id: int
    actor: Actor
    face: str
    shop_ids: tuple[int, ...]  # shops this person belongs to
    platform_roles: frozenset[Role]
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A line of the person's list of sessions."""

    id: int
    device: str
    created_at: datetime
    last_seen_at: datetime


def hash_of(key: str) -> str:
    """What is kept of a session's or device's random key."""
    return hashlib.sha256(key.encode()).hexdigest()


def session_life(work: Work) -> timedelta:
    return timedelta(days=work.settings.session_days)


async def session_of(work: Work, key: str) -> SessionView | None:
    """The living session of this key, or None."""
    return await session_of_hash(work, hash_of(key)) if key else None


async def session_of_hash(work: Work, key_hash: str) -> SessionView | None:
    """The living session whose key has this hash, or None."""
    found = (
        await work.session.execute(
            select(SessionRow, Account.name, Account.language)
            .join(Account, Account.id == SessionRow.account_id)
            .where(
                SessionRow.key_hash == key_hash,
                SessionRow.ended_at.is_(None),
                SessionRow.expires_at > work.now,
                Account.disabled_at.is_(None),
            )
        )
    ).first()
    if found is None:
        return None
    row, name, language = found
    platform = await _platform_roles(work, row.account_id)
    members = await _memberships(work, row.account_id)
    in_shop = members.get(row.shop_id, frozenset()) if row.shop_id is not None else frozenset()
    actor = Actor(row.account_id, row.shop_id if in_shop else None, platform | in_shop, name, language)
    return SessionView(row.id, actor, row.face, tuple(members), platform, row.last_seen_at, row.expires_at)


async def actor_of_session(work: Work, key: str) -> Actor:
    """Who is signed in with this key; a guest when nobody is."""
    found = await session_of(work, key)
    return found.actor if found else GUEST


async def actor_of(work: Work, account_id: int, shop_id: int | None = None) -> Actor:
    """The actor of a person as the command line, the demo or a job acts for them, in one of their shops."""
    account = await work.session.get(Account, account_id)
    if account is None or account.disabled_at is not None:
        raise NotFound("account")
    in_shop = (await _memberships(work, account_id)).get(shop_id, frozenset()) if shop_id is not None else frozenset()
    roles = await _platform_roles(work, account_id) | in_shop
    return Actor(account_id, shop_id if in_shop else None, roles, account.name, account.language)


async def my_shop_ids(work: Work) -> tuple[int, ...]:
    """Shops that the acting person belongs to, in the order they joined."""
    return tuple(await _memberships(work, work.account_id))


async def _platform_roles(work: Work, account_id: int) -> frozenset[Role]:
    rows = await work.session.execute(select(PlatformRole.role).where(PlatformRole.account_id == account_id))
    return frozenset(Role(role) for role in rows.scalars())


async def _memberships(work: Work, account_id: int) -> dict[int, frozenset[Role]]:
    rows = work.across_shops(ShopMember, ShopMember.shop_id, ShopMember.role, why="a person's own shops")
    found: dict[int, set[Role]] = {}
    for shop_id, role in await work.session.execute(rows.where(ShopMember.account_id == account_id).order_by(ShopMember.id)):
        found.setdefault(shop_id, set()).add(Role(role))
    return {shop_id: frozenset(roles) for shop_id, roles in found.items()}


async def person(work: Work, account_id: int) -> PersonView:
    """Name and address of one person. Raises NotFound."""
    account = await work.session.get(Account, account_id)
    if account is None:
        raise NotFound("account")
    return PersonView(account.id, account.name, account.email, account.language)


async def person_by_email(work: Work, email: str) -> PersonView | None:
    """For the command line and the demo, never for a page: it tells whether somebody has an account."""
    account = (await work.session.execute(select(Account).where(Account.email == email.strip().lower()))).scalar()
    return PersonView(account.id, account.name, account.email, account.language) if account else None


async def my_devices(work: Work) -> list[DeviceView]:
    """Where the acting person is signed in, newest first."""
    rows = await work.session.execute(
        select(SessionRow)
        .where(SessionRow.account_id == work.account_id, SessionRow.ended_at.is_(None), SessionRow.expires_at > work.now)
        .order_by(SessionRow.last_seen_at.desc())
        .limit(50)
    )
    return [DeviceView(row.id, row.device, row.created_at, row.last_seen_at) for row in rows.scalars()]


async def members(work: Work) -> list[tuple[PersonView, Role]]:
    """People of the actor's shop with each of their roles, in the order they joined."""
    rows = work.mine(ShopMember, Account, ShopMember.role).join(Account, Account.id == ShopMember.account_id).order_by(ShopMember.id)
    found = (await work.session.execute(rows)).all()
    return [(PersonView(account.id, account.name, account.email, account.language), Role(role)) for account, role in found]
