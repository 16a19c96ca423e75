"""The first paint of a LIVE: the same elements as watch.jsx, with links where its buttons need a script."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request

from sellerhub.business.live.rules import LOW_STOCK, ON_AIR
from sellerhub.core.ids import parse_id
from sellerhub.core.money import Money
from sellerhub.core.text import money_on_tag, number
from sellerhub.core.work import Work
from sellerhub.web.first_paint import Painted, first_paint, h, icon, many, photos_inside
from sellerhub.web.language.catalogue import say
from sellerhub.web.live_rooms import view_now

COMMENTS = 6  # more are out of sight
Json = dict[str, Any]


@first_paint("/live/[live_id]", title="live.watch_title", sheets=("85-live",))
async def watch(look: Work, request: Request) -> Painted:
    view = await view_now(look, parse_id(request.path_params["live_id"]))
    inside = await photos_inside(each["photo"] for each in view["items"] if each["id"] == view["pinned_item_id"])
    return Painted(_Stage(view, look.actor.language, inside, guest=look.actor.is_guest).draw(), view["title"])


class _Stage:
    def __init__(self, view: Json, language: str, inside: Mapping[str, str], *, guest: bool) -> None:
        self.view, self.language, self.inside, self.guest = view, language, inside, guest
        self.on_air = view["status"] in ON_AIR
        self.pinned = next((each for each in view["items"] if each["id"] == view["pinned_item_id"]), None)

    def t(self, key: str, **values: object) -> str:
        return say(self.language, f"live.{key}", **values)

    def draw(self) -> Markup:
        low = h(
            "div",
            {"class": "low"},
            self._talk(),
            h("div", {"class": "bought-place"}),
            self._notice(),
            self._card(self.pinned) if self.on_air and self.pinned else None,
            self._bottom(),
        )
        scene = (self._cover(), h("div", {"class": "g1"}), h("div", {"class": "g2"}), self._head(), self._meta(), low)
        return h("div", {"class": "bare"}, h("main", {"class": "bare-main"}, h("div", {"class": "lw"}, *scene)))

    def _cover(self) -> Markup:
        photo = self.view["cover"] or (self.pinned or {}).get("photo", "")
        sizes = "(min-width: 768px) 520px, 100vw"
        image = _photo(photo, (480, 1080), sizes, {"class": "v", "alt": self.view["title"], "fetchpriority": "high"}) if photo else None
        return many(h("div", {"class": "v none"}), image)

    def _head(self) -> Markup:
        view = self.view
        who = h(
            "span",
            {"class": "who"},
            h("b", {"class": "trunc"}, view["shop_name"]),
            h("span", {"class": "ss trunc"}, view["title"]),
        )
        badge = h("span", {"class": "av b2", "aria-hidden": "true"}, view["shop_initials"])
        return h(
            "header",
            {"class": "bh"},
            h("a", {"class": "shopc", "href": f"/shop/{view['shop_handle']}"}, badge, who),
            h("a", {"class": "tp end", "href": "/", "aria-label": self.t("leave")}, icon("x")),
        )

    def _meta(self) -> Markup:
        if not self.on_air:
            return h("div", {"class": "meta"})
        n = self.view["watching"]
        eyes = {"class": "gl num", "aria-label": self.t("watching_n", n=n)}
        return h(
            "div", {"class": "meta"}, h("span", {"class": "onair"}, "LIVE"), h("span", eyes, icon("eye"), h("span", None, number(n, "en")))
        )

    def _talk(self) -> Markup:
        pinned = self.view["pinned_comment"]
        words = h("p", {"class": "pinc"}, icon("pin"), h("bdi", {"dir": "auto"}, pinned["words"])) if pinned else None
        rows = [self._comment(each) for each in self.view["comments"][-COMMENTS:]]
        return h("div", {"class": "talk"}, words, h("ul", {"class": "cm", "aria-label": self.t("comments")}, rows))

    def _comment(self, row: Json) -> Markup:
        return h(
            "li",
            None,
            h("bdi", {"class": "u"}, row["name"]),
            " ",
            h("span", {"class": "host"}, self.t("host")) if row["by_host"] else None,
            " ",
            h("span", {"class": "host got"}, self.t("bought")) if row["bought"] else None,
            " ",
            h("bdi", {"dir": "auto"}, row["words"]),
        )

    def _notice(self) -> Markup | None:
        status = self.view["status"]
        if status == "scheduled":
            return h("div", {"class": "lw-notice"}, h("b", None, self.t("starts_soon")), h("span", {"class": "row"}, icon("clock")))
        if status == "interrupted":
            return h("div", {"class": "lw-notice"}, h("b", None, self.t("interrupted_text")))
        if not self.on_air:
            over = self.t("cancelled_text" if status == "cancelled" else "ended_text")
            to_shop = h("a", {"class": "bbtn", "href": f"/shop/{self.view['shop_handle']}"}, self.t("see_shop"))
            return h("div", {"class": "lw-notice"}, h("b", None, over), h("span", None, self.t("still_buy")), to_shop)
        return None

    def _card(self, item: Json) -> Markup:
        page = f"/p/{item['product_id']}"
        left = self.t("left", n=item["stock"]) if item["stock"] else self.t("sold_out")
        if item["stock"]:
            act = many(
                h("a", {"class": "buy", "href": page}, self.t("buy_now")),
                h("a", {"class": "add", "href": page, "aria-label": self.t("add_to_cart")}, icon("shopping-bag")),
            )
        else:
            act = h("button", {"class": "bbtn out", "type": "button", "disabled": True}, self.t("sold_out"))
        return h(
            "section",
            {"class": "pc", "aria-label": self.t("pinned_product")},
            self._thumb(item),
            h(
                "div",
                {"class": "col"},
                h("b", {"class": "nm trunc"}, item["title"]),
                h(
                    "div",
                    {"class": "row pl"},
                    self._price(item),
                    h("span", {"class": "end left num"}, left) if item["stock"] <= LOW_STOCK else None,
                ),
                h("div", {"class": "cta"}, act),
            ),
        )

    def _thumb(self, item: Json) -> Markup:
        looks = {"alt": item["title"], "width": 96, "height": 96, "decoding": "sync", "fetchpriority": "high"}
        photo = icon("image")
        if item["photo"] in self.inside:
            photo = h("img", {"src": self.inside[item["photo"]], **looks})
        elif item["photo"]:
            photo = _photo(item["photo"], (128, 480), "100px", looks)
        return h("span", {"class": "lw-photo"}, photo, h("span", {"class": "nn num"}, item["place"]) if item["place"] else None)

    def _price(self, item: Json) -> Markup:
        def money(minor: int) -> str:
            return money_on_tag(Money(minor, self.view["currency"]), self.language)

        price, before = money(item["price_minor"]), item["compare_at_minor"]
        if item["price_max_minor"] > item["price_minor"]:
            return h("bdi", {"class": "pr num"}, self.t("from_price", price=price))
        return many(h("bdi", {"class": "pr num"}, price), h("bdi", {"class": "num strike"}, money(before)) if before else None)

    def _bottom(self) -> Markup:
        view, here, n = self.view, f"/live/{self.view['id']}", len(self.view["items"])
        bag = {"class": "bagb", "href": f"/shop/{view['shop_handle']}", "aria-label": self.t("all_products_n", n=n)}
        say_something: Markup = h("span", {"class": "grow"})
        if self.on_air and self.guest:
            say_something = h("a", {"class": "say", "href": f"/sign-in?next={quote(here, safe='')}"}, self.t("sign_in_to_talk"))
        elif self.on_air:
            ask = self.t("ask_host")
            field = h("input", {"dir": "auto", "maxlength": 200, "autocomplete": "off", "placeholder": ask, "aria-label": ask})
            say_something = h("div", {"class": "say"}, field)
        return h(
            "div",
            {"class": "bb"},
            h("a", bag, icon("layout-list"), h("span", {"class": "cnt hot num"}, n)),
            say_something,
            h("button", {"type": "button", "class": "rb", "aria-label": self.t("share")}, icon("share-2")),
        )


def _photo(address: str, sizes: tuple[int, int], shown: str, attributes: Json) -> Markup:
    """A product photo in the size that the screen needs; watch.jsx names the same ones, so nothing is loaded twice."""
    stem = address.rsplit("-", 1)[0]
    offered = ", ".join(f"{stem}-{each}.webp {each}w" for each in sizes)
    return h("img", {"src": f"{stem}-{sizes[-1]}.webp", "srcset": offered, "sizes": shown, **attributes})
