"""An icon's shapes as one path: a browser lays out one element where there were five, and some icons stand in every row."""

import re

_SHAPE = re.compile(r"<(path|line|circle|rect) ([^>]*?) ?/>")
_ATTRIBUTE = re.compile(r'([a-z0-9-]+)="([^"]*)"')
_NUMBER = r"(-?(?:\d+\.?\d*|\.\d+))"
_FROM_HERE = re.compile(rf"m\s*{_NUMBER}[\s,]*{_NUMBER}[\s,]*(.*)", re.DOTALL)


def one_path(drawing: str) -> str:
    """The same drawing; what is none of its plain shapes is kept beside the path."""
    outlines: list[str] = []

    def collect(found: re.Match[str]) -> str:
        outline = _outline(found[1], dict(_ATTRIBUTE.findall(found[2])))
        if outline is None:
            return found[0]
        outlines.append(outline)
        return ""

    rest = _SHAPE.sub(collect, drawing).strip()
    return f'<path d="{"".join(outlines)}"/>{rest}' if outlines else rest


def _outline(shape: str, at: dict[str, str]) -> str | None:
    """None: it has a look of its own."""
    if shape == "path":
        return _absolute(at["d"]) if at.keys() == {"d"} else None
    if shape == "line":
        return "M{x1} {y1}L{x2} {y2}".format(**at) if at.keys() == {"x1", "y1", "x2", "y2"} else None
    if shape == "circle":
        return _circle(*(float(at[each]) for each in ("cx", "cy", "r"))) if at.keys() == {"cx", "cy", "r"} else None
    if not {"x", "y", "width", "height"} <= at.keys() <= {"x", "y", "width", "height", "rx", "ry"} or at.get("ry", at.get("rx")) != at.get(
        "rx"
    ):
        return None
    return _rectangle(*(float(at.get(each, 0)) for each in ("x", "y", "width", "height", "rx")))


def _absolute(outline: str) -> str:
    """Where it starts must not depend on where the one before it ended."""
    found = _FROM_HERE.fullmatch(outline)
    if not found:
        return outline
    x, y, rest = found.groups()
    more = "l" if rest[:1] in "-.0123456789" and rest else ""
    return f"M{x} {y}{more}{rest}"


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def _rectangle(x: float, y: float, width: float, height: float, r: float) -> str:
    if not r:
        return f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z"
    across, down = width - 2 * r, height - 2 * r

    def corner(dx: float, dy: float) -> str:
        return f"a{r:g} {r:g} 0 0 1 {dx:g} {dy:g}"

    return f"M{x + r:g} {y:g}h{across:g}{corner(r, r)}v{down:g}{corner(-r, r)}h{-across:g}{corner(-r, -r)}v{-down:g}{corner(r, -r)}z"
