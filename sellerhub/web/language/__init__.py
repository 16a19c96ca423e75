"""Texts on screen: `t("orders.to_ship")` is a Var that the browser resolves from `/locales/<lang>.json`.

The server keeps no dictionary per tab. English is the source: it is in the prerendered page and is the fallback.
"""

import json
from typing import Any

import reflex as rx
from reflex.vars import VarData

from sellerhub.web.build import library
from sellerhub.web.language.catalogue import catalogue

LIBRARY = library("language")
USED: set[str] = set()  # keys asked for so far; a check compares them with the catalogue
USED_PREFIXES: set[str] = set()


def _call(key: str, fallback: str, args: dict[str, Any]) -> rx.Var[str]:
    values = rx.Var.create(args) if args else rx.Var("undefined")
    data = VarData.merge(
        values._get_all_var_data(),
        VarData(imports={LIBRARY: [rx.ImportVar(tag="useT", install=False)]}, hooks={"const t_ = useT();": None}),
    )
    return rx.Var(f"t_({key}, {fallback}, {values!s})", _var_type=str, _var_data=data).to(str)


def t(key: str, **args: Any) -> rx.Var[str]:
    """The text of a key, its placeholders filled; `n` chooses the plural. Arguments may be Vars.

    Raises KeyError at build time when the catalogue has no such key.
    """
    USED.add(key)
    return _call(json.dumps(key), json.dumps(catalogue()[key]["en"], ensure_ascii=False), args)


def t_dyn(prefix: str, name: rx.Var | str, **args: Any) -> rx.Var[str]:
    """The text of a key whose end is known only in the browser: `t_dyn("status", State.status)`, `t_dyn("shell.role_", role)`.

    A prefix without `.` or `_` at its end is an area. Raises KeyError at build time when no key begins with the prefix.
    """
    prefix = prefix if prefix.endswith((".", "_")) else f"{prefix}."
    USED_PREFIXES.add(prefix)
    english = {key.removeprefix(prefix): texts["en"] for key, texts in catalogue().items() if key.startswith(prefix)}
    if not english:
        raise KeyError(prefix)
    var = rx.Var.create(name)
    called = _call(f'("{prefix}" + {var!s})', f"({json.dumps(english, ensure_ascii=False)})[{var!s}]", args)
    return called._replace(merge_var_data=var._get_all_var_data()).to(str)


class LanguageProvider(rx.Component):
    library = LIBRARY
    tag = "LanguageProvider"


class MoneyText(rx.Component):
    """Money from minor units, written by the browser: for rooms, where one message serves every language."""

    library = LIBRARY
    tag = "Money"
    minor: rx.Var[int]
    currency: rx.Var[str]
    short: rx.Var[bool]


class ClockText(rx.Component):
    """A time of day from an ISO instant, in the watcher's own zone."""

    library = LIBRARY
    tag = "Clock"
    iso: rx.Var[str]
