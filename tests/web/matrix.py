"""Everything a browser can call, everybody who may call it, and a foreign shop that nobody here belongs to.

Handlers, routes and tables are enumerated, not listed: what is added tomorrow is tried tomorrow.
"""

import dataclasses
import hashlib
import inspect
import re
from collections.abc import Iterator
from typing import Any

import reflex as rx
from sqlalchemy import select
from sqlmodel import SQLModel

from sellerhub.app import PAGES
from sellerhub.business.people import actions, doors, queries
from sellerhub.business.shop import actions as shops
from sellerhub.business.shop.queries import shop_by_handle
from sellerhub.core.access import GUEST, SYSTEM, Actor, Permission, Role
from sellerhub.core.work import Office, open_reading, open_work
from sellerhub.demo import marketplace
from sellerhub.web.session import declared_need
from sellerhub.wiring import wire

PASSWORD = "nine green herons"
STAFF = (Role.OWNER, Role.MANAGER, Role.PACKER, Role.FINANCE, Role.SUPPORT)
ROLES = ("guest", "buyer", "creator", "operator", *STAFF)


@dataclasses.dataclass(frozen=True)
class Handler:
    state: type[rx.State]
    name: str
    fn: Any
    background: bool

    @property
    def wire_name(self) -> str:
        return f"{self.state.get_full_name()}.{self.name}"

    @property
    def label(self) -> str:
        return f"{self.state.__name__}.{self.name}"

    @property
    def declared(self) -> tuple[bool, Permission | None]:
        return declared_need(self.state, self.fn)

    @property
    def need(self) -> Permission | None:
        return self.declared[1]

    @property
    def route(self) -> str:
        """The page whose state this is, or any page."""
        own = [page.route for page in PAGES if page.on_load[0].state_full_name == self.state.get_full_name()]
        return own[0] if own else "/"

    @property
    def is_public(self) -> bool:
        """On a page where anybody may act towards any shop: watch, comment, buy."""
        return ".pages.shop." in self.state.__module__


def handlers() -> list[Handler]:
    """Every event handler of ours that a browser can name."""
    return [
        Handler(state, name, each.fn, each.is_background)
        for state in _states(rx.State)
        if state.__module__.startswith("sellerhub.")
        for name, each in state.event_handlers.items()
        if name != "setvar"
    ]


def _states(state: type[rx.State]) -> Iterator[type[rx.State]]:
    yield state
    for each in sorted(state.get_substates(), key=lambda cls: cls.__name__):
        yield from _states(each)


def undeclared() -> list[str]:
    return [each.label for each in handlers() if not each.declared[0]]


@dataclasses.dataclass
class World:
    foreign: int  # the filled shop of other people
    own: int
    keys: dict[str, str]  # role -> session key
    actors: dict[str, Actor]
    ids: dict[str, list[int]]  # table -> ids of foreign rows
    secrets: list[str]  # strings of the foreign shop that nobody else may see

    def may(self, role: str, need: Permission | None) -> bool:
        return need is None or self.actors[role].may(need)

    def id_for(self, name: str) -> str:
        """A foreign id that fits an argument's or path part's name."""
        stem = re.sub(r"_?ids?$", "", name) or name
        aliases = {"order": "orders", "item": "live_item", "comment": "live_comment", "import": "product_import", "event": "event_log"}
        wanted = [stem, aliases.get(stem, stem), f"shop_{stem}", f"product_{stem}"]
        table = next((table for each in wanted for table in self.ids if table.rstrip("s") == each.rstrip("s") and self.ids[table]), "")
        found = self.ids[table] if table else next(iter(ids for ids in self.ids.values() if ids), [1])
        return str(found[-1])

    def arguments(self, fn: Any) -> dict[str, Any]:
        """Foreign ids and harmless values for a handler's parameters, by name and annotation."""
        values = {}
        for each in list(inspect.signature(fn).parameters.values())[1:]:
            hint = str(each.annotation)
            if "dict" in hint:
                form = {f"{table.rstrip('s')}_id": str(ids[-1]) for table, ids in self.ids.items() if ids}
                values[each.name] = {
                    **form,
                    "title": "x",
                    "name": "x",
                    "text": "x",
                    "words": "x",
                    "quantity": "1",
                    "stock": "3",
                    "reason": "x",
                }
            elif "list" in hint:
                values[each.name] = [self.id_for(each.name)]
            elif "bool" in hint:
                values[each.name] = True
            elif "int" in hint:
                values[each.name] = 1
            elif each.name.endswith(("id", "ids")):
                values[each.name] = self.id_for(each.name)
            else:
                values[each.name] = "x"
        return values

    def path(self, route: str) -> tuple[str, dict[str, str]]:
        """A page's address with foreign ids in it, and its parameters as the browser sends them."""
        query = {name: self.id_for(name) if "id" in name else "toprak" for name in re.findall(r"\[+\.*(\w+)\]+", route)}
        return re.sub(r"\[+\.*(\w+)\]+", lambda part: query[part[1]], f"/{route.lstrip('/')}"), query


