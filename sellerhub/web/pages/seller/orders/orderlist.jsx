// The order list: what a person does to rows between two answers of the server. Selection, row focus, keys, the New group
// and its pause live here; the server sends one page at a time and, on a push, only the rows that came or changed.
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { jsx } from "@emotion/react";
import { Link } from "react-router";
import { useT } from "$/kit/language.jsx";
import { ShipBy } from "$/kit/countdown.jsx";
import { Hotkeys } from "$/kit/hotkeys.jsx";
import { OrderAlert } from "$/kit/alerts.jsx";
import { GiveWay } from "$/kit/first.jsx";

const FRESH_FOR = 6000;
const MOST_FRESH = 1500;
const NEXT = {
  awaiting_shipment: ["label", "printer"],
  partially_shipped: ["label", "printer"],
  awaiting_collection: ["scan", "scan-barcode"],
  cancel_requested: ["answer", "circle-slash"],
};

const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", th: "columnheader" }; // rows are grids to the style sheet
const h = (type, props, ...children) => jsx(type, ROLES[type] ? { role: ROLES[type], ...props } : props, ...children);
const Icon = ({ name, size, className }) =>
  h("svg", { className: `i ${className ?? ""}`, "aria-hidden": true, style: size && { width: size, height: size } }, h("use", { href: `/icons.svg#i-${name}` }));

const phone = typeof window === "undefined" ? null : window.matchMedia("(max-width: 767px)");
const usePhone = () =>
  useSyncExternalStore(
    (tell) => {
      phone?.addEventListener("change", tell);
      return () => phone?.removeEventListener("change", tell);
    },
    () => phone?.matches ?? false,
    () => false,
  );

const SOUND = "sellerhub.sound";
const soundListeners = new Set();
const readSound = () => (typeof window === "undefined" ? false : window.localStorage.getItem(SOUND) === "on");
const useSound = () =>
  useSyncExternalStore(
    (tell) => {
      soundListeners.add(tell);
      return () => soundListeners.delete(tell);
    },
    readSound,
    () => false,
  );

/** Sound for new orders: browsers allow it only after a click, so this button is that click, and remembers. */
export function SoundSwitch() {
  const t = useT();
  const on = useSound();
  const label = on ? t("orders.sound_on", "Sound on") : t("orders.sound_off", "Sound off");
  const flip = () => {
    window.localStorage.setItem(SOUND, on ? "off" : "on");
    soundListeners.forEach((tell) => tell());
  };
  return h(
    "button",
    { type: "button", className: "btn ghost icon", "aria-label": label, title: label, "aria-pressed": on, onClick: flip },
    h(Icon, { name: on ? "bell-ring" : "bell-off" }),
  );
}

/** How many came from LIVE in the last minute, beside the segment. */
export function NewFromLive({ push }) {
  const t = useT();
  const [times, setTimes] = useState([]);
  useEffect(() => {
    const live = (push?.came ?? []).filter((row) => row.source === "live").length;
    if (live) setTimes((known) => [...known, ...Array(live).fill(Date.now())]);
  }, [push?.seq]);
  useEffect(() => {
    if (!times.length) return undefined;
    const timer = setInterval(() => setTimes((known) => known.filter((at) => Date.now() - at < 60e3)), 1000);
    return () => clearInterval(timer);
  }, [times.length > 0]);
  if (!times.length) return null;
  return h(
    "span",
    { className: "row s fromlive" },
    h("i", { className: "ldot" }),
    h("span", { className: "live m" }, t("orders.new_live", "{n} new from LIVE", { n: times.length })),
    h("span", { className: "t2" }, t("orders.last_minute", "in the last minute")),
  );
}

const shown = (row) => (row.asked_to_cancel ? "cancel_requested" : row.status);

function Status({ row, looks, soft }) {
  const t = useT();
  const status = shown(row);
  const [tone, icon] = looks[status] ?? ["mute", "circle-dot"];
  return h("span", { className: `st k-${tone}${soft ? " soft" : ""}` }, h(Icon, { name: icon }), t(`status.${status}`, status));
}

function Source({ row, icons }) {
  const t = useT();
  return h(
    "span",
    { className: `row src ${row.source === "live" ? "live" : ""}` },
    h(Icon, { name: icons[row.source] ?? "store" }),
    t(`orders.source_${row.source}`, row.source),
  );
}

function Photos({ row, size }) {
  const photos = row.photos.length ? row.photos : [""];
  return h(
    "span",
    { className: "stack" },
    photos.map((src, at) =>
      h(
        "span",
        { key: at, className: "th", style: { width: size, height: size } },
        src ? h("img", { src, alt: "", width: size, height: size, loading: "lazy" }) : h(Icon, { name: "image", className: "t3 none" }),
      ),
    ),
  );
}

