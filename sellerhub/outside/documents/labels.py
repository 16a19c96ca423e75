"""Shipping labels: one bit black on white, routing code first, Code 128 and QR that a 203 dpi print gives back."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from sellerhub.business.fulfilment.ports import LabelSheet, Paper
from sellerhub.business.fulfilment.rules import spaced
from sellerhub.outside.documents import text as texts
from sellerhub.outside.documents.codes import draw_code128, draw_qr
from sellerhub.outside.documents.sheet import SIZES, Sheet, new_canvas

MARGIN = 13
HEAD, ROUTE = 42, 95
QR_ROOM = 84
BAR_HEIGHT = 62
FOOT_HEIGHT = 74
CAPTION = 8


def draw_labels(sheets: Sequence[LabelSheet], paper: Paper, words: dict[str, str], right_to_left: bool) -> bytes:
    """Grouped by carrier, inside a carrier by shelf; a separator before each carrier when there are several (tokens 16)."""
    target = BytesIO()
    canvas = new_canvas(target, paper, words["label_title"])
    wide, high = SIZES[paper]
    page = Sheet(canvas, wide, high, MARGIN, right_to_left)
    canvas.beginForm("frame", 0, 0, wide, high)
    _draw_frame(page, words)
    canvas.endForm()
    ordered = sorted(sorted(sheets, key=lambda each: (each.shelf, each.order_number, each.part)), key=lambda each: each.carrier)
    several = len({each.carrier for each in ordered}) > 1
    before = None
    for sheet in ordered:
        if several and sheet.carrier != before:
            _draw_separator(page, sheet.carrier, sum(each.carrier == sheet.carrier for each in ordered))
            before = sheet.carrier
        _draw_label(canvas, page, sheet, words)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _bars_top(page: Sheet) -> float:
    return page.height * 0.52


def _bars_bottom(page: Sheet) -> float:
    return _bars_top(page) + BAR_HEIGHT + 34


def _columns(page: Sheet) -> tuple[float, float, float]:
    return page.margin, page.margin + page.room * 0.46, page.margin + page.room * 0.74


def _draw_frame(page: Sheet, words: dict[str, str]) -> None:
    """What every label of a batch has: rules and captions, kept once in the file."""
    for y in (HEAD, ROUTE, _bars_top(page), _bars_bottom(page)):
        page.rule(y, 1.7)
    page.text(page.margin, ROUTE + 15, words["to"], CAPTION, bold=True, room=page.room - QR_ROOM)
    sender, order, payment = _columns(page)
    y = page.height - FOOT_HEIGHT
    page.text(sender, y, words["from"], CAPTION, bold=True, room=order - sender - 8)
    page.text(order, y, words["order"], CAPTION, bold=True, room=payment - order - 8)
    page.text(payment, y, words["payment"], CAPTION, bold=True, room=page.width - page.margin - payment)


def _draw_label(canvas: Canvas, page: Sheet, sheet: LabelSheet, words: dict[str, str]) -> None:
    canvas.doForm("frame")
    end = page.width - page.margin
    page.text(page.margin, 31, sheet.carrier, 18, bold=True, room=page.room - 92)
    page.text(end, 23, sheet.service, 9, bold=True, room=88, at_end=True)
    page.text(end, 35, sheet.part, 9, bold=True, at_end=True)

    page.text(page.margin, 82, sheet.routing, 37, bold=True, room=page.room * 0.42)
    taken = page.margin + min(_width(sheet.routing), page.room * 0.42) + 10
    depot = min(page.room * 0.28, 80) if sheet.depot else 0
    page.text(taken, 82, sheet.area, 19, bold=True, room=end - taken - depot - 8)
    page.text(end, 82, sheet.depot, 9, bold=True, room=depot, at_end=True)

    room = page.room - QR_ROOM
    page.text(page.margin, ROUTE + 33, sheet.recipient.name, 14, bold=True, room=room)
    y = ROUTE + 49.0
    for line in sheet.recipient.lines():
        y = page.paragraph(page.margin, y, line, 10, room, leading=13.5, most=2)
    page.text(page.margin, y, _plain(sheet.recipient.phone), 10, room=room)
    draw_qr(canvas, sheet.package_code, page.left(end - QR_ROOM, QR_ROOM), page.height - ROUTE - 6 - QR_ROOM, QR_ROOM)

    top = _bars_top(page) + 9
    draw_code128(canvas, sheet.tracking_number, page.width / 2, page.height - top - BAR_HEIGHT, height=BAR_HEIGHT, room=page.width - 2)
    _centred(page, top + BAR_HEIGHT + 16, spaced(sheet.tracking_number), 11.5)
    if sheet.simulated:
        _centred(page, _bars_bottom(page) + 12, words["simulated"], CAPTION)
    _draw_foot(page, sheet)


def _draw_foot(page: Sheet, sheet: LabelSheet) -> None:
    sender, order, payment = _columns(page)
    y = page.height - FOOT_HEIGHT + 13
    room = order - sender - 8
    page.text(sender, y, sheet.sender.name or sheet.shop_name, 9, bold=True, room=room)
    line_y = y + 12.0
    for line in sheet.sender.lines()[:3]:
        page.text(sender, line_y, line, 8.5, room=room)
        line_y += 11
    page.text(order, y, sheet.order_number, 9, bold=True, room=payment - order - 8)
    page.text(order, y + 12, sheet.weight, 8.5, room=payment - order - 8)
    page.paragraph(payment, y, sheet.payment, 9, page.width - page.margin - payment, leading=11, most=3, bold=True)


def _draw_separator(page: Sheet, carrier: str, count: int) -> None:
    page.text(page.margin, page.height / 2, carrier, 26, bold=True, room=page.room)
    page.text(page.margin, page.height / 2 + 40, f"× {count}", 26, bold=True)
    page.canvas.showPage()


def _centred(page: Sheet, y: float, text: str, size: float) -> None:
    text, size = texts.fitted(text, size, page.room, True)
    texts.draw(page.canvas, page.width / 2, page.height - y, text, size, bold=True, align="center")


def _width(text: str) -> float:
    return texts.width(text, 37, True)


def _plain(phone: str) -> str:
    """Numbers read from left to right in every language."""
    return f"\u200e{phone}\u200e" if phone else ""
