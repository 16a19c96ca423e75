"""One message for many connections: encoded once, and put straight into each one's outgoing queue (python-engineio's).

Ten times cheaper than one task or one locked state for each. `Frame`s of a state's vars look to the browser like any
answer of Reflex; the server's copy of those vars stays as it was, so they must be vars that every first read sets again.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Protocol

import reflex as rx
from engineio.async_socket import AsyncSocket as Connection
from engineio.packet import MESSAGE
from engineio.packet import Packet as Envelope
from reflex_base.constants.state import FIELD_MARKER
from socketio import AsyncServer
from socketio.packet import EVENT

MOST_WAITING = 64
"""Messages not yet sent to one connection; past that it is cut, and its page reads everything again."""

_closing: set[asyncio.Task] = set()


def envelope(server: AsyncServer, namespace: str, name: str, data: Any) -> Envelope:
    return Envelope(MESSAGE, server.packet_class(EVENT, namespace=namespace, data=[name, data]).encode())


def put(server: AsyncServer, eio_sid: str, message: Envelope) -> None:
    connection = server.eio.sockets.get(eio_sid)
    if connection is None or connection.closed:
        return
    if connection.queue.qsize() > MOST_WAITING:
        task = asyncio.ensure_future(cut(connection))
        _closing.add(task)
        task.add_done_callback(_closing.discard)
        return
    connection.queue.put_nowait(message)


async def cut(connection: Connection) -> None:
    """End a connection without telling the other side, which hears nothing any more."""
    await connection.close(wait=False, abort=True)


class Frame:
    """New values of some vars of a state, for every tab that shows the same."""

    def __init__(self, state: type[rx.State], values: Mapping[str, Any]) -> None:
        self.delta = {state.get_full_name(): {name + FIELD_MARKER: value for name, value in values.items()}}
        self.message: Envelope | None = None  # encoded when the first tab is sent it


class Tabs(Protocol):
    """The open tabs of this worker."""

    def send(self, token: str, frame: Frame) -> None: ...

    async def let_go(self, sid: str) -> bool: ...


class OpenTabs:
    """Those that Reflex knows."""

    def __init__(self, app: rx.App) -> None:
        self._server = app.sio
        self._namespace = app.event_namespace.namespace
        self._sockets = app.event_namespace._token_manager.token_to_socket

    def send(self, token: str, frame: Frame) -> None:
        socket = self._sockets.get(token)
        if socket is None:
            return
        if frame.message is None:
            frame.message = envelope(self._server, self._namespace, "event", {"delta": frame.delta})
        put(self._server, self._server.manager.eio_sid_from_sid(socket.sid, self._namespace), frame.message)

    async def let_go(self, sid: str) -> bool:
        connection = self._server.eio.sockets.get(self._server.manager.eio_sid_from_sid(sid, self._namespace))
        if connection is None:
            return False
        if not connection.closed:
            await cut(connection)
        return True


_tabs: Tabs | None = None


def use(tabs: Tabs | None) -> None:
    """Where frames go from now on."""
    global _tabs
    _tabs = tabs


def to_tab(token: str, frame: Frame) -> None:
    """Send a frame to one tab of this worker; a tab that is gone is left alone."""
    if _tabs is not None:
        _tabs.send(token, frame)


async def let_go(sid: str) -> bool:
    """End this line; False when this worker has no such line. See `lost_lines`."""
    return _tabs is not None and await _tabs.let_go(sid)
