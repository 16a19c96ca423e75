// Whether the page's line still lives. A machine that slept or changed its network has a line that nobody closed: the page
// asks when it may have happened, and a line that does not answer is replaced; Reflex then reads everything again.
import io from "socket.io-client";
import { useEffect, useState } from "react";
import { jsx } from "@emotion/react";
import env from "$/env.json";
import reflexEnvironment from "$/reflex.json";
import { getBackendURL, getToken } from "$/utils/state";

const SAID_AFTER = 1000; // ms
const ANSWER_WITHIN = 3000;
const LOOK_EVERY = 2000;
const ASLEEP = 8000; // between two looks of a visible page: it did not run
const QUIET = 13_000; // the server says something every 10 s (REFLEX_SOCKET_INTERVAL)

/** A namespace on the page's one connection: the same address and options as Reflex's socket share it. */
export function openSocket(namespace, more = {}) {
  const endpoint = getBackendURL(env.EVENT);
  const path = endpoint.pathname;
  endpoint.pathname = namespace;
  return io(endpoint.href, {
    path,
    transports: [env.TRANSPORT],
    protocols: [reflexEnvironment.version],
    autoUnref: false,
    autoConnect: false,
    query: { token: getToken() },
    reconnection: false,
    ...more,
  });
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// The server must know that the old line is gone before the new one comes, or it takes that for a second tab of its own.
async function replace(events, id) {
  while (events.id === id) {
    const request = { method: "POST", body: id, signal: AbortSignal.timeout(ANSWER_WITHIN) };
    const answer = await fetch("/line-lost", request).catch(() => null);
    if (answer && events.id === id) return events.io.engine.close();
    await pause(1000);
  }
  return undefined;
}

/** Asks at every wake; does nothing to a line that answers. Its children say that the page is not connected. */
export function LineWatch({ lost, children }) {
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    const manager = openSocket("/line").io; // never connected itself
    const eventsAt = getBackendURL(env.EVENT).pathname;
    let asking = false;
    let looked = Date.now();
    let heard = looked;
    let followed = null;
    const ask = async () => {
      const events = manager.nsps[eventsAt];
      if (asking || document.hidden || !events?.connected) return;
      asking = true;
      const { id } = events;
      const saying = setTimeout(() => setSilent(true), SAID_AFTER);
      const lives = await new Promise((tell) => events.timeout(ANSWER_WITHIN).emit("ping", (late) => tell(!late)));
      clearTimeout(saying);
      if (!lives && events.id === id) {
        await replace(events, id);
        if (!events.connected) await new Promise((done) => ["connect", "connect_error"].forEach((each) => events.once(each, done)));
      }
      setSilent(false);
      heard = Date.now();
      asking = false;
    };
    const look = () => {
      const now = Date.now();
      if (followed !== manager.engine) {
        followed = manager.engine;
        followed?.on("packet", () => (heard = Date.now()));
        heard = now;
      }
      if (now - looked > ASLEEP || now - heard > QUIET) ask();
      looked = now;
    };
    const looking = setInterval(look, LOOK_EVERY);
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("online", ask);
    window.addEventListener("pageshow", ask);
    return () => {
      clearInterval(looking);
      document.removeEventListener("visibilitychange", ask);
      window.removeEventListener("online", ask);
      window.removeEventListener("pageshow", ask);
    };
  }, []);
  return lost || silent ? jsx("div", { className: "lost" }, children) : null;
}
