// Products over a moving picture: the card, the bag's rows, choosing a variant. The same over a LIVE and over a video.
import { useState } from "react";
import { jsx } from "@emotion/react";
import { Modal } from "$/kit/dialog.jsx";
import { useMoney, useT } from "$/kit/language.jsx";

// The sizes that the server's first paint names too (first.py), so no photo is loaded twice.
export const sized = (photo, sizes, shown) => {
  const stem = photo.replace(/-\d+\.webp$/, "");
  return { srcSet: sizes.map((each) => `${stem}-${each}.webp ${each}w`).join(", "), sizes: shown, src: `${stem}-${sizes.at(-1)}.webp` };
};

export const Icon = ({ name }) => jsx("svg", { className: "i", "aria-hidden": true }, jsx("use", { href: `/icons.svg#i-${name}` }));
export const hide = (event) => {
  event.currentTarget.hidden = true; // a picture that is gone leaves its place, not its name
};

/** Whose it is, what it is called, and the way out. */
export function Head({ of }) {
  const t = useT();
  return jsx(
    "header",
    { className: "bh" },
    jsx(
      "a",
      { className: "shopc", href: `/shop/${of.shop_handle}` },
      jsx("span", { className: "av b2", "aria-hidden": true }, of.shop_initials),
      jsx("span", { className: "who" }, jsx("b", { className: "trunc" }, of.shop_name), jsx("span", { className: "ss trunc" }, of.title)),
    ),
    jsx("a", { className: "tp end", href: "/", "aria-label": t("live.leave", "Leave") }, jsx(Icon, { name: "x" })),
  );
}

export function Photo({ src, alt, place }) {
  return jsx(
    "span",
    { className: "lw-photo" },
    src ? jsx("img", { ...sized(src, [128, 480], "100px"), alt: alt ?? "", width: 96, height: 96, key: src, onError: hide }) : jsx(Icon, { name: "image" }),
    place ? jsx("span", { className: "nn num" }, place) : null,
  );
}

export function Price({ item, currency }) {
  const money = useMoney();
  const from = item.price_max_minor > item.price_minor;
  const t = useT();
  const price = money(item.price_minor, currency, item.price_minor % 100 === 0);
  return [
    jsx("bdi", { key: "p", className: "pr num" }, from ? t("live.from_price", "from {price}", { price }) : price),
    item.compare_at_minor && !from
      ? jsx("bdi", { key: "c", className: "num strike" }, money(item.compare_at_minor, currency, item.compare_at_minor % 100 === 0))
      : null,
  ];
}

/** Buy or choose; sold out says so. */
export function BuyButton({ item, onBuy, main }) {
  const t = useT();
  if (!item.stock) return jsx("button", { className: "bbtn out", disabled: true, type: "button" }, t("live.sold_out", "Sold out"));
  const several = item.variant_count > 1 && !main;
  return jsx(
    "button",
    { type: "button", className: main ? "buy" : several ? "bbtn" : "bbtn p", onClick: () => onBuy?.(item.product_id) },
    several ? t("live.choose", "Choose") : t("live.buy_now", "Buy now"),
  );
}

export function ProductCard({ item, currency, low, label, onBuy, onAdd }) {
  const t = useT();
  if (!item) return null;
  return jsx(
    "section",
    { className: "pc", "aria-label": label, "data-item": item.id, key: item.id },
    jsx(Photo, { src: item.photo, alt: item.title, place: item.place }),
    jsx(
      "div",
      { className: "col" },
      jsx("b", { className: "nm trunc" }, item.title),
      jsx(
        "div",
        { className: "row pl" },
        jsx(Price, { item, currency }),
        item.stock <= low
          ? jsx("span", { className: "end left num" }, item.stock ? t("live.left", "{n} left", { n: item.stock }) : t("live.sold_out", "Sold out"))
          : null,
      ),
      jsx(
        "div",
        { className: "cta" },
        jsx(BuyButton, { item, onBuy, main: true }),
        item.stock
          ? jsx(
              "button",
              { type: "button", className: "add", "aria-label": t("live.add_to_cart", "Add to cart"), onClick: () => onAdd?.(item.product_id) },
              jsx(Icon, { name: "shopping-bag" }),
            )
          : null,
      ),
    ),
  );
}

export function ChoiceSheet({ choice, currency, low, onClose, onPick }) {
  const t = useT();
  const money = useMoney();
  return jsx(
    Modal,
    { open: Boolean(choice?.product_id), onClose, title: choice?.title ?? "", shape: "bottom" },
    jsx(
      "ul",
      { className: "lw-bag bil" },
      (choice?.variants ?? []).map((each) =>
        jsx(
          "li",
          { key: each.id, className: "bi" },
          jsx(Photo, { src: each.photo, alt: "" }),
          jsx(
            "div",
            { className: "grow" },
            jsx("div", { className: "nm" }, each.title),
            jsx("bdi", { className: "pr num" }, money(each.price_minor, currency, each.price_minor % 100 === 0)),
            each.stock <= low ? jsx("span", { className: "s2" }, " ", each.stock ? t("live.left", "{n} left", { n: each.stock }) : t("live.sold_out", "Sold out")) : null,
          ),
          jsx(
            "button",
            { type: "button", className: each.stock ? "bbtn p" : "bbtn out", disabled: !each.stock, onClick: () => onPick?.(each.id) },
            t("live.add_to_cart", "Add to cart"),
          ),
        ),
      ),
    ),
  );
}

export function Share({ title }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const share = async () => {
    const link = window.location.origin + window.location.pathname;
    if (navigator.share) return navigator.share({ title, url: link }).catch(() => undefined);
    await navigator.clipboard?.writeText(link);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
    return undefined;
  };
  return jsx(
    "button",
    { type: "button", className: "rb", "aria-label": t("live.share", "Share"), onClick: share },
    jsx(Icon, { name: copied ? "check" : "share-2" }),
    jsx("span", { className: "sr", role: "status" }, copied ? t("live.link_copied", "Link copied") : ""),
  );
}

/** The bag's list; `marked` is the id of the one on the card. */
export function BagRows({ items, currency, low, marked, soldOut, onBuy }) {
  const t = useT();
  return jsx(
    "ul",
    { className: "bil" },
    items.map((item) =>
      jsx(
        "li",
        { key: item.id, className: item.id === marked ? "bi pin" : "bi" },
        jsx(Photo, { src: item.photo, alt: "", place: item.place }),
        jsx(
          "div",
          { className: "grow" },
          jsx("div", { className: "nm" }, item.title),
          jsx(
            "div",
            { className: "s2" },
            !item.stock
              ? soldOut
              : item.stock <= low
                ? t("live.left", "{n} left", { n: item.stock })
                : item.variant_count > 1
                  ? t("live.options", "{n} options", { n: item.variant_count })
                  : null,
          ),
          jsx("div", { className: "row pl" }, jsx(Price, { item, currency })),
        ),
        jsx(BuyButton, { item, onBuy }),
      ),
    ),
  );
}

/** How much is in the cart already, and the way to it. */
export function CartFoot({ cart }) {
  const t = useT();
  if (!cart) return null;
  return jsx(
    "div",
    { className: "bf row" },
    jsx("span", { className: "grow" }, t("live.in_your_cart", "{n} in your cart", { n: cart })),
    jsx("a", { className: "bbtn p", href: "/cart" }, t("live.open_cart", "Open cart")),
  );
}
