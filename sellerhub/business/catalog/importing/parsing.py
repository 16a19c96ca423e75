"""One line of a file as values, with what is wrong in it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.cleaning import clean_body
from sellerhub.business.catalog.importing.columns import SHOPIFY
from sellerhub.business.catalog.importing.problems import WARNING, Problem
from sellerhub.core.money import Money, exponent

_TRUE, _FALSE = {"true", "yes", "1", "active", "evet"}, {"false", "no", "0", "draft", "archived", "hayır"}


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    alt: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class WantedRow:
    """None means: leave as it is. `is_variant` is False for a line that only adds a picture."""

    number: int
    is_variant: bool
    problems: tuple[Problem, ...]
    handle: str = ""
    title: str | None = None
    body_html: str | None = None
    vendor: str | None = None
    kind: str | None = None
    tags: tuple[str, ...] | None = None
    published: bool | None = None
    option_names: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    sku: str = ""
    price: Money | None = None
    compare_at: Money | None = None
    weight_grams: int | None = None
    stock: int | None = None
    barcode: str | None = None
    picture: Picture | None = None


def product_key(cells: Mapping[str, str]) -> str:
    """What groups lines into products: the handle, else the title, else the SKU."""
    handle = rules.slug(cells.get("handle", "")) or rules.slug(cells.get("title", ""))
    return handle or (f"sku:{cells['sku'].strip()}" if cells.get("sku", "").strip() else "")


def parse(number: int, cells: Mapping[str, str], currency: str, headers: Mapping[str, str] | None = None) -> WantedRow:
    """`cells` by our column keys; `headers` are the file's own names for them."""
    return _Line(number, cells, currency, headers or SHOPIFY).row()


class _Line:
    def __init__(self, number: int, cells: Mapping[str, str], currency: str, headers: Mapping[str, str]) -> None:
        self.number, self.currency, self._headers = number, currency, headers
        self._cells = {key: text.strip() for key, text in cells.items()}
        self.problems: list[Problem] = []

    def text(self, key: str) -> str:
        return self._cells.get(key, "")

    def given(self, key: str) -> str | None:
        return self.text(key) or None

    def trouble(self, code: str, key: str, *, severity: str = "error", fix: str = "") -> None:
        self.problems.append(Problem(code, self._headers.get(key, SHOPIFY[key]), severity, fix, key=key))

    def row(self) -> WantedRow:
        option_names, options = self._options()
        is_variant = bool(options or self.text("sku") or self.text("price") or self.text("title") or not self.text("image"))
        price = self._money("price")
        compare_at = self._money("compare_at")
        if price and compare_at and not rules.is_real_compare_at(price, compare_at):
            if compare_at != price:
                self.trouble("compare_at_not_above", "compare_at", severity=WARNING)
            compare_at = None
        sku = self.text("sku")
        if len(sku) > rules.LONGEST_SKU:
            self.trouble("sku_too_long", "sku", fix=sku[: rules.LONGEST_SKU].strip("-"))
        title = self.given("title")
        if title and len(title) > rules.LONGEST_TITLE:
            self.trouble("title_too_long", "title", fix=title[: rules.LONGEST_TITLE].strip())
        body = self.given("body")
        return WantedRow(
            number=self.number,
            is_variant=is_variant,
            handle=self.text("handle"),
            title=title,
            body_html=None if body is None else clean_body(body),
            vendor=self.given("vendor"),
            kind=self.given("kind"),
            tags=self._tags(),
            published=self._published(),
            option_names=option_names,
            options=options,
            sku=sku,
            price=price,
            compare_at=compare_at,
            weight_grams=self._grams(),
            stock=self._stock(),
            barcode=self.given("barcode"),
            picture=self._picture(),
            problems=tuple(self.problems),
        )

    def _options(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names only stand on a product's first line; Shopify's "Default Title" means: no options."""
        names = tuple(self.text(f"option{n}_name") for n in (1, 2, 3))
        values = tuple(self.text(f"option{n}") for n in (1, 2, 3))
        if values[0] == "Default Title" and not any(values[1:]):
            return (), ()
        while values and not values[-1]:
            values, names = values[:-1], names[:-1]
        return names if any(names) else (), values

    def _money(self, key: str) -> Money | None:
        text = self.text(key)
        if not text:
            return None
        if not re.fullmatch(r"\d{1,15}(\.\d{1,6})?", text):
            self.trouble(f"{key}_unreadable", key, fix=likely_amount(text, self.currency))
            return None
        try:
            value = Money.parse(text, self.currency)
        except ValueError:
            self.trouble("price_decimals", key, fix=likely_amount(text, self.currency))
            return None
        if value.minor > rules.LARGEST_PRICE:
            self.trouble("price_too_large", key)
            return None
        return value

    def _stock(self) -> int | None:
        text = self.text("stock")
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,15}(\.0+)?", text):
            whole = re.match(r"\d+", text.replace(" ", ""))
            self.trouble("stock_unreadable", "stock", fix=whole[0][:9] if whole else "")
            return None
        units = int(text.split(".")[0])
        if units < 0:
            self.trouble("stock_below_zero", "stock", fix="0")
        elif units > rules.LARGEST_STOCK:
            self.trouble("stock_too_large", "stock")
        return units if 0 <= units <= rules.LARGEST_STOCK else None

    def _grams(self) -> int | None:
        text = self.text("grams")
        if not text:
            return None
        try:
            grams = Decimal(text)
            if not grams.is_finite() or not 0 <= grams < 10**9:
                raise InvalidOperation
        except InvalidOperation:
            digits = re.match(r"\d{1,8}", text)
            self.trouble("weight_unreadable", "grams", fix=digits[0] if digits else "")
            return None
        return int(grams.to_integral_value())

    def _tags(self) -> tuple[str, ...] | None:
        if not self.text("tags"):
            return None
        tags = tuple(dict.fromkeys(tag.strip()[:100] for tag in self.text("tags").split(",") if tag.strip()))
        if len(tags) > rules.MOST_TAGS:
            self.trouble("too_many_tags", "tags", severity=WARNING)
        return tags[: rules.MOST_TAGS]

    def _published(self) -> bool | None:
        text = self.text("published").lower()
        return True if text in _TRUE else False if text in _FALSE else None

    def _picture(self) -> Picture | None:
        url = self.text("image") or self.text("variant_image")
        if not url:
            return None
        if not re.match(r"https?://[^/\s]+", url, re.IGNORECASE) or len(url) > 2000:
            self.trouble("image_not_http", "image", severity=WARNING)
            return None
        position = self.text("image_position")
        return Picture(url, self.text("image_alt")[:500], int(position) if re.fullmatch(r"\d{1,3}", position) else 0)


def likely_amount(text: str, currency: str) -> str:
    """What a person may have meant: `1.089,00` is 1089.00, `12,5 TL` is 12.50; empty when there is no guess."""
    parts = re.findall(r"\d+", text)
    if not parts or text.strip().startswith("-"):
        return ""
    whole = parts[0]
    rest = parts[1:]
    while rest and len(rest[0]) == 3:
        whole, rest = whole + rest[0], rest[1:]
    places = exponent(currency)
    decimals = (rest[0] if rest else "")[:places].ljust(places, "0")
    if len(whole) > 13:
        return ""
    return f"{int(whole)}.{decimals}" if places else str(int(whole))
