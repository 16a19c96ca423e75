"""Text in many scripts on one line: shaped, in reading order, each character in a font that has it.

ReportLab's own shaping leaves Arabic unjoined; reshaping and bidi before it sets it right. Chinese and Japanese come
from a second font, whose bold is drawn by stroking the outline.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from arabic_reshaper import ArabicReshaper
from bidi import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FOLDER = Path(__file__).parent / "fonts"
LATIN, ARABIC, HAN = "SellerHub", "SellerHubArabic", "SellerHubHan"
_FILES = {
    LATIN: "NotoSans-Regular.ttf",
    LATIN + "-Bold": "NotoSans-Bold.ttf",
    ARABIC: "NotoSansArabic-Regular.ttf",
    ARABIC + "-Bold": "NotoSansArabic-Bold.ttf",
    HAN: "DroidSansFallbackFull.ttf",
}
_ARABIC_RANGE = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
# may stand alone at the end of a line: Han, kana, and their punctuation
_HAN_RANGE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_reshaper = ArabicReshaper({"delete_harakat": True, "support_ligatures": True, "ARABIC LIGATURE ALLAH": False})


@lru_cache
def fonts() -> dict[str, frozenset[int]]:
    """Register the fonts once a process; which characters each has."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, FOLDER / file))
    return {name: frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in _FILES}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font, in the order they stand on paper."""

    font: str
    text: str
    thicken: bool = False  # no bold cut of this font: stroke its outline


def is_right_to_left(text: str) -> bool:
    """By its first letter that has a direction."""
    for each in text:
        direction = unicodedata.bidirectional(each)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


@lru_cache(maxsize=4096)
def shaped(text: str, bold: bool) -> tuple[Run, ...]:
    """The text as it goes on paper, from left to right."""
    if _RTL.search(text):
        joined = _reshaper.reshape(text) if _ARABIC_RANGE.search(text) else text
        text = get_display(joined, base_dir="R" if is_right_to_left(text) else "L")
    runs: list[Run] = []
    for each in text:
        if unicodedata.category(each) in ("Cf", "Cc"):
            continue  # direction marks did their work; nothing to draw
        font, thicken = _font_for(each, bold, runs[-1] if runs else None)
        if runs and runs[-1].font == font:
            runs[-1] = Run(font, runs[-1].text + each, thicken)
        else:
            runs.append(Run(font, each, thicken))
    return tuple(runs)


def _font_for(character: str, bold: bool, before: Run | None) -> tuple[str, bool]:
    known, code = fonts(), ord(character)
    cut = "-Bold" if bold else ""
    if character == " " and before is not None and before.font != HAN:
        return before.font, before.thicken
    for font in (LATIN + cut, ARABIC + cut):
        if code in known[font]:
            return font, False
    return HAN, bold


def missing(text: str) -> str:
    """Characters that no font here can draw."""
    known = fonts()
    return "".join(each for run in shaped(text, False) for each in run.text if ord(each) not in known[run.font])


def width(text: str, size: float, bold: bool = False) -> float:
    """In points."""
    return sum(pdfmetrics.stringWidth(run.text, run.font, size) for run in shaped(text, bold))


def fitted(text: str, size: float, room: float, bold: bool = False, least: float = 8) -> tuple[str, float]:
    """The text and the size at which it fits `room` points: made smaller down to `least`, then cut with an ellipsis."""
    wide = width(text, size, bold)
    if wide <= room:
        return text, size
    size = max(least, size * room / wide)
    while width(text, size, bold) > room and len(text) > 1:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    return text, size


def wrapped(text: str, size: float, room: float, bold: bool = False, most: int = 3) -> list[str]:
    """Lines of at most `room` points, broken at spaces and between Han characters; the last of `most` lines is cut."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), size, bold) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(each, size, room, bold, least=size)[0] for each in lines]


def _pieces(text: str) -> list[str]:
    return re.findall(_HAN_RANGE.pattern + r"\s*|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+\s*|\s+", text)


def draw(canvas: Canvas, x: float, y: float, text: str, size: float, *, bold: bool = False, align: str = "left") -> None:
    """One line with its baseline at y; x is its left end, right end or middle."""
    if align != "left":
        x -= width(text, size, bold) * (1 if align == "right" else 0.5)
    line = canvas.beginText(x, y)
    for run in shaped(text, bold):
        line.setFont(run.font, size)
        if run.thicken:
            line.setTextRenderMode(2)
            canvas.setLineWidth(size / 30)
        line.textOut(run.text)
        if run.thicken:
            line.setTextRenderMode(0)
    canvas.drawText(line)
