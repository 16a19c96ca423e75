"""A buyer's cart: what they put in, and the price they saw then. It holds no stock."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sellerhub.business.catalog.queries import sellables
from sellerhub.business.orders.errors import CartFull, NotOnSale, TooManyUnits
from sellerhub.business.orders.queries.quoting import Quote, quote
from sellerhub.business.orders.rules import MOST_LINES, MOST_UNITS
from sellerhub.business.orders.tables import CartLine
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.errors import NotFound
from sellerhub.core.ids import new_id
from sellerhub.core.work import Work


async def add_to_cart(work: Work, variant_id: int, quantity: int = 1, live_id: int | None = None, video_id: int | None = None) -> None:
    """More of the same adds up. `live_id`, `video_id`: where the buyer saw it, the last time. Raises NotOnSale, TooManyUnits, CartFull."""
    work.require(Permission.BUY)
    _check(quantity)
    good = (await sellables(work, [variant_id])).get(variant_id)
    if good is None or not good.on_sale:
        raise NotOnSale(good.title if good else "")
    lines = (await work.session.execute(select(func.count()).where(CartLine.buyer_id == work.account_id))).scalar() or 0
    if lines >= MOST_LINES and variant_id not in await _quantities(work):
        raise CartFull(MOST_LINES)
    dialect = sqlite if work.office.database.is_sqlite else postgresql
    table = CartLine.__table__
    line = dialect.insert(table).values(
        id=new_id(), buyer_id=work.account_id, variant_id=variant_id, quantity=quantity, seen_minor=good.price.minor, live_id=live_id,
        video_id=video_id, added_at=work.now,
    )  # fmt: skip
    both = table.c.quantity + quantity
    more = line.on_conflict_do_update(
        index_elements=["buyer_id", "variant_id"],
        set_={"quantity": both, "seen_minor": good.price.minor, "live_id": live_id, "video_id": video_id},
        where=both <= MOST_UNITS,
    )
    if (await work.session.execute(more)).rowcount == 0:
        raise TooManyUnits(MOST_UNITS)
    work.tell(topics.cart(work.account_id))


async def change_quantity(work: Work, variant_id: int, quantity: int) -> None:
    """Raises NotFound, TooManyUnits."""
    work.require(Permission.BUY)
    _check(quantity)
    change = update(CartLine).where(CartLine.buyer_id == work.account_id, CartLine.variant_id == variant_id)
    if (await work.session.execute(change.values(quantity=quantity))).rowcount == 0:
        raise NotFound("product")
    work.tell(topics.cart(work.account_id))


async def remove_from_cart(work: Work, variant_id: int) -> None:
    """Removing what is gone already is fine."""
    work.require(Permission.BUY)
    await work.session.execute(delete(CartLine).where(CartLine.buyer_id == work.account_id, CartLine.variant_id == variant_id))
    work.tell(topics.cart(work.account_id))


async def accept_prices(work: Work) -> None:
    """The buyer saw the prices of now and agrees."""
    work.require(Permission.BUY)
    rows = (await work.session.execute(select(CartLine).where(CartLine.buyer_id == work.account_id))).scalars().all()
    goods = await sellables(work, [row.variant_id for row in rows])
    for row in rows:
        if row.variant_id in goods:
            row.seen_minor = goods[row.variant_id].price.minor
    work.tell(topics.cart(work.account_id))


async def cart(work: Work) -> Quote:
    """The cart as it costs now, in the order it was filled, by shop."""
    work.require(Permission.BUY)
    mine = select(CartLine).where(CartLine.buyer_id == work.account_id).order_by(CartLine.added_at, CartLine.id)
    rows = (await work.session.execute(mine)).scalars().all()
    return await quote(work, [(row.variant_id, row.quantity) for row in rows], {row.variant_id: row.seen_minor for row in rows})


async def seen_in(work: Work) -> tuple[int | None, int | None]:
    """The LIVE, or else the video, that everything in the cart was put in from; neither when lines differ."""
    work.require(Permission.BUY)
    origins = select(CartLine.live_id, CartLine.video_id).where(CartLine.buyer_id == work.account_id).distinct().limit(2)
    found = (await work.session.execute(origins)).all()
    return (found[0].live_id, found[0].video_id) if len(found) == 1 else (None, None)


async def cart_count(work: Work) -> int:
    """Units in the cart, for the badge."""
    mine = select(func.coalesce(func.sum(CartLine.quantity), 0)).where(CartLine.buyer_id == work.account_id)
    return int((await work.session.execute(mine)).scalar() or 0)


async def _quantities(work: Work) -> dict[int, int]:
    mine = select(CartLine.variant_id, CartLine.quantity).where(CartLine.buyer_id == work.account_id)
    return dict((await work.session.execute(mine)).all())


def _check(quantity: int) -> None:
    if not 1 <= quantity <= MOST_UNITS:
        raise TooManyUnits(MOST_UNITS)
