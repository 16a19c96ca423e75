"""An icon's shapes become one path that draws the same."""

import re

from sellerhub.web.design.icons import SPRITE
from sellerhub.web.first_paint.outline import one_path


def test_a_path_that_starts_from_where_the_last_one_ended_starts_from_a_place():
    assert one_path('<path d="M12 5v14" /> <path d="m19 12-7 7-7-7" />') == '<path d="M12 5v14M19 12l-7 7-7-7"/>'
    assert one_path('<path d="m6 6 12 12" />') == '<path d="M6 6l12 12"/>'
    assert one_path('<path d="m.5-.25h3" />') == '<path d="M.5 -.25h3"/>'


def test_lines_circles_and_boxes_are_outlines_too():
    assert one_path('<line x1="10" x2="14" y1="2" y2="3" />') == '<path d="M10 2L14 3"/>'
    assert one_path('<circle cx="12" cy="14" r="8" />') == '<path d="M4 14a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z"/>'
    assert one_path('<rect width="7" height="5" x="3" y="3" />') == '<path d="M3 3h7v5h-7z"/>'
    assert one_path('<rect width="7" height="7" x="3" y="3" rx="1" />').startswith('<path d="M4 3h5a1 1 0 0 1 1 1v5a1 1 0 0 1 -1 1h-5')


def test_what_has_a_look_of_its_own_stays():
    drawing = '<circle cx="7.5" cy="7.5" r=".5" fill="currentColor" /> <path d="M1 1h2" />'
    assert one_path(drawing) == '<path d="M1 1h2"/><circle cx="7.5" cy="7.5" r=".5" fill="currentColor" />'


def test_no_icon_of_the_sprite_loses_a_shape_or_starts_in_the_middle():
    for drawing in re.findall(r"<symbol [^>]*>(.*?)</symbol>", SPRITE.read_text("utf-8"), re.DOTALL):
        drawn = one_path(drawing)
        shapes, kept = len(re.findall(r"<\w", drawing)), re.findall(r"<(?!path d)\w", drawn)
        starts = re.search(r'd="([^"]*)"', drawn)[1] if "<path d" in drawn else ""
        assert "m" not in starts[:1]
        assert starts.count("M") >= shapes - len(kept)
