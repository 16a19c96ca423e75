// In the head of every page, before the first paint: language and direction without a flash, and the words are sent for.
(() => {
  const known = ["en", "zh", "ja", "ar", "fr", "es", "tr", "id", "xx"];
  const root = document.documentElement;
  const painted = root.dataset.painted; // in this language, by the server: what is drawn first must not share the line
  // Asking for a cookie stops everything for a moment, so who has the answer does not.
  const cookie = painted ?? document.cookie.match(/(?:^|; )lang=(\w+)/)?.[1];
  const wanted = cookie ? [cookie] : (navigator.languages ?? []).map((each) => each.slice(0, 2));
  const language = wanted.find((each) => known.includes(each)) ?? "en";
  root.lang = language === "xx" ? "en" : language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  const frame = (done) => [requestAnimationFrame(() => setTimeout(done)), setTimeout(done, 500)]; // a hidden tab has no frames
  const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  const drawn = painted ? parsed.then(() => new Promise(frame)) : Promise.resolve();
  const sent = (path) => drawn.then(() => fetch(path)).catch(() => null);
  const words = sent(`/locales/${language}.json`).then((answer) => (answer?.ok ? answer.json() : null)).catch(() => null);
  drawn.then(() => {
    const narrow = matchMedia("(max-width: 767px)").matches; // the next painting is drawn for such a window (cookies.py)
    document.cookie = `phone=${narrow ? 1 : 0}; path=/; max-age=31536000; samesite=lax`;
  });
  if (painted) {
    drawn.then(() => {
      document.querySelectorAll("link[rel=later]").forEach((each) => each.setAttribute("rel", each.as ? "preload" : "modulepreload"));
      for (const each of document.querySelectorAll("script[type^=later]")) {
        const type = each.type === "later" ? "module" : "";
        const script = Object.assign(document.createElement("script"), { type, textContent: each.textContent });
        document.head.append(script);
        script.remove(); // it is under way; React finds the document as it was built
      }
      document.querySelector("link[rel=stylesheet][disabled]")?.removeAttribute("disabled");
    });
    sent("/icons.svg");
  }
  if (language !== "en") {
    root.classList.add("words-coming");
    setTimeout(() => root.classList.remove("words-coming"), 2000);
  }
  window.__sellerhub = { language, words };
})();
