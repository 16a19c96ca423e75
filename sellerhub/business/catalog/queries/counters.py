"""Counts of the product list's tabs, and the checker that recounts them."""

from sqlalchemy import func

from sellerhub.business.catalog.tables import Product, ProductCount
from sellerhub.core.access import Permission
from sellerhub.core.work import Work


async def tab_counts(work: Work) -> dict[str, int]:
    """Products of this shop by status, from the counters."""
    work.require(Permission.SEE_PRODUCTS)
    rows = await work.session.execute(work.mine(ProductCount, ProductCount.status, ProductCount.n))
    return {status: n for status, n in rows}


async def counters_that_differ(work: Work) -> list[tuple[int, str, int, int]]:
    """(shop id, status, counter, recount) of every counter that is wrong; empty when all is well."""
    work.require(Permission.ACT_FOR_SYSTEM)
    recount = work.across_shops(Product, Product.shop_id, Product.status, func.count(), why="the checker recounts every shop")
    counted = {(shop_id, status): n for shop_id, status, n in await work.session.execute(recount.group_by(Product.shop_id, Product.status))}
    kept = work.across_shops(ProductCount, ProductCount.shop_id, ProductCount.status, ProductCount.n, why="as above")
    counters = {(shop_id, status): n for shop_id, status, n in await work.session.execute(kept)}
    both = sorted(counted.keys() | counters.keys())
    return [(*key, counters.get(key, 0), counted.get(key, 0)) for key in both if counters.get(key, 0) != counted.get(key, 0)]
