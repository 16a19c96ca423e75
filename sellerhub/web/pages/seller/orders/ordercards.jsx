// Orders on a phone: a card each; a long press begins to select.
import { memo, useRef, useSyncExternalStore } from "react";
import { Link } from "react-router";
import { useT } from "$/kit/language.jsx";
import { ShipBy } from "$/kit/countdown.jsx";
import { Box, Icon, NextAction, Photos, Source, Status, h, hasNext, href, title } from "$/kit/ordercells.jsx";

const phone = typeof window === "undefined" ? null : window.matchMedia("(max-width: 767px)");
export const usePhone = () =>
  useSyncExternalStore(
    (tell) => {
      phone?.addEventListener("change", tell);
      return () => phone?.removeEventListener("change", tell);
    },
    () => phone?.matches ?? false,
    () => false,
  );

export const Card = memo(function Card({ row, fresh, selected, selecting, zone, looks, icons, onToggle, onOpen }) {
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
      row.ship_by && h("span", { className: "end row sl" }, h(Icon, { name: "timer", size: 15 }), h(ShipBy, { until: row.ship_by, since: row.placed_at, title: row.ship_by_exactly, zone, meter: false })),
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
      !selecting && hasNext(row) && h(NextAction, { row, wide: true }),
    ),
  );
});

/** Above the cards: what presses, and the way into selecting. */
export function PickBar({ pressing, picking, onClear, onSelect }) {
  const t = useT();
  return h(
    "div",
    { className: "pickbar row" },
    pressing.overdue > 0 && h(Link, { className: "bad m row", to: "/seller/orders?due=overdue" }, h(Icon, { name: "clock-alert" }), t("orders.overdue", "{n} overdue", { n: pressing.overdue })),
    pressing.due_soon > 0 && h(Link, { className: "bad m row", to: "/seller/orders?due=next_2h" }, h(Icon, { name: "timer" }), t("orders.due_soon", "{n} due in 2 h", { n: pressing.due_soon })),
    h("button", { type: "button", className: "link end", onClick: () => (picking ? onClear() : onSelect()) }, picking ? t("orders.clear", "Clear selection") : t("orders.select", "Select")),
  );
}
