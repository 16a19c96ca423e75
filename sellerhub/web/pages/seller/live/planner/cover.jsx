// The cover of a LIVE: a picture goes to our own upload route, which checks and re-encodes it; the form keeps its id.
import { useRef, useState } from "react";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

export function CoverField({ photo, onUploaded }) {
  const t = useT();
  const input = useRef(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const upload = async (file) => {
    if (!file) return;
    setBusy(true);
    setProblem("");
    try {
      const answer = await fetch("/seller/photos", { method: "POST", body: file, headers: { "x-file-name": encodeURIComponent(file.name) } });
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) onUploaded?.(told.id, told.photo);
      else setProblem(told.message ?? told.detail ?? t("live.cover_failed", "This picture could not be used."));
    } catch {
      setProblem(t("live.cover_failed", "This picture could not be used."));
    }
    setBusy(false);
    if (input.current) input.current.value = "";
  };
  return jsx(
    "div",
    { className: "cover-field row" },
    jsx(
      "span",
      { className: "th", style: { width: 54, height: 96 } },
      photo ? jsx("img", { src: photo, alt: "" }) : jsx("svg", { className: "i t3", "aria-hidden": true }, jsx("use", { href: "/icons.svg#i-image" })),
    ),
    jsx("input", {
      ref: input,
      id: "live-cover",
      className: "sr",
      type: "file",
      accept: "image/jpeg,image/png,image/webp",
      disabled: busy,
      onChange: (event) => upload(event.target.files?.[0]),
    }),
    jsx(
      "div",
      { className: "grow" },
      jsx("label", { className: "btn sm", htmlFor: "live-cover", "aria-busy": busy }, t("live.choose_cover", "Choose a picture")),
      problem ? jsx("div", { className: "help bad", role: "alert" }, problem) : null,
    ),
  );
}
