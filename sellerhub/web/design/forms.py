"""A plain HTML form that the browser posts itself; Reflex's own form always keeps the page and sends an event."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML


class _PostForm(BaseHTML):
    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


def post_form(action: str, *children: Any, **props) -> rx.Component:
    """Posts to one of our HTTP routes; what follows is a full navigation. Works before any script runs."""
    return _PostForm.create(*children, action=action, method="post", **props)


def hidden(name: str, value: Any) -> rx.Component:
    """A value that travels with a form."""
    return rx.el.input(type="hidden", name=name, value=value, read_only=True)
