import asyncio
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sellerhub.business.catalog import queries as catalog_queries
from sellerhub.business.catalog.actions import NewPrice, ProductDraft, VariantDraft, activate, create_product, set_prices
from sellerhub.business.catalog.importing import applying, checking, deciding, leases, queries
from sellerhub.business.catalog.importing.stages import Stage
from sellerhub.business.catalog.photos import fetching
from sellerhub.business.catalog.ports import Fetching, Files
from sellerhub.business.catalog.tables import Product, Variant, WantedPhoto
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM
from sellerhub.core.errors import NotAllowedNow, NotFound, NotPermitted
from sellerhub.core.work import open_reading, open_work
from sellerhub.jobs import imports
from tests.business.catalog.conftest import OTHER_OWNER, OWNER, PACKER, lira
from tests.business.catalog.importing import PLAIN, as_csv, codes, open_shop, previewed, rows, run, view

SHARED = Path(os.environ.get("SELLERHUB_SHARED", Path(__file__).parents[4] / "shared")) / "data"
FILES = ("shopify-apparel.csv", "shopify-home-and-garden.csv")


@pytest.fixture
async def shop(office, stock):
    await open_shop(office)
    return stock


def shared_file(name: str) -> bytes:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared data is not here: {name}")
    return path.read_bytes()


async def everything() -> list[Product]:
    async with open_reading(SYSTEM) as look:
        return list((await look.session.execute(select(Product).where(Product.deleted_at.is_(None)).order_by(Product.handle))).scalars())


@pytest.mark.covers("PR-11")
async def test_both_real_catalogues_are_all_new_first_and_all_unchanged_the_second_time(office, shop):
    for name, lines, products in ((FILES[0], 22, 20), (FILES[1], 21, 20)):
        content = shared_file(name)
        seen = await view(await previewed(office, content, name))
        assert (seen.stage, seen.total, seen.products) == (Stage.VALIDATED, lines, products)
        assert (seen.new, seen.updates, seen.same, seen.errors, seen.warnings) == (lines, 0, 0, 0, 0)
        done = await run(seen.id)
        assert (done.stage, done.completed, done.failed, done.skipped) == (Stage.DONE, lines, 0, 0)
        again = await view(await previewed(office, content, name))
        assert (again.new, again.updates, again.same, again.errors) == (0, 0, lines, 0)
        async with open_reading(OWNER) as look:
            assert await queries.rows_to_import(look, again.id) == 0
    products = await everything()
    assert len(products) == 40
    assert {each.status for each in products} == {"active"}
    by_handle = {each.handle: each for each in products}
    pot = by_handle["clay-plant-pot"]
    assert (pot.title, pot.vendor, pot.kind, pot.tags) == ("Clay Plant Pot", "Company 123", "Outdoor", ["Pot", "Plants"])
    assert pot.body_html == "<p>Classic blown clay pot for plants</p>"
    assert (pot.price_min_minor, pot.price_max_minor, pot.variant_count) == (999, 1599, 2)
    async with open_reading(OWNER) as look:
        cards = await catalog_queries.product_cards(look, [pot.id, by_handle["copper-light"].id, by_handle["ocean-blue-shirt"].id])
        assert await catalog_queries.tab_counts(look) | {"draft": 0} == {"active": 40, "draft": 0}
    regular, large = cards[pot.id].variants
    assert (regular.sku, regular.variant_title, large.sku) == ("CLAY-PLANT-POT-REGULAR", "Regular", "CLAY-PLANT-POT-LARGE")
    assert (shop.units[regular.variant_id], shop.units[large.variant_id]) == (1, 3)
    assert cards[by_handle["copper-light"].id].variants[0].compare_at == lira("75")
    assert cards[by_handle["ocean-blue-shirt"].id].variants[0].variant_title == ""


async def test_pictures_that_cannot_be_fetched_are_said_so_on_the_product_and_the_import(office, shop):
    import_id = await previewed(office, as_csv([["mug", "Mug", "", "", "", "10", "1", "https://pictures.example/mug.jpg"]]))
    await run(import_id)
    (product,) = await everything()
    assert product.photo_problem == "waiting"
    assert await fetching.fetch_waiting() == 1
    (product,) = await everything()
    assert (product.photo_problem, product.cover_media_id) == ("unreachable", None)
    async with open_reading(OWNER) as look:
        assert await queries.photo_results(look, import_id) == {"failed": 1}
    assert await fetching.fetch_waiting() == 0


