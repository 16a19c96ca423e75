"""A product's description as we keep it: a few tags, no scripts, no styles, no foreign pictures."""

import html
import re

import nh3

TAGS = {"p", "br", "ul", "ol", "li", "b", "strong", "i", "em", "u", "s", "h2", "h3", "h4", "blockquote", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "sub", "sup", "hr"}
LONGEST_BODY = 100_000


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tidy(text: str) -> str:
    """One field of text without control characters, which no database or spreadsheet wants, and without outer blanks."""
    return _CONTROL.sub("", text).strip()


def clean_body(body: str) -> str:
    """Safe HTML; cleaning it again changes nothing."""
    return nh3.clean(
        tidy(body)[:LONGEST_BODY],
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="nofollow noopener noreferrer",
        strip_comments=True,
    ).strip()


def plain_text(body_html: str) -> str:
    """The words of a description, paragraphs as lines."""
    with_breaks = re.sub(r"(?i)<(?:br|/p|/li|/h[234]|/tr)\b[^>]*>", "\n", body_html)
    return html.unescape(re.sub(r"<[^>]+>", "", with_breaks)).strip()


def from_plain_text(text: str) -> str:
    """What a person typed, as paragraphs."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return clean_body("".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in parts if part.strip()))
