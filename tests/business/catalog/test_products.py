import pytest
from sqlalchemy import event, select

from sellerhub.business.catalog import queries, rules
from sellerhub.business.catalog.actions import (
    NewPrice,
    ProductChange,
    ProductDraft,
    VariantChange,
    VariantDraft,
    activate,
    add_variants,
    create_product,
    deactivate,
    delete_product,
    edit_product,
    edit_variants,
    remove_variant,
    restore_product,
    set_prices,
    set_stock,
)
from sellerhub.business.catalog.errors import CompareAtNotAbove, DoesNotFit, HandleTaken, NotReadyForSale, PriceNeeded, SkuTaken
from sellerhub.business.catalog.rules import Move, ProductStatus
from sellerhub.business.catalog.tables import Product
from sellerhub.core import topics
from sellerhub.core.access import SYSTEM, Permission
from sellerhub.core.errors import NotAllowedNow, NotFound, NotPermitted
from sellerhub.core.event_log import EventRow
from sellerhub.core.money import Money
from sellerhub.core.work import open_reading, open_work
from tests.business.catalog.conftest import BUYER, OTHER_OWNER, OWNER, PACKER, lira, mug


async def created(draft: ProductDraft | None = None, actor=OWNER) -> int:
    async with open_work(actor) as work:
        return await create_product(work, draft or mug())


async def card_of(product_id: int) -> queries.ProductCard:
    async with open_reading(BUYER) as look:
        return (await queries.product_cards(look, [product_id]))[product_id]


async def kinds() -> list[str]:
    async with open_reading(SYSTEM) as look:
        return list((await look.session.execute(select(EventRow.kind).order_by(EventRow.id))).scalars())


async def test_a_new_product_is_a_draft_with_variants_stock_and_readable_skus(office, stock):
    with office.signals.listening([topics.shop_products(OWNER.shop_id)]) as tab:
        product_id = await created()
        assert await tab.next()
    card = await card_of(product_id)
    assert [each.sku for each in card.variants] == ["SIS-KUPA-250-ML", "SIS-KUPA-350-ML"]
    assert (card.price_min, card.price_max) == (lira("349.00"), lira("389.00"))
    assert not card.on_sale
    assert [stock.units[each.variant_id] for each in card.variants] == [5, 5]
    assert await kinds() == ["ProductCreated"]
    async with open_reading(OWNER) as look:
        assert await queries.tab_counts(look) == {"draft": 1}


async def test_a_product_goes_on_sale_and_off_and_counters_follow(office, stock):
    product_id = await created()
    async with open_work(OWNER) as work:
        await activate(work, product_id)
    assert (await card_of(product_id)).on_sale
    async with open_work(OWNER) as work:
        await deactivate(work, product_id)
    assert not (await card_of(product_id)).on_sale
    async with open_reading(OWNER) as look:
        assert {k: n for k, n in (await queries.tab_counts(look)).items() if n} == {"inactive": 1}
    async with open_reading(SYSTEM) as look:
        assert await queries.counters_that_differ(look) == []
    assert await kinds() == ["ProductCreated", "ProductMoved", "ProductMoved"]


async def test_a_product_without_a_price_does_not_go_on_sale(office, stock):
    product_id = await created(mug(prices=("0", "389.00")))
    with pytest.raises(NotReadyForSale) as refusal:
        async with open_work(OWNER) as work:
            await activate(work, product_id)
    assert refusal.value.facts["missing"] == "price"
    async with open_reading(OWNER) as look:
        assert await queries.tab_counts(look) == {"draft": 1}


