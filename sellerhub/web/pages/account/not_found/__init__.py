"""What stands at an address that nothing has."""

import reflex as rx

from sellerhub.web.design import empty_state, link_button
from sellerhub.web.language import t
from sellerhub.web.shell.template import plain_page


@plain_page(route="404", title="shell.missing_title")
def page() -> rx.Component:
    home = link_button(t("shell.home"), "/", kind="primary")
    return empty_state("search", t("shell.missing_title"), t("shell.missing_text"), home)
