"""Small photos in the document itself: the first ones in sight come with the words, not a round trip after them."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache

from sellerhub.business.catalog.photos.adding import file_name
from sellerhub.business.catalog.ports import Files
from sellerhub.core.ids import parse_id
from sellerhub.core.work import office

SIZE = 128
MOST_BYTES = 4096  # of one photo: what is heavier waits for its turn


async def photos_inside(addresses: Iterable[str]) -> Mapping[str, str]:
    """`/media/<id>-<size>.webp` -> the photo in its smallest size as a `data:` address. Those that cannot be had are left out."""
    found = {}
    for address in dict.fromkeys(addresses):
        number = address.removeprefix("/media/").partition("-")[0]
        if number.isdecimal():
            try:
                content = await office().outside(Files).read(file_name(parse_id(number), SIZE))
            except FileNotFoundError:
                continue
            if len(content) <= MOST_BYTES:
                found[address] = _written(content)
    return found


@lru_cache(512)
def _written(content: bytes) -> str:
    return f"data:image/webp;base64,{b64encode(content).decode()}"
