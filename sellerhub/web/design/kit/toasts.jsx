// Toasts under a CSP without eval: the server sets one `toast` {seq, tone, key, args, text, href, action}; each new seq is shown.
import { useEffect, useRef, useState } from "react";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

const ICONS = { ok: "circle-check", warn: "triangle-alert", bad: "circle-alert", info: "info" };
const STAY = 4000;
const STAY_WITH_ACTION = 8000;

export function Toasts({ toast, onAct }) {
  const t = useT();
  const [shown, setShown] = useState([]);
  const last = useRef(0);
  useEffect(() => {
    if (!toast?.seq || toast.seq === last.current) return;
    last.current = toast.seq;
    setShown((now) => [...now.slice(-2), toast]);
    if (toast.tone === "bad") return;
    const timer = setTimeout(() => drop(toast.seq), toast.action ? STAY_WITH_ACTION : STAY);
    return () => clearTimeout(timer);
  }, [toast?.seq]);
  const drop = (seq) => setShown((now) => now.filter((each) => each.seq !== seq));
  const act = (each) => {
    drop(each.seq);
    onAct?.(each.act ?? "");
  };
  return jsx(
    "div",
    { className: "toasts", role: "region", "aria-label": t("design.messages", "Messages") },
    shown.map((each) =>
      jsx(
        "div",
        { key: each.seq, className: `toast k-${each.tone}`, role: each.tone === "bad" ? "alert" : "status" },
        jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: `/icons.svg#i-${ICONS[each.tone] ?? "info"}` })),
        jsx("span", { className: "grow" }, t(each.key, each.text, each.args)),
        each.action && each.href && jsx("a", { className: "btn sm ghost", href: each.href }, t(each.action, each.action)),
        each.action && !each.href && jsx("button", { className: "btn sm ghost", onClick: () => act(each) }, t(each.action, each.action)),
        jsx(
          "button",
          { className: "btn icon sm ghost", "aria-label": t("design.close", "Close"), onClick: () => drop(each.seq) },
          jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: "/icons.svg#i-x" })),
        ),
      ),
    ),
  );
}
