"""The "Sold out" tab: what is in it, its count, its pages, and how the databases look it up."""

from sqlalchemy import insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.catalog.actions import (
    ProductDraft,
    VariantChange,
    VariantDraft,
    activate,
    create_product,
    deactivate,
    delete_product,
    edit_variants,
    remove_variant,
    set_stock,
)
from sellerhub.business.catalog.queries import listing
from sellerhub.business.catalog.queries.listing import ListFilter, product_list, sold_out_count
from sellerhub.business.catalog.tables import Product, Variant
from sellerhub.business.inventory import queries
from sellerhub.business.inventory.tables import Stock
from sellerhub.business.orders.actions import buying
from sellerhub.business.orders.lane import place
from sellerhub.core.ids import new_id
from sellerhub.core.money import Money
from sellerhub.core.paging import PAGE_SIZE
from sellerhub.core.work import open_reading, open_work
from tests.business.marketplace import a_shop, buyer, wants

PRICE = Money(10_000, "TRY")


async def product(shop, title: str, *stock: int | None) -> tuple[int, list[int]]:
    """On sale, one variant for each number of units; None was never stocked."""
    drafts = tuple(VariantDraft(PRICE, sku=f"{title}-{n}", options=(str(n),), stock=units) for n, units in enumerate(stock))
    async with open_work(shop.seller) as work:
        product_id = await create_product(work, ProductDraft(title, drafts, option_names=("Size",)))
        await activate(work, product_id)
        rows = await work.session.execute(work.mine(Variant, Variant.id).where(Variant.product_id == product_id).order_by(Variant.position))
        return product_id, list(rows.scalars())


async def tab(shop, **more) -> list[str]:
    async with open_reading(shop.seller) as look:
        return [row.title for row in (await product_list(look, ListFilter("sold_out", **more))).rows]


async def count(shop) -> int:
    async with open_reading(shop.seller) as look:
        return await sold_out_count(look)


async def test_a_product_is_sold_out_when_no_variant_for_sale_has_a_unit_left(office):
    shop, other = await a_shop(office), await a_shop(office, "other", stock=0)
    await product(shop, "full", 3)
    await product(shop, "half", 0, 2)
    await product(shop, "never stocked", None)
    _, (paused, _) = await product(shop, "paused", 4, 0)
    _, (removed, _) = await product(shop, "removed", 4, 0)
    off, _ = await product(shop, "off sale", 0)
    deleted, _ = await product(shop, "deleted", 0)
    assert await tab(shop) == ["deleted", "off sale", "never stocked"]
    async with open_work(shop.seller) as work:
        await edit_variants(work, {paused: VariantChange(for_sale=False)})
        await remove_variant(work, removed)
        await deactivate(work, off)
        await delete_product(work, deleted)
    assert await tab(shop) == ["removed", "paused", "never stocked"]
    assert await tab(shop, query="remo") == ["removed"]
    assert (await count(shop), await count(other)) == (3, 1)


async def test_the_last_unit_moves_a_product_there_and_a_cancelled_order_takes_it_back(office):
    shop = await a_shop(office, stock=2)
    somebody = buyer()
    assert await count(shop) == 0
    placed = await place(somebody, wants((shop.variants[0], 2, shop.price_minor)))
    assert (await count(shop), await tab(shop)) == (1, ["Amphora 0"])
    async with open_work(somebody) as work:
        await buying.cancel(work, placed.orders[0].order_id, "changed_mind")
    assert (await count(shop), await tab(shop)) == (0, [])
    async with open_work(shop.seller) as work:
        await set_stock(work, {shop.variants[0]: 0})
    assert await count(shop) == 1


async def many(shop, n: int, available: int) -> None:
    """Products on sale with one variant each, written without ceremony."""
    products, variants, stocks = [], [], []
    async with open_work(shop.seller) as work:
        for i in range(n):
            product_id, variant_id = new_id(), new_id()
            common = {"shop_id": shop.shop_id, "currency": "TRY"}
            products.append(
                {**common, "id": product_id, "handle": f"m{product_id}", "title": f"M{i}", "status": "active", "variant_count": 1,
                 "created_at": work.now, "updated_at": work.now}
            )  # fmt: skip
            variants.append({**common, "id": variant_id, "product_id": product_id, "sku": f"M{variant_id}", "price_minor": 100})
            stocks.append({"id": variant_id, "shop_id": shop.shop_id, "available": available, "held": 0, "sold": 0})
        for table, rows in ((Product, products), (Variant, variants), (Stock, stocks)):
            await work.session.execute(insert(table), rows)


async def test_the_tab_pages_by_keys_and_its_count_is_bounded(office, monkeypatch):
    shop = await a_shop(office)
    await many(shop, PAGE_SIZE + 7, 0)
    seen, after = [], ""
    async with open_reading(shop.seller) as look:
        while True:
            page = await product_list(look, ListFilter("sold_out"), after)
            seen += [row.id for row in page.rows]
            if not (after := page.after):
                break
    assert len(seen) == PAGE_SIZE + 7
    assert seen == sorted(set(seen), key=int, reverse=True)
    assert await count(shop) == PAGE_SIZE + 7
    monkeypatch.setattr(listing, "MOST_COUNTED", 20)
    assert await count(shop) == 20


async def test_the_databases_start_from_the_few_empty_levels(office):
    """With many products in stock and few empty ones, both look into ix_stock_gone instead of through the shop."""
    shop = await a_shop(office)
    await many(shop, 3_000, 5)
    await many(shop, 20, 0)
    is_sqlite = office.database.is_sqlite
    if not is_sqlite:
        async with office.database.writing() as connection:
            await connection.execute(text("ANALYZE"))
    async with open_reading(shop.seller) as look:
        page = listing._select(look, ListFilter("sold_out"), "").with_only_columns(Product.id).limit(PAGE_SIZE + 1)
        counted = select(listing._in_tab(look, "sold_out", Product.id).limit(1000).subquery())
        for asked in (queries.sold_out_products(look), page, counted):
            dialect = sqlite.dialect() if is_sqlite else postgresql.dialect()
            sql = str(asked.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
            rows = await look.session.execute(text(("EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN ") + sql.replace(":", r"\:")))
            plan = "\n".join(str(row[-1]) for row in rows)
            assert "ix_stock_gone" in plan, plan
            assert "SCAN product" not in plan, plan
            assert "Seq Scan on stock" not in plan, plan
