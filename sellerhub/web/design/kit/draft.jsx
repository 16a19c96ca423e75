// What somebody types stays with their tab until it is saved or put away: the server may forget the form, the tab offers it again.
import { useEffect, useRef } from "react";

const read = (at) => {
  try {
    return JSON.parse(sessionStorage.getItem(at));
  } catch {
    return null;
  }
};

/**
 * `draft` is the form as the server knows it: `open`, `key` (of this opening), `chosen`, and values beside the form's own.
 * `settled` is the key of the one that was put away or saved last; any other that was kept, and is not open, was forgotten.
 */
export function DraftKeeper({ name, owner, form, ready, draft, settled, onResume }) {
  const fresh = useRef(true);
  const asked = useRef("");
  useEffect(() => {
    if (!ready) {
      asked.current = "";
      return undefined;
    }
    const at = `draft:${name}:${owner}`;
    const kept = read(at);
    const justCame = fresh.current;
    fresh.current = false;
    const ask = () => {
      asked.current = kept.key;
      onResume(kept.values, kept.chosen);
    };
    if (!draft.open) {
      if (kept?.key === settled) sessionStorage.removeItem(at);
      else if (kept && kept.key !== asked.current) ask();
      return undefined;
    }
    if (justCame && kept?.key === draft.key) {
      ask(); // the page is new, so what was typed is not in its fields
      return undefined;
    }
    const keep = () => {
      const fields = document.getElementById(form);
      const typed = fields ? Object.fromEntries(new FormData(fields)) : (kept?.key === draft.key ? kept.values : {});
      const { key, id, media, cover, chosen } = draft;
      sessionStorage.setItem(at, JSON.stringify({ key, values: { ...typed, key, id, media, cover }, chosen: chosen.map((each) => each.id) }));
    };
    const typing = (event) => event.target.form?.id === form && keep();
    keep();
    document.addEventListener("input", typing);
    return () => document.removeEventListener("input", typing);
  }, [ready, owner, draft, settled]);
  return null;
}
