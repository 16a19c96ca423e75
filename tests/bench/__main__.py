"""`python -m tests.bench [--only P6,P7]`: run the benches, print their table, renew docs/benchmarks.md and .json.

A bench is a file `bench_*.py` with `run()`, which returns rows `{id, what, ours, reference, ratio, rounds, bar, holds}`; its
docstring begins with the ids it measures. `holds` is None when the reference itself was unsteady: then there is no verdict.
"""

import argparse
import importlib
import json
import os
import platform
import re
import sys
import time
import traceback
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
KEYS = ("id", "what", "ours", "reference", "ratio", "rounds", "bar", "holds")
WORDS = {True: "yes", False: "NO", None: "no verdict"}


def benches(only: set[str]) -> list[str]:
    """Module names; with `only`, those whose docstring names one of these ids."""
    names = []
    for path in sorted(HERE.glob("bench_*.py")):
        promised = set(re.findall(r"\b(?:P\d+|T\d+|PUSH)\b", path.read_text("utf-8").split('"""')[1]))
        if not only or only & promised:
            names.append(path.stem)
    return names


def measure(only: set[str]) -> list[dict]:
    rows = []
    for name in benches(only):
        began = time.monotonic()
        try:
            found = importlib.import_module(f"tests.bench.{name}").run()
        except Exception:
            traceback.print_exc()
            found = [{"id": name, "what": "the bench broke", "holds": False}]
        rows += [{key: row.get(key) for key in KEYS} for row in found if not only or row["id"].split()[0] in only or row["id"] == name]
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return rows


def machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("reflex", "sqlalchemy", "granian"))
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    day = time.strftime("%Y-%m-%d", time.gmtime())
    return f"{os.cpu_count()} x {cpu or platform.machine()}, Python {platform.python_version()}, {packages}, {day}"


def table(rows: list[dict]) -> str:
    lines = ["| id | what | ours | reference | ratio | bar | holds |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = [row["id"], row["what"], row["ours"], row["reference"], row["ratio"], row["bar"], WORDS[row["holds"]]]
        lines.append("| " + " | ".join(str("" if cell is None else cell).replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines)


def keep(rows: list[dict]) -> None:
    """Rows of benches that did not run stay as they were."""
    DOCS.mkdir(exist_ok=True)
    path = DOCS / "benchmarks.json"
    known = json.loads(path.read_text()) if path.exists() else []
    ran = {row["id"] for row in rows}
    rows = sorted([row for row in known if row["id"] not in ran] + rows, key=_by_number)
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    head = "# Benchmarks\n\nRatios of two sides measured in one run, interleaved; `make bench` renews this page.\n"
    (DOCS / "benchmarks.md").write_text(f"{head}Last run on: {machine()}.\n\n{table(rows)}\n")


def _by_number(row: dict) -> tuple[int, str]:
    number = re.search(r"\d+", row["id"])
    return (int(number[0]) if number else 999, row["id"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--only", default="", help="ids, comma-separated: P6,P7")
    only = {each.strip() for each in parser.parse_args().only.split(",") if each.strip()}
    rows = measure(only)
    keep(rows)
    print(table(rows))
    return sum(row["holds"] is False for row in rows)


if __name__ == "__main__":
    sys.exit(main())
