"""Today's cumulative GMV as SVG paths: one chart does not need a chart library."""

from collections.abc import Sequence

from sellerhub.business.orders.queue.today import DaySoFar, Today
from sellerhub.core import text
from sellerhub.core.money import Money
from sellerhub.web.pages.seller.home.views import Chart, Mark

LEFT, RIGHT, TOP, BOTTOM = 44.0, 764.0, 14.0, 212.0
HOURS = 24
STEPS = (1, 2, 2.5, 5, 10)


def draw(today: Today, hour_now: float, language: str, before_label: str) -> Chart:
    """`hour_now`: hours since the shop's midnight, with fraction."""
    lines = [today.now.gmv_by_hour] + ([today.before.gmv_by_hour] if today.before else [])
    top = _round_up(max((point.minor for line in lines for point in line), default=0))
    now = _points(today.now, hour_now, top)
    path = _path(now)
    return Chart(
        today=path,
        area=f"{path} L{now[-1][0]:.1f} {BOTTOM} L{LEFT} {BOTTOM}Z",
        before=_path(_points(today.before, hour_now, top)) if today.before else "",
        before_label=before_label,
        end_x=f"{now[-1][0]:.1f}",
        end_y=f"{now[-1][1]:.1f}",
        amounts=[_amount(top, share, today.now.gmv.currency, language) for share in (0, 0.25, 0.5, 0.75, 1)],
        hours=[Mark(f"{_x(hour):.1f}", f"{hour:02}:00") for hour in range(0, HOURS + 1, 4)],
    )


def spark(values: Sequence[int], width: float = 52, height: float = 16) -> str:
    """A small line; empty when nothing happened."""
    if len(values) < 2 or max(values) == 0:
        return ""
    step, top = width / (len(values) - 1), max(values)
    return _path([(n * step, height - 1.5 - (height - 3) * value / top) for n, value in enumerate(values)])


def _points(day: DaySoFar, hour_now: float, top: int) -> list[tuple[float, float]]:
    """From midnight; the point of an hour stands at its end, the last one at this minute."""
    ends = [min(n + 1.0, hour_now) for n in range(len(day.gmv_by_hour))]
    return [(LEFT, BOTTOM), *((_x(at), _y(point.minor, top)) for at, point in zip(ends, day.gmv_by_hour, strict=True))]


def _x(hour: float) -> float:
    return LEFT + (RIGHT - LEFT) * hour / HOURS


def _y(minor: int, top: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * minor / top


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _round_up(minor: int) -> int:
    """The next 1, 2, 2.5, 5 x 10^n: a scale that people read."""
    size = 1
    while size * 10 < minor:
        size *= 10
    return next((int(size * step) for step in STEPS if size * step >= minor), size * 10) or 1


def _amount(top: int, share: float, currency: str, language: str) -> Mark:
    at = BOTTOM - (BOTTOM - TOP) * share
    return Mark(f"{at:.1f}", text.money_short(Money(int(top * share), currency), language))
