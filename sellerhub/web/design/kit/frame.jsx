// Small things of the frame: the document's title, the theme, the palette's opener, unsent hints.
import { useEffect } from "react";
import { jsx } from "@emotion/react";
import { leaveFirstPaint } from "$/kit/first.jsx";
import { useT } from "$/kit/language.jsx";

export { GiveWay } from "$/kit/first.jsx";

export function DocumentTitle({ words }) {
  useEffect(() => {
    const unseen = document.title.match(/^\(\d+\) /)?.[0] ?? "";
    document.title = `${unseen}${words} · SellerHub`;
    leaveFirstPaint();
  }, [words]);
  return null;
}

/** Opens the command palette. */
export function PaletteOpener({ className, label, children }) {
  return jsx(
    "button",
    { type: "button", className, "aria-label": label, onClick: () => window.dispatchEvent(new Event("sellerhub:palette")) },
    children,
  );
}

const THEMES = ["light", "dark", "system"];
const apply = (theme) => {
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
  document.documentElement.classList.toggle("light", !dark);
};

export function ThemeChoice() {
  const t = useT();
  const english = { light: "Light", dark: "Dark", system: "As the device" };
  const now = typeof localStorage === "undefined" ? "system" : (localStorage.getItem("theme") ?? "system");
  return jsx(
    "select",
    {
      "aria-label": t("shell.theme", "Theme"),
      defaultValue: now,
      onChange: (event) => {
        localStorage.setItem("theme", event.target.value);
        apply(event.target.value);
      },
    },
    THEMES.map((theme) => jsx("option", { key: theme, value: theme }, t(`shell.theme_${theme}`, english[theme]))),
  );
}
