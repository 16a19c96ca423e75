// Hold to confirm for 1.2 s; the keyboard types the word instead.
import { useEffect, useRef, useState } from "react";
import { jsx } from "@emotion/react";

const HOLD = 1200;

export function HoldButton({ onConfirm, word, typeLabel, className, children, "aria-label": label }) {
  const [since, setSince] = useState(0);
  const [typing, setTyping] = useState(false);
  const timer = useRef(null);
  const stop = () => {
    clearTimeout(timer.current);
    setSince(0);
  };
  useEffect(() => stop, []);
  const start = () => {
    setSince(Date.now());
    timer.current = setTimeout(() => {
      stop();
      onConfirm?.();
    }, HOLD);
  };
  if (typing)
    return jsx("input", {
      className: "input",
      autoFocus: true,
      placeholder: typeLabel,
      "aria-label": typeLabel,
      onBlur: () => setTyping(false),
      onChange: (event) => {
        if (event.target.value.trim().toUpperCase() === word.toUpperCase()) {
          setTyping(false);
          onConfirm?.();
        }
      },
    });
  return jsx(
    "button",
    {
      type: "button",
      "aria-label": label,
      title: label,
      className: `${className ?? "btn danger"} hold ${since ? "holding" : ""}`,
      onPointerDown: start,
      onPointerUp: stop,
      onPointerLeave: stop,
      onPointerCancel: stop,
      onKeyDown: (event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          setTyping(true);
        }
      },
    },
    children,
  );
}
