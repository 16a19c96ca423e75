// The list of keys behind `?`.
import { useEffect, useState } from "react";
import { jsx } from "@emotion/react";
import { Modal } from "$/kit/dialog.jsx";
import { useT } from "$/kit/language.jsx";

const shown = (keys) => keys.split(" ").flatMap((each) => each.split("+").map((key) => (key === "mod" ? "Ctrl" : key.length === 1 ? key.toUpperCase() : key)));

export function ShortcutList({ rows }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event) => {
      if (event.key === "?" && !event.target.closest?.("input, textarea, select")) setOpen(true);
    };
    const show = () => setOpen(true);
    window.addEventListener("keydown", listen);
    window.addEventListener("sellerhub:shortcuts", show);
    return () => {
      window.removeEventListener("keydown", listen);
      window.removeEventListener("sellerhub:shortcuts", show);
    };
  }, []);
  return jsx(
    Modal,
    { open, onClose: () => setOpen(false), title: t("shell.shortcuts", "Keyboard shortcuts") },
    jsx(
      "dl",
      { className: "dl keys" },
      rows.map((row) => [
        jsx("dt", { key: `${row.keys}-t` }, row.label),
        jsx("dd", { key: `${row.keys}-d` }, shown(row.keys).map((key, at) => jsx("kbd", { key: at, className: "kbd" }, key))),
      ]),
    ),
  );
}
