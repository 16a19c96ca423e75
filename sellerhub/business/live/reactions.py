"""What a LIVE does when orders and stock change elsewhere. Each runs once for each event."""

from collections.abc import Sequence

from sqlalchemy import func, select

from sellerhub.business.catalog.queries import product_cards, sellables
from sellerhub.business.inventory.events import SoldOutNow, StockChanged
from sellerhub.business.inventory.queries import levels
from sellerhub.business.live import counting, events, rules
from sellerhub.business.live.rules import ItemStatus
from sellerhub.business.live.tables import Live, LiveItem, LiveSale
from sellerhub.business.orders.events import OrderCancelled, OrderEvent, OrderPaid, OrdersPlaced
from sellerhub.business.orders.placed import orders_of
from sellerhub.business.orders.rules import SOLD
from sellerhub.business.orders.tables import OrderLine, in_orders
from sellerhub.core.bus import reacts_to
from sellerhub.core.work import Work


def _in_a_live(event: OrdersPlaced | OrderEvent) -> bool:
    return event.live_id is not None


@reacts_to(OrdersPlaced, OrderPaid, when=_in_a_live)
async def sell_in_live(work: Work, event: OrdersPlaced | OrderPaid) -> None:
    """An order belongs to the LIVE it was placed in. It counts once it is paid, or is to be paid at the door."""
    if not event.live_id or not await _is_ours(work, event):
        return
    await counting.bump(work, event.shop_id, event.live_id)  # takes the LIVE's row: the order's events follow each other
    orders = await orders_of(work, event)
    await _keep(work, orders)
    sold = {each.order_id: each for each in orders if each.status in SOLD}
    counted = (
        work.change_mine(LiveSale)
        .where(LiveSale.id.in_(sold), LiveSale.counted.is_(False), LiveSale.cancelled.is_(False))
        .values(counted=True, at=work.now)
        .returning(LiveSale.id)
    )
    await _count(work, [sold[each] for each in (await work.session.execute(counted)).scalars()], 1)


@reacts_to(OrderCancelled, when=_in_a_live)
async def take_back_in_live(work: Work, event: OrderCancelled) -> None:
    """A cancelled order leaves the figures it was counted in."""
    if not event.live_id or not await _is_ours(work, event):
        return
    await counting.bump(work, event.shop_id, event.live_id)
    await _keep(work, [event])
    cancelled = (
        work.change_mine(LiveSale)
        .where(LiveSale.id == event.order_id, LiveSale.cancelled.is_(False))
        .values(cancelled=True)
        .returning(LiveSale.counted)
    )
    if (await work.session.execute(cancelled)).scalar_one_or_none():
        await _count(work, [event], -1)
        await counting.count(work, event.shop_id, event.live_id, cancelled=1)


@reacts_to(SoldOutNow)
async def sell_out_in_live(work: Work, event: SoldOutNow) -> None:
    """When no variant of a product is left it is sold out on every list, and no longer pinned."""
    product_id = await _product_without_stock(work, event.variant_id)
    if product_id is None:
        return
    items = await _open_items(work, product_id)
    for item in items:
        await _end_item(work, item, ItemStatus.SOLD_OUT)


@reacts_to(StockChanged)
async def restock_in_live(work: Work, event: StockChanged) -> None:
    """More stock brings a sold-out product back to the list; watchers see the new level."""
    found = (await sellables(work, [event.variant_id])).get(event.variant_id)
    if found is None:
        return
    left = await _left(work, found.product_id)
    for item in await _open_items(work, found.product_id):
        if left and item.status == ItemStatus.SOLD_OUT:
            item.status = ItemStatus.SHOWN if item.times_pinned else ItemStatus.QUEUED
            item.stock_start = max(item.stock_start, left)
            await work.session.flush()
        elif not left and item.status != ItemStatus.SOLD_OUT:
            await _end_item(work, item, ItemStatus.SOLD_OUT)
        await counting.bump(work, item.shop_id, item.live_id)


async def _is_ours(work: Work, event: OrdersPlaced | OrderEvent) -> bool:
    """An order names its LIVE; one of another shop would be a forged link and counts nowhere."""
    return (await work.session.execute(work.mine(Live, Live.id).where(Live.id == event.live_id))).scalar_one_or_none() is not None


async def _keep(work: Work, orders: Sequence[OrderEvent]) -> None:
    """The orders' lines in the feed; whichever of an order's events comes first writes it."""
    rows = [
        {
            "id": each.order_id,
            "shop_id": each.shop_id,
            "live_id": each.live_id,
            "buyer_id": each.buyer_id,
            "number": each.number,
            "buyer_name": each.buyer_name,
            "city": each.city,
            "title": each.title,
            "photo": each.photo,
            "item_count": each.item_count,
            "total_minor": each.total_minor,
            "currency": each.currency,
            "at": work.now,
            "counted": False,
            "cancelled": False,
        }
        for each in orders
    ]
    await work.session.execute(counting.upsert(work, LiveSale).on_conflict_do_nothing(index_elements=["id"]), rows)


async def _count(work: Work, orders: Sequence[OrderEvent], sign: int) -> None:
    """Add orders of one LIVE to its figures (1) or take them away (-1), pieces by product too."""
    if not orders:
        return
    shop_id, live_id = orders[0].shop_id, orders[0].live_id
    pieces, gmv = sum(each.item_count for each in orders), sum(each.total_minor for each in orders)
    await counting.count(work, shop_id, live_id, orders=sign * len(orders), pieces=sign * pieces, gmv_minor=sign * gmv)
    of_orders = in_orders([each.order_id for each in orders])
    lines = work.mine(OrderLine, OrderLine.product_id, func.sum(OrderLine.quantity)).where(of_orders)
    for product_id, quantity in (await work.session.execute(lines.group_by(OrderLine.product_id))).all():
        await work.session.execute(
            work.change_mine(LiveItem)
            .where(LiveItem.live_id == live_id, LiveItem.product_id == product_id)
            .values(sold=LiveItem.sold + sign * quantity)
        )


async def _product_without_stock(work: Work, variant_id: int) -> int | None:
    """The variant's product, when nothing of it is left."""
    found = (await sellables(work, [variant_id])).get(variant_id)
    if found is None or await _left(work, found.product_id):
        return None
    return found.product_id


async def _left(work: Work, product_id: int) -> int:
    card = (await product_cards(work, [product_id])).get(product_id)
    if card is None:
        return 0
    return sum((await levels(work, [variant.variant_id for variant in card.variants])).values())


async def _open_items(work: Work, product_id: int) -> list[LiveItem]:
    """Where the product stands on the list of a LIVE that is planned or on air."""
    open_lives = select(Live.id).where(Live.shop_id == work.shop_id, Live.status.in_(rules.PLANNABLE))
    wanted = work.mine(LiveItem).where(
        LiveItem.product_id == product_id, LiveItem.status != ItemStatus.REMOVED, LiveItem.live_id.in_(open_lives)
    )
    return list((await work.session.scalars(wanted)).all())


async def _end_item(work: Work, item: LiveItem, status: ItemStatus) -> None:
    if item.status == status:
        return
    await work.session.execute(
        work.change_mine(Live).where(Live.id == item.live_id, Live.pinned_item_id == item.id).values(pinned_item_id=None, pinned_at=None)
    )
    item.status = status
    await work.session.flush()
    await counting.bump(work, item.shop_id, item.live_id)
    work.record(events.ItemSoldOut(item.live_id, item.shop_id, item.id))
