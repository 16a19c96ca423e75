// Toasts under a CSP without eval: the server sets one `toast` {seq, tone, key, args, text, href, action}; each new seq is shown.
// The state keeps its last toast, so the tab remembers what it has shown: another page or a reload does not say it again.
import { useEffect, useState } from "react";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

const ICONS = { ok: "circle-check", warn: "triangle-alert", bad: "circle-alert", info: "info" };
const SHOWN = "sellerhub.toast";
const STAY = 4000;
const STAY_WITH_ACTION = 8000;

let lately = []; // a toast outlives the page that it was said on

export function Toasts({ toast, onAct }) {
  const t = useT();
  const [shown, setShown] = useState(() => lately.filter((each) => each.until > Date.now()));
  const drop = (seq) => {
    lately = lately.filter((each) => each.seq !== seq);
    setShown((now) => now.filter((each) => each.seq !== seq));
  };
  // Each has its own clock: the next toast must not stop that of the one before. What went wrong stays until it is closed.
  const dropInTime = (each) => each.tone !== "bad" && setTimeout(() => drop(each.seq), each.until - Date.now());
  useEffect(() => shown.forEach(dropInTime), []);
  useEffect(() => {
    if (!toast?.seq || toast.seq <= Number(sessionStorage.getItem(SHOWN))) return;
    sessionStorage.setItem(SHOWN, toast.seq);
    const fresh = { ...toast, until: Date.now() + (toast.action || toast.tone === "bad" ? STAY_WITH_ACTION : STAY) };
    lately = [...lately.slice(-2), fresh];
    setShown((now) => [...now.slice(-2), fresh]);
    dropInTime(fresh);
  }, [toast?.seq]);
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
