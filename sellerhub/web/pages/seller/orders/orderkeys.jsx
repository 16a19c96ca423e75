// The list by keyboard.
import { Hotkeys } from "$/kit/hotkeys.jsx";
import { h } from "$/kit/ordercells.jsx";

const KEYS = ["j", "k", "arrowdown", "arrowup", "x", "shift+x", "enter", "p", "s", "escape"];
const OF_THE_FOCUSED = ["enter", "arrowdown", "arrowup"]; // theirs again while no row has the focus

export function OrderKeys({ focus, may, onStep, onToggle, onOpen, onLabels, onSlips, onEscape }) {
  const key = (name) => {
    if (name === "j" || name === "arrowdown") onStep(1);
    else if (name === "k" || name === "arrowup") onStep(-1);
    else if (name === "x" && focus) onToggle(focus, false);
    else if (name === "shift+x" && focus) onToggle(focus, true);
    else if (name === "enter") {
      const pressed = document.activeElement?.closest?.("a, button"); // Enter there means what stands there
      pressed ? pressed.click() : onOpen(focus);
    }
    else if (name === "p" && may.ship) onLabels();
    else if (name === "s" && may.ship) onSlips();
    else if (name === "escape") onEscape();
  };
  return h(Hotkeys, { keys: KEYS.filter((name) => focus || !OF_THE_FOCUSED.includes(name)), onHotkey: key });
}
