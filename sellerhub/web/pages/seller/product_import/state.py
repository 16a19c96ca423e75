"""Import, from a dropped file to its result; the import itself runs in the background and tells this page."""

from typing import ClassVar

import reflex as rx

from sellerhub.business.catalog.importing import deciding, queries
from sellerhub.business.catalog.importing.stages import Stage
from sellerhub.business.shop.queries import shop_card
from sellerhub.core import topics
from sellerhub.core.access import Permission
from sellerhub.core.ids import parse_id
from sellerhub.core.paging import Page
from sellerhub.web.pages.seller.product_import.views import Fix, Job, Kept, Past, Row, job_shown, past_shown, row_shown, says
from sellerhub.web.shell.page_state import PageState, SessionState
from sellerhub.web.shell.state import toast

ROUTE = "/seller/products/import"
SHOWS = ("all", "error", "warning", "new", "update", "same")


class ImportState(PageState, SessionState):
    NEEDS: ClassVar[Permission | None] = Permission.EDIT_PRODUCTS

    job: Job = Job()
    rows: list[Row] = []
    after: str = ""
    show: str = "all"
    words: str = ""
    fix: Fix = Fix()
    past: list[Past] = []
    kept: list[Kept] = []

    _currency: str = ""

    def _import_id(self) -> int:
        return parse_id(self.router.url.query_parameters.get("id", ""))

    async def _topics(self) -> list[str]:
        return [topics.job(self._import_id()), topics.shop_products((await self._actor()).shop_id or 0)]

    async def _read(self, heard: set[str]) -> None:
        import_id, language = self._import_id(), (await self._actor()).language
        if not heard:
            self.show, self.words, self.fix, self.rows, self.job = "all", "", Fix(), [], Job()
        async with self._look() as look:
            look.require(Permission.EDIT_PRODUCTS)
            zone = (await shop_card(look, look.shop_id)).time_zone
            if not import_id:
                self.past = [past_shown(look, each, zone) for each in await queries.import_history(look)]
                return
            view = await queries.import_view(look, import_id)
            in_preview = view.stage == Stage.VALIDATED
            ready = await queries.rows_to_import(look, import_id) if in_preview else 0
            job = job_shown(view, language, zone, ready, await queries.photo_results(look, import_id))
            page = await self._page(look, import_id) if in_preview else Page([])
            kept = await queries.kept_products(look, import_id) if view.kept else []
        self._currency = view.currency
        self.rows, self.after = [row_shown(row, view.currency, language) for row in page.rows], page.after
        self.kept = [Kept(str(each.product_id), each.title, each.use, each.whole) for each in kept]
        self.job = job

    async def _page(self, look, import_id: int, after: str = ""):
        return await queries.import_rows(look, import_id, show=self.show, words=self.words, after=after)

    async def _again(self) -> None:
        await self._read({"own"})

    @rx.event
    async def uploaded(self, import_id: str):
        return rx.redirect(f"{ROUTE}?id={parse_id(import_id)}")

    @rx.event
    async def choose_show(self, show: str):
        self.show = show if show in SHOWS else "all"
        await self._again()

    @rx.event
    async def search(self, form: dict[str, str]):
        self.words = str(form.get("q", "")).strip()[:100]
        await self._again()

    @rx.event
    async def more(self):
        async with self._look() as look:
            page = await self._page(look, self._import_id(), self.after)
        language = (await self._actor()).language
        self.rows = [*self.rows, *(row_shown(row, self._currency, language) for row in page.rows)]
        self.after = page.after

    @rx.event
    async def toggle_stock(self):
        async with self._work() as work:
            await deciding.choose_stock_update(work, self._import_id(), not self.job.update_stock)
        await self._again()

    @rx.event
    async def accept(self, row_id: str, accepted: bool):
        async with self._work() as work:
            await deciding.accept_warnings(work, [parse_id(row_id)], accepted)
        await self._again()

    @rx.event
    async def accept_all(self):
        async with self._work() as work:
            await deciding.accept_all_warnings(work, self._import_id())
        await self._again()

    @rx.event
    async def skip(self, row_id: str, skipped: bool):
        async with self._work() as work:
            await deciding.skip_row(work, parse_id(row_id), skipped)
        self.fix = Fix()
        await self._again()

    @rx.event
    async def open_fix(self, row_id: str, key: str):
        row = next((each for each in self.rows if each.id == row_id), None)
        if row is not None:
            cell = next((each for each in (row.title, row.sku, row.price, row.stock, row.grams, *row.others) if each.key == key), None)
            if cell is not None:
                typed = cell.fix or ("" if key not in {"title", "sku"} else cell.text)
                self.fix = Fix(row.id, row.number, key, cell.column, typed, cell.says, bool(cell.fix))

    @rx.event
    async def fix_next(self):
        """The next row with an error, wherever it is in the file."""
        async with self._look() as look:
            row = await queries.next_error(look, self._import_id(), int(self.fix.number or 0))
        if row is None:
            return
        problem = next((each for each in row.problems if each.severity == "error"), None)
        if problem is not None:
            language = (await self._actor()).language
            text = problem.fix or row.cells.get(problem.key, "")
            self.fix = Fix(str(row.id), str(row.number), problem.key, problem.column, text, says(problem, language), bool(problem.fix))

    @rx.event
    async def close_fix(self):
        self.fix = Fix()

    @rx.event
    async def mend(self, form: dict[str, str]):
        await self._mend(str(form.get("cell", "")), everywhere=False)

    @rx.event
    async def mend_all(self):
        await self._mend(self.fix.text, everywhere=True)

    async def _mend(self, text: str, *, everywhere: bool) -> None:
        async with self._work() as work:
            await deciding.mend_cell(work, parse_id(self.fix.row_id), self.fix.key, text.strip(), everywhere=everywhere)
        self.fix = Fix()
        await self._again()

    @rx.event
    async def begin(self):
        async with self._work() as work:
            await deciding.begin(work, self._import_id())
        await self._again()

    @rx.event
    async def cancel(self):
        async with self._work() as work:
            await deciding.cancel(work, self._import_id())
        await self._again()

    @rx.event
    async def undo(self):
        async with self._work() as work:
            await deciding.undo(work, self._import_id())
        await self._again()
        return toast("import.reverting")
