"""A believable marketplace, made through the actions that people use: shops, products, orders in every state, a LIVE on air."""

from datetime import timedelta
from pathlib import Path

from sellerhub.business.catalog import actions as catalog
from sellerhub.business.catalog.actions import ProductDraft, VariantDraft
from sellerhub.business.catalog.photos.actions import show_variant_with
from sellerhub.business.catalog.photos.adding import add_photo
from sellerhub.business.catalog.queries import product_cards
from sellerhub.business.live import actions as live
from sellerhub.business.people import actions as people
from sellerhub.business.people import passwords, queries
from sellerhub.business.shop import actions as shops
from sellerhub.core import clock
from sellerhub.core.access import SYSTEM, Actor, Role
from sellerhub.core.money import Money
from sellerhub.core.work import open_reading, open_work
from sellerhub.demo import clips, goods
from sellerhub.demo.history import Buyer, History, buy
from sellerhub.demo.people import BUYERS, ELIF, PASSWORD, PEOPLE, SHOPS, Person, Shopkeeper, accounts_text

__all__ = ["accounts_text", "fill", "is_empty"]

CURRENCY = "TRY"
PHOTOS = Path(__file__).parent / "photos"


async def is_empty() -> bool:
    """Whether the demo was never filled in here."""
    async with open_reading(SYSTEM) as look:
        return await queries.person_by_email(look, ELIF.email) is None


async def fill() -> None:
    """Everything, oldest first, so that ids follow time."""
    with clock.shifted(timedelta(days=-5)):
        accounts = await _sign_up(PEOPLE)
        opened = [(keeper, await _open_shop(keeper, accounts)) for keeper in SHOPS]
        products = {keeper.handle: await _stock_up(keeper.handle, owner) for keeper, owner in opened}
    keeper, owner = opened[0]
    buyers = [Buyer(await actor(accounts[person.email]), person.address) for person in BUYERS]
    await History(owner, products[keeper.handle], buyers).run()
    await clips.show(owner, products[keeper.handle], buyers)
    live_id = await _go_on_air(owner, products[keeper.handle])
    await _buy_live(live_id, products[keeper.handle], buyers)


async def _sign_up(everybody: tuple[Person, ...]) -> dict[str, int]:
    secret = await passwords.hashed(PASSWORD)
    accounts = {}
    async with open_work(SYSTEM) as work:
        for person in everybody:
            accounts[person.email] = await people.sign_up(work, person.email, secret, person.name, person.language)
            if person.role is not None:
                await people.give_role(work, accounts[person.email], person.role)
    return accounts


async def _open_shop(keeper: Shopkeeper, accounts: dict[str, int]) -> Actor:
    owner_id = accounts[keeper.staff[0][0]]
    async with open_work(SYSTEM) as work:
        shop_id = await shops.open_shop(work, owner_id, keeper.handle, keeper.name)
    owner = await actor(owner_id, shop_id)
    async with open_work(owner) as work:
        await shops.set_shipping(work, Money(keeper.shipping_fee, CURRENCY), Money(keeper.free_from, CURRENCY))
        await shops.set_sender(work, keeper.sender)
        for email, role in keeper.staff:
            if role is not Role.OWNER:
                await shops.add_member(work, accounts[email], role)
    return owner


async def actor(account_id: int, shop_id: int | None = None) -> Actor:
    async with open_reading(SYSTEM) as look:
        return await queries.actor_of(look, account_id, shop_id)


async def _stock_up(handle: str, owner: Actor) -> dict[str, int]:
    """Title -> product id."""
    made = {}
    async with open_work(owner) as work:
        for good in goods.GOODS[handle]:
            draft = ProductDraft(
                good.title,
                tuple(_variant(*each, option=good.option) for each in good.variants),
                body_html=good.body,
                vendor=next(keeper.name for keeper in SHOPS if keeper.handle == handle),
                kind=good.kind,
                tags=good.tags,
                option_names=(good.option,) if good.option else (),
            )
            made[good.title] = await catalog.create_product(work, draft)
            if good.on_sale:
                await catalog.activate(work, made[good.title])
    for good in goods.GOODS[handle]:
        shown = [await add_photo(owner, made[good.title], f"{name}.jpg", _photo(name)) for name in (good.photo, *good.more_photos)]
        if good.more_photos:
            await _show_variants(owner, made[good.title], shown)
    return made


async def _show_variants(owner: Actor, product_id: int, photos: list[int]) -> None:
    """Each variant with its own photo."""
    async with open_work(owner) as work:
        card = (await product_cards(work, [product_id]))[product_id]
        for variant, media_id in zip(card.variants, photos, strict=True):
            await show_variant_with(work, variant.variant_id, media_id)


def _photo(name: str) -> bytes:
    return (PHOTOS / f"{name}.jpg").read_bytes()


def _variant(value: str, price: int, compare_at: int, stock: int, grams: int, *, option: str) -> VariantDraft:
    return VariantDraft(
        Money(price, CURRENCY),
        options=(value,) if option else (),
        compare_at=Money(compare_at, CURRENCY) if compare_at else None,
        weight_grams=grams,
        stock=stock,
    )


async def _go_on_air(owner: Actor, products: dict[str, int]) -> int:
    cover = await add_photo(owner, None, "live.jpg", _photo("live"))
    async with open_work(owner) as work:
        on_air = await live.plan(
            work,
            goods.LIVE_TITLE,
            clock.now(),
            minutes=180,
            cover_media_id=cover,
            product_ids=tuple(products[title] for title in goods.LIVE_LIST),
        )
        await live.plan(
            work,
            goods.PLANNED_TITLE,
            clock.now() + timedelta(days=3),
            product_ids=tuple(products[title] for title in goods.PLANNED_LIST),
        )
    async with open_work(owner) as work:
        await live.go_live(work, on_air)
    async with open_work(owner) as work:
        await live.pin_next(work, on_air)
    return on_air


async def _buy_live(live_id: int, products: dict[str, int], buyers: list[Buyer]) -> None:
    """What the first minutes of the LIVE brought."""
    for buyer, title, said in zip(buyers, goods.BOUGHT_LIVE, goods.SAID_LIVE, strict=False):
        async with open_work(buyer.actor) as work:
            await live.comment(work, live_id, said)
        if title:
            await buy(buyer, [products[title]], key=f"demo-live-{live_id}-{buyer.actor.account_id}", live_id=live_id)
