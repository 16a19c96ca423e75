"""The frame's own view: read in a few indexed look-ups, shared by all tabs of one person."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from babel import Locale

from sellerhub.business.people.queries import my_shop_ids
from sellerhub.business.shop.queries import shop_card, shop_cards
from sellerhub.core.access import SHOP_ROLES, Permission, Role
from sellerhub.core.text import initials, locale_of
from sellerhub.core.work import Work


@dataclass(frozen=True)
class Glance:
    """Counts are work to do, not totals. Empty texts for what does not apply."""

    known: bool = False  # somebody is signed in
    person: str = ""
    initials: str = ""
    role: str = ""
    shop_name: str = ""
    shop_handle: str = ""
    market: str = ""
    to_ship: int = 0
    live_id: str = ""
    live_since: str = ""
    watching: int = 0
    cart: int = 0
    is_seller: bool = False
    is_creator: bool = False
    is_operator: bool = False
    shops: list[dict[str, str | bool]] = field(default_factory=list)  # menu items, when there is a choice
    may: list[str] = field(default_factory=list)  # permissions that decide what the navigation shows


Part = Callable[[Work], Awaitable[dict[str, Any]]]
PARTS: list[Part] = []  # what capabilities add: to_ship, live_id, cart ...; app.py lists them

_RANK = (Role.OWNER, Role.MANAGER, Role.PACKER, Role.FINANCE, Role.SUPPORT, Role.OPERATOR, Role.CREATOR, Role.BUYER)


async def read_glance(work: Work) -> Glance:
    """What the actor's frame shows now. A guest's is empty."""
    actor = work.actor
    if actor.is_guest:
        return Glance()
    glance = Glance(
        known=True,
        person=actor.name,
        initials=initials(actor.name),
        role=next((role.value for role in _RANK if role in actor.roles), ""),
        is_seller=bool(actor.roles & SHOP_ROLES),
        is_creator=Role.CREATOR in actor.roles,
        is_operator=Role.OPERATOR in actor.roles,
        may=[each.value for each in Permission if actor.may(each)],
    )
    if actor.shop_id is not None:
        shop = await shop_card(work, actor.shop_id)
        glance = replace(glance, shop_name=shop.name, shop_handle=shop.handle, market=_country(shop.sender.country, actor.language))
        glance = replace(glance, shops=await _choice_of_shops(work))
    for part in PARTS:
        glance = replace(glance, **await part(work))
    return glance


async def _choice_of_shops(work: Work) -> list[dict[str, str | bool]]:
    ids = await my_shop_ids(work)
    if len(ids) < 2:
        return []
    cards = await shop_cards(work, ids)
    return [
        {
            "id": str(card.id),
            "label": card.name,
            "icon": "store",
            "on": card.id == work.shop_id,
            "post": f"/session/face?face=seller&shop_id={card.id}",
        }
        for card in cards.values()
    ]


def _country(code: str, language: str) -> str:
    locale: Locale = locale_of(language)
    return locale.territories.get(code.upper(), code)
