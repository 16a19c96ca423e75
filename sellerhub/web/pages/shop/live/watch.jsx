// The watch page of a LIVE: everything on it comes from the room, so one message serves every language.
import { useEffect, useRef, useState } from "react";
import { jsx } from "@emotion/react";
import { Ticker } from "$/kit/countdown.jsx";
import { Modal } from "$/kit/dialog.jsx";
import { Clock, useMoney, useT } from "$/kit/language.jsx";
import { useRoom } from "$/kit/room.jsx";

const LOW = 20; // from here on the card says how many are left
const ON_AIR = new Set(["live", "interrupted"]);

const Icon = ({ name }) => jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: `/icons.svg#i-${name}` }));
const large = (photo) => photo.replace(/-480\.webp$/, "-1080.webp");
const hide = (event) => {
  event.currentTarget.hidden = true; // a picture that is gone leaves its place, not its name
};
const initials = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? "")
    .join("")
    .toUpperCase();

function Photo({ src, alt, place }) {
  return jsx(
    "span",
    { className: "lw-photo" },
    src ? jsx("img", { src, alt: alt ?? "", width: 96, height: 96, key: src, onError: hide }) : jsx(Icon, { name: "image" }),
    place ? jsx("span", { className: "nn num" }, place) : null,
  );
}

function Price({ item, currency }) {
  const money = useMoney();
  const from = item.price_max_minor > item.price_minor;
  const t = useT();
  const price = money(item.price_minor, currency, item.price_minor % 100 === 0);
  return [
    jsx("bdi", { key: "p", className: "pr num" }, from ? t("live.from_price", "from {price}", { price }) : price),
    item.compare_at_minor && !from
      ? jsx("bdi", { key: "c", className: "num strike" }, money(item.compare_at_minor, currency, item.compare_at_minor % 100 === 0))
      : null,
  ];
}

/** Buy or choose; sold out says so. */
function BuyButton({ item, onBuy, main }) {
  const t = useT();
  if (!item.stock) return jsx("button", { className: "bbtn out", disabled: true, type: "button" }, t("live.sold_out", "Sold out"));
  const several = item.variant_count > 1 && !main;
  return jsx(
    "button",
    { type: "button", className: main ? "buy" : several ? "bbtn" : "bbtn p", onClick: () => onBuy?.(item.product_id) },
    several ? t("live.choose", "Choose") : t("live.buy_now", "Buy now"),
  );
}

function PinnedCard({ item, currency, onBuy, onAdd }) {
  const t = useT();
  if (!item) return null;
  return jsx(
    "section",
    { className: "pc", "aria-label": t("live.pinned_product", "Pinned product"), "data-item": item.id, key: item.id },
    jsx(Photo, { src: item.photo, alt: item.title, place: item.place }),
    jsx(
      "div",
      { className: "col" },
      jsx("b", { className: "nm trunc" }, item.title),
      jsx(
        "div",
        { className: "row pl" },
        jsx(Price, { item, currency }),
        item.stock <= LOW
          ? jsx("span", { className: "end left num" }, item.stock ? t("live.left", "{n} left", { n: item.stock }) : t("live.sold_out", "Sold out"))
          : null,
      ),
      jsx(
        "div",
        { className: "cta" },
        jsx(BuyButton, { item, onBuy, main: true }),
        item.stock
          ? jsx(
              "button",
              { type: "button", className: "add", "aria-label": t("live.add_to_cart", "Add to cart"), onClick: () => onAdd?.(item.product_id) },
              jsx(Icon, { name: "shopping-bag" }),
            )
          : null,
      ),
    ),
  );
}

function Comment({ row }) {
  const t = useT();
  return jsx(
    "li",
    null,
    jsx("bdi", { className: "u" }, row.name),
    row.by_host ? jsx("span", { className: "host" }, t("live.host", "Host")) : null,
    row.bought ? jsx("span", { className: "host got" }, t("live.bought", "Bought")) : null,
    " ",
    jsx("bdi", { dir: "auto" }, row.words),
  );
}

function Comments({ rows, pinned }) {
  const end = useRef(null);
  const list = useRef(null);
  const t = useT();
  const last = rows.at(-1)?.id;
  useEffect(() => {
    const box = list.current;
    if (box && box.scrollHeight - box.scrollTop - box.clientHeight < 160) box.scrollTop = box.scrollHeight;
  }, [last]);
  return jsx(
    "div",
    { className: "talk" },
    pinned ? jsx("p", { className: "pinc" }, jsx(Icon, { name: "pin" }), jsx("bdi", { dir: "auto" }, pinned.words)) : null,
    jsx("ul", { className: "cm", ref: list, "aria-live": "off", tabIndex: 0, "aria-label": t("live.comments", "Comments") }, rows.map((row) => jsx(Comment, { row, key: row.id })), jsx("li", { ref: end })),
  );
}

