"""Test 6 of the bars: kill -9 at random points; nothing that was answered is lost, nothing leaks, nothing runs twice."""

from tests.races.surviving import survive


async def test_fifty_kills_lose_nothing_and_repeat_nothing(office):
    told = await survive(office, kills=50)
    assert told["lives"] == 50
    assert told["answered"] > 500, "the shop really sold between the kills"
    assert told["lost"] == []
    assert told["doubled"] == []
    assert told["half"] == []
    assert told["differences"] == []
    assert told["reactions"] == {"skipped": 0, "doubled": 0}
    assert told["integrity"] == "ok"
