"""Rows that an action is about, and the facts of a product that follow from its variants."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, update
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.catalog import rules
from sellerhub.business.catalog.tables import Product, ProductCount, Variant
from sellerhub.core.errors import NotAllowedNow, NotFound
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work


async def find_product(work: Work, product_id: int, *, to_edit: bool = False) -> Product:
    """This shop's product. Raises NotFound, or NotAllowedNow when it may not be edited."""
    row = (await work.session.execute(work.mine(Product).where(Product.id == product_id))).scalar_one_or_none()
    if row is None:
        raise NotFound("product")
    if to_edit and row.status not in rules.CAN_BE_EDITED:
        raise NotAllowedNow("product", row.status, "edit")
    return row


async def find_variants(work: Work, variant_ids: Collection[int]) -> list[Variant]:
    """All of these variants, in the order asked. Raises NotFound when one is missing."""
    wanted = work.mine(Variant).where(Variant.id.in_(variant_ids), Variant.deleted_at.is_(None))
    found = {row.id: row for row in (await work.session.execute(wanted)).scalars()}
    if len(found) != len(set(variant_ids)):
        raise NotFound("variant")
    return [found[each] for each in variant_ids]


async def variants_of(work: Work, product_ids: Collection[int]) -> dict[int, list[Variant]]:
    """Kept variants by product, in their order."""
    wanted = work.mine(Variant).where(Variant.product_id.in_(product_ids), Variant.deleted_at.is_(None))
    rows = (await work.session.execute(wanted.order_by(Variant.product_id, Variant.position, Variant.id))).scalars()
    by_product: dict[int, list[Variant]] = {product_id: [] for product_id in product_ids}
    for row in rows:
        by_product[row.product_id].append(row)
    return by_product


async def sum_up(work: Work, product: Product, variants: Sequence[Variant]) -> None:
    """Bring what a product says about its variants up to date."""
    prices = [each.price_minor for each in variants]
    await work.session.execute(
        work.change_mine(Product)
        .where(Product.id == product.id)
        .values(
            variant_count=len(variants),
            price_min_minor=min(prices, default=0),
            price_max_minor=max(prices, default=0),
            words=rules.search_words(product.title, product.vendor, product.kind, [each.sku for each in variants]),
            updated_at=work.now,
        )
    )


async def count(work: Work, changes: dict[str, int]) -> None:
    """Move the counters of the list's tabs; always in the same order, so that two writers never lock each other."""
    make = (sqlite if work.office.database.is_sqlite else postgresql).insert
    for status, by in sorted(changes.items()):
        if by > 0:
            first = make(ProductCount).values(id=new_id(), shop_id=work.shop_id, status=status, n=by)
            await work.session.execute(
                first.on_conflict_do_update(index_elements=["shop_id", "status"], set_={"n": ProductCount.n + first.excluded.n})
            )
        elif by < 0:
            await work.session.execute(
                update(ProductCount)
                .where(ProductCount.shop_id == work.shop_id, ProductCount.status == status)
                .values(n=ProductCount.n + by)
            )


async def taken_skus(work: Work, like: Collection[str]) -> set[str]:
    """Which SKUs of this shop are in use, among these and their numbered followers."""
    if not like:
        return set()
    rows = await work.session.execute(work.mine(Variant, Variant.sku).where(Variant.deleted_at.is_(None), Variant.sku.in_(like)))
    taken = set(rows.scalars())
    for wanted in [each for each in like if each in taken]:
        followers = work.mine(Variant, Variant.sku).where(
            Variant.deleted_at.is_(None), func.substr(Variant.sku, 1, len(wanted) + 1) == f"{wanted}-"
        )
        taken |= set((await work.session.execute(followers)).scalars())
    return taken
