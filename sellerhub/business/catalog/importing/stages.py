"""The life of an import and of its rows (features D2). Plain values."""

from datetime import timedelta
from enum import StrEnum

from sellerhub.core.errors import NotAllowedNow

MOST_ROWS = 50_000
MOST_BYTES = 60 * 1024 * 1024
MOST_CELLS = 256  # columns
UNDO_FOR = timedelta(hours=24)


class Stage(StrEnum):
    UPLOADED = "uploaded"
    PARSED = "parsed"
    VALIDATED = "validated"  # the preview: nothing written yet
    RUNNING = "running"
    DONE = "done"
    DONE_WITH_ERRORS = "done_with_errors"
    CANCELLED = "cancelled"
    FAILED = "failed"
    REVERTING = "reverting"
    REVERTED = "reverted"


class Step(StrEnum):
    PARSE = "parse"
    VALIDATE = "validate"
    CHECK_AGAIN = "check_again"
    BEGIN = "begin"
    FINISH = "finish"
    FINISH_WITH_ERRORS = "finish_with_errors"
    CANCEL = "cancel"
    FAIL = "fail"
    REVERT = "revert"
    FINISH_REVERT = "finish_revert"


class RowStatus(StrEnum):
    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"
    SKIPPED = "skipped"
    KEPT = "kept"  # undone as far as others allow: its product has orders, or stands in a cart or a LIVE


class Outcome(StrEnum):
    """What a row would do, or did."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    ERROR = "error"


_S, _T = Stage, Step
MOVES: dict[tuple[Stage, Step], Stage] = {
    (_S.UPLOADED, _T.PARSE): _S.PARSED,
    (_S.PARSED, _T.VALIDATE): _S.VALIDATED,
    (_S.VALIDATED, _T.CHECK_AGAIN): _S.PARSED,
    (_S.VALIDATED, _T.BEGIN): _S.RUNNING,
    (_S.RUNNING, _T.FINISH): _S.DONE,
    (_S.RUNNING, _T.FINISH_WITH_ERRORS): _S.DONE_WITH_ERRORS,
    **{(stage, _T.CANCEL): _S.CANCELLED for stage in (_S.UPLOADED, _S.PARSED, _S.VALIDATED, _S.RUNNING)},
    **{(stage, _T.FAIL): _S.FAILED for stage in (_S.UPLOADED, _S.PARSED, _S.RUNNING)},
    **{(stage, _T.REVERT): _S.REVERTING for stage in (_S.DONE, _S.DONE_WITH_ERRORS, _S.CANCELLED)},
    (_S.REVERTING, _T.FINISH_REVERT): _S.REVERTED,
}

AT_WORK = (Stage.UPLOADED, Stage.PARSED, Stage.RUNNING, Stage.REVERTING)


def after(stage: str, step: Step) -> Stage:
    try:
        return MOVES[Stage(stage), step]
    except KeyError:
        raise NotAllowedNow("import", stage, step) from None
