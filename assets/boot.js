// Runs before the first paint: language, direction and theme without a flash.
(() => {
  const known = ["en", "zh", "ja", "ar", "fr", "es", "tr", "id", "xx"];
  const cookie = document.cookie.match(/(?:^|; )lang=(\w+)/)?.[1];
  const wanted = cookie ? [cookie] : (navigator.languages ?? []).map((each) => each.slice(0, 2));
  const language = wanted.find((each) => known.includes(each)) ?? "en";
  const root = document.documentElement;
  root.lang = language === "xx" ? "en" : language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  const words = fetch(`/locales/${language}.json`).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (language !== "en") {
    root.classList.add("words-coming");
    setTimeout(() => root.classList.remove("words-coming"), 2000);
  }
  window.__sellerhub = { language, words };
})();
