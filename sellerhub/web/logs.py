"""Structured logs without personal data: one JSON object a line, scrubbed whoever wrote it."""

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from typing import Any

import structlog

_EMAIL = re.compile(r"[^\s@<>\"'=,;:]+@[^\s@<>\"'=,;:]+\.[^\s@<>\"'=,;:]+")
_PHONE = re.compile(r"(?<![\w.-])\+?\d[\d ()\-]{7,}\d(?![\w-])")
_SECRET = re.compile(r"(?i)(bearer\s+|token=|sid=|password=|code=|key=)[^\s&;,\"']+")
_LONG = re.compile(r"[A-Za-z0-9_-]{32,}")
_HIDDEN_NAMES = frozenset(
    {"email", "password", "name", "buyer_name", "actor_name", "phone", "address", "cookie", "authorization", "token", "sid", "code", "text"}
)
_ID = re.compile(r"\d{15,19}")  # our own ids are no personal data and are what one searches for
_SPEAKING = (OSError, TypeError, AttributeError, ImportError, AssertionError)  # their messages tell no data


def scrubbed(value: Any, name: str = "") -> Any:
    """The value without e-mail addresses, phone numbers, tokens, and what is called like a person's data."""
    if name in _HIDDEN_NAMES and value not in (None, "", 0):
        return "[hidden]"
    if isinstance(value, Mapping):
        return {str(key): scrubbed(each, str(key)) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [scrubbed(each) for each in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    text = _SECRET.sub(r"\1[hidden]", str(value))
    text = _LONG.sub("[token]", _EMAIL.sub("[email]", text))
    return _PHONE.sub(lambda found: found[0] if _ID.fullmatch(found[0]) else "[phone]", text)


def _scrub(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    return {name: scrubbed(value, name) for name, value in event.items()}


def _short_exception(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """What broke and where; the message only of kinds that do not quote data."""
    info = event.pop("exc_info", None)
    error = info if isinstance(info, BaseException) else info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info else None
    if error is not None:
        places = traceback.extract_tb(error.__traceback__)[-12:]
        event["exception"] = type(error).__name__
        event["at"] = [f"{place.filename.rsplit('/', 1)[-1]}:{place.lineno}:{place.name}" for place in places]
        if isinstance(error, _SPEAKING):
            event["message"] = str(error)
    return event


def set_up(level: str = "INFO", stream: Any = None) -> None:
    """Everything that is logged by anybody in this process goes through here."""
    shared = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _short_exception,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    render = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _scrub, structlog.processors.JSONRenderer(ensure_ascii=False)]
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=render))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("reflex", "reflex_base", "granian", "_granian", "uvicorn", "sqlalchemy", "socketio", "engineio"):
        noisy = logging.getLogger(name)
        noisy.handlers[:], noisy.propagate = [], True
        if logging.getLevelName(level) <= logging.INFO:
            noisy.setLevel(logging.WARNING)
