// The watch page of a LIVE: everything on it comes from the room, so one message serves every language.
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { jsx } from "@emotion/react";
import { Ticker } from "$/kit/countdown.jsx";
import { Modal } from "$/kit/dialog.jsx";
import { GiveWay } from "$/kit/first.jsx";
import { BagRows, CartFoot, ChoiceSheet, Head, Icon, ProductCard, Share, hide, sized } from "$/kit/goods.jsx";
import { Clock, useT } from "$/kit/language.jsx";
import { useRoom } from "$/kit/room.jsx";

const ON_AIR = new Set(["live", "interrupted"]);

function Comment({ row }) {
  const t = useT();
  return jsx(
    "li",
    null,
    jsx("bdi", { className: "u" }, row.name),
    " ",
    row.by_host ? jsx("span", { className: "host" }, t("live.host", "Host")) : null,
    " ",
    row.bought ? jsx("span", { className: "host got" }, t("live.bought", "Bought")) : null,
    " ",
    jsx("bdi", { dir: "auto" }, row.words),
  );
}

const AT_END = 40; // px

/** The newest words are in sight unless somebody has scrolled back to older ones. */
function Comments({ rows, pinned }) {
  const list = useRef(null);
  const follows = useRef(true);
  const t = useT();
  const last = rows.at(-1)?.id;
  const follow = () => {
    if (follows.current) list.current.scrollTop = list.current.scrollHeight;
  };
  useLayoutEffect(follow, [last]);
  useEffect(() => {
    const seen = new ResizeObserver(follow); // under the painting it has no height, and nothing to scroll
    seen.observe(list.current);
    return () => seen.disconnect();
  }, []);
  const look = ({ currentTarget: box }) => (follows.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END);
  return jsx(
    "div",
    { className: "talk" },
    pinned ? jsx("p", { className: "pinc" }, jsx(Icon, { name: "pin" }), jsx("bdi", { dir: "auto" }, pinned.words)) : null,
    jsx("ul", { className: "cm", ref: list, onScroll: look, "aria-live": "off", tabIndex: 0, "aria-label": t("live.comments", "Comments") }, rows.map((row) => jsx(Comment, { row, key: row.id }))),
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

function BagSheet({ open, onClose, view, low, cart, onBuy }) {
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
      jsx(BagRows, {
        items: rows,
        currency: view.currency,
        low,
        marked: view.pinned_item_id,
        soldOut: t("live.sold_out_here", "Sold out in this LIVE"),
        onBuy,
      }),
      jsx(CartFoot, { cart }),
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

export function WatchRoom({ live, signedIn, said, cart, choice, low, onSay, onBuy, onAdd, onPick, onChoiceClosed }) {
  const t = useT();
  const { view, online, missing } = useRoom(live);
  const [bag, setBag] = useState(false);
  const here = `/live/${live}`;
  if (missing) return jsx(GiveWay);
  if (!view) return jsx("div", { className: "lw lw-wait", "aria-busy": true }, jsx("span", { className: "sr" }, t("live.loading", "Loading")));
  const pinned = view.items.find((item) => item.id === view.pinned_item_id);
  const onAir = ON_AIR.has(view.status);
  const stage = view.cover || pinned?.photo;
  const buy = (id) => {
    setBag(false);
    onBuy?.(id);
  };
  return jsx(
    "div",
    { className: "lw", "data-status": view.status, "data-seq": view.seq },
    jsx("div", { className: "v none" }),
    stage ? jsx("img", { className: "v", ...sized(stage, [480, 1080], "(min-width: 768px) 520px, 100vw"), alt: view.title, key: stage, onError: hide }) : null,
    jsx("div", { className: "g1" }),
    jsx("div", { className: "g2" }),
    jsx(Head, { of: view }),
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
      onAir ? jsx(ProductCard, { item: pinned, currency: view.currency, low, label: t("live.pinned_product", "Pinned product"), onBuy: buy, onAdd }) : null,
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
    jsx(BagSheet, { open: bag, onClose: () => setBag(false), view, low, cart, onBuy: buy }),
    jsx(ChoiceSheet, { choice, currency: view.currency, low, onClose: onChoiceClosed, onPick }),
    jsx(GiveWay),
  );
}
