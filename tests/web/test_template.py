"""Pages of each face are drawn with their frame."""

import pytest

from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.template import creator_page, operator_page, seller_page, shop_page


class SampleState(PageState, SessionState):
    pass


@pytest.mark.parametrize(
    ("declare", "nav"),
    [(seller_page, "pack"), (creator_page, "creator"), (operator_page, "operator"), (shop_page, "cart")],
)
def test_a_page_has_its_frame_its_body_and_its_guard(declare, nav):
    import reflex as rx

    page = declare(route="/sample", title="shell.orders", state=SampleState, nav=nav)(lambda: rx.el.p("the body"))
    drawn = str(page.draw().render())
    assert "the body" in drawn
    assert "tabbar" in drawn
    assert page.on_load[0] == SampleState.watch
