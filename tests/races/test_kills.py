"""Test 6 of the bars: fifty times kill -9 at random points, half of them on each database (`bench_kills` does 200 more).

Nothing that was answered is lost, nothing leaks, nothing runs twice. It takes half a minute a database: a worker has to start
and sell between kills.
"""

from tests.races.surviving import survive


async def test_kills_lose_nothing_and_repeat_nothing(office):
    told = await survive(office, kills=25)
    assert told["lives"] == 25
    assert told["answered"] > 250, "the shop really sold between the kills"
    assert told["lost"] == []
    assert told["doubled"] == []
    assert told["half"] == []
    assert told["differences"] == []
    assert told["reactions"] == {"skipped": 0, "doubled": 0}
    assert told["integrity"] == "ok"
