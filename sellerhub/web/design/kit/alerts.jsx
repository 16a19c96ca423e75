// New orders are heard and seen: a short tone, and the unseen count in the page's title until the tab is looked at.
import { useEffect, useRef } from "react";

let audio = null;
const unlock = () => {
  audio ??= new (window.AudioContext ?? window.webkitAudioContext)();
  audio.resume();
};

function tone(pitch) {
  if (!audio || audio.state !== "running") return;
  const at = audio.currentTime;
  for (const [offset, frequency] of [[0, pitch], [0.11, pitch * 1.335]]) {
    const wave = audio.createOscillator();
    const volume = audio.createGain();
    wave.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at + offset);
    volume.gain.exponentialRampToValueAtTime(0.12, at + offset + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + offset + 0.22);
    wave.connect(volume).connect(audio.destination);
    wave.start(at + offset);
    wave.stop(at + offset + 0.25);
  }
}

/** `seq` grows by the number of new orders; `pitch` in Hz. */
export function OrderAlert({ seq, sound, pitch = 660 }) {
  const last = useRef(null);
  const unseen = useRef(0);
  useEffect(() => {
    const seen = () => {
      if (document.hidden) return;
      unseen.current = 0;
      document.title = document.title.replace(/^\(\d+\) /, "");
    };
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("focus", seen);
    window.addEventListener("pointerdown", unlock, { once: true });
    return () => {
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("focus", seen);
      window.removeEventListener("pointerdown", unlock);
    };
  }, []);
  useEffect(() => {
    if (last.current !== null && seq > last.current) {
      if (sound) tone(pitch);
      if (document.hidden || !document.hasFocus()) {
        unseen.current += seq - last.current;
        document.title = `(${unseen.current}) ${document.title.replace(/^\(\d+\) /, "")}`;
      }
    }
    last.current = seq;
  }, [seq]);
  return null;
}
