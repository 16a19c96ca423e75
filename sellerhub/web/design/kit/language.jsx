// Texts, numbers, money and times in the reader's language, resolved in the browser.
// boot.js chose the language before the first paint and started to fetch its words.
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { jsx } from "@emotion/react";

const LanguageContext = createContext(null);

const locale = (language) => (language === "en" || language === "xx" ? "en-001" : language);

function translator(language, words) {
  const plural = new Intl.PluralRules(locale(language));
  const figure = new Intl.NumberFormat(locale(language), { numberingSystem: "latn" });
  return (key, fallback, values) => {
    let text = words?.[key] ?? fallback ?? key;
    if (typeof text === "object") {
      text = text[plural.select(Number(values?.n ?? 0))] ?? text.other;
    }
    return text.replace(/\{(\w+)\}/g, (place, name) => {
      const value = values?.[name];
      if (value === undefined || value === null) return place;
      return typeof value === "number" ? figure.format(value) : String(value);
    });
  };
}

export function LanguageProvider({ children }) {
  const [loaded, setLoaded] = useState(null);
  useEffect(() => {
    let here = true;
    window.__sellerhub?.words.then((words) => {
      if (here) setLoaded({ language: window.__sellerhub.language, words });
      document.documentElement.classList.remove("words-coming");
    });
    return () => {
      here = false;
    };
  }, []);
  const value = useMemo(() => {
    const language = loaded?.language ?? "en";
    return { language, locale: locale(language), t: translator(language, loaded?.words) };
  }, [loaded]);
  return jsx(LanguageContext.Provider, { value }, children);
}

const ENGLISH = { language: "en", locale: "en-001", t: translator("en", null) };

export const useLanguage = () => useContext(LanguageContext) ?? ENGLISH;
export const useT = () => useLanguage().t;

// Making a formatter costs far more than using it, and a list of orders uses it in every row.
const moneyFormats = new Map();
function moneyFormat(locale, currency, short) {
  const key = `${locale} ${currency} ${short}`;
  if (!moneyFormats.has(key)) {
    const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", numberingSystem: "latn" };
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
    if (short) style.maximumFractionDigits = style.minimumFractionDigits = 0;
    moneyFormats.set(key, { digits, format: new Intl.NumberFormat(locale, style) });
  }
  return moneyFormats.get(key);
}

/** Money from minor units: `{minor: 149000, currency: "TRY"}`; `short` drops the decimals. */
export function useMoney() {
  const { locale } = useLanguage();
  return (minor, currency, short = false) => {
    const { digits, format } = moneyFormat(locale, currency, short);
    return format.format(minor / 10 ** digits).replace("-", "\u2212");
  };
}

export function Money({ minor, currency, short, className }) {
  return jsx("bdi", { className }, useMoney()(minor, currency, short));
}

export function Clock({ iso, className }) {
  const { locale } = useLanguage();
  const [text, setText] = useState("");
  useEffect(() => {
    const style = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
    setText(iso ? new Intl.DateTimeFormat(locale, style).format(new Date(iso)) : "");
  }, [iso, locale]);
  return jsx("time", { className, dateTime: iso }, text);
}
