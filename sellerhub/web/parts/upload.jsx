// A place to drop files on; each goes to our own route as the body of a POST, with its progress.
import { useRef, useState } from "react";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

const send = (url, file, onProgress) =>
  new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.slice(-100)));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(Math.round((100 * event.loaded) / event.total));
    request.onloadend = () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = {};
      }
      done({ ok: request.status === 200, ...answer });
    };
    request.send(file);
  });

export function FileDrop({ url, accept, multiple, className, megabytes, checking, tooLarge, onDone, children }) {
  const t = useT();
  const field = useRef(null);
  const [percent, setPercent] = useState(-1);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState("");
  const take = async (files) => {
    const chosen = [...files].slice(0, multiple ? 9 : 1);
    if (!chosen.length || percent >= 0) return;
    if (megabytes && chosen.some((file) => file.size > megabytes * 1024 * 1024)) {
      setProblem(tooLarge); // the server would say the same, after the way there
      if (field.current) field.current.value = "";
      return;
    }
    setProblem("");
    const ids = [];
    for (const file of chosen) {
      setPercent(0);
      const answer = await send(url, file, setPercent);
      if (answer.ok) ids.push(answer.id);
      else setProblem(answer.message || t("import.upload_failed", "The upload did not arrive. Try again."));
    }
    setPercent(-1);
    if (field.current) field.current.value = "";
    if (ids.length) onDone?.(ids.join(","));
  };
  return jsx(
    "label",
    {
      className: `filedrop ${className || ""} ${over ? "over" : ""}`,
      onDragOver: (event) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      },
    },
    jsx("input", { ref: field, type: "file", accept, multiple, className: "sr", onChange: (event) => take(event.target.files) }),
    percent >= 0
      ? jsx(
          "span",
          { className: "col uploading", role: "status" },
          jsx("span", { className: "num m" }, checking && percent === 100 ? checking : t("import.uploading", "Uploading {percent}%", { percent })),
          jsx("span", { className: "meter" }, jsx("i", { style: { width: `${percent}%` } })),
        )
      : children,
    problem && jsx("span", { className: "help bad", role: "alert" }, problem),
  );
}
