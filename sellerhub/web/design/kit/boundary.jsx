// A part of the page that cannot be drawn must not take the page with it unexplained.
import { Component } from "react";
import { jsx } from "@emotion/react";
import { useT } from "$/kit/language.jsx";

function Broken() {
  const t = useT();
  return jsx(
    "div",
    { className: "empty", role: "alert" },
    jsx("h2", null, t("shell.not_loaded", "This did not load. Nothing was changed.")),
    jsx("button", { type: "button", className: "btn", onClick: () => location.reload() }, t("shell.try_again", "Try again")),
  );
}

export class Boundary extends Component {
  state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  componentDidCatch(error) {
    console.error(error);
  }

  render() {
    return this.state.broken ? jsx(Broken) : this.props.children;
  }
}
