"""A shop's product list (PR-08): tabs, search, filters, a page by keyset, with prices and stock ready to edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from sellerhub.business.catalog.ports import StockLevels
from sellerhub.business.catalog.rules import ProductStatus, photo_url
from sellerhub.business.catalog.tables import Product, Variant
from sellerhub.core import text
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.paging import PAGE_SIZE, Page, cursor, keys
from sellerhub.core.work import Work

LOW_STOCK = 5
MOST_COUNTED = 1_000
TABS: dict[str, tuple[str, ...]] = {
    "all": tuple(status for status in ProductStatus if status != ProductStatus.DELETED),
    "active": (ProductStatus.ACTIVE,),
    "sold_out": (ProductStatus.ACTIVE,),  # and no unit left of any variant for sale
    "inactive": (ProductStatus.INACTIVE,),
    "draft": (ProductStatus.DRAFT,),
    "in_review": (ProductStatus.IN_REVIEW,),
    "failed": (ProductStatus.FAILED, ProductStatus.FROZEN),
    "deleted": (ProductStatus.DELETED,),
}


@dataclass(frozen=True, slots=True)
class ListFilter:
    """`photo`: show only products without a photo."""

    tab: str = "all"
    query: str = ""
    no_photo: bool = False

    @property
    def narrowed(self) -> bool:
        return bool(self.query or self.no_photo)


@dataclass(frozen=True)
class ListVariant:
    """`amount` is the price as typed into a field: `349.00`."""

    id: str
    title: str
    sku: str
    photo: str
    amount: str
    price: str
    stock: int
    low: bool


@dataclass(frozen=True)
class ListRow:
    """`price` is text: one price, or the range."""

    id: str
    title: str
    photo: str
    photo_problem: str
    status: str
    sku: str
    currency: str
    price: str
    stock: int
    low: bool
    n: int  # variants
    variants: list[ListVariant]
    can_activate: bool
    can_deactivate: bool


async def product_list(work: Work, wanted: ListFilter, after: str = "") -> Page[ListRow]:
    """Newest first. Three queries a page, however many variants."""
    work.require(Permission.SEE_PRODUCTS)
    rows = (await work.session.execute(_select(work, wanted, after).limit(PAGE_SIZE + 1))).scalars().all()
    views = await _views(work, rows[:PAGE_SIZE], deleted=wanted.tab == "deleted")
    return Page(views, cursor(rows[PAGE_SIZE - 1].id) if len(rows) > PAGE_SIZE else "")


async def sold_out_count(work: Work) -> int:
    """Products on sale without a unit left, counted up to MOST_COUNTED."""
    work.require(Permission.SEE_PRODUCTS)
    some = _in_tab(work, "sold_out", Product.id).limit(MOST_COUNTED).subquery()
    return (await work.session.execute(select(func.count()).select_from(some))).scalar_one()


async def product_row(work: Work, product_id: int) -> ListRow:
    """One row of the list, afresh."""
    work.require(Permission.SEE_PRODUCTS)
    row = (await work.session.execute(work.mine(Product).where(Product.id == product_id))).scalar_one_or_none()
    if row is None:
        raise NotFound("product")
    return (await _views(work, [row], deleted=row.deleted_at is not None))[0]


def _in_tab(work: Work, tab: str, *columns: Any) -> Select:
    found = work.mine(Product, *columns).where(Product.status.in_(TABS.get(tab, TABS["all"])))
    return found.where(Product.id.in_(work.outside(StockLevels).sold_out(work))) if tab == "sold_out" else found


def _select(work: Work, wanted: ListFilter, after: str) -> Select:
    found = _in_tab(work, wanted.tab)
    for word in wanted.query.casefold().split()[:6]:
        found = found.where(Product.words.contains(word, autoescape=True))
    if wanted.no_photo:
        found = found.where(Product.cover_media_id.is_(None))
    if last := keys(after, int):
        found = found.where(Product.id < last[0])
    return found.order_by(Product.id.desc())


async def _views(work: Work, rows: Sequence[Product], *, deleted: bool) -> list[ListRow]:
    if not rows:
        return []
    wanted = work.mine(Variant).where(Variant.product_id.in_([row.id for row in rows]))
    if not deleted:
        wanted = wanted.where(Variant.deleted_at.is_(None))
    by_product: dict[int, list[Variant]] = {row.id: [] for row in rows}
    for variant in (await work.session.execute(wanted.order_by(Variant.position, Variant.id))).scalars():
        by_product[variant.product_id].append(variant)
    levels = await work.outside(StockLevels).levels(work, [each.id for variants in by_product.values() for each in variants])
    return [_view(work.actor.language, row, by_product[row.id], levels) for row in rows]


def _view(language: str, row: Product, variants: Sequence[Variant], levels: dict[int, int]) -> ListRow:
    listed = [_variant(language, row, each, levels.get(each.id, 0)) for each in variants]
    stock = sum(each.stock for each in listed)
    low, high = (Money(minor, row.currency) for minor in (row.price_min_minor, row.price_max_minor))
    return ListRow(
        id=str(row.id),
        title=row.title,
        photo=photo_url(row.cover_media_id, 128),
        photo_problem=row.photo_problem,
        status=row.status,
        sku=listed[0].sku if len(listed) == 1 else "",
        currency=row.currency,
        price=text.money(low, language) if low == high else f"{text.money(low, language)} – {text.money(high, language)}",
        stock=stock,
        low=any(each.low for each in listed),
        n=len(listed),
        variants=listed,
        can_activate=row.status in {ProductStatus.DRAFT, ProductStatus.FAILED, ProductStatus.INACTIVE},
        can_deactivate=row.status == ProductStatus.ACTIVE,
    )


def _variant(language: str, product: Product, row: Variant, stock: int) -> ListVariant:
    price = Money(row.price_minor, row.currency)
    return ListVariant(
        id=str(row.id),
        title=row.title,
        sku=row.sku,
        photo=photo_url(row.media_id or product.cover_media_id, 64),
        amount=str(price.amount),
        price=text.money(price, language),
        stock=stock,
        low=stock <= LOW_STOCK,
    )
