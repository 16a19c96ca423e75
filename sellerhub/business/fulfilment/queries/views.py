"""What the order's page shows: values as text in the reader's language, times that count down as ISO."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ItemView:
    """Units of one order line. `packed`: how many are scanned into the box."""

    line_id: str
    title: str
    variant: str
    sku: str
    photo: str
    quantity: int
    packed: int
    each: str
    total: str


@dataclass(frozen=True, slots=True)
class PackageView:
    """One box of the page. The `may_…` say which buttons it has."""

    id: str
    position: int
    status: str
    carrier: str
    service: str
    own: bool
    tracking: str
    tracking_spaced: str
    weight: str
    cost: str
    pickup: str
    units: int
    packed: int
    problem: str
    code: str
    contents: list[ItemView]
    has_label: bool
    may_print: bool
    may_pack: bool
    may_hand_over: bool
    may_void: bool
    may_relabel: bool
    may_report: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """One thing that happened. `kind` names its text and icon; `position` is the package's, 0 when it is about the order."""

    id: str
    kind: str
    at: str
    at_exactly: str
    actor: str
    position: int
    detail: str
    amount: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, and by when (empty when nobody promised a time)."""

    kind: str = ""
    position: int = 0
    package_id: str = ""
    by: str = ""
    by_iso: str = ""


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One line of a sum; `key` names its text, `n` counts where it counts something."""

    key: str
    amount: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """The order's page of one reader."""

    id: str = ""
    number: str = ""
    status: str = ""
    shown_status: str = ""
    asked_to_cancel: bool = False
    answer_by: str = ""
    on_hold: bool = False
    hold_ends_iso: str = ""
    paid: bool = False
    payment: str = ""
    source: str = ""
    live_id: str = ""
    video_id: str = ""
    placed: str = ""
    buyer: str = ""
    initials: str = ""
    item_count: int = 0
    address: list[str] = field(default_factory=list)
    phone: str = ""
    phone_full: str = ""
    packages: list[PackageView] = field(default_factory=list)
    package_count: int = 0
    packed_count: int = 0
    left: list[ItemView] = field(default_factory=list)
    may_arrange: bool = False
    may_cancel: bool = False
    ship_by: str = ""
    ship_by_iso: str = ""
    clock_from_iso: str = ""
    buyer_paid: list[MoneyRow] = field(default_factory=list)
    total: str = ""
    earnings: list[MoneyRow] = field(default_factory=list)
    earned: str = ""
    next: NextStep = field(default_factory=NextStep)
    steps: list[StepView] = field(default_factory=list)
    newer_id: str = ""
    older_id: str = ""
    cancel_reason: str = ""
    simulated: bool = False
    zone: str = ""
