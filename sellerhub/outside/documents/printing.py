"""The program's printer of PDFs, behind fulfilment's Printing port."""

from collections.abc import Sequence

from sellerhub.business.fulfilment.ports import LabelSheet, Paper, SlipSheet
from sellerhub.outside.documents.labels import draw_labels
from sellerhub.outside.documents.slips import draw_slips


class PdfPrinting:
    def labels(self, sheets: Sequence[LabelSheet], paper: Paper, words: dict[str, str], *, right_to_left: bool = False) -> bytes:
        return draw_labels(sheets, paper, words, right_to_left)

    def slips(self, sheets: Sequence[SlipSheet], paper: Paper) -> bytes:
        return draw_slips(sheets, paper)
