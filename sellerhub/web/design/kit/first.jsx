// The server's first paint lies over the page until the page has drawn its own content: then `GiveWay` stands in it.
import { useEffect } from "react";

const PATIENCE = 400; // ms that a photo may take; most are the ones of the first paint

const shownPhotos = () =>
  [...document.querySelectorAll("body > :not(first-paint) img")].filter((each) => each.getBoundingClientRect().top < window.innerHeight);

// What somebody did meanwhile stays done: how far they scrolled, what they typed.
function handOver(first) {
  const scroller = first.querySelector(".scroll");
  if (scroller?.scrollTop) document.querySelector("body > :not(first-paint) .scroll")?.scrollTo(0, scroller.scrollTop);
  const typed = first.querySelector("input:focus");
  const field = typed && document.querySelector(`body > :not(first-paint) input[aria-label="${CSS.escape(typed.ariaLabel)}"]`);
  first.remove();
  if (!field) return;
  field.focus();
  if (typed.value) document.execCommand("insertText", false, typed.value); // so that React hears of it
}

// The painting has the styles that it needs; the page needs all of them.
const styled = async () => {
  const sheet = document.querySelector("link[rel=stylesheet]");
  sheet?.removeAttribute("disabled");
  if (sheet && !sheet.sheet) await new Promise((done) => ["load", "error"].forEach((name) => sheet.addEventListener(name, done)));
};

let going = false;

/** Take the first paint away, once the photos under it can be shown. */
export async function giveWay() {
  const first = document.querySelector("first-paint");
  if (!first || going) return;
  going = true;
  await styled();
  first.classList.add("leaving"); // the page is laid out and its photos and icons come, still out of sight
  const photos = Promise.all(shownPhotos().map((each) => each.decode().catch(() => undefined)));
  await Promise.race([photos, new Promise((done) => setTimeout(done, PATIENCE))]);
  handOver(first);
  going = false;
}

/** Drawn as a part of a page's own content. */
export function GiveWay() {
  useEffect(() => {
    giveWay();
  }, []);
  return null;
}

/** Another page than the one that was painted has nothing to wait for. */
export function leaveFirstPaint() {
  const first = document.querySelector("first-paint");
  if (first && first.dataset.path !== window.location.pathname) giveWay();
}
