"""Imports and their rows, with what each row changed, so that it can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from sellerhub.core.columns import ShopRow, big, time


class ImportJob(ShopRow, table=True):
    __tablename__ = "import_job"
    __table_args__ = (Index("ix_import_job_list", "shop_id", "id"), Index("ix_import_job_stage", "stage", "lease_until"))
    account_id: int | None = big(default=None)
    by_name: str = ""
    file_name: str
    file_key: str
    bytes: int
    kind: str = ""
    sheet: str = ""
    headers: list[str] = Field(default_factory=list, sa_type=JSON)
    keys: list[str] = Field(default_factory=list, sa_type=JSON)
    currency: str
    stage: str = "uploaded"
    update_stock: bool = True
    total: int = 0
    products: int = 0
    at_product: int = 0  # products checked, applied or undone so far, whichever the stage is doing
    n_new: int = 0
    n_update: int = 0
    n_same: int = 0
    n_error: int = 0
    n_warning: int = 0
    n_completed: int = 0
    n_failed: int = 0
    n_skipped: int = 0
    n_kept: int = 0  # products that an undo left, or of which it left a variant, because others name them
    problem: str = ""  # code of problems.FileRefused
    problem_facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = time()
    started_at: datetime | None = time(default=None)
    finished_at: datetime | None = time(default=None)
    cancel_asked_at: datetime | None = time(default=None)
    lease_until: datetime | None = time(default=None)


class ImportRow(ShopRow, table=True):
    __tablename__ = "import_row"
    __table_args__ = (
        Index("ux_import_row_number", "import_id", "number", unique=True),
        Index("ix_import_row_product", "import_id", "product_no"),
        Index("ix_import_row_outcome", "import_id", "outcome", "number"),
        Index("ix_import_row_sku", "import_id", "sku"),
    )
    import_id: int = big()
    number: int
    product_no: int
    key: str  # parsing.product_key
    sku: str = ""
    title: str = ""
    cells: dict[str, str] = Field(default_factory=dict, sa_type=JSON)  # by our column keys
    extra: list[str] = Field(default_factory=list, sa_type=JSON)  # cells of columns we do not know, for the failed-rows file
    outcome: str = ""
    warned: bool = False
    problems: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    changes: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)  # column key -> [before, after] as text
    accepted_at: datetime | None = time(default=None)  # a person ticked its warnings
    status: str = "pending"
    undo: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    product_id: int | None = big(default=None)
