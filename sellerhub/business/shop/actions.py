"""Opening a shop and running its settings."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from sellerhub.business.people import actions as people
from sellerhub.business.shop import events, rules
from sellerhub.business.shop.errors import HandleTaken
from sellerhub.business.shop.markets import market_rules
from sellerhub.business.shop.tables import Shop
from sellerhub.core.access import Permission, Role
from sellerhub.core.address import Address
from sellerhub.core.errors import Invalid, NotFound, NotPermitted
from sellerhub.core.money import Money
from sellerhub.core.work import Work

MOST_SHIPPING = 10**9


async def open_shop(
    work: Work, owner_account_id: int, handle: str, name: str, *, market: str = "", currency: str = "", time_zone: str = ""
) -> int:
    """A new shop, on probation, with its owner; returns its id. For oneself, or anybody's by the system."""
    if work.actor.account_id != owner_account_id and not work.actor.may(Permission.ACT_FOR_SYSTEM):
        raise NotPermitted(Permission.ACT_FOR_SYSTEM)
    handle, name = rules.clean_handle(handle), rules.clean_name(name)
    if (await work.session.execute(select(Shop.id).where(Shop.handle == handle))).first():
        raise HandleTaken(handle)
    shop = Shop(
        handle=handle,
        name=name,
        market=market_rules(market or work.settings.market).market,
        currency=currency or work.settings.currency,
        time_zone=time_zone or work.settings.time_zone,
        created_at=work.now,
    )
    work.session.add(shop)
    try:
        await work.session.flush()
    except IntegrityError:
        raise HandleTaken(handle) from None
    await people.join_shop(work, shop.id, owner_account_id, Role.OWNER)
    work.record(events.ShopOpened(shop.id, owner_account_id, handle, name))
    return shop.id


async def add_member(work: Work, account_id: int, role: Role) -> None:
    """Give a person a role in the actor's shop."""
    work.require(Permission.MANAGE_STAFF)
    await people.join_shop(work, work.shop_id, account_id, role)


async def remove_member(work: Work, account_id: int) -> None:
    """Take all roles in the actor's shop from a person; nobody removes themselves."""
    work.require(Permission.MANAGE_STAFF)
    if account_id == work.actor.account_id:
        raise NotFound("member")
    await people.leave_shop(work, work.shop_id, account_id)


async def set_shipping(work: Work, fee: Money, free_from: Money | None) -> None:
    """The flat fee a buyer pays, and from which sum it is waived."""
    work.require(Permission.EDIT_SHOP)
    currency = (await work.session.execute(select(Shop.currency).where(Shop.id == work.shop_id))).scalar_one()
    for amount in (fee, free_from):
        if amount is not None and (amount.currency != currency or not 0 <= amount.minor <= MOST_SHIPPING):
            raise Invalid("shipping_fee", "This amount cannot be a shipping fee.")
    values = {"shipping_fee_minor": fee.minor, "free_shipping_from_minor": free_from.minor if free_from else None}
    await work.session.execute(update(Shop).where(Shop.id == work.shop_id).values(**values))
    work.record(events.ShopChanged(work.shop_id, ("shipping_fee",)))


async def set_sender(work: Work, sender: Address) -> None:
    """Who is on the label as sender."""
    work.require(Permission.EDIT_SHOP)
    for field in ("name", "line1", "city", "country"):
        if not getattr(sender, field).strip():
            raise Invalid(field, f"The sender's {field} is missing.")
    values = {"sender_name": sender.name, "sender_phone": sender.phone, "sender_address": sender.facts()}
    await work.session.execute(update(Shop).where(Shop.id == work.shop_id).values(**values))
    work.record(events.ShopChanged(work.shop_id, ("sender",)))


async def suspend(work: Work, shop_id: int, reason: str) -> None:
    """Its listings stay visible and cannot be bought (D1). Only an operator."""
    work.require(Permission.OPERATE)
    change = update(Shop).where(Shop.id == shop_id, Shop.status.in_(("live_probation", "live", "restricted")))
    if not (await work.session.execute(change.values(status="suspended"))).rowcount:
        raise NotFound("shop")
    work.record(events.ShopSuspended(shop_id, reason))
