"""What each line of one product would change, given what the catalogue knows. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.importing.columns import SHOPIFY
from sellerhub.business.catalog.importing.parsing import WantedRow
from sellerhub.business.catalog.importing.problems import ERROR, WARNING, Problem
from sellerhub.business.catalog.importing.stages import Outcome
from sellerhub.core.money import Money

PRODUCT_FIELDS = ("title", "body_html", "vendor", "kind", "tags")
_COLUMN_OF = {"body_html": "body"}


@dataclass(frozen=True, slots=True)
class KnownVariant:
    id: int
    sku: str
    options: tuple[str, ...]
    price: Money
    compare_at: Money | None
    weight_grams: int
    barcode: str
    stock: int


@dataclass(frozen=True, slots=True)
class KnownProduct:
    id: int
    status: str
    title: str
    body_html: str
    vendor: str
    kind: str
    tags: tuple[str, ...]
    variants: tuple[KnownVariant, ...]
    urls: frozenset[str]  # addresses its pictures came from, and our own of them


@dataclass(slots=True)
class RowPlan:
    """`changes` by our column key: text before and after, for the preview."""

    wanted: WantedRow
    outcome: Outcome = Outcome.SAME
    problems: list[Problem] = field(default_factory=list)
    changes: dict[str, list[str]] = field(default_factory=dict)
    variant: KnownVariant | None = None
    new_picture: bool = False

    @property
    def has_error(self) -> bool:
        return any(each.severity == ERROR for each in self.problems)

    @property
    def asks(self) -> bool:
        """A person has to tick it before it runs."""
        return any(each.code == "price_jump" for each in self.problems)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the plan of one product stands on. `owners`: SKU -> product id; `repeated`: row -> earlier row with its SKU."""

    known: KnownProduct | None
    owners: Mapping[str, int]
    repeated: Mapping[int, int]
    update_stock: bool = True
    headers: Mapping[str, str] = field(default_factory=lambda: SHOPIFY)


def plan(rows: Sequence[WantedRow], ground: Ground) -> list[RowPlan]:
    """The lines of one product in their order."""
    plans = [RowPlan(row, problems=list(row.problems)) for row in rows]
    head, known = plans[0], ground.known
    _check_product(head, known, ground)
    seen: dict[tuple[str, ...], int] = {}
    for each in plans:
        if each.wanted.is_variant:
            _check_variant(each, head, seen, ground)
        elif each.wanted.picture and not (known and each.wanted.picture.url in known.urls):
            each.new_picture = True
    if known is None and len(seen) > rules.MOST_VARIANTS:
        _trouble(head, "too_many_variants", "handle", ground)
    _spread_errors(plans, known)
    for each in plans:
        _decide(each, known)
    return plans


def _trouble(row: RowPlan, code: str, key: str, ground: Ground, /, *, severity: str = ERROR, fix: str = "", **facts: str) -> None:
    row.problems.append(Problem(code, ground.headers.get(key, SHOPIFY[key]), severity, fix, facts, key))


def _check_product(head: RowPlan, known: KnownProduct | None, ground: Ground) -> None:
    wanted = head.wanted
    if known is None:
        if not wanted.title and not any(each.column == ground.headers.get("title", SHOPIFY["title"]) for each in wanted.problems):
            code = "product_unknown" if wanted.sku and not wanted.handle else "title_missing"
            _trouble(head, code, "title", ground)
        return
    if known.status not in rules.CAN_BE_EDITED:
        _trouble(head, "product_frozen", "handle", ground)
    for name in PRODUCT_FIELDS:
        value = getattr(wanted, name)
        if value is not None and value != getattr(known, name):
            before = getattr(known, name)
            texts = [", ".join(each) if isinstance(each, tuple) else each for each in (before, value)]
            head.changes[_COLUMN_OF.get(name, name)] = [text[:300] for text in texts]
    if wanted.published is not None and wanted.published != (known.status == "active") and _can_turn(known, wanted.published):
        head.changes["published"] = [str(not wanted.published).lower(), str(wanted.published).lower()]


def _can_turn(known: KnownProduct, published: bool) -> bool:
    return known.status == "active" if not published else known.status in {"draft", "failed", "inactive"} and _has_prices(known)


def _has_prices(known: KnownProduct) -> bool:
    """A draft that waits for a price stays one: saying "published" again is no change."""
    return all(each.price.minor > 0 for each in known.variants)


