"""What a video does when orders change. Each runs once for each event."""

from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.content.tables import VideoFigures, VideoSale
from sellerhub.business.orders.events import OrderCancelled, OrderEvent, OrderPaid, OrderPlaced
from sellerhub.core import topics
from sellerhub.core.bus import reacts_to
from sellerhub.core.work import Work

UNPAID = "unpaid"


def _in_a_video(event: OrderEvent) -> bool:
    return event.video_id is not None


@reacts_to(OrderPlaced, OrderPaid, when=_in_a_video)
async def sell_in_video(work: Work, event: OrderEvent) -> None:
    """An order belongs to the video it was placed from. It counts once it is paid, or is to be paid at the door."""
    if not event.video_id or not await _take(work, event):
        return
    await _keep(work, event)
    if event.status == UNPAID:
        return
    counted = (
        work.change_mine(VideoSale)
        .where(VideoSale.id == event.order_id, VideoSale.counted.is_(False), VideoSale.cancelled.is_(False))
        .values(counted=True)
    )
    if (await work.session.execute(counted)).rowcount:
        await _count(work, event, 1)


@reacts_to(OrderCancelled, when=_in_a_video)
async def take_back_in_video(work: Work, event: OrderCancelled) -> None:
    """A cancelled order leaves the figures it was counted in."""
    if not event.video_id or not await _take(work, event):
        return
    await _keep(work, event)
    cancelled = (
        work.change_mine(VideoSale)
        .where(VideoSale.id == event.order_id, VideoSale.cancelled.is_(False))
        .values(cancelled=True)
        .returning(VideoSale.counted)
    )
    if (await work.session.execute(cancelled)).scalar_one_or_none():
        await _count(work, event, -1)


async def _take(work: Work, event: OrderEvent) -> bool:
    """Takes the figures' row, so that an order's events follow each other.

    False for a video of another shop: an order that names one would be a forged link and counts nowhere.
    """
    mine = work.change_mine(VideoFigures).where(VideoFigures.id == event.video_id)
    return bool((await work.session.execute(mine.values(views=VideoFigures.views))).rowcount)


async def _keep(work: Work, event: OrderEvent) -> None:
    """The order's row; whichever of its events comes first writes it."""
    row = {
        "id": event.order_id,
        "shop_id": event.shop_id,
        "video_id": event.video_id,
        "total_minor": event.total_minor,
        "currency": event.currency,
        "counted": False,
        "cancelled": False,
    }
    insert = (sqlite if work.office.database.is_sqlite else postgresql).insert(VideoSale)
    await work.session.execute(insert.values(row).on_conflict_do_nothing(index_elements=["id"]))


async def _count(work: Work, event: OrderEvent, sign: int) -> None:
    figures = work.change_mine(VideoFigures).where(VideoFigures.id == event.video_id)
    more = {"orders": VideoFigures.orders + sign, "sold_minor": VideoFigures.sold_minor + sign * event.total_minor}
    await work.session.execute(figures.values(more))
    work.tell(topics.shop_videos(event.shop_id))
