"""A connection's queue: first in, first out, and nothing is lost to a writer that stopped waiting."""

import asyncio

import pytest
from socketio import AsyncServer

from sellerhub.web.outbox import Outbox, use_outboxes


async def test_messages_come_in_order_whether_the_writer_waits_or_not():
    box = Outbox()
    waiting = asyncio.ensure_future(asyncio.wait_for(box.get(), 5))
    await asyncio.sleep(0)
    for n in range(3):
        box.put_nowait(n)
    await box.put(3)
    assert [await waiting, await asyncio.wait_for(box.get(), 5), box.get_nowait(), await box.get()] == [0, 1, 2, 3]
    with pytest.raises(asyncio.QueueEmpty):
        box.get_nowait()


async def test_a_writer_that_gave_up_takes_no_message_with_it():
    box = Outbox()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(box.get(), 0.01)
    cancelled = asyncio.ensure_future(asyncio.wait_for(box.get(), 5))
    await asyncio.sleep(0)
    cancelled.cancel()
    await asyncio.gather(cancelled, return_exceptions=True)
    box.put_nowait("still here")
    assert box.qsize() == 1
    assert await box.get() == "still here"


async def test_closing_waits_until_all_is_sent():
    box = Outbox()
    box.put_nowait("last")
    joining = asyncio.ensure_future(box.join())
    await box.get()
    await asyncio.sleep(0)
    assert not joining.done()
    box.task_done()
    await asyncio.wait_for(joining, 1)


async def test_every_connection_of_the_socket_server_has_one():
    """Engineio asks its server for a connection's queue."""
    from engineio.async_socket import AsyncSocket

    server = AsyncServer(async_mode="asgi")
    use_outboxes(server)
    connection = AsyncSocket(server.eio, "sid")
    assert isinstance(connection.queue, Outbox)
    connection.queue.put_nowait("one")
    connection.queue.put_nowait("two")
    assert await connection.poll() == ["one", "two"]
