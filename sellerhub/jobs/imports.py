"""Imports in the background: one worker holds each, in small transactions behind checkout; a crash loses none."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from sellerhub.business.catalog.importing import applying, checking, columns, leases, queries, reading, undoing
from sellerhub.business.catalog.importing.problems import FileRefused
from sellerhub.business.catalog.importing.stages import Stage
from sellerhub.business.catalog.photos import fetching
from sellerhub.business.catalog.ports import Files
from sellerhub.core import topics
from sellerhub.core.access import Actor
from sellerhub.core.database import Priority
from sellerhub.core.work import Work, office, open_reading, open_work

log = logging.getLogger(__name__)

_BATCHES: dict[str, Callable[[Work, int], Awaitable[bool]]] = {
    Stage.PARSED: checking.check_batch,
    Stage.RUNNING: applying.run_batch,
    Stage.REVERTING: undoing.undo_batch,
}


async def keep_running(stop: asyncio.Event, look_every: float = 2.0) -> None:
    """A worker's loops over imports and over the pictures they named, until `stop`: a slow picture holds up no import."""
    await asyncio.gather(*(_repeat(each, stop, look_every) for each in (advance_all, fetching.fetch_waiting)))


async def _repeat(work: Callable[[asyncio.Event], Awaitable[int]], stop: asyncio.Event, look_every: float) -> None:
    """Again at once while there was something to do, else when something is told or after `look_every` seconds."""
    with office().signals.listening([topics.IMPORTS]) as listener:
        while not stop.is_set():
            try:
                if await work(stop):
                    continue
            except Exception:
                log.exception("imports_interrupted")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(listener.next(), look_every)


async def advance_all(stop: asyncio.Event | None = None) -> int:
    """Work on every import that waits and that no other worker holds; returns how many were moved on."""
    moved = 0
    for import_id, actor in await leases.waiting_imports():
        if stop is not None and stop.is_set():
            break
        if await leases.hold(import_id, actor.shop_id):
            try:
                await advance(import_id, actor, stop)
            finally:
                await leases.let_go(import_id, actor.shop_id)
            moved += 1
    return moved


async def advance(import_id: int, actor: Actor, stop: asyncio.Event | None = None) -> None:
    """Take one import as far as it goes by itself: to its preview, to its end, or back to before it."""
    stage = await _stage(import_id, actor)
    if stage == Stage.UPLOADED:
        await _read(import_id, actor)
        stage = await _stage(import_id, actor)
    batch = _BATCHES.get(stage)
    over = batch is None
    while not over and not (stop is not None and stop.is_set()):
        async with open_work(actor, priority=Priority.BULK) as work:
            over = await batch(work, import_id)
            await leases.keep_holding(work, import_id)


async def _stage(import_id: int, actor: Actor) -> str:
    async with open_reading(actor) as look:
        return (await queries.import_view(look, import_id)).stage


async def _read(import_id: int, actor: Actor) -> None:
    """The file as rows. Reading runs in a thread and outside any transaction."""
    async with open_reading(actor) as look:
        job = await queries.import_file(look, import_id)
    try:
        content = await office().outside(Files).read(job.file_key)
        sheet = await asyncio.to_thread(reading.read, content)
        found = columns.match(sheet.header)
    except (FileRefused, FileNotFoundError) as problem:
        refusal = problem if isinstance(problem, FileRefused) else FileRefused("file_lost", "The uploaded file is gone. Upload it again.")
        async with open_work(actor, priority=Priority.BULK) as work:
            await checking.refuse_file(work, import_id, refusal.code, refusal.facts)
        return
    rows = await asyncio.to_thread(checking.lines_as_rows, import_id, job.shop_id, found, sheet.lines)
    async with open_work(actor, priority=Priority.BULK) as work:
        await checking.forget_lines(work, import_id)
    for start in range(0, len(rows), checking.KEEP_AT_ONCE):
        async with open_work(actor, priority=Priority.BULK) as work:
            await checking.keep_lines(work, import_id, rows[start : start + checking.KEEP_AT_ONCE])
            await leases.keep_holding(work, import_id)
    async with open_work(actor, priority=Priority.BULK) as work:
        await checking.finish_reading(work, import_id, sheet.kind, sheet.name, found)