/** The newest sale, for a few seconds. */
function JustBought({ sales }) {
  const t = useT();
  const newest = sales.reduce((a, b) => (a && BigInt(a.id) > BigInt(b.id) ? a : b), null);
  const [shown, show] = useState(null);
  const seen = useRef(null);
  useEffect(() => {
    if (!newest || newest.id === seen.current) return undefined;
    const first = seen.current === null;
    seen.current = newest.id;
    if (first) return undefined;
    show(newest);
    const timer = setTimeout(() => show(null), 6000);
    return () => clearTimeout(timer);
  }, [newest?.id]);
  useEffect(() => {
    seen.current ??= newest?.id ?? "";
  }, []);
  return jsx(
    "div",
    { className: "bought-place", role: "status" },
    shown
      ? jsx(
          "span",
          { className: "bought" },
          jsx(Icon, { name: "shopping-bag" }),
          jsx("span", null, t("live.just_bought", "{name} just bought {title}", { name: shown.name, title: shown.title })),
        )
      : null,
  );
}

function Say({ said, signedIn, here, onSay }) {
  const t = useT();
  const [words, setWords] = useState("");
  const before = useRef(said);
  useEffect(() => {
    if (said > before.current) setWords(""); // fewer: a server that is new, and has taken nothing
    before.current = said;
  }, [said]);
  if (!signedIn)
    return jsx("a", { className: "say", href: `/sign-in?next=${encodeURIComponent(here)}` }, t("live.sign_in_to_talk", "Sign in to talk"));
  return jsx(
    "form",
    {
      className: "say",
      onSubmit: (event) => {
        event.preventDefault();
        if (words.trim()) onSay?.(words);
      },
    },
    jsx("input", {
      value: words,
      maxLength: 200,
      dir: "auto",
      enterKeyHint: "send",
      autoComplete: "off",
      placeholder: t("live.ask_host", "Ask the host"),
      "aria-label": t("live.ask_host", "Ask the host"),
      onChange: (event) => setWords(event.target.value),
    }),
    words.trim() ? jsx("button", { type: "submit", "aria-label": t("live.send", "Send") }, jsx(Icon, { name: "send" })) : null,
  );
}

function Share({ title }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const share = async () => {
    const link = window.location.origin + window.location.pathname;
    if (navigator.share) return navigator.share({ title, url: link }).catch(() => undefined);
    await navigator.clipboard?.writeText(link);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
    return undefined;
  };
  return jsx(
    "button",
    { type: "button", className: "rb", "aria-label": t("live.share", "Share"), onClick: share },
    jsx(Icon, { name: copied ? "check" : "share-2" }),
    jsx("span", { className: "sr", role: "status" }, copied ? t("live.link_copied", "Link copied") : ""),
  );
}

function BagSheet({ open, onClose, view, cart, onBuy }) {
  const t = useT();
  const [shownOnly, setShownOnly] = useState(false);
  const shown = view.items.filter((item) => item.status !== "queued");
  const rows = shownOnly ? shown : view.items;
  const chip = (label, on, value) =>
    jsx("button", { type: "button", className: on ? "bc on" : "bc", "aria-pressed": on, onClick: () => setShownOnly(value) }, label);
  return jsx(
    Modal,
    { open, onClose, title: t("live.products_in_live", "Products in this LIVE"), shape: "bottom" },
    jsx(
      "div",
      { className: "lw-bag" },
      jsx(
        "div",
        { className: "row chips" },
        chip(t("live.all", "All"), !shownOnly, false),
        chip(t("live.shown_n", "Shown {n}", { n: shown.length }), shownOnly, true),
      ),
      jsx(
        "ul",
        { className: "bil" },
        rows.map((item) =>
          jsx(
            "li",
            { key: item.id, className: item.id === view.pinned_item_id ? "bi pin" : "bi" },
            jsx(Photo, { src: item.photo, alt: "", place: item.place }),
            jsx(
              "div",
              { className: "grow" },
              jsx("div", { className: "nm" }, item.title),
              jsx(
                "div",
                { className: "s2" },
                !item.stock
                  ? t("live.sold_out_here", "Sold out in this LIVE")
                  : item.stock <= LOW
                    ? t("live.left", "{n} left", { n: item.stock })
                    : item.variant_count > 1
                      ? t("live.options", "{n} options", { n: item.variant_count })
                      : null,
              ),
              jsx("div", { className: "row pl" }, jsx(Price, { item, currency: view.currency })),
            ),
            jsx(BuyButton, { item, onBuy }),
          ),
        ),
      ),
      cart
        ? jsx(
            "div",
            { className: "bf row" },
            jsx("span", { className: "grow" }, t("live.in_your_cart", "{n} in your cart", { n: cart })),
            jsx("a", { className: "bbtn p", href: "/cart" }, t("live.open_cart", "Open cart")),
          )
        : null,
    ),
  );
}

