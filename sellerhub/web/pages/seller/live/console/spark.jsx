// Small charts of the LIVE console, and the dark room it stands in.
import { useEffect } from "react";
import { jsx } from "@emotion/react";

const WIDTH = 104;
const HEIGHT = 28;

export function Spark({ values, shape, color }) {
  const most = Math.max(1, ...(values ?? []));
  const step = WIDTH / Math.max(1, (values?.length ?? 1) - 1);
  const at = (value) => (HEIGHT - 1.5 - (value / most) * (HEIGHT - 3)).toFixed(1);
  if (shape === "bars") {
    const wide = WIDTH / (values?.length || 1);
    return jsx(
      "svg",
      { width: WIDTH, height: HEIGHT, "aria-hidden": true },
      (values ?? []).map((value, n) =>
        jsx("rect", {
          key: n,
          x: (n * wide + 0.5).toFixed(1),
          y: at(value),
          width: 2.5,
          height: (HEIGHT - at(value)).toFixed(1),
          rx: 1,
          fill: color,
          opacity: n >= values.length - 3 ? 1 : 0.55,
        }),
      ),
    );
  }
  const line = (values ?? []).map((value, n) => `${n ? "L" : "M"}${(n * step).toFixed(1)} ${at(value)}`).join(" ");
  return jsx(
    "svg",
    { width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": true },
    line && jsx("path", { d: `${line} L${WIDTH} ${HEIGHT} L0 ${HEIGHT}Z`, fill: color, opacity: 0.11 }),
    line && jsx("path", { d: line, fill: "none", stroke: color, strokeWidth: 1.5, strokeLinejoin: "round", strokeLinecap: "round" }),
  );
}

/** The console is always dark: menus and dialogs outside it too, as long as it is open. */
export function DarkRoom() {
  useEffect(() => {
    const root = document.documentElement.classList;
    const before = { dark: root.contains("dark"), light: root.contains("light") };
    root.add("dark");
    root.remove("light");
    return () => {
      root.toggle("dark", before.dark);
      root.toggle("light", before.light);
    };
  }, []);
  return null;
}
