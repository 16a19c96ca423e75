// Keys matched in the browser; only hits reach the server. "g o" is two keys in a row, "mod+k" is Ctrl or Cmd.
import { useEffect, useRef } from "react";

const typing = (target) => target?.closest?.("input, textarea, select, [contenteditable=true], [role=menu]");

const name = (event) => {
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const key = event.key === " " ? "space" : event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase();
  const shift = event.shiftKey && event.key.length > 1 ? "shift+" : event.shiftKey && /[a-z]/i.test(event.key) ? "shift+" : "";
  return mod + shift + key;
};

export function Hotkeys({ keys, onHotkey }) {
  const before = useRef({ key: "", at: 0 });
  const wanted = useRef(keys);
  wanted.current = keys;
  const tell = useRef(onHotkey);
  tell.current = onHotkey;
  useEffect(() => {
    const listen = (event) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const key = name(event);
      if (typing(event.target) && !key.startsWith("mod+")) return;
      if (document.querySelector(".modal[data-state=open]") && key !== "escape" && !key.startsWith("mod+")) return;
      const pair = Date.now() - before.current.at < 900 ? `${before.current.key} ${key}` : "";
      before.current = { key, at: Date.now() };
      const hit = [pair, key].find((each) => each && wanted.current?.includes(each));
      if (!hit) return;
      event.preventDefault();
      const target = document.querySelector(`[data-hotkey="${hit}"]`);
      if (target) target.tagName === "INPUT" ? target.focus() : target.click();
      else tell.current?.(hit);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return null;
}
