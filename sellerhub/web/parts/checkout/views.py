"""What the checkout shows: amounts as text in the buyer's language."""

from dataclasses import dataclass, field
from typing import Any

from sellerhub.business.catalog.queries import ProductCard
from sellerhub.business.orders.queries import Purchase, Quote, QuoteLine
from sellerhub.core import text
from sellerhub.core.address import Address


@dataclass(frozen=True)
class Joining:
    """A sign-up that waits for its mailed code. `simulated`: the code itself, or "known", where no mail is sent."""

    email: str = ""
    simulated: str = ""
    told: str = ""  # how the last form went: that a mail is on its way, or the code of a refusal
    minutes: int = 0


def joining(told: dict[str, Any]) -> Joining:
    """From what the last form post left for this page."""
    email, simulated, code, facts = (told.get(name) for name in ("email", "simulated", "code", "facts"))
    if told.get("step") != "join" or not isinstance(email, str) or not isinstance(code, str):
        return Joining()
    minutes = facts.get("minutes") if isinstance(facts, dict) else None
    return Joining(email[:320], simulated[:6] if isinstance(simulated, str) else "", code[:40], minutes if isinstance(minutes, int) else 0)


@dataclass(frozen=True)
class LineView:
    id: str = ""
    product_id: str = ""
    title: str = ""
    variant: str = ""
    photo: str = ""
    quantity: int = 1
    unit: str = ""
    before: str = ""  # the price seen earlier, when it is another one now
    total: str = ""
    left: int = 0
    problem: str = ""  # "", "gone" or "short"


@dataclass(frozen=True)
class PartView:
    shop_id: str = ""
    shop: str = ""
    handle: str = ""
    lines: list[LineView] = field(default_factory=list)
    goods: str = ""
    shipping: str = ""  # empty when it is free


@dataclass(frozen=True)
class BasketView:
    parts: list[PartView] = field(default_factory=list)
    units: int = 0
    total: str = ""  # empty when it cannot be bought as it stands
    problem: str = ""  # "", "empty", "gone", "short" or "currencies"
    changed: bool = False


@dataclass(frozen=True)
class OptionView:
    """A variant that could be bought instead."""

    id: str
    title: str
    price: str
    left: int


@dataclass(frozen=True)
class OrderView:
    id: str
    number: str
    shop: str
    total: str
    status: str
    title: str
    photo: str


@dataclass(frozen=True)
class PlacedView:
    group_id: str = ""
    orders: list[OrderView] = field(default_factory=list)
    total: str = ""


@dataclass(frozen=True)
class AddressView:
    name: str = ""
    phone: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True)
class Choice:
    """What is said of one country: its code and its name in the buyer's language."""

    code: str
    name: str


def basket(quote: Quote, language: str) -> BasketView:
    parts = [
        PartView(
            shop_id=str(part.shop.id),
            shop=part.shop.name,
            handle=part.shop.handle,
            lines=[_line(line, language) for line in part.lines],
            goods=text.money(part.items, language),
            shipping=text.money(part.shipping, language) if part.shipping.minor else "",
        )
        for part in quote.parts
    ]
    problems = {line.problem for part in parts for line in part.lines if line.problem}
    problem = "empty" if not parts else next((each for each in ("gone", "short") if each in problems), "")
    if not problem and quote.total is None:
        problem = "currencies"
    return BasketView(
        parts=parts,
        units=sum(line.quantity for line in quote.lines if line.buyable),
        total=text.money(quote.total, language) if quote.total is not None else "",
        problem=problem,
        changed=any(line.price_changed for line in quote.lines),
    )


def _line(line: QuoteLine, language: str) -> LineView:
    before = text.money(type(line.good.price)(line.seen_minor, line.good.price.currency), language) if line.price_changed else ""
    return LineView(
        id=str(line.good.variant_id),
        product_id=str(line.good.product_id),
        title=line.good.title,
        variant=line.good.variant_title,
        photo=line.good.photo,
        quantity=line.quantity,
        unit=text.money(line.good.price, language),
        before=before,
        total=text.money(line.total, language),
        left=line.left,
        problem="gone" if not line.buyable else "short" if line.short else "",
    )


def options(card: ProductCard, left: dict[int, int], language: str) -> list[OptionView]:
    return [
        OptionView(str(each.variant_id), each.variant_title or each.title, text.money(each.price, language), left.get(each.variant_id, 0))
        for each in card.variants
        if each.on_sale
    ]


def placed(orders: list[Purchase], language: str) -> PlacedView:
    total = sum((each.total for each in orders[1:]), orders[0].total)
    rows = [
        OrderView(str(each.id), each.number, each.shop.name, text.money(each.total, language), each.status.value, each.title, each.photo)
        for each in orders
    ]
    return PlacedView(str(orders[0].group_id), rows, text.money(total, language))


def address(known: Address) -> AddressView:
    return AddressView(**known.facts())


def countries(language: str) -> list[Choice]:
    """Every country a phone number can have, by name."""
    import phonenumbers

    names = text.locale_of(language).territories
    found = [Choice(code, names[code]) for code in phonenumbers.SUPPORTED_REGIONS if code in names]
    return sorted(found, key=lambda each: each.name)
