// A drop-down menu. Items: {id, label, icon, tone, keys} or {line: true}; `onPick` gets the id.
// An item with `post` ("/session/face?face=seller") leaves the page by a form post instead.
import { DropdownMenu as Radix } from "radix-ui";
import { jsx } from "@emotion/react";

const Icon = ({ name }) => jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: `/icons.svg#i-${name}` }));

function submit(target) {
  const [action, query] = target.split("?");
  const form = Object.assign(document.createElement("form"), { method: "post", action, hidden: true });
  for (const [name, value] of new URLSearchParams(query)) form.append(Object.assign(document.createElement("input"), { name, value }));
  document.body.append(form);
  form.submit();
}

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
                  onSelect: () => (item.post ? submit(item.post) : onPick?.(item.id)),
                },
                item.icon && jsx(Icon, { name: item.icon }),
                jsx("span", { className: "grow trunc sentence" }, item.label),
                item.on && jsx(Icon, { name: "check" }),
                item.keys && jsx("kbd", { className: "kbd" }, item.keys),
              ),
        ),
      ),
    ),
  );
}
