// One LIVE's room: the whole view, then numbered frames that carry only what changed. A gap or a cut reads the whole again.
import { useEffect, useReducer, useRef, useState } from "react";
import { openSocket } from "$/kit/line.jsx";

const MOST_COMMENTS = 60;

const put = (rows, changed) => {
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const row of changed) known.set(row.id, row);
  return [...known.values()];
};

const older = (a, b) => (a.id.length - b.id.length || (a.id < b.id ? -1 : 1));

/** The view after one frame; the frame follows directly. */
export function fold(view, frame) {
  const next = { ...view, ...frame.set };
  for (const [name, rows] of Object.entries(frame.put ?? {})) next[name] = put(next[name], rows);
  for (const [name, ids] of Object.entries(frame.drop ?? {})) next[name] = next[name].filter((row) => !ids.includes(row.id));
  if (frame.put?.comments) next.comments = [...next.comments].sort(older).slice(-MOST_COMMENTS);
  if (frame.order) {
    const place = new Map(frame.order.map((id, at) => [id, at]));
    next.items = [...next.items].sort((a, b) => place.get(a.id) - place.get(b.id));
  }
  return next;
}

const EMPTY = { epoch: "", n: -1, view: null };

function step(room, [name, data]) {
  if (name === "whole") return { epoch: data.epoch, n: data.n, view: data.view };
  return { epoch: room.epoch, n: data.n, view: fold(room.view, data) };
}

/** The room of a LIVE as it is now, and whether the line is up: `{view, online, missing}`. */
export function useRoom(live) {
  const [room, tell] = useReducer(step, EMPTY);
  const [online, setOnline] = useState(true);
  const [missing, setMissing] = useState(false);
  const at = useRef({ epoch: "", n: -1 }); // what was received, which React may not have drawn yet
  useEffect(() => {
    if (!live) return undefined;
    const socket = openSocket("/rooms", { auth: { live } });
    let retry = null;
    const reconnect = () => {
      clearTimeout(retry);
      if (!socket.connected && !document.hidden) socket.connect();
    };
    socket.on("whole", (data) => {
      at.current = { epoch: data.epoch, n: data.n };
      setOnline(true);
      tell(["whole", data]);
    });
    socket.on("frame", (data) => {
      const { epoch, n } = at.current;
      if (data.epoch === epoch && data.n <= n) return;
      if (data.epoch !== epoch || data.n !== n + 1) {
        socket.emit("whole");
        return;
      }
      at.current = { epoch, n: data.n };
      tell(["frame", data]);
    });
    socket.on("disconnect", () => {
      setOnline(false);
      retry = setTimeout(reconnect, 300 + Math.random() * 700);
    });
    socket.on("connect_error", (error) => {
      if (error.message === "not_found") return setMissing(true);
      setOnline(false);
      clearTimeout(retry);
      retry = setTimeout(reconnect, 1000 + Math.random() * 1000);
      return undefined;
    });
    const leave = () => socket.disconnect();
    document.addEventListener("visibilitychange", reconnect);
    window.addEventListener("pageshow", reconnect);
    window.addEventListener("pagehide", leave);
    socket.connect();
    return () => {
      clearTimeout(retry);
      document.removeEventListener("visibilitychange", reconnect);
      window.removeEventListener("pageshow", reconnect);
      window.removeEventListener("pagehide", leave);
      socket.off();
      socket.disconnect();
    };
  }, [live]);
  return { view: room.view, online, missing };
}
