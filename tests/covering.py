"""Remembers which feature ids have a passing test; `python -m sellerhub check features` reads it.

A test that fails, or is skipped, covers nothing. Runs of some tests renew only what they ran.
"""

import json

import pytest

from sellerhub.commands.features import REPORT

_ids_of: dict[str, list[str]] = {}
_passed: dict[str, bool] = {}


def pytest_collection_finish(session: pytest.Session) -> None:
    for item in session.items:
        _ids_of[item.nodeid] = [each for mark in item.iter_markers("covers") for each in mark.args]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or not report.passed:
        _passed[report.nodeid] = report.passed and _passed.get(report.nodeid, True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    ran = {node: _ids_of.get(node, []) for node in _passed}
    known = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    known = {node: ids for node, ids in known.items() if node not in ran}
    known |= {node: ids for node, ids in ran.items() if ids and _passed[node]}
    REPORT.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
