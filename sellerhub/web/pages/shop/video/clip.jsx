// A short video over the whole screen: the picture, one product on its card, all of them in the bag.
import { useEffect, useRef, useState } from "react";
import { jsx } from "@emotion/react";
import { Modal } from "$/kit/dialog.jsx";
import { BagRows, CartFoot, ChoiceSheet, Head, Icon, ProductCard, Share } from "$/kit/goods.jsx";
import { useT } from "$/kit/language.jsx";

/** Plays by itself and silently, unless this person asked for less motion; then it waits to be started. */
function usePlayer(clip, onPlayed) {
  const picture = useRef(null);
  const [playing, setPlaying] = useState(false);
  const [silent, setSilent] = useState(true);
  const [at, setAt] = useState(0);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const video = picture.current;
    if (!video) return;
    video.muted = true;
    setBroken(Boolean(video.error));
    if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) video.play().catch(() => undefined);
  }, [clip]);
  const toggle = () => (picture.current?.paused ? picture.current.play().catch(() => undefined) : picture.current?.pause());
  const mute = () => {
    if (!picture.current) return;
    picture.current.muted = !picture.current.muted;
    setSilent(picture.current.muted);
  };
  const seek = (share) => {
    const video = picture.current;
    if (video?.duration) video.currentTime = (share / 1000) * video.duration;
    setAt(share);
  };
  const listen = {
    ref: picture,
    onPlaying: () => {
      setPlaying(true);
      onPlayed?.();
    },
    onPause: () => setPlaying(false),
    onError: () => setBroken(true),
    onTimeUpdate: ({ currentTarget: { currentTime, duration } }) => duration && setAt(Math.round((1000 * currentTime) / duration)),
  };
  return { listen, playing, silent, at, broken, toggle, mute, seek };
}

function RoundButton({ icon, label, onClick, pressed }) {
  return jsx("button", { type: "button", className: "rb", "aria-label": label, "aria-pressed": pressed, onClick }, jsx(Icon, { name: icon }));
}

function Bar({ player, count, title, onBag }) {
  const t = useT();
  return jsx(
    "div",
    { className: "bb" },
    jsx(
      "button",
      { type: "button", className: "bagb", "aria-label": t("live.all_products_n", "All {n} products", { n: count }), onClick: onBag },
      jsx(Icon, { name: "shopping-bag" }),
      jsx("span", { className: "cnt hot num" }, count),
    ),
    jsx("input", {
      type: "range",
      className: "seek",
      min: 0,
      max: 1000,
      value: player.at,
      style: { "--at": `${player.at / 10}%` },
      "aria-label": t("video.position", "Position"),
      onChange: (event) => player.seek(Number(event.target.value)),
    }),
    jsx(RoundButton, {
      icon: player.playing ? "pause" : "play",
      label: player.playing ? t("video.pause", "Pause") : t("video.play", "Play"),
      onClick: player.toggle,
    }),
    jsx(RoundButton, {
      icon: player.silent ? "volume-x" : "volume-2",
      label: player.silent ? t("video.sound_on", "Turn sound on") : t("video.sound_off", "Turn sound off"),
      onClick: player.mute,
    }),
    jsx(Share, { title }),
  );
}

export function WatchVideo({ video, cart, choice, low, onPlayed, onBuy, onAdd, onPick, onChoiceClosed }) {
  const t = useT();
  const [bag, setBag] = useState(false);
  const player = usePlayer(video?.clip, onPlayed);
  if (!video?.id) return jsx("div", { className: "lw lw-wait", "aria-busy": true }, jsx("span", { className: "sr" }, t("live.loading", "Loading")));
  const first = video.items.find((item) => item.stock) ?? video.items[0];
  const buy = (id) => {
    setBag(false);
    onBuy?.(id);
  };
  return jsx(
    "div",
    { className: "lw lw-clip", "data-video": video.id, "data-playing": player.playing },
    jsx("div", { className: "v none" }),
    jsx("video", {
      ...player.listen,
      className: video.width > video.height ? "v whole" : "v",
      src: video.clip,
      poster: video.cover,
      muted: true,
      loop: true,
      playsInline: true,
      preload: "metadata",
      "aria-label": video.title,
      onClick: player.toggle,
      key: video.clip,
    }),
    jsx("div", { className: "g1" }),
    jsx("div", { className: "g2" }),
    jsx(Head, { of: video }),
    jsx(
      "div",
      { className: "low" },
      player.broken ? jsx("div", { className: "lw-notice", role: "alert" }, jsx("b", null, t("video.not_here", "This video cannot be played here"))) : null,
      jsx(ProductCard, { item: first, currency: video.currency, low, label: t("video.tagged_product", "Tagged product"), onBuy: buy, onAdd }),
      jsx(Bar, { player, count: video.items.length, title: video.title, onBag: () => setBag(true) }),
    ),
    jsx(
      Modal,
      { open: bag, onClose: () => setBag(false), title: t("video.products", "Products in this video"), shape: "bottom" },
      jsx(
        "div",
        { className: "lw-bag" },
        jsx(BagRows, { items: video.items, currency: video.currency, low, marked: first?.id, soldOut: t("live.sold_out", "Sold out"), onBuy: buy }),
        jsx(CartFoot, { cart }),
      ),
    ),
    jsx(ChoiceSheet, { choice, currency: video.currency, low, onClose: onChoiceClosed, onPick }),
  );
}
