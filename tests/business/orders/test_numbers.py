"""Order numbers come in blocks: none twice, and larger ones where they go fast."""

import asyncio
from types import SimpleNamespace

from sellerhub.business.orders import numbers
from sellerhub.business.orders.numbers import BLOCK, LARGEST, Numbers


async def take(some: Numbers, n: int) -> list[str]:
    async with some.at_hand(n) as at_hand:
        return list(at_hand.take(n))


async def test_two_processes_never_give_the_same_number(office):
    lanes = [Numbers(office.database) for _ in range(3)]
    given = await asyncio.gather(*(take(lanes[n % 3], 700) for n in range(12)))
    assert len({number for each in given for number in each}) == 12 * 700


async def test_a_rush_takes_larger_blocks_and_a_quiet_hour_small_ones_again(office, monkeypatch):
    now, lane, sizes = 1_000.0, Numbers(office.database), []
    monkeypatch.setattr(numbers, "time", SimpleNamespace(monotonic=lambda: now))
    take_block = lane._take_block

    async def seen(size: int) -> None:
        sizes.append(size)
        await take_block(size)

    monkeypatch.setattr(lane, "_take_block", seen)
    for pause in [numbers.USED_UP / 2] * 5 + [numbers.USED_UP * 2, 0]:
        await take(lane, 1)
        await take(lane, lane._end - lane._next)  # the rest
        now += pause
    assert sizes == [BLOCK, 2 * BLOCK, 4 * BLOCK, LARGEST, LARGEST, LARGEST, BLOCK]