const title = (row, t) => (row.more ? t("orders.and_more", "{title} and {n} more", { n: row.more, title: row.title }) : row.title);

function Box({ on, label, onToggle, part }) {
  return h("input", {
    type: "checkbox",
    className: "cbx",
    checked: on,
    "aria-label": label,
    ref: (box) => box && (box.indeterminate = Boolean(part)),
    onClick: (event) => event.stopPropagation(),
    onChange: (event) => onToggle(event.nativeEvent.shiftKey),
  });
}

const href = (row) => `/seller/orders/${row.id}`;

function NextAction({ row, wide }) {
  const t = useT();
  const [name, icon] = NEXT[shown(row)] ?? ["open", "chevron-right"];
  return h(Link, { className: `btn ${wide ? "end act" : "sm"}`, to: href(row) }, h(Icon, { name: icon }), t(`orders.${name}`, name));
}

const Row = memo(function Row({ row, fresh, selected, focused, looks, icons, onToggle, onFocus, onOpen }) {
  const t = useT();
  return h(
    "tr",
    {
      className: [fresh && "fresh", selected && "sel", focused && "foc"].filter(Boolean).join(" "),
      "data-id": row.id,
      "aria-selected": selected,
      onClick: (event) => {
        if (event.target.closest("a, button, input")) return;
        onFocus(row.id);
      },
      onDoubleClick: () => onOpen(row.id),
    },
    h("td", { className: "opick" }, h(Box, { on: selected, label: t("orders.select_order", "Select {number}", { number: row.number }), onToggle: (range) => onToggle(row.id, range) })),
    h(
      "td",
      null,
      h(
        "div",
        { className: "row", style: { gap: 6 } },
        h(Link, { className: "m num nw", to: href(row), dir: "ltr" }, row.number),
        fresh && h("span", { className: "tag live" }, t("orders.new", "New")),
      ),
      h("div", { className: "s t2 num nw row", style: { gap: 4 }, title: row.placed_exactly }, row.placed, h("span", { className: "t3" }, "·"), h(Source, { row, icons })),
    ),
    h("td", null, h("div", { className: "m trunc" }, h("bdi", null, row.buyer)), h("div", { className: "s t2 trunc" }, row.city)),
    h("td", null, h("div", { className: "row", style: { gap: 10 } }, h(Photos, { row, size: 32 }), h("span", { className: "trunc sentence" }, title(row, t)))),
    h("td", { className: "r num t2" }, row.quantity),
    h("td", { className: "r" }, h("div", { className: "num m" }, h("bdi", null, row.total)), h("div", { className: "s t2 nw" }, t(`orders.pay_${row.payment}`, row.payment))),
    h("td", null, row.ship_by && h(ShipBy, { until: row.ship_by, since: row.placed_at, title: row.ship_by_exactly })),
    h("td", null, h(Status, { row, looks })),
    h("td", { className: "last" }, h("span", { className: "carrier t2 nw" }, row.carrier || h("span", { className: "t3" }, t("orders.not_chosen", "Not chosen"))), h("span", { className: "acts" }, h(NextAction, { row }))),
  );
});

const Card = memo(function Card({ row, fresh, selected, selecting, looks, icons, onToggle, onOpen }) {
  const t = useT();
  const held = useRef(null);
  const lift = () => clearTimeout(held.current);
  return h(
    "article",
    {
      className: `mcard oc${fresh ? " fr" : ""}${selected ? " picked" : ""}`,
      "data-id": row.id,
      onClick: (event) => {
        if (event.target.closest("a, button, input")) return;
        selecting ? onToggle(row.id, false) : onOpen(row.id);
      },
      onTouchStart: () => {
        held.current = setTimeout(() => onToggle(row.id, false), 500);
      },
      onTouchEnd: lift,
      onTouchMove: lift,
    },
    h(
      "div",
      { className: "row oh" },
      selecting && h(Box, { on: selected, label: t("orders.select_order", "Select {number}", { number: row.number }), onToggle: () => onToggle(row.id, false) }),
      h(Link, { className: "b num", dir: "ltr", to: href(row) }, row.number),
      fresh && h("span", { className: "tag live" }, t("orders.new", "New")),
      row.ship_by && h("span", { className: "end row sl" }, h(Icon, { name: "timer", size: 15 }), h(ShipBy, { until: row.ship_by, since: row.placed_at, title: row.ship_by_exactly, meter: false })),
    ),
    h(
      "div",
      { className: "row om" },
      h(Photos, { row, size: row.photos.length > 1 ? 44 : 56 }),
      h(
        "div",
        { className: "grow" },
        h("div", { className: "m trunc sentence" }, title(row, t)),
        h("div", { className: "s t2 trunc sentence" }, t("orders.items", "{n} items", { n: row.quantity })),
        h("div", { className: "s t2 trunc sentence" }, row.city ? t("orders.buyer_city", "{buyer}, {city}", { buyer: row.buyer, city: row.city }) : row.buyer),
      ),
      h("div", { className: "sum" }, h("div", { className: "b num nw" }, h("bdi", null, row.total)), h("div", { className: "s t2 nw" }, t(`orders.pay_${row.payment}`, row.payment))),
    ),
    h(
      "div",
      { className: "row of" },
      h(Status, { row, looks, soft: true }),
      h("span", { className: "s t2 num trunc sentence from" }, h(Source, { row, icons }), h("span", { className: "t3" }, " · "), row.placed),
      !selecting && NEXT[shown(row)] && h(NextAction, { row, wide: true }),
    ),
  );
});