function ChoiceSheet({ choice, currency, onClose, onPick }) {
  const t = useT();
  const money = useMoney();
  return jsx(
    Modal,
    { open: Boolean(choice?.product_id), onClose, title: choice?.title ?? "", shape: "bottom" },
    jsx(
      "ul",
      { className: "lw-bag bil" },
      (choice?.variants ?? []).map((each) =>
        jsx(
          "li",
          { key: each.id, className: "bi" },
          jsx(Photo, { src: each.photo, alt: "" }),
          jsx(
            "div",
            { className: "grow" },
            jsx("div", { className: "nm" }, each.title),
            jsx("bdi", { className: "pr num" }, money(each.price_minor, currency, each.price_minor % 100 === 0)),
            each.stock <= LOW ? jsx("span", { className: "s2" }, " ", each.stock ? t("live.left", "{n} left", { n: each.stock }) : t("live.sold_out", "Sold out")) : null,
          ),
          jsx(
            "button",
            { type: "button", className: each.stock ? "bbtn p" : "bbtn out", disabled: !each.stock, onClick: () => onPick?.(each.id) },
            t("live.add_to_cart", "Add to cart"),
          ),
        ),
      ),
    ),
  );
}

function Notice({ view }) {
  const t = useT();
  if (view.status === "scheduled")
    return jsx(
      "div",
      { className: "lw-notice" },
      jsx("b", null, t("live.starts_soon", "This LIVE has not started yet")),
      jsx("span", { className: "row" }, jsx(Icon, { name: "clock" }), jsx(Clock, { iso: view.starts_at }), " · ", jsx(Ticker, { until: view.starts_at })),
    );
  if (view.status === "interrupted")
    return jsx("div", { className: "lw-notice" }, jsx("b", null, t("live.interrupted_text", "The host's line dropped. Orders stay open.")));
  if (!ON_AIR.has(view.status))
    return jsx(
      "div",
      { className: "lw-notice" },
      jsx("b", null, view.status === "cancelled" ? t("live.cancelled_text", "This LIVE was called off") : t("live.ended_text", "This LIVE has ended")),
      jsx("span", null, t("live.still_buy", "Its products can still be bought.")),
      jsx("a", { className: "bbtn", href: `/shop/${view.shop_handle}` }, t("live.see_shop", "See the shop")),
    );
  return null;
}

export function WatchRoom({ live, signedIn, said, cart, choice, onSay, onBuy, onAdd, onPick, onChoiceClosed }) {
  const t = useT();
  const { view, online, missing } = useRoom(live);
  const [bag, setBag] = useState(false);
  const here = `/live/${live}`;
  if (missing) return null;
  if (!view) return jsx("div", { className: "lw lw-wait", "aria-busy": true }, jsx("span", { className: "sr" }, t("live.loading", "Loading")));
  const pinned = view.items.find((item) => item.id === view.pinned_item_id);
  const onAir = ON_AIR.has(view.status);
  const stage = view.cover || (pinned?.photo ? large(pinned.photo) : "");
  const buy = (id) => {
    setBag(false);
    onBuy?.(id);
  };
  return jsx(
    "div",
    { className: "lw", "data-status": view.status, "data-seq": view.seq },
    jsx("div", { className: "v none" }),
    stage ? jsx("img", { className: "v", src: stage, alt: view.title, key: stage, onError: hide }) : null,
    jsx("div", { className: "g1" }),
    jsx("div", { className: "g2" }),
    jsx(
      "header",
      { className: "bh" },
      jsx(
        "a",
        { className: "shopc", href: `/shop/${view.shop_handle}` },
        jsx("span", { className: "av b2", "aria-hidden": true }, initials(view.shop_name)),
        jsx("span", { className: "who" }, jsx("b", { className: "trunc" }, view.shop_name), jsx("span", { className: "ss trunc" }, view.title)),
      ),
      jsx("a", { className: "tp end", href: "/", "aria-label": t("live.leave", "Leave") }, jsx(Icon, { name: "x" })),
    ),
    jsx(
      "div",
      { className: "meta" },
      onAir ? jsx("span", { className: "onair" }, "LIVE") : null,
      onAir
        ? jsx(
            "span",
            { className: "gl num", "aria-label": t("live.watching_n", "{n} watching", { n: view.watching }) },
            jsx(Icon, { name: "eye" }),
            jsx("span", { "data-watching": view.watching }, Intl.NumberFormat("en-001").format(view.watching)),
          )
        : null,
      online ? null : jsx("span", { className: "gl off", role: "status" }, t("live.reconnecting", "Reconnecting")),
    ),
    jsx(
      "div",
      { className: "low" },
      jsx(Comments, { rows: view.comments, pinned: view.pinned_comment }),
      jsx(JustBought, { sales: view.sales }),
      jsx(Notice, { view }),
      onAir ? jsx(PinnedCard, { item: pinned, currency: view.currency, onBuy: buy, onAdd }) : null,
      jsx(
        "div",
        { className: "bb" },
        jsx(
          "button",
          { type: "button", className: "bagb", "aria-label": t("live.all_products_n", "All {n} products", { n: view.items.length }), onClick: () => setBag(true) },
          jsx(Icon, { name: "layout-list" }),
          jsx("span", { className: "cnt hot num" }, view.items.length),
        ),
        onAir ? jsx(Say, { said, signedIn, here, onSay }) : jsx("span", { className: "grow" }),
        jsx(Share, { title: view.title }),
      ),
    ),
    jsx(BagSheet, { open: bag, onClose: () => setBag(false), view, cart, onBuy: buy }),
    jsx(ChoiceSheet, { choice, currency: view.currency, onClose: onChoiceClosed, onPick }),
  );
}
