"""What the import screen's vars hold: texts in the reader's language."""

from dataclasses import dataclass, field

from sellerhub.business.catalog.importing.problems import ERROR, Problem
from sellerhub.business.catalog.importing.queries import ImportRowView, ImportView
from sellerhub.business.catalog.importing.stages import Stage
from sellerhub.core import text
from sellerhub.core.money import Money
from sellerhub.core.work import Work
from sellerhub.web.language.catalogue import say

SHOWN = ("title", "sku", "price", "stock", "grams")
AT_WORK = {Stage.UPLOADED: "reading", Stage.PARSED: "checking", Stage.RUNNING: "running", Stage.REVERTING: "reverting"}
RESULTS = {
    Stage.DONE: "done",
    Stage.DONE_WITH_ERRORS: "done_errors",
    Stage.CANCELLED: "cancelled",
    Stage.REVERTED: "reverted",
    Stage.FAILED: "failed",
}


@dataclass(frozen=True)
class Job:
    """`phase`: start, work, preview or result; `doing` and `result` end keys of the catalogue."""

    id: str = ""
    phase: str = "start"
    doing: str = "reading"
    result: str = "done"
    stage: str = ""
    file_name: str = ""
    sheet: str = ""
    total: str = "0"
    step: int = 0
    percent: int = 0
    done: str = "0"
    products: str = "0"
    new: int = 0
    updates: int = 0
    same: int = 0
    errors: int = 0
    warnings: int = 0
    completed: int = 0
    failed: int = 0
    skipped: int = 0
    kept: int = 0
    ready: int = 0
    problem: str = ""
    ignored: str = ""
    update_stock: bool = True
    undo_until: str = ""
    photos_waiting: int = 0
    photos_failed: int = 0


@dataclass(frozen=True)
class Cell:
    """`before` is set for a change; `tone` is bad, warn or empty; `says` the problem; `key` our column."""

    text: str = ""
    before: str = ""
    tone: str = ""
    says: str = ""
    fix: str = ""
    key: str = ""
    column: str = ""


@dataclass(frozen=True)
class Row:
    id: str
    number: str
    result: str  # ends the key import.tag_
    tone: str
    photo: str
    options: str
    skipped: bool
    asks: bool
    accepted: bool
    title: Cell
    sku: Cell
    price: Cell
    stock: Cell
    grams: Cell
    others: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Fix:
    """The cell that is being mended."""

    row_id: str = ""
    number: str = ""
    key: str = ""
    column: str = ""
    text: str = ""
    says: str = ""
    can_all: bool = False


@dataclass(frozen=True)
class Kept:
    """A product that an undo left; `use` ends a key of the catalogue."""

    id: str
    title: str
    use: str
    whole: bool


@dataclass(frozen=True)
class Past:
    id: str
    file_name: str
    by_name: str
    when: str
    rows: str
    stage: str
    tone: str


_PAST_TONE = {
    Stage.DONE: "ok",
    Stage.DONE_WITH_ERRORS: "warn",
    Stage.FAILED: "bad",
    Stage.VALIDATED: "info",
    Stage.RUNNING: "info",
}


def job_shown(view: ImportView, language: str, zone: str, ready: int, photos: dict[str, int]) -> Job:
    phase = "work" if view.stage in AT_WORK else "preview" if view.stage == Stage.VALIDATED else "result"
    at = view.products - view.at_product if view.stage == Stage.REVERTING else view.at_product
    return Job(
        id=str(view.id),
        phase=phase,
        doing=AT_WORK.get(view.stage, "reading"),
        result=RESULTS.get(view.stage, "done"),
        stage=view.stage,
        file_name=view.file_name,
        sheet=view.sheet,
        total=text.number(view.total, language),
        step={"work": 2 if view.stage in {Stage.RUNNING, Stage.REVERTING} else 1, "preview": 1, "result": 3}[phase],
        percent=100 * at // max(view.products, 1),
        done=text.number(at, language),
        products=text.number(view.products, language),
        new=view.new,
        updates=view.updates,
        same=view.same,
        errors=view.errors,
        warnings=view.warnings,
        completed=view.completed,
        failed=view.failed,
        skipped=view.skipped,
        kept=view.kept,
        ready=ready,
        problem=say(language, f"refusal.{view.problem}", **view.problem_facts) if view.problem else "",
        ignored=", ".join(view.ignored_columns[:12]),
        update_stock=view.update_stock,
        undo_until=text.exactly(view.can_undo_until, language, zone) if view.can_undo_until else "",
        photos_waiting=photos.get("waiting", 0),
        photos_failed=photos.get("failed", 0),
    )


def past_shown(work: Work, view: ImportView, zone: str) -> Past:
    language = work.actor.language
    return Past(
        str(view.id),
        view.file_name,
        view.by_name,
        text.when(view.created_at, work.now, language, zone),
        text.number(view.total, language),
        view.stage,
        _PAST_TONE.get(view.stage, "mute"),
    )


def row_shown(row: ImportRowView, currency: str, language: str) -> Row:
    skipped = row.status == "skipped"
    result = "skipped" if skipped else "warning" if row.warned and row.outcome != "error" else row.outcome
    tones = {"new": "ok", "update": "info", "warning": "warn", "error": "bad"}
    cells = {key: _cell(row, key, currency, language) for key in SHOWN}
    options = " / ".join(row.cells.get(f"option{n}", "") for n in (1, 2, 3) if row.cells.get(f"option{n}", ""))
    return Row(
        id=str(row.id),
        number=str(row.number),
        result=result,
        tone=tones.get(result, ""),
        photo=row.photo,
        options="" if options == "Default Title" else options,
        skipped=skipped,
        asks=row.asks,
        accepted=row.accepted,
        others=_others(row, language),
        **cells,
    )


def says(problem: Problem, language: str) -> str:
    return say(language, f"problem.{problem.code}", **problem.facts)


def _cell(row: ImportRowView, key: str, currency: str, language: str) -> Cell:
    problem = next((each for each in row.problems if each.key == key), None)
    before, after = row.changes.get(key, ["", row.cells.get(key, "").strip()])
    if key == "price":
        before, after = _money(before, currency, language), _money(after, currency, language)
    if key == "grams":
        before, after = _grams(before, language), _grams(after, language)
    if problem is None:
        return Cell(after, before, key=key)
    tone = "bad" if problem.severity == ERROR else "warn"
    return Cell(after, before, tone, says(problem, language), problem.fix, key, problem.column)


def _others(row: ImportRowView, language: str) -> list[Cell]:
    """Problems and changes of columns that have no column on screen."""
    cells = [
        Cell("", "", "bad" if each.severity == ERROR else "warn", says(each, language), each.fix, each.key, each.column)
        for each in row.problems
        if each.key not in SHOWN
    ]
    return cells + [Cell(after[:60], before[:60], key=key) for key, (before, after) in row.changes.items() if key not in SHOWN]


def _money(amount: str, currency: str, language: str) -> str:
    try:
        return text.money(Money.parse(amount, currency), language)
    except ValueError:
        return amount


def _grams(amount: str, language: str) -> str:
    return f"{text.number(int(amount), language)} g" if amount.isdecimal() and len(amount) < 10 else amount
