"""What the screens about products share: a cell edited in place, a place to drop files on, a product's status."""

from typing import Any

import reflex as rx

from sellerhub.web.build import library
from sellerhub.web.design import status
from sellerhub.web.language import t_dyn
from sellerhub.web.shell.vocabulary import PRODUCT_STATUS

_TONES = rx.Var.create({name: look[0] for name, look in PRODUCT_STATUS.items()})
_ICONS = rx.Var.create({name: look[1] for name, look in PRODUCT_STATUS.items()})


class EditCell(rx.Component):
    """See products.jsx."""

    library = library("products")
    tag = "EditCell"
    value: rx.Var[str]
    label: rx.Var[str]
    id: rx.Var[str]
    tone: rx.Var[str]
    width: rx.Var[int]
    mode: rx.Var[str]
    on_save: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]


class RowKeys(rx.Component):
    """J, K, X and Enter over the rows of a list; see products.jsx."""

    library = library("products")
    tag = "RowKeys"


class FileDrop(rx.Component):
    """See upload.jsx; `on_done` gets the ids that the route answered, comma-separated.

    `checking` is said when all has been sent and the answer is still to come; `too_large`, without sending, beyond `megabytes`.
    """

    library = library("upload")
    tag = "FileDrop"
    url: rx.Var[str]
    accept: rx.Var[str]
    multiple: rx.Var[bool]
    megabytes: rx.Var[int]
    checking: rx.Var[str]
    too_large: rx.Var[str]
    on_done: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def product_status(name: Any, *, soft: bool = False) -> rx.Component:
    return status(t_dyn("status", name), _ICONS[name].to(str), _TONES[name].to(str), soft=soft)
