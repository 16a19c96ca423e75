"""The edge where refusals become sentences and bugs become ids. Caught here once for all events."""

import secrets
import traceback

import reflex as rx
import structlog
from reflex.event import EventSpec

from sellerhub.core.errors import BusinessError, Kind

log = structlog.get_logger(__name__)


def report(bug: BaseException) -> str:
    """Log a bug and return the id under which it can be found.

    Its message may hold personal data, so only its type and where it happened are logged.
    """
    number = secrets.token_hex(4)
    frames = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}:{frame.name}" for frame in traceback.extract_tb(bug.__traceback__)[-12:]]
    log.error("bug", bug_id=number, type=type(bug).__name__, at=frames)
    return number


def to_toast(exception: Exception) -> EventSpec | None:
    """Reflex asks this for every exception of an event handler; what is returned happens in that tab."""
    if isinstance(exception, BusinessError) and exception.kind is Kind.NOT_SIGNED_IN:
        return rx.redirect("/sign-in")
    from sellerhub.web.shell.state import toast  # the frame itself stands on this module

    if not isinstance(exception, BusinessError):
        return toast("refusal.broken", "bad", id=report(exception))
    facts = {name: value for name, value in exception.facts.items() if name not in ("key", "tone", "text", "action", "href", "act")}
    return toast(f"refusal.{exception.code}", "bad", text=exception.sentence, **facts)
