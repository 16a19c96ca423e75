"""Browser tabs without a browser: real state, real event processor, the real gate."""

import asyncio
import contextlib
import dataclasses
import itertools
from typing import Any

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex_base.event import Event
from reflex_base.event.processor import BaseStateEventProcessor

from sellerhub.web import cookies, frames, refusals
from sellerhub.web.gate import Gate

_tokens = itertools.count(1)


def _app() -> rx.App:
    """The process's one app, or a bare one when nothing has made it yet."""
    from reflex_base.registry import RegistrationContext

    return RegistrationContext.get()._app or rx.App()


class Browser:
    """All tabs of one server. `async with Browser() as browser: tab = browser.tab(cookie="sid=...")`."""

    def __init__(self) -> None:
        self.app = _app()
        self.gate = Gate()
        self.app._middlewares[:] = [self.gate]
        self.states = StateManagerMemory()
        self.deltas: dict[str, list[dict]] = {}
        self.events: dict[str, list[Event]] = {}
        self.problems: list[Exception] = []
        self.processor = BaseStateEventProcessor(middleware=self.app, backend_exception_handler=self._answer)
        self.processor.configure(state_manager=self.states)

    def _answer(self, problem: Exception):
        self.problems.append(problem)
        return refusals.to_toast(problem)

    async def __aenter__(self) -> "Browser":
        async def emit_delta(token, delta):
            self.deltas.setdefault(token, []).append(delta)

        async def emit_event(token, *events):
            self.events.setdefault(token, []).extend(events)

        root = self.processor._root_context
        self.processor._root_context = dataclasses.replace(root, emit_delta_impl=emit_delta, emit_event_impl=emit_event)
        await self.processor.__aenter__()
        frames.use(self)
        return self

    def send(self, token: str, frame: frames.Frame) -> None:
        """A frame that went past the state."""
        self.deltas.setdefault(token, []).append(frame.delta)

    async def __aexit__(self, *problem) -> None:
        frames.use(None)
        await self.processor.__aexit__(*problem)

    def tab(self, key: str = "", *, token: str = "", language: str = "", secure: bool = False) -> "Tab":
        name = f"__Host-{cookies.SESSION}" if secure else cookies.SESSION
        parts = [f"{name}={key}"] * bool(key) + [f"lang={language}"] * bool(language)
        return Tab(self, token or f"tab-{next(_tokens)}", "; ".join(parts))


@dataclasses.dataclass
class Tab:
    browser: Browser
    token: str
    cookie: str
    path: str = "/"
    query: dict[str, str] = dataclasses.field(default_factory=dict)

    def _router(self) -> dict[str, Any]:
        headers = {"origin": "http://localhost", "cookie": self.cookie, "accept-language": "en"}
        here = {"pathname": self.path, "asPath": self.path, "query": self.query, "token": self.token}
        return {**here, "headers": headers, "client_token": self.token, "ip": "127.0.0.1", "sid": self.token}

    async def send(self, handler: Any, *, seconds: float | None = None, **payload: Any) -> list[dict]:
        """One event as a browser sends it; returns the deltas it caused. `seconds` ends a handler that never does."""
        name = handler if isinstance(handler, str) else name_of(handler)
        before = len(self.deltas)
        future = await self.browser.processor.enqueue(self.token, Event(name=name, router_data=self._router(), payload=payload))
        with contextlib.suppress(Exception):  # the processor hands it to `problems` and answers with a toast
            await asyncio.wait_for(future.wait_all(), seconds)
        await asyncio.sleep(0)
        return self.deltas[before:]

    @property
    def deltas(self) -> list[dict]:
        return self.browser.deltas.setdefault(self.token, [])

    @property
    def events(self) -> list[Event]:
        return self.browser.events.setdefault(self.token, [])

    async def hydrate(self) -> list[dict]:
        return await self.send("reflex___state____state.hydrate")

    async def state(self, cls: type[rx.State]) -> Any:
        root = await self.browser.states.get_state(rx.BaseStateToken(ident=self.token, cls=cls))
        return await root.get_state(cls)


def name_of(handler: Any) -> str:
    """The wire name of an event handler such as `OrdersState.confirm`."""
    from reflex_base.utils.format import format_event_handler

    return format_event_handler(handler)


async def until(condition):
    for _ in range(200):
        if await condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")


@contextlib.asynccontextmanager
async def opened(browser: Browser, state: type[rx.State], key: str, path: str):
    """A tab whose page has been read, or says why not; it stays open and follows the news."""
    tab = browser.tab(key)
    tab.path = path
    await tab.hydrate()
    await browser.processor.enqueue(tab.token, Event(name=name_of(state.watch), router_data=tab._router(), payload={}))

    async def settled():
        found = await tab.state(state)
        return found.loaded or found.trouble

    await until(settled)
    yield tab
