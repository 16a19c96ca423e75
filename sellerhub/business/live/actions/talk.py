"""What is said in a LIVE: viewers' comments, the host's answers, moderation (features D7, E1)."""

from sqlalchemy import func

from sellerhub.business.live import counting, errors, events, rules
from sellerhub.business.live.rules import CommentStatus
from sellerhub.business.live.tables import Live, LiveComment
from sellerhub.business.shop.queries import shop_card
from sellerhub.core.access import Permission
from sellerhub.core.errors import Invalid, NotAllowedNow, NotFound
from sellerhub.core.work import Work


async def comment(work: Work, live_id: int, words: str) -> CommentStatus:
    """A signed-in person says something. Links and telephone numbers are held until the host has looked."""
    work.require(Permission.BUY)
    words = _words(words)
    found = work.across_shops(Live, Live.shop_id, Live.status, why="anyone may talk in any LIVE").where(Live.id == live_id)
    live = (await work.session.execute(found)).one_or_none()
    if live is None:
        raise NotFound("live")
    if live.status not in rules.ON_AIR:
        raise NotAllowedNow("live", live.status, "comment")
    await _refuse_a_flood(work, live_id)
    status = CommentStatus.HELD if rules.must_be_held(words) else CommentStatus.VISIBLE
    work.session.add(
        LiveComment(
            shop_id=live.shop_id,
            live_id=live_id,
            account_id=work.account_id,
            name=rules.public_name(work.actor.name),
            words=words,
            status=status,
            question=rules.is_question(words),
            at=work.now,
        )
    )
    await work.session.flush()
    await counting.bump(work, live.shop_id, live_id)
    await counting.count(work, live.shop_id, live_id, comments=1)
    return status


async def reply(work: Work, live_id: int, words: str, answers_id: int | None = None) -> None:
    """The host answers everybody, or one comment, in the shop's name."""
    work.require(Permission.RUN_LIVE)
    words = _words(words)
    status = (await work.session.execute(work.mine(Live, Live.status).where(Live.id == live_id))).scalar_one_or_none()
    if status is None:
        raise NotFound("live")
    if status not in rules.ON_AIR:
        raise NotAllowedNow("live", status, "comment")
    if answers_id is not None:
        await _comment(work, answers_id, live_id)
    shop = await shop_card(work, work.shop_id)
    work.session.add(
        LiveComment(
            shop_id=work.shop_id,
            live_id=live_id,
            account_id=work.account_id,
            name=shop.name,
            words=words,
            by_host=True,
            answers_id=answers_id,
            at=work.now,
        )
    )
    await work.session.flush()
    await counting.bump(work, work.shop_id, live_id)


async def hide_comment(work: Work, comment_id: int) -> None:
    """Take a comment away from every watcher. A pinned one is unpinned."""
    work.require(Permission.RUN_LIVE)
    found = await _comment(work, comment_id)
    await work.session.execute(
        work.change_mine(Live).where(Live.id == found.live_id, Live.pinned_comment_id == comment_id).values(pinned_comment_id=None)
    )
    await _judge(work, found, CommentStatus.HIDDEN)


async def approve_comment(work: Work, comment_id: int) -> None:
    """Let a held or hidden comment through."""
    work.require(Permission.RUN_LIVE)
    await _judge(work, await _comment(work, comment_id), CommentStatus.VISIBLE)


async def pin_comment(work: Work, comment_id: int) -> None:
    """Keep a comment or an answer on top for everybody."""
    work.require(Permission.RUN_LIVE)
    found = await _comment(work, comment_id)
    if found.status != CommentStatus.VISIBLE:
        raise NotAllowedNow("comment", found.status, "be pinned")
    await work.session.execute(work.change_mine(Live).where(Live.id == found.live_id).values(pinned_comment_id=comment_id))
    await counting.bump(work, work.shop_id, found.live_id)


async def unpin_comment(work: Work, live_id: int) -> None:
    work.require(Permission.RUN_LIVE)
    changed = work.change_mine(Live).where(Live.id == live_id).values(pinned_comment_id=None)
    if (await work.session.execute(changed)).rowcount == 0:
        raise NotFound("live")
    await counting.bump(work, work.shop_id, live_id)


async def _comment(work: Work, comment_id: int, live_id: int | None = None) -> LiveComment:
    wanted = work.mine(LiveComment).where(LiveComment.id == comment_id)
    if live_id is not None:
        wanted = wanted.where(LiveComment.live_id == live_id)
    found = (await work.session.scalars(wanted)).one_or_none()
    if found is None:
        raise NotFound("comment")
    return found


async def _judge(work: Work, found: LiveComment, status: CommentStatus) -> None:
    if found.status == status:
        return
    found.status = status
    await work.session.flush()
    await counting.bump(work, work.shop_id, found.live_id)
    work.record(events.CommentModerated(found.live_id, work.shop_id, found.id, status))


async def _refuse_a_flood(work: Work, live_id: int) -> None:
    lately = work.across_shops(LiveComment, func.count(), why="what this person said, in a LIVE of any shop").where(
        LiveComment.live_id == live_id,
        LiveComment.account_id == work.account_id,
        LiveComment.by_host.is_(False),
        LiveComment.at > work.now - rules.COMMENT_WINDOW,
    )
    if (await work.session.execute(lately)).scalar_one() >= rules.COMMENTS_IN_A_ROW:
        raise errors.TooManyComments(int(rules.COMMENT_WINDOW.total_seconds()))


def _words(text: str) -> str:
    words = rules.tidy(text)
    if not words:
        raise Invalid("words", "Write something first.")
    if len(words) > rules.COMMENT_LENGTH:
        raise Invalid("words", f"Keep it within {rules.COMMENT_LENGTH} characters.", most=rules.COMMENT_LENGTH)
    return words
