"""What a buyer sends to buy, and what they get back."""

import hashlib
import marshal
from dataclasses import dataclass

from pydantic import TypeAdapter

from sellerhub.business.orders.errors import NothingToBuy, TooManyLines, TooManyUnits
from sellerhub.business.orders.rules import KEY_LENGTH, MOST_LINES, MOST_UNITS, SOURCES
from sellerhub.business.payments.rules import Method
from sellerhub.core.address import Address
from sellerhub.core.errors import Invalid
from sellerhub.core.money import Money

_json_of = TypeAdapter(Address).serializer.to_json
_PLAIN_MARSHAL = 2  # the last version without references: equal bytes for equal content


@dataclass(frozen=True, slots=True)
class WantedLine:
    """`seen_price_minor` is the unit price on the buyer's screen."""

    variant_id: int
    quantity: int
    seen_price_minor: int


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """One checkout. `key` is chosen once by the buyer's screen: sending it again asks for the same answer."""

    key: str
    lines: tuple[WantedLine, ...]
    address: Address
    payment: str  # payments.rules.Method
    live_id: int | None = None
    source: str = "shop"
    seen_total_minor: int | None = None  # items and shipping of all shops, as shown
    from_cart: bool = False
    video_id: int | None = None

    def check(self) -> None:
        """What can be seen without a database. Raises refusals."""
        if not self.lines:
            raise NothingToBuy
        if len(self.lines) > MOST_LINES:
            raise TooManyLines(MOST_LINES)
        for line in self.lines:
            if not 1 <= line.quantity <= MOST_UNITS:
                raise TooManyUnits(MOST_UNITS)
        if len(self.lines) > 1 and len({line.variant_id for line in self.lines}) != len(self.lines):
            raise Invalid("lines", "Each product stands once in a checkout, with its quantity.")
        if not 8 <= len(self.key) <= KEY_LENGTH:
            raise Invalid("key", f"The key of a checkout has 8 to {KEY_LENGTH} characters.")
        if self.payment not in (Method.CARD, Method.COD):
            raise Invalid("payment", "Choose card or cash on delivery.")
        if self.source not in SOURCES:
            raise Invalid("source", "This is no place to buy from.")

    def address_json(self) -> str:
        """As the order keeps it."""
        return _json_of(self.address).decode()

    def digest(self, address_json: str) -> str:
        """Equal for equal content, whatever the key."""
        lines = [(line.variant_id, line.quantity, line.seen_price_minor) for line in self.lines]
        words = f"{self.payment} {self.source} {address_json}"
        content = lines, words, self.live_id, self.video_id, self.seen_total_minor
        return hashlib.sha256(marshal.dumps(content, _PLAIN_MARSHAL)).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """One shop's part. `status` is the one it was placed with."""

    order_id: int
    number: str
    shop_id: int
    total: Money
    status: str


@dataclass(frozen=True, slots=True)
class Placed:
    group_id: int
    orders: tuple[PlacedOrder, ...]

    @property
    def total(self) -> Money:
        total = self.orders[0].total
        for order in self.orders[1:]:
            total = total + order.total
        return total
