// What a row of the table and a card of the phone are made of.
import { jsx } from "@emotion/react";
import { Link } from "react-router";
import { useT } from "$/kit/language.jsx";

const NEXT = {
  awaiting_shipment: ["label", "printer"],
  partially_shipped: ["label", "printer"],
  awaiting_collection: ["scan", "scan-barcode"],
  cancel_requested: ["answer", "circle-slash"],
};

const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", th: "columnheader" }; // rows are grids to the style sheet
export const h = (type, props, ...children) => jsx(type, ROLES[type] ? { role: ROLES[type], ...props } : props, ...children);
export const Icon = ({ name, size, className }) =>
  h("svg", { className: `i ${className ?? ""}`, "aria-hidden": true, style: size && { width: size, height: size } }, h("use", { href: `/icons.svg#i-${name}` }));

const shown = (row) => (row.asked_to_cancel ? "cancel_requested" : row.status);

export function Status({ row, looks, soft }) {
  const t = useT();
  const status = shown(row);
  const [tone, icon] = looks[status] ?? ["mute", "circle-dot"];
  return h("span", { className: `st k-${tone}${soft ? " soft" : ""}` }, h(Icon, { name: icon }), t(`status.${status}`, status));
}

export function Source({ row, icons }) {
  const t = useT();
  return h(
    "span",
    { className: `row src ${row.source === "live" ? "live" : ""}` },
    h(Icon, { name: icons[row.source] ?? "store" }),
    t(`orders.source_${row.source}`, row.source),
  );
}

export function Photos({ row, size }) {
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

export const title = (row, t) => (row.more ? t("orders.and_more", "{title} and {n} more", { n: row.more, title: row.title }) : row.title);

export function Box({ on, label, onToggle, part }) {
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

export const href = (row) => `/seller/orders/${row.id}`;

/** What the seller does to such an order next; every one can be opened. */
export const hasNext = (row) => shown(row) in NEXT;

export function NextAction({ row, wide }) {
  const t = useT();
  const [name, icon] = NEXT[shown(row)] ?? ["open", "chevron-right"];
  return h(Link, { className: `btn ${wide ? "end act" : "sm"}`, to: href(row) }, h(Icon, { name: icon }), t(`orders.${name}`, name));
}
