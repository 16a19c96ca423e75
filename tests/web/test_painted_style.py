"""Of the style sheets a painting carries what its elements can match, and nothing else."""

from sellerhub.web.first_paint import sources_of
from sellerhub.web.first_paint.style import may_be, usable, words_of
from sellerhub.web.pages.seller.orders.first import queue
from sellerhub.web.shell.vocabulary import ORDER_STATUS

WORDS = frozenset({"card", "on", "span"})


def test_rules_stay_whose_classes_the_painters_know():
    assert usable(".card{a:b}.card .on:hover{c:d}.dialog{e:f}", WORDS) == ".card{a:b}.card .on:hover{c:d}"
    assert usable("table,.dialog{a:b}", WORDS) == "table,.dialog{a:b}"
    assert usable("h1{a:b}/* .x{ */:root{--c:1}", WORDS) == "h1{a:b}:root{--c:1}"


def test_fonts_that_have_to_be_fetched_come_later():
    assert (
        usable('@font-face{src:local("Noto")}@font-face{src:url(/fonts/x.woff2)}h1{a:b}', WORDS) == '@font-face{src:local("Noto")}h1{a:b}'
    )


def test_a_class_that_is_put_together_is_known_by_its_parts():
    assert may_be("k-info", {"k-", "info"})
    assert not may_be("k-info", {"k-", "warn"})
    assert not may_be("k-info", {"k", "info"})


def test_the_colours_of_every_status_come_with_the_queues_painting():
    words = words_of(*sources_of(queue, ("50-shell",)))
    assert [tone for tone, _ in ORDER_STATUS.values() if not may_be(f"k-{tone}", words)] == []


def test_what_a_selector_excludes_does_not_have_to_be_known():
    rule = ":where(:root[dir=rtl] [dir=auto]:not(.prose,input)){text-align:right}"
    assert usable(rule, WORDS) == rule
    assert usable(".card:is(.on,.off){a:b}.dialog:is(.on,.off){c:d}", WORDS) == ".card:is(.on,.off){a:b}"


def test_media_keep_their_usable_rules_and_fonts_and_movements_stay_whole():
    style = "@media (max-width:9px){.card{a:b}.dialog{c:d}}@media print{.dialog{c:d}}@font-face{src:x}@keyframes k{from{o:0}to{o:1}}"
    assert usable(style, WORDS) == "@media (max-width:9px){.card{a:b}}@font-face{src:x}@keyframes k{from{o:0}to{o:1}}"
