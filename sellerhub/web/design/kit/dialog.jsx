// One modal for all: a dialog in the middle, a sheet at the side, a bottom sheet on a phone.
import { Dialog as Radix } from "radix-ui";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

const typing = () => document.activeElement?.matches("input, textarea, select");

export function Modal({ open, onClose, title, shape = "dialog", footer, hideTitle, steady, children }) {
  const t = useT();
  return jsx(
    Radix.Root,
    { open: Boolean(open), onOpenChange: (now) => !now && onClose?.() },
    jsx(
      Radix.Portal,
      null,
      jsx(Radix.Overlay, { className: "scrim fixed" }),
      jsx(
        Radix.Content,
        {
          className: `modal ${shape === "sheet" ? "sheetp" : shape === "bottom" ? "bottomp" : "dlg"}`,
          "aria-describedby": undefined,
          onInteractOutside: (event) => steady && event.preventDefault(),
          onEscapeKeyDown: (event) => steady && typing() && event.preventDefault(),
        },
        shape === "bottom" && jsx("i", { className: "grab", "aria-hidden": true }),
        jsx(
          "div",
          { className: hideTitle ? "sr" : "hd" },
          jsx(Radix.Title, null, title),
          jsx(
            Radix.Close,
            { className: "btn icon ghost end", "aria-label": t("design.close", "Close") },
            jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: "/icons.svg#i-x" })),
          ),
        ),
        jsx("div", { className: "bd" }, children),
        footer && jsx("div", { className: "ft" }, footer),
      ),
    ),
  );
}
