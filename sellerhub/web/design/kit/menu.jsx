// A drop-down menu. Items: {id, label, icon, tone, keys, href} or {line: true}; `onPick` gets the id.
import { DropdownMenu as Radix } from "radix-ui";
import { jsx } from "@emotion/react";

const Icon = ({ name }) => jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: `/icons.svg#i-${name}` }));

export function Menu({ items, onPick, align = "end", label, triggerClass, children }) {
  return jsx(
    Radix.Root,
    { modal: false },
    jsx(Radix.Trigger, { className: triggerClass ?? "btn icon ghost", "aria-label": label }, children),
    jsx(
      Radix.Portal,
      null,
      jsx(
        Radix.Content,
        { className: "menu", align, sideOffset: 6, collisionPadding: 8 },
        (items ?? []).map((item, at) =>
          item.line
            ? jsx(Radix.Separator, { key: at, className: "menu-line" })
            : jsx(
                Radix.Item,
                {
                  key: item.id,
                  className: `menu-item ${item.tone ?? ""}`,
                  disabled: item.off,
                  asChild: Boolean(item.href),
                  onSelect: () => onPick?.(item.id),
                },
                item.href
                  ? jsx("a", { href: item.href }, item.icon && jsx(Icon, { name: item.icon }), item.label)
                  : [
                      item.icon && jsx(Icon, { key: "i", name: item.icon }),
                      jsx("span", { key: "l", className: "grow" }, item.label),
                      item.keys && jsx("kbd", { key: "k", className: "kbd" }, item.keys),
                    ],
              ),
        ),
      ),
    ),
  );
}