async def test_prices_change_with_an_event_and_the_range_follows(office, stock):
    product_id = await created()
    first, second = (await card_of(product_id)).variants
    async with open_work(OWNER) as work:
        await set_prices(work, {first.variant_id: NewPrice(lira("359.00"), lira("449.00")), second.variant_id: NewPrice(second.price)})
    card = await card_of(product_id)
    assert card.price_min == lira("359.00")
    assert card.variants[0].compare_at == lira("449.00")
    async with open_reading(SYSTEM) as look:
        change = (await look.session.execute(select(EventRow).where(EventRow.kind == "PriceChanged"))).scalar_one()
        product = await look.session.get(Product, product_id)
    assert (change.facts["before_minor"], change.facts["after_minor"], change.facts["variant_id"]) == (34900, 35900, first.variant_id)
    assert (product.price_min_minor, product.price_max_minor) == (35900, 38900)


@pytest.mark.parametrize(
    ("price", "refusal"),
    [
        pytest.param(NewPrice(Money(100, "USD")), DoesNotFit, id="another currency"),
        pytest.param(NewPrice(Money(-1, "TRY")), DoesNotFit, id="below zero"),
        pytest.param(NewPrice(Money(0, "TRY")), PriceNeeded, id="free while on sale"),
        pytest.param(NewPrice(Money(500, "TRY"), Money(500, "TRY")), CompareAtNotAbove, id="compare-at equal to the price"),
    ],
)
async def test_a_price_that_cannot_be_is_refused_and_nothing_changes(office, stock, price, refusal):
    product_id = await created()
    async with open_work(OWNER) as work:
        await activate(work, product_id)
    variant = (await card_of(product_id)).variants[0]
    with pytest.raises(refusal):
        async with open_work(OWNER) as work:
            await set_prices(work, {variant.variant_id: price})
    assert (await card_of(product_id)).variants[0].price == variant.price


async def test_stock_is_set_by_those_who_may(office, stock):
    product_id = await created()
    variant_id = (await card_of(product_id)).variants[0].variant_id
    async with open_work(OWNER) as work:
        await set_stock(work, {variant_id: 92})
    assert stock.units[variant_id] == 92
    with pytest.raises(NotPermitted):
        async with open_work(PACKER) as work:
            await set_stock(work, {variant_id: 1})
    with pytest.raises(DoesNotFit):
        async with open_work(OWNER) as work:
            await set_stock(work, {variant_id: -12})
    assert stock.units[variant_id] == 92


async def test_two_products_of_a_shop_never_share_a_sku_or_a_handle(office, stock):
    await created(mug(handle="sis-kupa"))
    with pytest.raises(HandleTaken):
        await created(mug(handle="sis-kupa"))
    with pytest.raises(SkuTaken):
        await created(ProductDraft("Vazo", (VariantDraft(lira("1"), sku="SIS-KUPA-250-ML"),)))
    again = await card_of(await created(mug()))
    assert [each.sku for each in again.variants] == ["SIS-KUPA-2-250-ML", "SIS-KUPA-2-350-ML"]
    assert await created(mug(handle="sis-kupa"), actor=OTHER_OWNER)  # another shop's names are its own


async def test_a_deleted_product_frees_its_names_and_comes_back_only_while_they_are_free(office, stock):
    product_id = await created()
    async with open_work(OWNER) as work:
        await delete_product(work, product_id)
    async with open_reading(BUYER) as look:
        assert await queries.product_cards(look, [product_id]) == {}
    async with open_work(OWNER) as work:
        await restore_product(work, product_id)
    assert len((await card_of(product_id)).variants) == 2
    async with open_work(OWNER) as work:
        await delete_product(work, product_id)
    await created(mug(handle="sis-kupa"))
    with pytest.raises(HandleTaken):
        async with open_work(OWNER) as work:
            await restore_product(work, product_id)


async def test_edits_clean_the_description_and_record_only_what_changed(office, stock):
    product_id = await created()
    async with open_work(OWNER) as work:
        body = "<p onclick=x()>Mat<script>alert(1)</script></p><img src=x onerror=alert(1)>"
        await edit_product(work, product_id, ProductChange(title="Sis kupa", body_html=body, tags=("kupa",)))
    async with open_reading(SYSTEM) as look:
        row = await look.session.get(Product, product_id)
        change = (await look.session.execute(select(EventRow).where(EventRow.kind == "ProductChanged"))).scalar_one()
    assert (row.body_html, row.tags) == ("<p>Mat</p>", ["kupa"])
    assert change.facts["fields"] == ["body_html", "tags"]


