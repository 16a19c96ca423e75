"""Buttons, inputs and small marks, with the classes of the stylesheet (design/tokens.md sections 4, 7, 12)."""

from enum import StrEnum
from typing import Any

import reflex as rx

from sellerhub.web.design.icons import icon

Text = str | rx.Var[str]


class Tone(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    MUTE = "mute"
    LIVE = "live"


def classes(*names: Any) -> Any:
    """Class names side by side; Vars among them stay Vars."""
    found = [each for each in names if not (isinstance(each, str) and not each)]
    if all(isinstance(each, str) for each in found):
        return " ".join(found)
    joined = rx.Var.create("")
    for each in found:
        joined = joined + each + " "
    return joined


def button(
    label: Text = "", *, icon_name: str = "", kind: str = "", size: str = "", keys: str = "", class_name: Any = "", **props
) -> rx.Component:
    """`kind`: primary, accent, live, danger, ghost, soft or empty; `size`: sm, lg, xl or empty (32 px)."""
    props.setdefault("type", "button")
    kind = "livebtn" if kind == "live" else kind
    return rx.el.button(
        icon(icon_name) if icon_name else None,
        label,
        rx.el.kbd(keys, class_name="kbd") if keys else None,
        class_name=classes("btn", kind, size, class_name),
        **props,
    )


def icon_button(name: str, label: Text, *, kind: str = "ghost", size: str = "", **props) -> rx.Component:
    """An icon alone; `label` is what a screen reader says and the tooltip."""
    props.setdefault("type", "button")
    extra = props.pop("class_name", "")
    return rx.el.button(icon(name), class_name=classes("btn icon", kind, size, extra), aria_label=label, title=label, **props)


def link_button(
    label: Text, href: Any, *, icon_name: str = "", kind: str = "", size: str = "", external: bool = False, **props
) -> rx.Component:
    """A link that looks like a button. `external`: a full navigation (our own routes, downloads)."""
    kind = "livebtn" if kind == "live" else kind
    parts = (icon(icon_name) if icon_name else None, label)
    extra = props.pop("class_name", "")
    make = plain_link if external else link
    return make(*parts, href=href, class_name=classes("btn", kind, size, extra), **props)


def link(*children: Any, href: Any, **props) -> rx.Component:
    """A link inside the application; no page load."""
    return rx.el.a(*children, href=href, **props)


def plain_link(*children: Any, href: Any, **props) -> rx.Component:
    """A link that leaves the single page: our HTTP routes, documents, sign-out."""
    from reflex_components_core.react_router.dom import ReactRouterLink

    return ReactRouterLink.create(*children, to=href, reload_document=True, **props)


def status(word: Text, icon_name: Any, tone: Any, *, soft: Any = False) -> rx.Component:
    """A status: coloured icon and ink word in tables, a tinted badge when `soft`."""
    shape = rx.cond(soft, " soft", "") if isinstance(soft, rx.Var) else (" soft" if soft else "")
    return rx.el.span(icon(icon_name), word, class_name=rx.Var.create("st k-") + tone + shape)


def tag(word: Text, tone: str = "", icon_name: str = "", **props) -> rx.Component:
    return rx.el.span(icon(icon_name) if icon_name else None, word, class_name=classes("tag", tone), **props)


def count(n: Any, tone: str = "", **props) -> rx.Component:
    return rx.el.span(n, class_name=classes("cnt", tone), **props)


def on_air(word: Text = "LIVE") -> rx.Component:
    return rx.el.span(word, class_name="onair")


def chip(*children: Any, on: Any = False, **props) -> rx.Component:
    """A filter chip; `on` may be a Var."""
    props.setdefault("type", "button")
    shape = rx.cond(on, "chip on", "chip") if isinstance(on, rx.Var) else ("chip on" if on else "chip")
    return rx.el.button(*children, class_name=shape, aria_pressed=on, **props)


def thumb(src: Any, size: int = 32, alt: Any = "", **props) -> rx.Component:
    """A square product photo, or an empty tile where there is none."""
    box = {"width": f"{size}px", "height": f"{size}px"}
    photo = rx.el.img(src=src, alt=alt, width=str(size), height=str(size), loading="lazy")
    if isinstance(src, rx.Var):
        photo = rx.cond(src != "", photo, icon("image", class_name="t3 none"))
    return rx.el.span(photo, class_name=classes("th", props.pop("class_name", "")), style=box, **props)


def avatar(initials: Any, tone: Any = "a", **props) -> rx.Component:
    """`tone`: a, b2, c, d, e or f."""
    return rx.el.span(initials, class_name=rx.Var.create("av ") + tone, aria_hidden="true", **props)


def meter(share: Any, tone: str = "", width: str = "100%") -> rx.Component:
    """`share` in percent, 0 to 100; a Var or a number."""
    return rx.el.span(
        rx.el.i(style={"width": rx.Var.create(share).to(str) + "%"}), class_name=classes("meter", tone), style={"width": width}
    )


def field(
    label: Text, control: rx.Component, *, help_text: Any = "", error: Any = "", optional: bool = False, for_id: str = ""
) -> rx.Component:
    """Label above, help below; an error replaces the help."""
    from sellerhub.web.language import t

    below = rx.el.div(help_text, class_name="help") if isinstance(help_text, rx.Var) or help_text != "" else None
    if isinstance(error, rx.Var) or error:
        wrong = rx.el.div(icon("circle-alert"), error, class_name="help bad", role="alert")
        below = rx.cond(error != "", wrong, below if below is not None else rx.fragment()) if isinstance(error, rx.Var) else wrong
    return rx.el.div(
        rx.el.label(
            label,
            rx.el.span(t("design.optional"), class_name="opt") if optional else None,
            class_name="label",
            **({"html_for": for_id} if for_id else {}),
        ),
        control,
        below,
        class_name="field",
    )


def text_input(
    *, icon_name: str = "", suffix: Any = None, area: bool = False, bad: Any = "", input_class: str = "", **props
) -> rx.Component:
    """An input in its frame; all other props go to the `<input>` (or `<textarea>` when `area`)."""
    control = rx.el.textarea(**props) if area else rx.el.input(**props)
    shape = rx.cond(bad != "", "input err", "input") if isinstance(bad, rx.Var) else ("input err" if bad else "input")
    return rx.el.div(
        icon(icon_name) if icon_name else None,
        control,
        rx.el.span(suffix, class_name="suf") if suffix is not None else None,
        class_name=classes(shape, "area" if area else "", input_class),
    )


def select(options: Any, **props) -> rx.Component:
    """A native select: `options` are `rx.el.option`s or an `rx.foreach` of them."""
    children = options if isinstance(options, list | tuple) else [options]
    return rx.el.div(rx.el.select(*children, **props), icon("chevron-down"), class_name="input select")


def checkbox(label: Any = "", *, checked: Any = None, **props) -> rx.Component:
    """A box with its label; a real `<input type=checkbox>` underneath."""
    value = {} if checked is None else {"checked": checked}
    return rx.el.label(rx.el.input(type="checkbox", class_name="cbx", **value, **props), label, class_name="check")


def switch(label: Any, *, checked: Any, **props) -> rx.Component:
    return rx.el.label(rx.el.input(type="checkbox", role="switch", class_name="swx", checked=checked, **props), label, class_name="check")


def segment(*items: tuple[Any, Any, Any]) -> rx.Component:
    """Choices side by side: (label, is_on, on_click)."""
    return rx.el.div(
        *[rx.el.button(label, type="button", class_name=rx.cond(on, "on", ""), aria_pressed=on, on_click=act) for label, on, act in items],
        class_name="seg",
        role="group",
    )
