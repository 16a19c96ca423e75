"""`check features`: which feature ids of the specification have a passing test, and which have none."""

import argparse
import ast
import json
import os
import re
from pathlib import Path

from sellerhub.commands.frontend import ROOT

REPORT = ROOT / ".covers.json"
ROW = re.compile(r"^\| *([A-Z]{2}-\d{2,3}) *\| *([^|]+?) *\|", re.M)


def specification() -> Path | None:
    """`features.md` of the shared folder, where there is one."""
    folder = Path(os.environ.get("SELLERHUB_SHARED") or ROOT.parent / "shared")
    path = folder / "spec" / "features.md"
    return path if path.is_file() else None


def known_features() -> dict[str, str]:
    """Every id of the specification with its name; empty where the specification is not at hand."""
    path = specification()
    return dict(ROW.findall(path.read_text("utf-8"))) if path else {}


def claimed() -> dict[str, list[str]]:
    """Ids named by `@pytest.mark.covers` in the tests, each with the files that do."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "covers":
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        found.setdefault(argument.value, []).append(str(path.relative_to(ROOT)))
    return found


def proven() -> dict[str, list[str]]:
    """Ids whose test passed when it last ran, each with those tests."""
    found: dict[str, list[str]] = {}
    for node, ids in (json.loads(REPORT.read_text()) if REPORT.exists() else {}).items():
        for each in ids:
            found.setdefault(each, []).append(node)
    return found


def show(wanted: argparse.Namespace) -> int:
    """Returns 1 when a test claims an id that the specification does not have."""
    names, claims, passed = known_features(), claimed(), proven()
    unknown = sorted(set(claims) - set(names)) if names else []
    unproven = sorted(set(claims) - set(passed))
    if wanted.json:
        state = {"covered": {each: passed[each] for each in sorted(passed)}, "claimed_not_passed": unproven, "unknown": unknown}
        print(json.dumps({**state, "features": len(names), "without": sorted(set(names) - set(passed))}, indent=1))
        return bool(unknown)
    for each in sorted(passed):
        print(f"{each}  {names.get(each, ''):60.60}  {len(passed[each])} tests")
    print(f"{len(passed)} of {len(names) or '?'} features have a passing test")
    for title, ids in (("claimed, but no passing run is known", unproven), ("not in the specification", unknown)):
        if ids:
            print(f"{title}: {' '.join(ids)}")
    return bool(unknown)