const COLUMNS = ["order", "buyer", "items", "quantity", "total", "ship_by", "status", "carrier"];

function Head({ all, some, onAll, sort }) {
  const t = useT();
  const name = { ship_by: t("orders.due", "Ship by") };
  const caret = { ship_by: "ship_by", total: "total", order: "placed" };
  return h(
    "thead",
    null,
    h(
      "tr",
      null,
      h("th", { className: "opick" }, h(Box, { on: all, part: some && !all, label: t("orders.select_page", "Select all loaded orders"), onToggle: onAll })),
      COLUMNS.map((key) => {
        const sorted = caret[key] && sort.replace("-", "") === caret[key];
        return h(
          "th",
          { key, scope: "col", className: `c-${key} ${key === "quantity" || key === "total" ? "r" : ""}`, "aria-sort": sorted ? (sort[0] === "-" ? "descending" : "ascending") : undefined },
          h("span", { className: "row th-in" }, name[key] ?? t(`orders.col_${key}`, key), sorted && h(Icon, { name: sort[0] === "-" ? "arrow-down" : "arrow-up", size: 12 })),
        );
      }),
    ),
  );
}

function Skeleton() {
  return h(
    "div",
    { className: "skeleton", "aria-hidden": true },
    [96, 82, 104, 90, 98, 76, 88, 101].map((width, at) =>
      h("div", { key: at, className: "skel-order" }, h("i", { className: "skel box" }), h("span", null, h("i", { className: "skel", style: { width } }), h("i", { className: "skel thin", style: { width: width * 0.7 } })), h("i", { className: "skel pic" }), h("i", { className: "skel end", style: { width: 54 + (at % 3) * 6 } })),
    ),
  );
}

// The newest value under a name that never changes: what is handed to every row must not make every row draw again.
function useLatest(value) {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}

