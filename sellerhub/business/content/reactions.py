"""What a video does when orders change. Each runs once for each event."""

from collections.abc import Sequence

from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.content.tables import VideoFigures, VideoSale
from sellerhub.business.orders.events import OrderCancelled, OrderEvent, OrderPaid, OrdersPlaced
from sellerhub.business.orders.placed import orders_of
from sellerhub.business.orders.rules import SOLD
from sellerhub.core import topics
from sellerhub.core.bus import reacts_to
from sellerhub.core.work import Work


def _in_a_video(event: OrdersPlaced | OrderEvent) -> bool:
    return event.video_id is not None


@reacts_to(OrdersPlaced, OrderPaid, when=_in_a_video)
async def sell_in_video(work: Work, event: OrdersPlaced | OrderPaid) -> None:
    """An order belongs to the video it was placed from. It counts once it is paid, or is to be paid at the door."""
    if not event.video_id or not await _take(work, event):
        return
    orders = await orders_of(work, event)
    await _keep(work, orders)
    sold = {each.order_id: each for each in orders if each.status in SOLD}
    counted = (
        work.change_mine(VideoSale)
        .where(VideoSale.id.in_(sold), VideoSale.counted.is_(False), VideoSale.cancelled.is_(False))
        .values(counted=True)
        .returning(VideoSale.id)
    )
    await _count(work, [sold[each] for each in (await work.session.execute(counted)).scalars()], 1)


@reacts_to(OrderCancelled, when=_in_a_video)
async def take_back_in_video(work: Work, event: OrderCancelled) -> None:
    """A cancelled order leaves the figures it was counted in."""
    if not event.video_id or not await _take(work, event):
        return
    await _keep(work, [event])
    cancelled = (
        work.change_mine(VideoSale)
        .where(VideoSale.id == event.order_id, VideoSale.cancelled.is_(False))
        .values(cancelled=True)
        .returning(VideoSale.counted)
    )
    if (await work.session.execute(cancelled)).scalar_one_or_none():
        await _count(work, [event], -1)


async def _take(work: Work, event: OrdersPlaced | OrderEvent) -> bool:
    """Takes the figures' row, so that an order's events follow each other.

    False for a video of another shop: an order that names one would be a forged link and counts nowhere.
    """
    mine = work.change_mine(VideoFigures).where(VideoFigures.id == event.video_id)
    return bool((await work.session.execute(mine.values(views=VideoFigures.views))).rowcount)


async def _keep(work: Work, orders: Sequence[OrderEvent]) -> None:
    """The orders' rows; whichever of an order's events comes first writes it."""
    rows = [
        {
            "id": each.order_id,
            "shop_id": each.shop_id,
            "video_id": each.video_id,
            "total_minor": each.total_minor,
            "currency": each.currency,
            "counted": False,
            "cancelled": False,
        }
        for each in orders
    ]
    insert = (sqlite if work.office.database.is_sqlite else postgresql).insert(VideoSale)
    await work.session.execute(insert.on_conflict_do_nothing(index_elements=["id"]), rows)


async def _count(work: Work, orders: Sequence[OrderEvent], sign: int) -> None:
    """Add orders of one video to its figures (1) or take them away (-1)."""
    if not orders:
        return
    figures = work.change_mine(VideoFigures).where(VideoFigures.id == orders[0].video_id)
    sold = sum(each.total_minor for each in orders)
    more = {"orders": VideoFigures.orders + sign * len(orders), "sold_minor": VideoFigures.sold_minor + sign * sold}
    await work.session.execute(figures.values(more))
    work.tell(topics.shop_videos(orders[0].shop_id))
