"""Logs tell what happened and never about whom."""

import io
import json
import logging

import pytest
import structlog

from sellerhub.web import logs


@pytest.fixture
def lines():
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up("INFO", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = kept
    root.setLevel(level)
    structlog.reset_defaults()


CANARIES = ["ada@shop.example", "+90 532 000 11 22", "05320001122", "nine green herons", "Elif Aydın", "Moda Cd. 12", "s" * 43]


def test_no_personal_data_reaches_a_line_whoever_writes_it(lines):
    log, plain = structlog.get_logger("ours"), logging.getLogger("theirs")
    log.info(
        "order_placed", email=CANARIES[0], phone=CANARIES[1], name=CANARIES[4], note=f"call {CANARIES[2]}", address={"line1": CANARIES[5]}
    )
    log.info("signed_in", details={"password": CANARIES[3], "to": [CANARIES[0]]}, url=f"/x?token={CANARIES[6]}")
    plain.warning("mail to %s failed for %s", CANARIES[0], CANARIES[1], extra={"buyer_name": CANARIES[4]})
    try:
        raise ValueError(f"duplicate key {CANARIES[0]} {CANARIES[4]}")
    except ValueError:
        plain.exception("broke")
        log.exception("broke")
    found = lines()
    assert len(found) == 5
    text = json.dumps(found, ensure_ascii=False)
    assert not [canary for canary in CANARIES if canary in text]


def test_a_line_keeps_what_one_searches_for(lines):
    structlog.get_logger("ours").warning("late", order_id=158273649182736455, number="SH-250087", subject="158273649182736455", seconds=1.5)
    (line,) = lines()
    assert (line["event"], line["level"], line["logger"]) == ("late", "warning", "ours")
    assert (line["order_id"], line["number"], line["subject"], line["seconds"]) == (
        158273649182736455,
        "SH-250087",
        "158273649182736455",
        1.5,
    )
    assert line["timestamp"].endswith("Z")


def test_a_bug_is_logged_with_its_kind_and_place(lines):
    def deep():
        return {}["ada@shop.example"]

    try:
        deep()
    except KeyError:
        logging.getLogger("theirs").exception("broke")
    (line,) = lines()
    assert line["exception"] == "KeyError"
    assert line["at"][-1].startswith("test_logs.py:")
    assert line["at"][-1].endswith(":deep")
    assert "ada@" not in json.dumps(line)
