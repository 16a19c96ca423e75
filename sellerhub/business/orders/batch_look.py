"""What a batch must know before it decides, in one look of PostgreSQL: each further one would wait for its turn in a busy process."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sellerhub.business.catalog.queries import SELLABLES, Sellable, plain_sellable
from sellerhub.business.inventory import taking
from sellerhub.business.shop.queries import ShopTerms, plain_terms, terms_of
from sellerhub.core.one_statement import OneStatement, Piece, whole_numbers

_TERMS = terms_of(SELLABLES.name)
_SEEN = Piece(
    "seen",
    "SELECT levels.available, terms.*, sellables.* FROM sellables JOIN terms ON terms.id = sellables.shop_id "
    "LEFT JOIN levels ON levels.id = sellables.id",
)
_OF_TERMS = slice(1, 7)


@dataclass(slots=True)
class Seen:
    """`left`: units available, by variant."""

    goods: dict[int, Sellable]
    shops: dict[int, ShopTerms]
    left: dict[int, int]


async def look(postgres: Any, variant_ids: Collection[int]) -> Seen:
    wanted, statement = whole_numbers(variant_ids), OneStatement()
    statement.add(SELLABLES, wanted)
    statement.add(_TERMS)
    statement.add(taking.LEVELS, wanted)
    statement.add(_SEEN)
    seen = Seen({}, {}, {})
    for row in await statement.run(postgres):
        available, terms, good = row[0], row[_OF_TERMS], plain_sellable(*row[_OF_TERMS.stop :])
        seen.goods[good.variant_id] = good
        if good.shop_id not in seen.shops:
            seen.shops[good.shop_id] = plain_terms(*terms)
        seen.left[good.variant_id] = available or 0
    return seen
