"""P17: labels a second, against ReportLab with its own barcode and QR widgets; in both, both codes are read back."""

import io
import statistics
import time
from collections.abc import Callable
from typing import Any

import pypdfium2
import zxingcpp
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode import code128, qr
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from sellerhub.business.fulfilment.ports import Paper
from sellerhub.outside.documents.printing import PdfPrinting
from tests.outside.test_documents import PEOPLE, WORDS, label

LABELS, ROUNDS, LOOKED_AT = 200, 5, 4
LEAST = 5


def ours(first: int) -> bytes:
    sheets = [label(PEOPLE["tr"], first + number) for number in range(LABELS)]
    return PdfPrinting().labels(sheets, Paper.LABEL_4X6, WORDS)


def reference(first: int) -> bytes:
    """The same address and codes the textbook way, in a font that needs no embedding."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(288, 432))
    for number in range(LABELS):
        sheet, y = label(PEOPLE["tr"], first + number), 400
        for line in (sheet.carrier, f"{sheet.routing} {sheet.area}", sheet.recipient.name, *sheet.recipient.lines(), sheet.order_number):
            canvas.drawString(13, y, line.encode("latin-1", "replace").decode("latin-1"))
            y -= 16
        code128.Code128(sheet.tracking_number, barWidth=1.06, barHeight=62).drawOn(canvas, 20, 140)
        code = qr.QrCodeWidget(sheet.package_code)
        left, bottom, right, top = code.getBounds()
        drawing = Drawing(84, 84, transform=[84 / (right - left), 0, 0, 84 / (top - bottom), 0, 0])
        drawing.add(code)
        renderPDF.draw(drawing, canvas, 190, 40)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _timed(draw: Callable[[int], bytes], first: int) -> tuple[float, bytes]:
    """Labels a second of processor time, and the file."""
    start = time.process_time()
    pdf = draw(first)
    return LABELS / (time.process_time() - start), pdf


def _all_read(pdf: bytes) -> bool:
    document = pypdfium2.PdfDocument(pdf)
    pictures = (document[at].render(scale=203 / 72).to_pil().convert("1").convert("L") for at in range(0, LABELS, LOOKED_AT))
    return all(len(zxingcpp.read_barcodes(picture)) == 2 for picture in pictures)


def run() -> list[dict[str, Any]]:
    ours(0)  # fonts are read once a process
    pairs, readable = [], True
    for number in range(ROUNDS):
        mine, my_pdf = _timed(ours, number * LABELS)
        other, other_pdf = _timed(reference, number * LABELS)
        pairs.append((mine, other))
        readable = readable and _all_read(my_pdf) and _all_read(other_pdf)
    ratios = [mine / other for mine, other in pairs]
    ratio = statistics.median(ratios)
    return [
        {
            "id": "P17",
            "what": "labels a second, both codes read back at 203 dpi",
            "ours": round(statistics.median(mine for mine, _ in pairs)),
            "reference": round(statistics.median(other for _, other in pairs)),
            "ratio": round(ratio, 2),
            "rounds": [round(each, 2) for each in ratios],
            "bar": f">= {LEAST}",
            "holds": ratio >= LEAST and readable,
        }
    ]


if __name__ == "__main__":
    for each in run():
        print(each)
