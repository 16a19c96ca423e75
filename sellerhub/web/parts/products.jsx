// Product tables: a cell that is typed in place, and the row keys J K X Enter.
import { useEffect, useRef, useState } from "react";
import { jsx } from "@emotion/react";

// Saved on Enter or on leaving the cell, only when it changed; Escape puts it back.
export function EditCell({ value, label, id, tone, width, mode, onSave }) {
  const [text, setText] = useState(value);
  const field = useRef(null);
  useEffect(() => {
    if (document.activeElement !== field.current) setText(value);
  }, [value]);
  const save = () => {
    if (text.trim() !== value) onSave?.(id, text.trim());
  };
  return jsx("input", {
    ref: field,
    className: `editcell num ${tone || ""}`,
    style: { width: `${width || 96}px` },
    "aria-label": label,
    inputMode: mode || "decimal",
    autoComplete: "off",
    value: text,
    onFocus: (event) => event.target.select(),
    onChange: (event) => setText(event.target.value),
    onBlur: save,
    onKeyDown: (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        field.current.blur();
      } else if (event.key === "Escape") {
        setText(value);
        event.stopPropagation();
      }
    },
  });
}

const typing = (target) => target?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=menu]");

export function RowKeys() {
  useEffect(() => {
    const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
    const current = () => document.querySelector("[data-row].foc");
    const go = (step) => {
      const all = rows();
      if (!all.length) return;
      const at = all.indexOf(current());
      const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
      current()?.classList.remove("foc");
      next.classList.add("foc");
      next.scrollIntoView({ block: "nearest" });
    };
    const listen = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector(".modal[data-state=open]")) return;
      const key = event.key.toLowerCase();
      if (key === "j") go(1);
      else if (key === "k") go(-1);
      else if (key === "x") current()?.querySelector("[data-pick]")?.click();
      else if (key === "enter" && event.target === document.body) current()?.querySelector("[data-open]")?.click();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return null;
}
