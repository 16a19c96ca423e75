"""Everything the product editor shows of one product."""

from dataclasses import dataclass

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.cleaning import plain_text
from sellerhub.business.catalog.ports import StockLevels
from sellerhub.business.catalog.rules import Move, photo_url
from sellerhub.business.catalog.tables import Media, Product, Variant
from sellerhub.core import text
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.money import Money
from sellerhub.core.work import Work


@dataclass(frozen=True)
class EditPhoto:
    id: str
    photo: str
    cover: bool


@dataclass(frozen=True)
class EditVariant:
    """Amounts as typed into fields."""

    id: str
    title: str
    sku: str
    photo: str
    amount: str
    compare_at: str
    stock: int
    low: bool
    barcode: str
    grams: str
    for_sale: bool


@dataclass(frozen=True)
class EditProduct:
    """`body` is plain text. `ready` and `todo` end the keys editor.ready_: what is done, what stands between it and sale."""

    id: str
    title: str
    body: str
    vendor: str
    kind: str
    tags: str
    status: str
    currency: str
    price: str
    photo_problem: str
    option_names: list[str]
    photos: list[EditPhoto]
    variants: list[EditVariant]
    ready: list[str]
    todo: list[str]
    advice: list[str]
    can_edit: bool
    can_activate: bool
    can_deactivate: bool


async def edit_view(work: Work, product_id: int) -> EditProduct:
    """Four queries, however many variants. Raises NotFound."""
    work.require(Permission.SEE_PRODUCTS)
    row = (await work.session.execute(work.mine(Product).where(Product.id == product_id))).scalar_one_or_none()
    if row is None:
        raise NotFound("product")
    kept = work.mine(Variant).where(Variant.product_id == product_id, Variant.deleted_at.is_(None))
    variants = (await work.session.execute(kept.order_by(Variant.position, Variant.id))).scalars().all()
    shown = work.mine(Media, Media.id).where(Media.product_id == product_id, Media.deleted_at.is_(None))
    photos = (await work.session.execute(shown.order_by(Media.position, Media.id))).scalars().all()
    levels = await work.outside(StockLevels).levels(work, [each.id for each in variants])
    prices = [each.price_minor for each in variants]
    missing = rules.missing_for_sale(row.title, prices)
    advice = {
        "photo": row.cover_media_id is None,
        "description": not row.body_html,
        "stock": sum(levels.values()) <= 0,
        "weight": any(each.weight_grams == 0 for each in variants),
        "barcode": any(not each.barcode for each in variants),
    }
    low, high = (Money(minor, row.currency) for minor in (row.price_min_minor, row.price_max_minor))
    language = work.actor.language
    return EditProduct(
        id=str(row.id),
        title=row.title,
        body=plain_text(row.body_html),
        vendor=row.vendor,
        kind=row.kind,
        tags=", ".join(row.tags),
        status=row.status,
        currency=row.currency,
        price=text.money(low, language) if low == high else f"{text.money(low, language)} – {text.money(high, language)}",
        photo_problem=row.photo_problem,
        option_names=list(row.option_names),
        photos=[EditPhoto(str(each), photo_url(each, 480), each == row.cover_media_id) for each in photos],
        variants=[_variant(row, each, levels.get(each.id, 0)) for each in variants],
        ready=[each for each in ("title", "price", "variants") if each not in missing]
        + [each for each, wanted in advice.items() if not wanted],
        todo=missing,
        advice=[each for each, wanted in advice.items() if wanted],
        can_edit=row.status in rules.CAN_BE_EDITED and work.actor.may(Permission.EDIT_PRODUCTS),
        can_activate=any(move in {Move.SUBMIT, Move.ACTIVATE} for move in rules.moves_from(row.status)),
        can_deactivate=Move.DEACTIVATE in rules.moves_from(row.status),
    )


def _variant(product: Product, row: Variant, stock: int) -> EditVariant:
    compare_at = row.compare_at_minor
    return EditVariant(
        id=str(row.id),
        title=row.title,
        sku=row.sku,
        photo=photo_url(row.media_id or product.cover_media_id, 64),
        amount=str(Money(row.price_minor, row.currency).amount),
        compare_at="" if compare_at is None else str(Money(compare_at, row.currency).amount),
        stock=stock,
        low=stock <= 5,
        barcode=row.barcode,
        grams=str(row.weight_grams),
        for_sale=row.paused_at is None,
    )
