// The scanner of the packing table: a hand scanner types and sends Enter; the camera reads codes where the browser can.
import { useEffect, useRef, useState } from "react";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

const FORMATS = ["code_128", "qr_code", "ean_13", "ean_8", "upc_a"];
const SAME_AGAIN = 1500;

function beep(good) {
  const Audio = window.AudioContext || window.webkitAudioContext;
  if (!Audio) return;
  const audio = (beep.audio ??= new Audio());
  const tone = audio.createOscillator();
  const loud = audio.createGain();
  tone.frequency.value = good ? 1320 : 220;
  tone.type = good ? "sine" : "square";
  loud.gain.setValueAtTime(0.12, audio.currentTime);
  loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + (good ? 0.12 : 0.4));
  tone.connect(loud).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + (good ? 0.12 : 0.4));
  navigator.vibrate?.(good ? 30 : [120, 60, 120]);
}

export function Scanner({ seq, good, placeholder, label, onCode }) {
  const t = useT();
  const field = useRef(null);
  const video = useRef(null);
  const [on, setOn] = useState(false);
  const [able, setAble] = useState(true);
  const tell = useRef(onCode);
  tell.current = onCode;

  useEffect(() => {
    if (seq > 0) beep(good);
  }, [seq]);

  useEffect(() => {
    if (!on) return undefined;
    let stream = null;
    let timer = null;
    let stopped = false;
    const last = { code: "", at: 0 };
    (async () => {
      try {
        const reader = new window.BarcodeDetector({ formats: FORMATS });
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        if (stopped) return stream.getTracks().forEach((track) => track.stop());
        video.current.srcObject = stream;
        await video.current.play();
        const look = async () => {
          if (stopped) return;
          const found = await reader.detect(video.current).catch(() => []);
          const code = found[0]?.rawValue;
          if (code && (code !== last.code || Date.now() - last.at > SAME_AGAIN)) {
            last.code = code;
            last.at = Date.now();
            tell.current?.(code);
          }
          timer = setTimeout(look, 200);
        };
        look();
      } catch {
        setAble(false);
        setOn(false);
      }
    })();
    return () => {
      stopped = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [on]);

  const send = (event) => {
    event.preventDefault();
    const code = field.current.value.trim();
    field.current.value = "";
    field.current.focus();
    if (code) tell.current?.(code.slice(0, 100));
  };
  const icon = (name) => jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: `/icons.svg#i-${name}` }));
  const start = () => ("BarcodeDetector" in window && navigator.mediaDevices ? setOn(!on) : setAble(false));
  const cameraLabel = on ? t("parcels.pack_stop_camera", "Stop the camera") : t("parcels.pack_camera", "Use the camera");
  return jsx(
    "div",
    { className: "scanner" },
    jsx(
      "form",
      { className: "scanbar", onSubmit: send },
      jsx(
        "div",
        { className: "input" },
        icon("scan-barcode"),
        jsx("input", { ref: field, autoFocus: true, autoComplete: "off", autoCapitalize: "characters", enterKeyHint: "go", dir: "ltr", placeholder, "aria-label": label, name: "code" }),
      ),
      jsx("button", { type: "button", className: "btn icon xl", onClick: start, "aria-label": cameraLabel, title: cameraLabel, "aria-pressed": on }, icon("camera")),
    ),
    on && jsx("div", { className: "camera" }, jsx("video", { ref: video, muted: true, playsInline: true })),
    !able && jsx("p", { className: "help", role: "status" }, t("parcels.pack_no_camera", "This browser cannot read codes with the camera. Type the code or use a scanner.")),
  );
}
