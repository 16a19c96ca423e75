// What tells of new orders beside the list: the sound, and how many come from LIVE.
import { useEffect, useState, useSyncExternalStore } from "react";
import { useT } from "$/kit/language.jsx";
import { Icon, h } from "$/kit/ordercells.jsx";

const SOUND = "sellerhub.sound";
const soundListeners = new Set();
const readSound = () => (typeof window === "undefined" ? false : window.localStorage.getItem(SOUND) === "on");
export const useSound = () =>
  useSyncExternalStore(
    (tell) => {
      soundListeners.add(tell);
      return () => soundListeners.delete(tell);
    },
    readSound,
    () => false,
  );

/** Sound for new orders: browsers allow it only after a click, so this button is that click, and remembers. */
export function SoundSwitch() {
  const t = useT();
  const on = useSound();
  const label = on ? t("orders.sound_on", "Sound on") : t("orders.sound_off", "Sound off");
  const flip = () => {
    window.localStorage.setItem(SOUND, on ? "off" : "on");
    soundListeners.forEach((tell) => tell());
  };
  return h(
    "button",
    { type: "button", className: "btn ghost icon", "aria-label": label, title: label, "aria-pressed": on, onClick: flip },
    h(Icon, { name: on ? "bell-ring" : "bell-off" }),
  );
}

/** How many came from LIVE in the last minute, beside the segment. */
export function NewFromLive({ push }) {
  const t = useT();
  const [times, setTimes] = useState([]);
  useEffect(() => {
    const live = (push?.came ?? []).filter((row) => row.source === "live").length;
    if (live) setTimes((known) => [...known, ...Array(live).fill(Date.now())]);
  }, [push?.seq]);
  useEffect(() => {
    if (!times.length) return undefined;
    const timer = setInterval(() => setTimes((known) => known.filter((at) => Date.now() - at < 60e3)), 1000);
    return () => clearInterval(timer);
  }, [times.length > 0]);
  if (!times.length) return null;
  return h(
    "span",
    { className: "row s fromlive" },
    h("i", { className: "ldot" }),
    h("span", { className: "live m" }, t("orders.new_live", "{n} new from LIVE", { n: times.length })),
    h("span", { className: "t2" }, t("orders.last_minute", "in the last minute")),
  );
}
