// Time left, counted in the browser. `until` and `since` are ISO instants; the server's clock is taken once at connect.
import { useEffect, useState } from "react";
import { jsx } from "@emotion/react";
import { useLanguage } from "$/kit/language.jsx";

const HOUR = 3600e3;
const tick = new Set();
let timer = null;

const floor = (every) => Math.floor(Date.now() / every) * every;

// Every row of a queue counts: a change is told only when `every` has passed, or each row would draw each second.
function useNow(every) {
  const [now, setNow] = useState(() => floor(every));
  useEffect(() => {
    const update = () => setNow(floor(every));
    tick.add(update);
    timer ??= setInterval(() => tick.forEach((each) => each()), 1000);
    return () => {
      tick.delete(update);
      if (!tick.size) {
        clearInterval(timer);
        timer = null;
      }
    };
  }, []);
  return now;
}

const tone = (left) => (left <= 2 * HOUR ? "bad" : left <= 8 * HOUR ? "warn" : "");

// Making a formatter costs more than a row; there are as many as languages and zones in use.
const formatters = new Map();
function formatter(locale, style) {
  const key = `${locale} ${JSON.stringify(style)}`;
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, style));
  return formatters.get(key);
}

// Days and hours as they stand in `zone`, the shop's.
function words(left, until, { locale, t }, zone) {
  const timeZone = zone || undefined; // a page that has read nothing yet has none
  const minutes = Math.floor(Math.abs(left) / 60e3);
  const text =
    minutes >= 60
      ? t("design.hours_minutes", "{h} h {m} min", { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, "0") })
      : t("design.minutes", "{m} min", { m: minutes });
  if (left < 0) return t("design.late_by", "Late by {time}", { time: text });
  if (left < 12 * HOUR) return text;
  const at = new Date(until);
  const clock = formatter(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn", timeZone }).format(at);
  const day = (each) => Date.parse(formatter("en-CA", { timeZone }).format(each));
  const days = Math.round((day(at) - day(new Date())) / (24 * HOUR));
  if (days === 0) return t("design.today_at", "Today {time}", { time: clock });
  if (days === 1) return t("design.tomorrow_at", "Tomorrow {time}", { time: clock });
  return `${formatter(locale, { weekday: "short", timeZone }).format(at)} ${clock}`;
}

/** Ship-by: words and a meter of the elapsed share; amber under 8 h, red under 2 h. */
export function ShipBy({ until, since, title, zone, meter = true, width = 84 }) {
  const language = useLanguage();
  const now = useNow(10e3);
  if (!until) return jsx("span", { className: "sla" });
  const end = Date.parse(until);
  const left = end - now;
  const whole = Math.max(1, end - Date.parse(since || until));
  const share = Math.min(100, Math.max(2, 100 - (left / whole) * 100));
  return jsx(
    "span",
    { className: "sla", title },
    jsx("span", { className: `num nw m ${tone(left)}` }, words(left, until, language, zone)),
    meter && jsx("span", { className: `meter ${tone(left)}`, style: { width } }, jsx("i", { style: { width: `${share}%` } })),
  );
}

/** mm:ss until an instant, or elapsed time since one. */
export function Ticker({ until, since, className }) {
  const now = useNow(1e3);
  if (!until && !since) return jsx("span", { className });
  const seconds = Math.max(0, Math.floor((until ? Date.parse(until) - now : now - Date.parse(since)) / 1000));
  const h = Math.floor(seconds / 3600);
  const m = String(Math.floor((seconds % 3600) / 60)).padStart(h ? 2 : until ? 2 : 1, "0");
  const s = String(seconds % 60).padStart(2, "0");
  return jsx("span", { className: `num ${className ?? ""}`, role: "timer", dir: "ltr" }, h ? `${h}:${m}:${s}` : `${m}:${s}`);
}
