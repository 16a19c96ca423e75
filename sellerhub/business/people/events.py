"""What happened to an account."""

from dataclasses import dataclass

from sellerhub.core import topics
from sellerhub.core.event_log import Event, happening


@dataclass(frozen=True)
class _AboutAccount(Event):
    account_id: int

    def topics(self):
        return (topics.account(self.account_id),)


@happening("account", "account_id")
@dataclass(frozen=True)
class SignedUp(_AboutAccount):
    pass


@happening("account", "account_id")
@dataclass(frozen=True)
class SignedIn(_AboutAccount):
    known_device: bool


@happening("account", "account_id")
@dataclass(frozen=True)
class SignedOut(_AboutAccount):
    everywhere: bool


@happening("account", "account_id")
@dataclass(frozen=True)
class PasswordChanged(_AboutAccount):
    by_code: bool


@happening("account", "account_id")
@dataclass(frozen=True)
class RoleGiven(_AboutAccount):
    role: str
    shop_id: int | None = None


@happening("account", "account_id")
@dataclass(frozen=True)
class RoleTaken(_AboutAccount):
    role: str
    shop_id: int | None = None


@happening("account", "account_id")
@dataclass(frozen=True)
class AccountDisabled(_AboutAccount):
    pass
