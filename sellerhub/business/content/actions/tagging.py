"""A video's title and the products tagged in it (LV-01, LV-02)."""

from collections.abc import Sequence

from sqlalchemy import update

from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.content import events, rules
from sellerhub.business.content.errors import NothingTagged, NotTaggable, TooManyTags
from sellerhub.business.content.rules import VideoStatus
from sellerhub.business.content.tables import Video, VideoTag
from sellerhub.core.access import Permission
from sellerhub.core.errors import Invalid, NotFound
from sellerhub.core.work import Work


async def change_video(work: Work, video_id: int, title: str, product_ids: Sequence[int]) -> None:
    """Its title, and exactly these products in this order. Only what this shop sells can be tagged (LV-02).

    A product that was tagged while it was on sale may stay. Raises Invalid("title"), TooManyTags, NotTaggable, NothingTagged.
    """
    work.require(Permission.EDIT_VIDEOS)
    wanted = list(dict.fromkeys(product_ids))
    status = await _take(work, video_id, title=checked_title(title, needed=False))
    if status == VideoStatus.PUBLISHED:
        checked_title(title, needed=True)
    if len(wanted) > rules.MOST_TAGS:
        raise TooManyTags(rules.MOST_TAGS)
    there = {tag.product_id: tag for tag in await tags_of(work, video_id)}
    await _check_products(work, wanted, known=set(there))
    gone = [each for each in there if each not in wanted]
    if gone:
        removed = work.remove_mine(VideoTag).where(VideoTag.video_id == video_id, VideoTag.product_id.in_(gone))
        await work.session.execute(removed)
    for position, product_id in enumerate(wanted, 1):
        if product_id in there:
            there[product_id].position = position
        else:
            work.session.add(VideoTag(shop_id=work.shop_id, video_id=video_id, product_id=product_id, position=position))
    await work.session.flush()
    if status == VideoStatus.PUBLISHED:
        await need_a_product_on_sale(work, video_id)
    work.record(events.VideoChanged(video_id, work.shop_id, rules.tidy(title), tuple(wanted)))


async def _take(work: Work, video_id: int, *, title: str) -> VideoStatus:
    """Change the row first: whoever else changes or publishes this video waits for us. Returns its status."""
    there = Video.id == video_id, Video.status != VideoStatus.DELETED
    taken = update(Video).where(Video.shop_id == work.shop_id, *there).values(title=title).returning(Video.status)
    status = (await work.session.execute(taken)).scalar_one_or_none()
    if status is None:
        raise NotFound("video")
    return VideoStatus(status)


def checked_title(title: str, *, needed: bool) -> str:
    tidy = rules.tidy(title)
    if len(tidy) > rules.TITLE_LENGTH or (needed and not tidy):
        raise Invalid("title", f"A video's title has 1 to {rules.TITLE_LENGTH} characters.", most=rules.TITLE_LENGTH)
    return tidy


async def tags_of(work: Work, video_id: int) -> list[VideoTag]:
    """In their order."""
    tagged = work.mine(VideoTag).where(VideoTag.video_id == video_id).order_by(VideoTag.position, VideoTag.id)
    return list((await work.session.scalars(tagged)).all())


async def _check_products(work: Work, wanted: Sequence[int], known: set[int]) -> None:
    fresh = [each for each in wanted if each not in known]
    cards = await product_cards(work, fresh)
    for each in fresh:
        if each not in cards or cards[each].shop_id != work.shop_id:
            raise NotFound("product")
        if not cards[each].on_sale:
            raise NotTaggable(cards[each].title)


async def need_a_product_on_sale(work: Work, video_id: int) -> None:
    """Nobody could buy from a video without one."""
    cards = await product_cards(work, [tag.product_id for tag in await tags_of(work, video_id)])
    if not any(card.on_sale for card in cards.values()):
        raise NothingTagged
