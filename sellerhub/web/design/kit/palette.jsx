// The command palette: pages and actions at once, what the server finds as it comes.
import { useEffect, useMemo, useRef, useState } from "react";
import { Dialog as Radix } from "radix-ui";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

const Icon = ({ name }) => jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: `/icons.svg#i-${name}` }));
const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

export function Palette({ places, found, onFind, onGo }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const asked = useRef(null);
  useEffect(() => {
    const listen = (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen((now) => !now);
      }
    };
    const show = () => setOpen(true);
    window.addEventListener("keydown", listen);
    window.addEventListener("sellerhub:palette", show);
    return () => {
      window.removeEventListener("keydown", listen);
      window.removeEventListener("sellerhub:palette", show);
    };
  }, []);
  const write = (value) => {
    setText(value);
    setAt(0);
    clearTimeout(asked.current);
    if (value.trim().length >= 2) asked.current = setTimeout(() => onFind?.(value.trim()), 150);
  };
  const rows = useMemo(() => {
    const wanted = plain(text.trim());
    const here = (places ?? [])
      .map((each) => ({ ...each, label: t(each.key, each.english) }))
      .filter((each) => !wanted || plain(each.label).includes(wanted));
    return [...(wanted.length >= 2 ? (found ?? []) : []), ...here];
  }, [text, places, found, t]);
  const go = (row) => {
    if (!row) return;
    setOpen(false);
    setText("");
    onGo?.(row.href);
  };
  const keys = (event) => {
    if (event.key === "ArrowDown") setAt((now) => Math.min(rows.length - 1, now + 1));
    else if (event.key === "ArrowUp") setAt((now) => Math.max(0, now - 1));
    else if (event.key === "Enter") go(rows[at]);
    else return;
    event.preventDefault();
  };
  return jsx(
    Radix.Root,
    { open, onOpenChange: setOpen },
    jsx(
      Radix.Portal,
      null,
      jsx(Radix.Overlay, { className: "scrim fixed" }),
      jsx(
        Radix.Content,
        { className: "modal palette", "aria-describedby": undefined },
        jsx(Radix.Title, { className: "sr" }, t("design.search_everything", "Search and jump")),
        jsx(
          "div",
          { className: "palette-in" },
          jsx(Icon, { name: "search" }),
          jsx("input", {
            value: text,
            onChange: (event) => write(event.target.value),
            onKeyDown: keys,
            placeholder: t("design.search_hint", "Search orders, products and pages"),
            role: "combobox",
            "aria-expanded": true,
            "aria-controls": "palette-rows",
            "aria-activedescendant": rows[at] ? `palette-${at}` : undefined,
            "aria-label": t("design.search_everything", "Search and jump"),
          }),
        ),
        jsx(
          "ul",
          { id: "palette-rows", role: "listbox", className: "palette-rows" },
          rows.map((row, index) =>
            jsx(
              "li",
              {
                key: `${row.href}-${index}`,
                id: `palette-${index}`,
                role: "option",
                "aria-selected": index === at,
                onPointerMove: () => setAt(index),
                onClick: () => go(row),
              },
              jsx(Icon, { name: row.icon }),
              jsx("span", { className: "grow trunc sentence" }, row.label),
              row.detail && jsx("span", { className: "t2 s" }, row.detail),
              row.keys && jsx("kbd", { className: "kbd" }, row.keys),
            ),
          ),
          !rows.length && jsx("li", { className: "t2" }, t("design.nothing_found", "Nothing found")),
        ),
      ),
    ),
  );
}