export function OrderList({ page, push, inView, looks: givenLooks, icons: givenIcons, sort, may, most, pressing, onMore, onOpen, onGap, onConfirm, onLabels, children }) {
  const t = useT();
  const small = usePhone();
  const sound = useSound();
  const [looks] = useState(givenLooks); // the same for ever, but a new object each time
  const [icons] = useState(givenIcons);
  const [rows, setRows] = useState([]);
  const [fresh, setFresh] = useState([]);
  const [waiting, setWaiting] = useState([]);
  const [glowing, setGlowing] = useState(() => new Set());
  const [selected, setSelected] = useState(() => new Set());
  const [everything, setEverything] = useState(false);
  const [selecting, setSelecting] = useState(false);
  const [focus, setFocus] = useState("");
  const [told, setTold] = useState(0);
  const anchor = useRef("");
  const scroller = useRef(null);
  const bottom = useRef(null);
  const asked = useRef("");
  const seen = useRef({ page: 0, push: 0, last: "", view: "" });

  // Before the browser paints, so that what came is painted at once and not one frame later.
  // a page: the first replaces everything, the next ones are added
  useLayoutEffect(() => {
    if (!page.seq || page.seq === seen.current.page) return;
    seen.current.page = page.seq;
    if (page.first) {
      setRows(page.rows);
      setFresh([]);
      setWaiting([]);
      setGlowing(new Set());
      asked.current = "";
      seen.current.last = page.last;
      seen.current.push = 0;
      if (seen.current.view !== page.view) {
        seen.current.view = page.view;
        setSelected(new Set());
        setEverything(false);
        setFocus("");
        scroller.current?.scrollTo?.(0, 0);
      }
    } else {
      setRows((known) => {
        const ids = new Set(known.map((row) => row.id));
        return [...known, ...page.rows.filter((row) => !ids.has(row.id))];
      });
    }
  }, [page.seq]);

  const paused = useCallback(
    () => selected.size > 0 || selecting || focus !== "" || (scroller.current?.scrollTop ?? 0) > 40,
    [selected, selecting, focus],
  );

  // a push: what came goes on top or waits, what changed changes in place
  useLayoutEffect(() => {
    if (!push.seq || push.seq === seen.current.push) return;
    if (push.since !== seen.current.last) {
      if (seen.current.last && BigInt(push.last || 0) > BigInt(seen.current.last)) onGap?.(seen.current.last);
      return;
    }
    seen.current.push = push.seq;
    seen.current.last = push.last;
    const changed = new Map([...push.came, ...push.changed].map((row) => [row.id, row]));
    const change = (known) => (known.some((row) => changed.has(row.id)) ? known.map((row) => changed.get(row.id) ?? row) : known);
    setRows(change);
    const came = [...push.came].reverse();
    const there = new Set([...rows, ...fresh, ...waiting].map((row) => row.id));
    const really = came.filter((row) => !there.has(row.id));
    if (paused()) setWaiting((known) => [...really, ...change(known)]);
    else {
      setWaiting(change);
      setFresh((known) => [...really, ...change(known)].slice(0, MOST_FRESH));
      glow(really);
    }
    if (really.length) setTold((n) => n + really.length);
  }, [push.seq, push.last]);

  const glow = (came) => {
    if (!came.length) return;
    const ids = came.map((row) => row.id);
    setGlowing((known) => new Set([...known, ...ids]));
    const fade = () => {
      if (document.hidden) document.addEventListener("visibilitychange", () => setTimeout(fade, FRESH_FOR), { once: true });
      else setGlowing((known) => new Set([...known].filter((id) => !ids.includes(id))));
    };
    setTimeout(fade, FRESH_FOR);
  };

  const show = () => {
    scroller.current?.scrollTo?.(0, 0);
    setFocus("");
    setFresh((known) => [...waiting, ...known].slice(0, MOST_FRESH));
    glow(waiting);
    setWaiting([]);
  };

  const all = useMemo(() => {
    const ids = new Set(fresh.map((row) => row.id));
    return [...fresh, ...rows.filter((row) => !ids.has(row.id))];
  }, [fresh, rows]);
  const latest = useLatest({ all, onOpen });

  const toggle = useCallback(
    (id, range) => {
      setEverything(false);
      setSelected((known) => {
        const next = new Set(known);
        const ids = latest.current.all.map((row) => row.id);
        const from = ids.indexOf(anchor.current);
        if (range && from >= 0) {
          const to = ids.indexOf(id);
          for (const each of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
        } else if (next.has(id)) next.delete(id);
        else next.add(id);
        return next;
      });
      anchor.current = id;
    },
    [],
  );
  const clear = useCallback(() => {
    setSelected(new Set());
    setEverything(false);
    setSelecting(false);
  }, []);
  const open = useCallback((id) => latest.current.onOpen?.(id), []);

  const more = useCallback(() => {
    if (!page.after || asked.current === page.after) return;
    asked.current = page.after;
    onMore?.(page.after);
  }, [page.after, onMore]);
  useEffect(() => {
    if (!bottom.current || !page.after) return undefined;
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), { root: scroller.current, rootMargin: "600px" });
    watch.observe(bottom.current);
    return () => watch.disconnect();
  }, [more, page.after, rows.length]);

  const step = (by) => {
    const at = all.findIndex((row) => row.id === focus);
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (!next) return;
    setFocus(next.id);
    scroller.current?.querySelector(`[data-id="${next.id}"]`)?.scrollIntoView?.({ block: "nearest" });
  };
  const targets = () => (selected.size ? [...selected] : focus ? [focus] : []);
  const printLabels = () => {
    const ids = targets();
    if (ids.length) onLabels?.(ids.slice(0, most), everything);
  };
  const printSlips = () => {
    const ids = targets();
    if (ids.length) window.open(`/documents/slips.pdf?orders=${ids.slice(0, most).join(",")}`, "_blank", "noopener");
  };
  const key = (name) => {
    if (name === "j" || name === "arrowdown") step(1);
    else if (name === "k" || name === "arrowup") step(-1);
    else if (name === "x" && focus) toggle(focus, false);
    else if (name === "shift+x" && focus) toggle(focus, true);
    else if (name === "enter") {
      const pressed = document.activeElement?.closest?.("a, button"); // Enter there means what stands there
      pressed ? pressed.click() : open(focus);
    }
    else if (name === "p" && may.ship) printLabels();
    else if (name === "s" && may.ship) printSlips();
    else if (name === "escape") selected.size || selecting ? clear() : setFocus("");
  };

  const chosen = everything ? Math.min(inView, most) : selected.size;
  const allChosen = all.length > 0 && all.every((row) => selected.has(row.id));
  const toggleAll = () => {
    setEverything(false);
    setSelected(allChosen ? new Set() : new Set(all.map((row) => row.id)));
  };
  const common = { looks, icons, onToggle: toggle, onOpen: open };
  const empty = page.seq > 0 && !all.length;

  return h(
    "div",
    { className: "orderlist", "data-seq": push.seq },
    h(Hotkeys, { keys: ["j", "k", "arrowdown", "arrowup", "x", "shift+x", "enter", "p", "s", "escape"].filter((name) => focus || !["enter", "arrowdown", "arrowup"].includes(name)), onHotkey: key }),
    h(OrderAlert, { seq: told, sound }),
    h("div", { className: "sr", role: "status", "aria-live": "polite" }, told ? t("orders.new_waiting", "{n} new orders.", { n: told }) : ""),
    waiting.length > 0 &&
      h(
        "button",
        { type: "button", className: "newpill", onClick: show },
        h(Icon, { name: "arrow-up" }),
        h("span", null, t("orders.new_waiting", "{n} new orders.", { n: waiting.length }), " ", h("b", null, t("orders.show", "Show"))),
      ),
    h(
      "div",
      { className: "scroll", ref: scroller },
      page.seq ? h(GiveWay) : h(Skeleton),
      empty && children,
      small &&
        all.length > 0 &&
        h(
          "div",
          { className: "pickbar row" },
          pressing.overdue > 0 && h(Link, { className: "bad m row", to: "/seller/orders?due=overdue" }, h(Icon, { name: "clock-alert" }), t("orders.overdue", "{n} overdue", { n: pressing.overdue })),
          pressing.due_soon > 0 && h(Link, { className: "bad m row", to: "/seller/orders?due=next_2h" }, h(Icon, { name: "timer" }), t("orders.due_soon", "{n} due in 2 h", { n: pressing.due_soon })),
          h("button", { type: "button", className: "link end", onClick: () => (selecting || selected.size ? clear() : setSelecting(true)) }, selecting || selected.size ? t("orders.clear", "Clear selection") : t("orders.select", "Select")),
        ),
      all.length > 0 &&
        (small
          ? h("div", { className: "ocards" }, all.map((row) => h(Card, { key: row.id, row, fresh: glowing.has(row.id), selected: selected.has(row.id), selecting: selecting || selected.size > 0, ...common })))
          : h(
              "table",
              { className: "tb ordtb" },
              h(Head, { all: allChosen, some: selected.size > 0, onAll: toggleAll, sort }),
              h("tbody", null, all.map((row) => h(Row, { key: row.id, row, fresh: glowing.has(row.id), selected: selected.has(row.id), focused: focus === row.id, onFocus: setFocus, ...common }))),
            )),
      page.after && h("div", { ref: bottom, className: "omore s t2", role: "status" }, t("orders.loading_more", "Loading more orders")),
    ),
    chosen > 0 &&
      h(
        "div",
        { className: "bulk", role: "toolbar", "aria-label": t("orders.selected", "{n} selected", { n: chosen }) },
        h("span", { className: "m num picked-n" }, t("orders.selected", "{n} selected", { n: chosen })),
        !everything && allChosen && inView > all.length && h("button", { type: "button", className: "btn all", onClick: () => setEverything(true) }, t("orders.select_all", "Select all {n} in view", { n: inView })),
        h("span", { className: "sep" }),
        may.ship && h("button", { type: "button", className: "btn fill", onClick: printLabels }, h(Icon, { name: "printer" }), t("orders.labels", "Print labels"), h("kbd", { className: "kbd" }, "P")),
        may.ship && h("button", { type: "button", className: "btn", disabled: everything, onClick: printSlips }, h(Icon, { name: "receipt-text" }), t("orders.slips", "Packing slips")),
        may.ship && h("button", { type: "button", className: "btn", onClick: () => { onConfirm?.([...selected].slice(0, most), everything); clear(); } }, h(Icon, { name: "check" }), t("orders.confirm", "Confirm orders")),
        h("span", { className: "sep" }),
        h("button", { type: "button", className: "btn icon", "aria-label": t("orders.clear", "Clear selection"), onClick: clear }, h(Icon, { name: "x" })),
      ),
  );
}
