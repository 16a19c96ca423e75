"""What the home screen's vars hold; figures are text in the reader's language, the chart is drawn already."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tile:
    """`name` is a catalogue key of the area home. `change` is empty when there is nothing to compare with."""

    name: str
    value: str
    change: str = ""
    up: bool = True
    href: str = ""
    spark: str = ""


@dataclass(frozen=True)
class Mark:
    """A line of the chart's grid: where, and what it says."""

    at: str
    label: str


@dataclass(frozen=True)
class Chart:
    """SVG paths in a box of 772 x 236."""

    today: str = ""
    area: str = ""
    before: str = ""
    before_label: str = ""
    end_x: str = "0"
    end_y: str = "0"
    amounts: list[Mark] = field(default_factory=list)
    hours: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """One row of the to-do list: opens the orders it counts."""

    name: str
    n: int
    tone: str
    icon: str
    href: str


@dataclass(frozen=True)
class Step:
    name: str
    done: bool
    href: str
    icon: str


@dataclass(frozen=True)
class LiveStrip:
    id: str = ""
    title: str = ""
    cover: str = ""
    since: str = ""
    gmv: str = ""
    orders: str = ""
    watching: str = ""


@dataclass(frozen=True)
class ShopForm:
    """The shop's own address and shipping fee, as its form shows them."""

    name: str = ""
    phone: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    fee: str = ""
    free_from: str = ""
    currency: str = ""
