"""What an order can be found by: one row of folded text, which `indexing` makes a moment after the order."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from sellerhub.core import trigram
from sellerhub.core.columns import ShopRow, big

LONGEST = 300


class OrderSearch(ShopRow, table=True):
    """`id` is the order's. `phone` is digits only, for looking one up whole."""

    __tablename__ = "order_search"
    __table_args__ = (
        Index("ix_order_search_newest", "shop_id", "id"),
        Index("ix_order_search_phone", "shop_id", "phone"),
    )
    shop_id: int = big()
    phone: str = ""
    text: str = Field(default="")


trigram.index(OrderSearch, "text")


class SearchDue(SQLModel, table=True):
    """Orders that were placed together and have no search row yet. `id` is the first one's."""

    __tablename__ = "order_search_due"
    id: int = big(primary_key=True)
    order_ids: str  # with commas between them


def search_row(
    order_id: int, shop_id: int, *, number: str, buyer: str, city: str = "", phone: str = "", items: Iterable[str] = ()
) -> dict[str, Any]:
    """Values of an order's search row; `items` are titles and SKUs."""
    called = digits(phone)
    found_by = " ".join(filter(None, (trigram.fold(number), trigram.fold(buyer), _folded(city), called, *map(_folded, items))))
    return {"id": order_id, "shop_id": shop_id, "phone": called, "text": found_by[:LONGEST]}


_folded = lru_cache(4096)(trigram.fold)  # titles, SKUs and cities come again and again


def digits(phone: str) -> str:
    """`+90 (532) 000 11 22` as `905320001122`."""
    return re.sub(r"\D", "", phone)
