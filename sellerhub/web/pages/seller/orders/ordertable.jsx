// The table of orders: its head and its rows.
import { memo } from "react";
import { Link } from "react-router";
import { useT } from "$/kit/language.jsx";
import { ShipBy } from "$/kit/countdown.jsx";
import { Box, Icon, NextAction, Photos, Source, Status, h, href, title } from "$/kit/ordercells.jsx";

export const Row = memo(function Row({ row, fresh, selected, focused, zone, looks, icons, onToggle, onFocus, onOpen }) {
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
    h("td", null, row.ship_by && h(ShipBy, { until: row.ship_by, since: row.placed_at, title: row.ship_by_exactly, zone })),
    h("td", null, h(Status, { row, looks })),
    h("td", { className: "last" }, h("span", { className: "carrier t2 nw" }, row.carrier || h("span", { className: "t3" }, t("orders.not_chosen", "Not chosen"))), h("span", { className: "acts" }, h(NextAction, { row }))),
  );
});

const COLUMNS = ["order", "buyer", "items", "quantity", "total", "ship_by", "status", "carrier"];

export function Head({ all, some, onAll, sort }) {
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
