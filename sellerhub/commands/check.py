"""`check`: everything about the code that needs no running program, and facts about the data."""

import argparse
import subprocess
import sys

from sellerhub.commands import features
from sellerhub.commands.frontend import ROOT

PARTS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "arrows": ["importlinter.cli", "lint"],
    "architecture": ["pytest", "tests/architecture", "-p", "no:cacheprovider"],
}
COMMANDS = {"arrows": [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]}


def add(parsers: "argparse._SubParsersAction") -> None:
    parser = parsers.add_parser("check", help="check the code, or facts about features and data")
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    everything = kinds.add_parser("all", help=", ".join(PARTS))
    everything.set_defaults(start=lambda wanted: check_all())
    covered = kinds.add_parser("features", help="which features of the specification have a passing test")
    covered.add_argument("--json", action="store_true")
    covered.set_defaults(start=features.show)


def check_all() -> int:
    """Runs every part, tells all that fail, returns how many did."""
    failed = [name for name in PARTS if not _passes(name)]
    print("failed: " + ", ".join(failed) if failed else "all checks passed", flush=True)
    return len(failed)


def _passes(name: str) -> bool:
    print(f"== {name}", flush=True)
    command = COMMANDS.get(name) or [sys.executable, "-m", *PARTS[name]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
