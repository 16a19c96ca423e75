"""The only wiring: pages, routes, reactions, jobs, adapters, middleware. Reads like an inventory."""

import reflex as rx
import reflex.model

import sellerhub.app_tables  # noqa: F401
from sellerhub.web import refusals
from sellerhub.web.frontend import head, stylesheets, wraps
from sellerhub.web.pages.account import not_found
from sellerhub.web.shell.template import Page

PAGES: list[Page] = []

app = rx.App(
    stylesheets=stylesheets(),
    head_components=head(),
    reset_style=False,
    toaster=None,
    app_wraps={},
    extra_app_wraps=wraps(),
    html_lang="en",
    backend_exception_handler=refusals.to_toast,
)

for page in PAGES:
    app.add_page(page.draw, route=page.route, title="SellerHub", on_load=page.on_load)
app.add_page(not_found.page.draw, route="404", title="SellerHub", on_load=not_found.page.on_load)
