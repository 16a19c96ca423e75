// The order list: what a person does to rows between two answers of the server. Selection, row focus, the New group
// and its pause live here; the server sends one page at a time and, on a push, only the rows that came or changed.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useT } from "$/kit/language.jsx";
import { OrderAlert } from "$/kit/alerts.jsx";
import { GiveWay } from "$/kit/first.jsx";
import { BulkBar } from "$/kit/orderbulk.jsx";
import { Card, PickBar, usePhone } from "$/kit/ordercards.jsx";
import { Icon, h } from "$/kit/ordercells.jsx";
import { OrderKeys } from "$/kit/orderkeys.jsx";
import { useSound } from "$/kit/ordernews.jsx";
import { Head, Row } from "$/kit/ordertable.jsx";

const FRESH_FOR = 6000;
const MOST_FRESH = 1500;

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
  const escape = () => (selected.size || selecting ? clear() : setFocus(""));
  const confirm = () => {
    onConfirm?.([...selected].slice(0, most), everything);
    clear();
  };

  const chosen = everything ? Math.min(inView, most) : selected.size;
  const picking = selecting || selected.size > 0;
  const allChosen = all.length > 0 && all.every((row) => selected.has(row.id));
  const toggleAll = () => {
    setEverything(false);
    setSelected(allChosen ? new Set() : new Set(all.map((row) => row.id)));
  };
  const common = { zone: page.zone, looks, icons, onToggle: toggle, onOpen: open };
  const empty = page.seq > 0 && !all.length;

  return h(
    "div",
    { className: "orderlist", "data-seq": push.seq },
    h(OrderKeys, { focus, may, onStep: step, onToggle: toggle, onOpen: open, onLabels: printLabels, onSlips: printSlips, onEscape: escape }),
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
      small && all.length > 0 && h(PickBar, { pressing, picking, onClear: clear, onSelect: () => setSelecting(true) }),
      all.length > 0 &&
        (small
          ? h("div", { className: "ocards" }, all.map((row) => h(Card, { key: row.id, row, fresh: glowing.has(row.id), selected: selected.has(row.id), selecting: picking, ...common })))
          : h(
              "table",
              { className: "tb ordtb" },
              h(Head, { all: allChosen, some: selected.size > 0, onAll: toggleAll, sort }),
              h("tbody", null, all.map((row) => h(Row, { key: row.id, row, fresh: glowing.has(row.id), selected: selected.has(row.id), focused: focus === row.id, onFocus: setFocus, ...common }))),
            )),
      page.after && h("div", { ref: bottom, className: "omore s t2", role: "status" }, t("orders.loading_more", "Loading more orders")),
    ),
    chosen > 0 &&
      h(BulkBar, {
        chosen,
        everything,
        inView,
        offerAll: !everything && allChosen && inView > all.length,
        may,
        onEverything: () => setEverything(true),
        onLabels: printLabels,
        onSlips: printSlips,
        onConfirm: confirm,
        onClear: clear,
      }),
  );
}