class NeverComes:
    """A Fetching whose host is silent."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def fetch(self, url: str):
        self.asked.set()
        await asyncio.Event().wait()


async def test_a_picture_that_does_not_come_holds_up_no_import(office, shop):
    await run(await previewed(office, as_csv([["mug", "Mug", "", "", "", "10", "1", "https://pictures.example/mug.jpg"]])))
    silent, stop = NeverComes(), asyncio.Event()
    office.use(Fetching, silent)
    loops = asyncio.create_task(imports.keep_running(stop, look_every=0.05))
    try:
        await asyncio.wait_for(silent.asked.wait(), 10)
        await office.outside(Files).save("imports/next", as_csv([["jar", "Jar", "", "", "", "12", "1", ""]]))
        async with open_work(OWNER) as work:
            import_id = await checking.register_upload(work, "next.csv", "imports/next", 60)
        for _ in range(500):
            if (await view(import_id)).stage == Stage.VALIDATED:
                break
            await asyncio.sleep(0.02)
        assert (await view(import_id)).new == 1
    finally:
        loops.cancel()
        await asyncio.gather(loops, return_exceptions=True)


async def test_nothing_is_written_before_begin(office, shop):
    import_id = await previewed(office, as_csv([["mug", "Mug", "", "", "", "10", "1", ""]]))
    assert (await view(import_id)).new == 1
    assert await everything() == []
    async with open_work(OWNER) as work:
        await deciding.cancel(work, import_id)
    assert (await view(import_id)).stage == Stage.CANCELLED
    with pytest.raises(NotAllowedNow):
        await run(import_id)
    assert await everything() == []


async def test_each_problem_names_its_row_its_column_and_a_likely_fix(office, shop):
    lines = [
        ["teapot", "Sırlı demlik", "", "", "TPT-GLZ-1", "1.089,00", "14", ""],
        ["candle", "Kül mum", "", "", "TPT-GLZ-1", "269", "5", ""],
        ["tea", "Çay seti", "", "", "TEA", "519", "-12", ""],
        ["bowl", "Kâse", "", "", "", "", "3", ""],
        ["vase", "", "Size", "S", "", "12", "1", ""],
        ["vase", "", "", "L", "", "12", "1", ""],
        ["plate", "Tabak", "Size", "S", "", "5", "1", ""],
        ["plate", "", "", "S", "", "6", "1", ""],
        ["jar", "Kavanoz", "", "", "", "10", "1", "ftp://x/y.jpg"],
    ]
    found = {row.number: row for row in await rows(await previewed(office, as_csv(lines)))}
    assert [(p.code, p.column, p.fix) for p in found[2].problems] == [("price_unreadable", "Variant Price", "1089.00")]
    assert [(p.code, p.column, p.facts) for p in found[3].problems] == [("sku_repeated", "Variant SKU", {"row": "2"})]
    assert [(p.code, p.column, p.fix) for p in found[4].problems] == [("stock_below_zero", "Variant Inventory Qty", "0")]
    assert [(p.code, p.column) for p in found[5].problems] == [("price_missing", "Variant Price")]
    assert [(p.code, p.column) for p in found[6].problems] == [("title_missing", "Title")]
    assert [(p.code, p.facts) for p in found[7].problems] == [("product_not_usable", {"row": "6"})]
    assert (found[8].outcome, [(p.code, p.facts) for p in found[9].problems]) == ("new", [("options_repeated", {"row": "8"})])
    assert (found[10].outcome, found[10].warned, codes(found[10])) == ("new", True, ["image_not_http"])


async def test_unusable_rows_are_left_out_and_nothing_else_is_lost(office, shop):
    lines = [
        ["plate", "Tabak", "Size", "S", "", "5", "1", ""],
        ["plate", "", "", "M", "", "five", "1", ""],
        ["plate", "", "", "L", "", "7", "1", ""],
        ["vase", "", "", "", "", "12", "1", ""],
    ]
    done = await run(await previewed(office, as_csv(lines)))
    assert (done.stage, done.completed, done.failed) == (Stage.DONE_WITH_ERRORS, 2, 2)
    (plate,) = await everything()
    assert (plate.variant_count, plate.price_max_minor) == (2, 700)
    async with open_reading(OWNER) as look:
        header, bad = await queries.unusable_rows(look, done.id)
    assert header == PLAIN
    assert [each["number"] for each in bad] == [3, 5]
    assert bad[0]["cells"] == ["plate", "", "", "M", "", "five", "1", ""]


async def test_a_fix_is_taken_for_one_cell_or_for_all_that_look_the_same(office, shop):
    lines = [[f"p{n}", f"P{n}", "", "", "", price, "1", ""] for n, price in enumerate(["1.089,00", "12,50", "99,90", "ten"])]
    import_id = await previewed(office, as_csv(lines))
    first = (await rows(import_id))[0]
    async with open_work(OWNER) as work:
        assert await deciding.mend_cell(work, first.id, "price", "1089.00", everywhere=True) == 3
    seen = await view(import_id)
    assert (seen.new, seen.errors) == (3, 1)
    assert [row.cells["price"] for row in await rows(import_id)] == ["1089.00", "12.50", "99.90", "ten"]
    (last,) = await rows(import_id, "error")
    async with open_work(OWNER) as work:
        await deciding.skip_row(work, last.id)
    done = await run(import_id)
    assert (done.stage, done.completed, done.skipped) == (Stage.DONE, 3, 1)
    assert [each.price_min_minor for each in await everything()] == [108900, 1250, 9990]


async def existing_mug() -> int:
    async with open_work(OWNER) as work:
        variants = (VariantDraft(lira("100"), sku="MUG", stock=5),)
        product_id = await create_product(work, ProductDraft("Mug", variants, handle="mug", vendor="Toprak"))
        await activate(work, product_id)
    return product_id


async def test_an_update_shows_before_and_after_and_changes_only_what_the_file_says(office, shop):
    product_id = await existing_mug()
    import_id = await previewed(office, as_csv([["mug", "Big mug", "", "", "MUG", "120", "9", ""]]))
    (row,) = await rows(import_id)
    assert row.outcome == "update"
    assert row.changes == {"title": ["Mug", "Big mug"], "price": ["100.00", "120.00"], "stock": ["5", "9"]}
    async with open_work(OWNER) as work:
        await deciding.choose_stock_update(work, import_id, False)
    await imports.advance(import_id, OWNER)
    (row,) = await rows(import_id)
    assert "stock" not in row.changes
    await run(import_id)
    (product,) = await everything()
    async with open_reading(OWNER) as look:
        (variant,) = (await catalog_queries.product_cards(look, [product_id]))[product_id].variants
    assert (product.id, product.title, product.vendor, variant.price, shop.units[variant.variant_id]) == (
        product_id,
        "Big mug",
        "Toprak",
        lira("120"),
        5,
    )


async def test_a_sheet_of_skus_and_prices_updates_what_exists(office, shop):
    product_id = await existing_mug()
    content = as_csv([["MUG", "110", "7"], ["NO-SUCH", "1", "1"]], ["SKU", "Price", "Stock"])
    import_id = await previewed(office, content)
    assert [(row.outcome, codes(row)) for row in await rows(import_id)] == [("update", []), ("error", ["product_unknown"])]
    await run(import_id)
    async with open_reading(OWNER) as look:
        assert (await catalog_queries.product_cards(look, [product_id]))[product_id].price_min == lira("110")


@pytest.mark.parametrize(("price", "jumps"), [("150", False), ("150.01", True), ("50", False), ("49.99", True), ("1", True)])
async def test_a_price_that_changes_by_more_than_half_waits_for_a_tick(office, shop, price, jumps):
    product_id = await existing_mug()
    import_id = await previewed(office, as_csv([["mug", "Mug", "", "", "MUG", price, "5", ""]]))
    (row,) = await rows(import_id)
    assert ("price_jump" in codes(row)) == jumps
    async with open_reading(OWNER) as look:
        assert await queries.rows_to_import(look, import_id) == (0 if jumps else 1)
    done = await run(import_id)
    async with open_reading(OWNER) as look:
        card = (await catalog_queries.product_cards(look, [product_id]))[product_id]
    assert (done.skipped, card.price_min) == ((1, lira("100")) if jumps else (0, lira(price)))


async def test_a_ticked_price_jump_is_written(office, shop):
    product_id = await existing_mug()
    import_id = await previewed(office, as_csv([["mug", "Mug", "", "", "MUG", "1", "5", ""]]))
    (row,) = await rows(import_id, "warning")
    async with open_work(OWNER) as work:
        await deciding.accept_warnings(work, [row.id])
    await run(import_id)
    async with open_reading(OWNER) as look:
        assert (await catalog_queries.product_cards(look, [product_id]))[product_id].price_min == lira("1")


async def test_undo_takes_back_new_products_and_old_values_but_not_what_sold_or_changed_since(office, shop):
    product_id = await existing_mug()
    lines = [["mug", "Big mug", "", "", "MUG", "120", "9", ""], ["vase", "Vase", "", "", "VASE", "80", "3", ""]]
    import_id = (await run(await previewed(office, as_csv(lines)))).id
    async with open_reading(OWNER) as look:
        (mug,) = (await catalog_queries.product_cards(look, [product_id]))[product_id].variants
    shop.units[mug.variant_id] -= 2  # two sold meanwhile
    async with open_work(OWNER) as work:
        await set_prices(work, {mug.variant_id: NewPrice(lira("130"))})
        await deciding.undo(work, import_id)
    await imports.advance(import_id, OWNER)
    assert (await view(import_id)).stage == Stage.REVERTED
    (product,) = await everything()
    assert (product.title, product.price_min_minor) == ("Mug", 13000)
    assert shop.units[mug.variant_id] == 3
    async with open_reading(SYSTEM) as look:
        assert await catalog_queries.counters_that_differ(look) == []


async def test_undo_ends_after_a_day(office, shop):
    import_id = (await run(await previewed(office, as_csv([["mug", "Mug", "", "", "", "1", "1", ""]])))).id
    assert (await view(import_id)).can_undo_until is not None
    with clock.shifted(timedelta(hours=24, minutes=1)):
        assert (await view(import_id)).can_undo_until is None
        with pytest.raises(NotAllowedNow):
            async with open_work(OWNER) as work:
                await deciding.undo(work, import_id)


async def test_a_running_import_stops_after_its_batch_when_cancelled(office, shop):
    content = as_csv([[f"p{n}", f"P{n}", "", "", "", "1", "1", ""] for n in range(25)])
    import_id = await previewed(office, content)
    async with open_work(OWNER) as work:
        await deciding.begin(work, import_id)
    async with open_work(OWNER) as work:
        assert not await applying.run_batch(work, import_id)
    async with open_work(OWNER) as work:
        await deciding.cancel(work, import_id)
    await imports.advance(import_id, OWNER)
    stopped = await view(import_id)
    assert (stopped.stage, stopped.completed) == (Stage.CANCELLED, 10)
    assert len(await everything()) == 10


async def test_an_import_that_lost_its_worker_goes_on_where_it_stopped(office, shop):
    import_id = await previewed(office, as_csv([[f"p{n}", f"P{n}", "", "", "", "1", "1", ""] for n in range(25)]))
    async with open_work(OWNER) as work:
        await deciding.begin(work, import_id)
    await leases.let_go(import_id, OWNER.shop_id)
    assert await leases.hold(import_id, OWNER.shop_id)
    assert not await leases.hold(import_id, OWNER.shop_id)
    async with open_work(OWNER) as work:
        await applying.run_batch(work, import_id)
    assert await imports.advance_all() == 0  # held by the worker that is about to die
    with clock.shifted(2 * leases.LEASE):
        assert await imports.advance_all() == 1
    assert (await view(import_id)).completed == 25
    assert len(await everything()) == 25


async def test_a_refusal_in_one_product_leaves_its_neighbours(office, shop):
    import_id = await previewed(office, as_csv([["a", "A", "", "", "A-1", "1", "1", ""], ["b", "B", "", "", "B-1", "1", "1", ""]]))
    async with open_work(OWNER) as work:  # somebody takes the SKU between preview and run
        await create_product(work, ProductDraft("Other", (VariantDraft(lira("1"), sku="A-1"),)))
    done = await run(import_id)
    assert (done.completed, done.failed) == (1, 1)
    assert {each.title for each in await everything()} == {"Other", "B"}


async def test_imports_are_of_one_shop_and_of_those_who_edit_products(office, shop):
    import_id = await previewed(office, as_csv([["a", "A", "", "", "", "1", "1", ""]]))
    (row,) = await rows(import_id)
    for actor, refusal in ((OTHER_OWNER, NotFound), (PACKER, NotPermitted)):
        for act in (
            lambda work: queries.import_view(work, import_id),
            lambda work: queries.import_rows(work, import_id),
            lambda work: deciding.begin(work, import_id),
            lambda work: deciding.cancel(work, import_id),
            lambda work: deciding.undo(work, import_id),
            lambda work: deciding.mend_cell(work, row.id, "price", "2"),
            lambda work: deciding.skip_row(work, row.id),
        ):
            with pytest.raises(refusal):
                async with open_work(actor) as work:
                    await act(work)
    assert (await view(import_id)).stage == Stage.VALIDATED


async def test_a_repeated_picture_address_is_wanted_once(office, shop):
    lines = [["a", "A", "Size", "S", "", "1", "1", "https://x.example/1.jpg"], ["a", "", "", "L", "", "1", "1", "https://x.example/1.jpg"]]
    await run(await previewed(office, as_csv(lines)))
    async with open_reading(SYSTEM) as look:
        assert (await look.session.execute(select(func.count()).select_from(WantedPhoto))).scalar() == 1
        assert (await look.session.execute(select(func.count()).select_from(Variant))).scalar() == 2
