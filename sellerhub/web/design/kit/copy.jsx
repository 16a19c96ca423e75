// Copies its text on click and says so for a moment.
import { useState } from "react";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

export function CopyText({ text, className, children }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    await navigator.clipboard?.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1200);
  };
  return jsx(
    "button",
    { type: "button", className: `copy ${className ?? ""}`, onClick: copy, title: t("design.copy", "Copy"), dir: "ltr" },
    children ?? text,
    jsx("span", { className: "sr", role: "status" }, copied ? t("design.copied", "Copied") : ""),
  );
}
