"""Packing slips: quantity and shelf loudest, a box to tick, the package's barcode. Gift slips carry no price."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from sellerhub.business.fulfilment.ports import Paper, SlipLine, SlipSheet
from sellerhub.outside.documents.codes import DOT, draw_code128
from sellerhub.outside.documents.sheet import SIZES, Sheet, new_canvas
from sellerhub.outside.documents.text import draw, wrapped

SCALE = {Paper.A5: 1.0, Paper.A6: 0.74, Paper.LABEL_4X6: 0.74}
"""A slip that goes with a label is resized to the label (D4)."""


def draw_slips(sheets: Sequence[SlipSheet], paper: Paper) -> bytes:
    """A slip that needs more pages gets them; no page holds two orders."""
    target = BytesIO()
    canvas = new_canvas(target, paper, sheets[0].words["slip_title"] if sheets else "")
    for sheet in sheets:
        _draw_slip(canvas, sheet, paper)
    canvas.save()
    return target.getvalue()


def _draw_slip(canvas: Canvas, sheet: SlipSheet, paper: Paper) -> None:
    scale = SCALE[paper]
    wide, high = (side / scale for side in SIZES[paper])
    page = Sheet(canvas, wide, high, 21, sheet.right_to_left)
    rows = list(sheet.lines)
    while True:
        canvas.scale(scale, scale)
        y = _draw_head(page, sheet)
        bottom = page.height - 118 - (16 if sheet.foot else 0)
        while rows and y + 33 <= bottom:
            y = _draw_row(page, rows.pop(0), y)
        if not rows and sheet.total:
            page.text(page.margin, y + 18, sheet.words["total"], 10, bold=True)
            page.text(page.width - page.margin, y + 18, sheet.total, 10, bold=True, at_end=True)
        _draw_foot(canvas, page, sheet, scale)
        canvas.showPage()
        if not rows:
            return


def _draw_head(page: Sheet, sheet: SlipSheet) -> float:
    end = page.width - page.margin
    page.text(page.margin, 38, sheet.shop_name, 13.5, bold=True, room=page.room * 0.55)
    page.text(page.margin, 52, sheet.subtitle, 9, room=page.room * 0.55)
    page.text(end, 38, sheet.order_number, 13.5, bold=True, at_end=True, room=page.room * 0.42)
    page.text(end, 52, sheet.part, 9, at_end=True, room=page.room * 0.42)
    page.rule(66, 1.2)
    y = 78.0
    if sheet.note:
        lines = wrapped(sheet.note, 9, page.room - 18, most=4)
        page.box(page.margin, y, page.room, len(lines) * 12 + 10, 0.9)
        for number, line in enumerate(lines):
            page.text(page.margin + 9, y + 14 + number * 12, line, 9)
        y += len(lines) * 12 + 20
    words, (quantity, item, sku, shelf, price) = sheet.words, _columns(page)
    page.text(quantity, y + 10, words["quantity"], 8, bold=True, room=item - quantity - 4)
    page.text(item, y + 10, words["item"], 8, bold=True)
    page.text(sku, y + 10, words["sku"], 8, bold=True)
    if any(line.shelf for line in sheet.lines):
        page.text(shelf, y + 10, words["shelf"], 8, bold=True, room=42)
    if any(line.price for line in sheet.lines):
        page.text(price, y + 10, words["price"], 8, bold=True, at_end=True, room=60)
    page.rule(y + 17, 0.7)
    return y + 17


def _columns(page: Sheet) -> tuple[float, float, float, float, float]:
    at = page.margin
    return at + 4, at + page.room * 0.12, at + page.room * 0.53, at + page.room * 0.73, at + page.room * 0.91


def _draw_row(page: Sheet, line: SlipLine, y: float) -> float:
    quantity, item, sku, shelf, price = _columns(page)
    page.text(quantity, y + 19, str(line.quantity), 13.5, bold=True, room=item - quantity - 2)
    page.text(item, y + 16, line.title, 9, bold=True, room=sku - item - 6)
    page.text(item, y + 27, line.variant, 8.5, room=sku - item - 6)
    page.text(sku, y + 16, line.sku, 8, room=shelf - sku - 4)
    page.text(shelf, y + 16, line.shelf, 9, bold=True, room=36)
    page.text(price, y + 16, line.price, 8.5, at_end=True, room=64)
    page.box(page.width - page.margin - 16, y + 7, 12, 12, 0.9)
    page.rule(y + 33, 0.4)
    return y + 33


def _draw_foot(canvas: Canvas, page: Sheet, sheet: SlipSheet, scale: float) -> None:
    y = page.height - (42 if sheet.foot else 26)
    wide = page.room * 0.5
    end = page.width - page.margin
    page.text(page.margin, y - 44, sheet.words["to"], 8, bold=True)
    page.text(page.margin, y - 31, sheet.recipient.name, 9, room=wide)
    for number, line in enumerate(sheet.recipient.lines()[-2:]):
        page.text(page.margin, y - 19 + number * 12, line, 9, room=wide)
    middle = page.left(end - page.room * 0.235)
    draw_code128(canvas, sheet.package_code, middle, page.height - y + 12, height=34, room=page.room * 0.47, dot=DOT / scale)
    draw(canvas, middle, page.height - y, sheet.package_code, 8, bold=True, align="center")
    if sheet.foot:
        page.rule(page.height - 32, 0.4)
        page.text(page.margin, page.height - 18, sheet.foot, 8, room=page.room)