async def test_variants_are_added_changed_paused_and_removed_but_the_last_one_stays(office, stock):
    product_id = await created()
    async with open_work(OWNER) as work:
        await activate(work, product_id)
        (third,) = await add_variants(work, product_id, [VariantDraft(lira("99.00"), options=("100 ml",))])
    async with open_work(OWNER) as work:
        await edit_variants(work, {third: VariantChange(sku="MUG-S", barcode="8690214400121", weight_grams=210, for_sale=False)})
    card = await card_of(product_id)
    assert (card.variants[2].sku, card.variants[2].weight_grams, card.variants[2].on_sale) == ("MUG-S", 210, False)
    assert card.price_min == lira("349.00")  # what is not for sale does not set the price buyers see
    with pytest.raises(SkuTaken):
        async with open_work(OWNER) as work:
            await edit_variants(work, {third: VariantChange(sku="SIS-KUPA-250-ML")})
    async with open_work(OWNER) as work:
        for each in card.variants[:2]:
            await remove_variant(work, each.variant_id)
    with pytest.raises(DoesNotFit):
        async with open_work(OWNER) as work:
            await remove_variant(work, third)


async def test_another_shop_can_neither_see_nor_change_a_product(office, stock):
    product_id = await created()
    variant_id = (await card_of(product_id)).variants[0].variant_id
    for act in (
        lambda work: activate(work, product_id),
        lambda work: delete_product(work, product_id),
        lambda work: edit_product(work, product_id, ProductChange(title="Mine")),
        lambda work: set_prices(work, {variant_id: NewPrice(lira("1.00"))}),
        lambda work: set_stock(work, {variant_id: 0}),
        lambda work: remove_variant(work, variant_id),
    ):
        with pytest.raises(NotFound):
            async with open_work(OTHER_OWNER) as work:
                await act(work)
    assert (await card_of(product_id)).title == "Sis kupa"


async def test_sellables_take_one_query_for_many_shops(office, stock):
    ids = [await created(mug(f"Kupa {n}"), actor) for n in range(3) for actor in (OWNER, OTHER_OWNER)]
    async with open_reading(BUYER) as look:
        statements = []
        event.listen(office.database.reader.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        cards = await queries.product_cards(look, ids)
        found = await queries.sellables(look, [each.variant_id for card in cards.values() for each in card.variants])
    assert len([each for each in statements if each.startswith("SELECT")]) == 2
    assert len(found) == 12
    assert {each.shop_id for each in found.values()} == {10, 20}


def test_every_status_of_the_table_has_a_way_out_but_frozen():
    ways = {status: rules.moves_from(status) for status in ProductStatus}
    assert [status for status, moves in ways.items() if not moves] == [ProductStatus.FROZEN]
    assert Move.DELETE not in ways[ProductStatus.FROZEN]


@pytest.mark.parametrize("status", ProductStatus)
@pytest.mark.parametrize("move", Move)
def test_a_move_outside_the_table_is_refused(status, move):
    if (status, move) in rules.MOVES:
        assert rules.after(status, move) == rules.MOVES[status, move]
    else:
        with pytest.raises(NotAllowedNow):
            rules.after(status, move)


def test_slugs_read_well_in_turkish_and_keep_other_scripts():
    assert rules.slug("Işıklı Şişe, 1 L") == "isikli-sise-1-l"
    assert rules.slug("手工陶杯 350ml") == "手工陶杯-350ml"
    assert rules.slug("!!!") == ""


def test_only_edit_permission_changes_products():
    assert not PACKER.may(Permission.EDIT_PRODUCTS)
