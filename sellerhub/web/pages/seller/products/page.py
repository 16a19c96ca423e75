"""Products: the catalogue of one shop, with prices and stock edited in place (PR-08, PR-09, PR-10)."""

import reflex as rx

from sellerhub.web.design import Hotkeys
from sellerhub.web.language import t
from sellerhub.web.pages.seller.products import parts
from sellerhub.web.pages.seller.products.state import ROUTE, ProductsState
from sellerhub.web.parts.products import RowKeys
from sellerhub.web.shell.template import seller_page

SHORTCUTS = [
    ("j", t("products.key_next")),
    ("k", t("products.key_previous")),
    ("x", t("products.key_select")),
    ("enter", t("products.key_open")),
    ("/", t("products.key_search")),
]


@seller_page(route=ROUTE, title="shell.products", state=ProductsState, nav="catalogue", actions=parts.actions, shortcuts=SHORTCUTS)
def page() -> rx.Component:
    return rx.fragment(
        Hotkeys.create(keys=["/"]),
        RowKeys.create(),
        parts.tabs(),
        parts.bar(),
        parts.product_list(),
        parts.bulk_bar(),
    )