async def made(office: Office) -> World:
    """The demo's marketplace as the foreign shop, and one shop of ours with a person in every role."""
    wire(office)
    await marketplace.fill()
    actors, keys = {"guest": GUEST}, {"guest": ""}
    async with open_reading(SYSTEM) as look:
        foreign = (await shop_by_handle(look, "toprak")).id
    people: dict[str, int] = {}
    async with open_work(SYSTEM) as work:
        for role in ROLES[1:]:
            people[role] = await actions.sign_up(work, f"{role}@ours.example", PASSWORD, f"Our {role}")
        await actions.give_role(work, people["creator"], Role.CREATOR)
        await actions.give_role(work, people["operator"], Role.OPERATOR)
    async with open_work(SYSTEM) as work:
        own = await shops.open_shop(work, people["owner"], "ours", "Ours")
    async with open_work(SYSTEM.in_shop(own)) as work:
        for role in STAFF[1:]:
            await shops.add_member(work, people[role], role)
    for role, account_id in people.items():
        keys[role] = (await doors.sign_in(f"{role}@ours.example", PASSWORD, came_from=role)).key
        async with open_reading(SYSTEM) as look:
            actors[role] = await queries.actor_of(look, account_id, own if role in STAFF else None)
    ids, secrets = await _foreign_rows(foreign)
    return World(foreign, own, keys, actors, ids, secrets)


async def _foreign_rows(shop_id: int) -> tuple[dict[str, list[int]], list[str]]:
    ids, secrets = {}, set()
    async with open_reading(SYSTEM) as look:
        for table in SQLModel.metadata.sorted_tables:
            if "shop_id" not in table.c:
                continue
            rows = (await look.session.execute(select(table).where(table.c.shop_id == shop_id))).mappings().all()
            if "id" in table.c and table.name != "shop":
                ids[table.name] = [row["id"] for row in rows]
            for row in rows:
                for name, value in row.items():
                    if name in ("number", "tracking_number") and isinstance(value, str):
                        secrets.add(value)
                    if name == "address" and isinstance(value, dict):
                        secrets |= {value.get("line1", ""), value.get("phone", "")}
    ids["shop"] = [shop_id]
    return {table: found for table, found in ids.items() if found}, sorted(each for each in secrets if len(each) > 5)


async def fingerprint(shop_id: int, *, public: bool = False) -> dict[str, str]:
    """table -> a hash of the shop's rows. `public` leaves out what buyers may change: stock, talk, viewers, views, baskets."""
    found = {}
    async with open_reading(SYSTEM) as look:
        for table in SQLModel.metadata.sorted_tables:
            owner = table.c.get("shop_id") if table.name != "shop" else table.c.id
            if owner is None or table.name in ("due_reaction",):
                continue
            if public and table.name.startswith(("stock", "hold", "live", "video_figures", "event_log", "cart", "order_count", "checkout")):
                continue
            rows = (await look.session.execute(select(table).where(owner == shop_id))).all()
            found[table.name] = hashlib.sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
    return found


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in before if before[table] != after.get(table)]