def _check_variant(row: RowPlan, head: RowPlan, seen: dict[tuple[str, ...], int], ground: Ground) -> None:
    wanted = row.wanted
    if wanted.options in seen:
        _trouble(row, "options_repeated", "option1", ground, row=str(seen[wanted.options]))
        return
    seen[wanted.options] = wanted.number
    if wanted.number in ground.repeated:
        _trouble(row, "sku_repeated", "sku", ground, row=str(ground.repeated[wanted.number]))
    row.variant = _match(wanted, ground.known)
    owner = ground.owners.get(wanted.sku)
    mine = ground.known.id if ground.known else None
    if wanted.sku and owner is not None and (owner != mine or (row.variant is None or row.variant.sku != wanted.sku)):
        _trouble(row, "sku_taken", "sku", ground)
    if wanted.picture and not (ground.known and wanted.picture.url in ground.known.urls):
        row.new_picture = True
        if ground.known:
            row.changes["image"] = ["", wanted.picture.url]
    if row.variant is None:
        price_trouble = any(each.code.startswith("price_") and each.severity == ERROR for each in wanted.problems)
        if wanted.price is None and not price_trouble:
            _trouble(row, "price_missing", "price", ground)
        elif wanted.price is not None and wanted.price.minor == 0 and head.wanted.published:
            _trouble(row, "price_zero", "price", ground, severity=WARNING)
        return
    _compare(row, row.variant, ground)


def _match(wanted: WantedRow, known: KnownProduct | None) -> KnownVariant | None:
    if known is None:
        return None
    by_sku = next((each for each in known.variants if wanted.sku and each.sku == wanted.sku), None)
    return by_sku or next((each for each in known.variants if each.options == wanted.options), None)


def _compare(row: RowPlan, variant: KnownVariant, ground: Ground) -> None:
    wanted = row.wanted
    if wanted.price is not None and wanted.price != variant.price:
        row.changes["price"] = [str(variant.price.amount), str(wanted.price.amount)]
        if rules.is_price_jump(variant.price, wanted.price):
            _trouble(row, "price_jump", "price", ground, severity=WARNING)
    price = wanted.price if wanted.price is not None else variant.price
    if wanted.compare_at is not None and wanted.compare_at != variant.compare_at and wanted.compare_at.minor > price.minor:
        row.changes["compare_at"] = [str(variant.compare_at.amount) if variant.compare_at else "", str(wanted.compare_at.amount)]
    if wanted.sku and wanted.sku != variant.sku:
        row.changes["sku"] = [variant.sku, wanted.sku]
    if wanted.weight_grams is not None and wanted.weight_grams != variant.weight_grams:
        row.changes["grams"] = [str(variant.weight_grams), str(wanted.weight_grams)]
    if wanted.barcode is not None and wanted.barcode != variant.barcode:
        row.changes["barcode"] = [variant.barcode, wanted.barcode]
    if ground.update_stock and wanted.stock is not None and wanted.stock != variant.stock:
        row.changes["stock"] = [str(variant.stock), str(wanted.stock)]


def _spread_errors(plans: list[RowPlan], known: KnownProduct | None) -> None:
    """When a product cannot be made at all, its other lines cannot be used either; they name the line to mend."""
    head = plans[0]
    variants = [each for each in plans if each.wanted.is_variant]
    product_fails = {"title_missing", "title_too_long", "product_unknown", "too_many_variants", "product_frozen"}
    head_fails = any(each.code in product_fails and each.severity == ERROR for each in head.problems)
    no_variant_left = known is None and all(each.has_error for each in variants)
    if head_fails or no_variant_left:
        culprit = head if head_fails or not variants else variants[0]
        for each in plans:
            if not each.has_error:
                each.problems.append(Problem("product_not_usable", "", ERROR, "", {"row": str(culprit.wanted.number)}))


def _decide(row: RowPlan, known: KnownProduct | None) -> None:
    if row.has_error:
        row.outcome, row.changes = Outcome.ERROR, {}
    elif known is None or (row.wanted.is_variant and row.variant is None) or (not row.wanted.is_variant and row.new_picture):
        row.outcome = Outcome.NEW
    else:
        row.outcome = Outcome.UPDATE if row.changes else Outcome.SAME
