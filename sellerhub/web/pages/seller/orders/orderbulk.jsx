// What is done with the selected orders at once.
import { useT } from "$/kit/language.jsx";
import { Icon, h } from "$/kit/ordercells.jsx";

export function BulkBar({ chosen, everything, inView, offerAll, may, onEverything, onLabels, onSlips, onConfirm, onClear }) {
  const t = useT();
  return h(
    "div",
    { className: "bulk", role: "toolbar", "aria-label": t("orders.selected", "{n} selected", { n: chosen }) },
    h("span", { className: "m num picked-n" }, t("orders.selected", "{n} selected", { n: chosen })),
    offerAll && h("button", { type: "button", className: "btn all", onClick: onEverything }, t("orders.select_all", "Select all {n} in view", { n: inView })),
    h("span", { className: "sep" }),
    may.ship && h("button", { type: "button", className: "btn fill", onClick: onLabels }, h(Icon, { name: "printer" }), t("orders.labels", "Print labels"), h("kbd", { className: "kbd" }, "P")),
    may.ship && h("button", { type: "button", className: "btn", disabled: everything, onClick: onSlips }, h(Icon, { name: "receipt-text" }), t("orders.slips", "Packing slips")),
    may.ship && h("button", { type: "button", className: "btn", onClick: onConfirm }, h(Icon, { name: "check" }), t("orders.confirm", "Confirm orders")),
    h("span", { className: "sep" }),
    h("button", { type: "button", className: "btn icon", "aria-label": t("orders.clear", "Clear selection"), onClick: onClear }, h(Icon, { name: "x" })),
  );
}
