"""A sheet of paper measured from its top and from where its language starts to read."""

from dataclasses import dataclass

from reportlab import rl_config
from reportlab.lib.units import inch, mm
from reportlab.pdfgen.canvas import Canvas

from sellerhub.business.fulfilment.ports import Paper
from sellerhub.outside.documents import text as texts

rl_config.useA85 = 0  # streams as bytes: no printer needs them as letters, and writing letters takes a third of the time

SIZES: dict[Paper, tuple[float, float]] = {
    Paper.LABEL_4X6: (4 * inch, 6 * inch),
    Paper.A6: (105 * mm, 148 * mm),
    Paper.A5: (148 * mm, 210 * mm),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`x` grows from the reading edge, `y` downwards; both in points."""

    canvas: Canvas
    width: float
    height: float
    margin: float
    right_to_left: bool = False

    @property
    def room(self) -> float:
        return self.width - 2 * self.margin

    def left(self, x: float, wide: float = 0) -> float:
        """Where something `wide` that starts at x stands on paper."""
        return self.width - x - wide if self.right_to_left else x

    def text(
        self, x: float, y: float, text: str, size: float, *, bold: bool = False, room: float | None = None, at_end: bool = False
    ) -> None:
        """One line; `at_end`: it ends at x instead of starting there. Shrinks to `room`, then is cut."""
        if not text:
            return
        if room is not None:
            text, size = texts.fitted(text, size, room, bold)
        align = "right" if at_end is not self.right_to_left else "left"
        texts.draw(self.canvas, self.left(x), self.height - y, text, size, bold=bold, align=align)

    def paragraph(
        self, x: float, y: float, text: str, size: float, room: float, *, leading: float, most: int = 3, bold: bool = False
    ) -> float:
        """Wrapped lines from y; returns the y after them."""
        for line in texts.wrapped(text, size, room, bold, most):
            self.text(x, y, line, size, bold=bold)
            y += leading
        return y

    def rule(self, y: float, thick: float, x: float | None = None, wide: float | None = None) -> None:
        wide = self.room if wide is None else wide
        x = self.left(self.margin if x is None else x, wide)
        self.canvas.setLineWidth(thick)
        self.canvas.line(x, self.height - y, x + wide, self.height - y)

    def box(self, x: float, y: float, wide: float, high: float, thick: float) -> None:
        self.canvas.setLineWidth(thick)
        self.canvas.rect(self.left(x, wide), self.height - y - high, wide, high)


def new_canvas(target, paper: Paper, title: str) -> Canvas:
    canvas = Canvas(target, pagesize=SIZES[paper], pageCompression=1)
    canvas.setTitle(title)
    canvas.setCreator("SellerHub")
    return canvas
