"""The only wiring of the server: pages, middleware, routes, jobs. Reads like an inventory. Adapters are in wiring.py."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import reflex as rx
import reflex.model

from sellerhub.core import garbage
from sellerhub.core.settings import settings
from sellerhub.core.work import office
from sellerhub.demo.people import accounts_shown
from sellerhub.jobs.schedule import TIMETABLE
from sellerhub.jobs.worker import at_work
from sellerhub.web import (  # noqa: F401  a module of routes registers them when imported
    documents,
    frames,
    line_routes,
    logs,
    lost_lines,
    measures,
    product_routes,
    refusals,
    service_routes,
    session_routes,
    video_routes,
)
from sellerhub.web.frontend import head, stylesheets, wraps
from sellerhub.web.gate import Gate
from sellerhub.web.headers import NoUploadDoor, SecurityHeaders
from sellerhub.web.http import our_routes
from sellerhub.web.live_rooms import open_rooms
from sellerhub.web.pages.account import not_found
from sellerhub.web.pages.account.door import page as door
from sellerhub.web.pages.account.door.state import DemoAccount, show_demo_accounts
from sellerhub.web.pages.account.settings import page as account
from sellerhub.web.pages.creator.home import page as creator_home
from sellerhub.web.pages.operator.home import page as operator_home
from sellerhub.web.pages.seller.home import page as seller_home
from sellerhub.web.pages.seller.live.console import page as live_console
from sellerhub.web.pages.seller.live.glance import live_part
from sellerhub.web.pages.seller.live.planner import page as live_planner
from sellerhub.web.pages.seller.order import page as order
from sellerhub.web.pages.seller.orders import export as orders_export  # noqa: F401  its route
from sellerhub.web.pages.seller.orders import first as orders_first  # noqa: F401  its route
from sellerhub.web.pages.seller.orders import page as orders
from sellerhub.web.pages.seller.orders.glance import to_ship_part
from sellerhub.web.pages.seller.pack import page as pack
from sellerhub.web.pages.seller.product_editor import page as product_editor
from sellerhub.web.pages.seller.product_import import page as product_import
from sellerhub.web.pages.seller.products import page as products
from sellerhub.web.pages.seller.videos import page as videos
from sellerhub.web.pages.shop.cart import page as cart
from sellerhub.web.pages.shop.cart.glance import cart_part
from sellerhub.web.pages.shop.checkout import page as checkout
from sellerhub.web.pages.shop.home import page as store_home
from sellerhub.web.pages.shop.live import first as live_first  # noqa: F401  its route
from sellerhub.web.pages.shop.live import page as live_watch
from sellerhub.web.pages.shop.product import page as store_product
from sellerhub.web.pages.shop.purchase import page as purchase
from sellerhub.web.pages.shop.purchases import page as purchases
from sellerhub.web.pages.shop.shopfront import page as store_shop
from sellerhub.web.pages.shop.video import page as video_watch
from sellerhub.web.shell.glance import PARTS
from sellerhub.web.shell.template import Page
from sellerhub.wiring import wire

PAGES: list[Page] = [
    # seller
    orders.page,
    order.page,
    pack.page,
    products.page,
    product_import.page,
    product_editor.page,
    seller_home.page,
    live_planner.page,
    live_console.page,
    videos.page,
    # buyer
    store_home.page,
    store_shop.page,
    store_product.page,
    live_watch.page,
    video_watch.page,
    cart.page,
    checkout.page,
    purchases.page,
    purchase.page,
    # creator
    creator_home.page,
    # operator
    operator_home.page,
    # everybody
    door.sign_in,
    door.sign_up,
    door.reset,
    account.page,
]

app = rx.App(
    stylesheets=stylesheets(),
    head_components=head(),
    reset_style=False,
    toaster=None,
    app_wraps={},
    extra_app_wraps=wraps(),
    html_lang="en",
    backend_exception_handler=refusals.to_toast,
    api_transformer=[our_routes(), NoUploadDoor, SecurityHeaders],  # the last is the outermost
)
app.add_middleware(Gate())
PARTS[:] = [live_part, cart_part, to_ship_part]

for page in PAGES:
    app.add_page(page.draw, route=page.route, title="SellerHub", on_load=page.on_load)
app.add_page(not_found.page.draw, route="404", title="SellerHub", on_load=not_found.page.on_load)


@contextlib.asynccontextmanager
async def at_work_while_serving() -> AsyncIterator[None]:
    """Each worker opens its office after the fork and does its share of the jobs."""
    logs.set_up(settings().log_level)
    watching = asyncio.create_task(measures.watch_loop())
    async with at_work(wire, TIMETABLE):
        following = asyncio.create_task(lost_lines.follow(office().signals))
        garbage.settle()
        yield
        following.cancel()
    watching.cancel()


show_demo_accounts(lambda: [DemoAccount(*each) for each in accounts_shown()])
app.register_lifespan_task(at_work_while_serving)


@contextlib.asynccontextmanager
async def rooms_while_serving() -> AsyncIterator[None]:
    """LIVE rooms and frames share Reflex's socket server."""
    rooms = open_rooms(app.sio)
    frames.use(frames.OpenTabs(app))
    yield
    frames.use(None)
    await rooms.stop()


app.register_lifespan_task(rooms_while_serving)
