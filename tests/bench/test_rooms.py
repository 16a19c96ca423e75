"""The rooms bench in small, always: nothing that was said is lost on the way to 200 watchers."""

from tests.bench import bench_rooms


async def test_two_hundred_watchers_hear_everything(tmp_path):
    live_id = await bench_rooms._prepare(tmp_path / "data")
    heard = await bench_rooms._ours(tmp_path / "data", live_id, seconds=2, watchers=200)
    assert heard.lost == 0
    assert heard.p99 < 2000
    assert heard.bytes < 400, "a comment costs its own bytes, not the list's"
