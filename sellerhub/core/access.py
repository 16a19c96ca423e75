"""Who acts, in which roles, and what each role may do: one table."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from sellerhub.core.errors import NotPermitted, NotSignedIn


class Role(StrEnum):
    # in one shop
    OWNER = "owner"
    MANAGER = "manager"
    PACKER = "packer"
    FINANCE = "finance"
    SUPPORT = "support"
    # on the whole platform
    BUYER = "buyer"
    CREATOR = "creator"
    OPERATOR = "operator"
    SYSTEM = "system"


SHOP_ROLES = frozenset({Role.OWNER, Role.MANAGER, Role.PACKER, Role.FINANCE, Role.SUPPORT})


class Permission(StrEnum):
    SEE_SHOP = "see_shop"
    EDIT_SHOP = "edit_shop"
    MANAGE_STAFF = "manage_staff"
    SEE_PRODUCTS = "see_products"
    EDIT_PRODUCTS = "edit_products"
    EDIT_STOCK = "edit_stock"
    SEE_ORDERS = "see_orders"
    CANCEL_ORDERS = "cancel_orders"
    SHIP = "ship"
    RUN_LIVE = "run_live"
    EDIT_VIDEOS = "edit_videos"
    SEE_MONEY = "see_money"
    BUY = "buy"
    CREATE = "create"
    OPERATE = "operate"
    ACT_FOR_SYSTEM = "act_for_system"


_P = Permission
_SHOP_VIEW = frozenset({_P.SEE_SHOP, _P.SEE_PRODUCTS, _P.SEE_ORDERS})
_MANAGER = _SHOP_VIEW | {_P.EDIT_SHOP, _P.EDIT_PRODUCTS, _P.EDIT_STOCK, _P.CANCEL_ORDERS, _P.SHIP, _P.RUN_LIVE, _P.EDIT_VIDEOS}

MAY: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _MANAGER | {_P.MANAGE_STAFF, _P.SEE_MONEY},
    Role.MANAGER: _MANAGER,
    Role.PACKER: frozenset({_P.SEE_SHOP, _P.SEE_ORDERS, _P.SHIP}),
    Role.FINANCE: frozenset({_P.SEE_SHOP, _P.SEE_ORDERS, _P.SEE_MONEY}),
    Role.SUPPORT: frozenset({_P.SEE_SHOP, _P.SEE_ORDERS, _P.SEE_PRODUCTS}),
    Role.BUYER: frozenset({_P.BUY}),
    Role.CREATOR: frozenset({_P.CREATE}),
    Role.OPERATOR: frozenset({_P.OPERATE}),
    Role.SYSTEM: frozenset(Permission),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or the system itself, acting now. `shop_id` is the shop whose staff they act as, if any."""

    account_id: int | None = None
    shop_id: int | None = None
    roles: frozenset[Role] = frozenset()
    name: str = ""
    language: str = "en"

    @property
    def is_guest(self) -> bool:
        return not self.roles

    def may(self, permission: Permission) -> bool:
        return permission in _permissions(self.roles)

    def require(self, permission: Permission) -> None:
        """Raises NotSignedIn or NotPermitted."""
        if permission not in _permissions(self.roles):
            raise NotSignedIn if self.is_guest else NotPermitted(permission)

    def in_shop(self, shop_id: int) -> "Actor":
        """The same actor within one shop; used by the system when it acts on a shop's rows."""
        return replace(self, shop_id=shop_id)


@lru_cache(1_024)
def _permissions(roles: frozenset[Role]) -> frozenset[Permission]:
    return frozenset().union(*(MAY[role] for role in roles))


GUEST = Actor()
SYSTEM = Actor(roles=frozenset({Role.SYSTEM}), name="SellerHub")
