"""Short videos over HTTP: what an upload may be, and who gets which part of which file."""

import pytest

from sellerhub.business.content import actions, queries
from sellerhub.business.content.ports import Editing, VideoFiles
from sellerhub.business.people import actions as people
from sellerhub.business.people.queries import hash_of
from sellerhub.core.access import SYSTEM
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.files import LocalFiles
from sellerhub.outside.videos import PyAvEditing
from sellerhub.web import video_routes  # noqa: F401  its routes
from tests import clips
from tests.business.marketplace import TestShop, a_shop
from tests.web.door import client, server

ROUTE = "/seller/videos/file"


async def key_of(account_id: int) -> str:
    key = f"key-of-{account_id}".ljust(43, "x")
    async with open_work(SYSTEM) as work:
        await people.start_session(work, account_id, hash_of(key), "Test")
    return key


@pytest.fixture
async def shop(office) -> TestShop:
    office.use(VideoFiles, LocalFiles(office.settings.data_dir))
    office.use(Editing, PyAvEditing())
    return await a_shop(office)


@pytest.fixture
async def seller(office, shop):
    """The shop's owner, in a browser."""
    async with client(server(office)[0]) as door:
        door.cookies.set("sid", await key_of(shop.seller.account_id))
        yield door


@pytest.fixture
async def stranger(office, shop):
    async with client(server(office)[0]) as door:
        yield door


async def upload(door, content: bytes, name: str = "kitchen.mp4"):
    return await door.post(ROUTE, content=content, headers={"x-file-name": name, "accept": "application/json"})


async def drafts(shop):
    async with open_reading(shop.seller) as look:
        return list((await queries.shop_videos(look, "drafts")).rows)


async def publish(shop, video_id: int) -> None:
    async with open_reading(shop.seller) as look:
        products = await queries.taggable_products(look)
    async with open_work(shop.seller) as work:
        await actions.change_video(work, video_id, "Pouring tea", [int(products[0].id)])
        await actions.publish(work, video_id)


def left_behind(office) -> list[str]:
    return [each.name for each in office.settings.data_dir.rglob("*") if each.is_file() and each.suffix in ("", ".mp4", ".webm", ".webp")]


async def test_an_upload_becomes_a_draft_without_what_the_telephone_wrote(office, shop, seller):
    answer = await upload(seller, clips.told_where(), "Mutfak%20%C3%A7ay.mp4")
    assert answer.status_code == 200
    rows = await drafts(shop)
    assert [(row.id, row.file_name, row.lasts) for row in rows] == [(answer.json()["id"], "Mutfak çay.mp4", "0:02")]
    mine = await seller.get(f"/videos/{rows[0].id}/clip")
    assert (mine.status_code, mine.headers["content-type"]) == (200, "video/mp4")
    assert clips.PLACE.encode() not in mine.content
    assert len(left_behind(office)) == 2, "the clip and its cover, and nothing of the upload"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html>hello</html>", "not_a_video"),
        (b"\x89PNG\r\n\x1a\n" * 20, "not_a_video"),
        (b"", "not_a_video"),
        (b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 900, "video_broken"),
    ],
    ids=["page", "picture", "nothing", "damaged"],
)
async def test_what_is_no_video_is_refused_in_a_sentence_and_leaves_nothing(office, shop, seller, content, code):
    answer = await upload(seller, content)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["message"].endswith(".")
    assert await drafts(shop) == []
    assert left_behind(office) == []


async def test_too_long_and_too_large_are_refused_with_the_limit(make_settings, office, shop, seller):
    office.settings = office.settings.model_copy(update={"video_seconds": 1, "video_megabytes": 1})
    answer = await upload(seller, clips.clip("mp4", seconds=4))
    assert (answer.status_code, answer.json()["code"], answer.json()["facts"]) == (422, "video_too_long", {"most": 1})
    large = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * (1 << 20)
    for body in (large, _in_parts(large)):  # one says how much is coming, the other does not
        answer = await upload(seller, body)
        assert answer.status_code in (413, 422)
    assert await drafts(shop) == []
    assert left_behind(office) == []


async def _in_parts(content: bytes):
    for at in range(0, len(content), 65_536):
        yield content[at : at + 65_536]


async def test_only_those_who_make_videos_may_upload(shop, stranger):
    assert (await upload(stranger, clips.clip("mp4"))).status_code == 401
    stranger.cookies.set("sid", await key_of(await _a_buyer()))
    assert (await upload(stranger, clips.clip("mp4"))).status_code == 403


async def _a_buyer() -> int:
    async with open_work(SYSTEM) as work:
        return await people.sign_up(work, "buyer@home.example", "nine green herons", "Mert Yıldız")


async def test_nothing_of_a_draft_is_public(shop, seller, stranger):
    video_id = (await upload(seller, clips.clip("webm"))).json()["id"]
    for part in ("clip", "cover"):
        assert (await stranger.get(f"/videos/{video_id}/{part}")).status_code == 404
        mine = await seller.get(f"/videos/{video_id}/{part}")
        assert (mine.status_code, mine.headers["cache-control"]) == (200, "private, no-store")
    stranger.cookies.set("sid", await key_of(await _a_buyer()))
    assert (await stranger.get(f"/videos/{video_id}/clip")).status_code == 404


async def test_a_published_one_is_sent_in_the_parts_that_players_ask_for(shop, seller, stranger):
    video_id = int((await upload(seller, clips.clip("webm", seconds=4))).json()["id"])
    await publish(shop, video_id)
    whole = await stranger.get(f"/videos/{video_id}/clip")
    assert (whole.status_code, whole.headers["content-type"], whole.headers["accept-ranges"]) == (200, "video/webm", "bytes")
    assert whole.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert whole.headers["x-content-type-options"] == "nosniff"
    size = len(whole.content)
    for asked, told, content in (
        ("bytes=0-99", f"bytes 0-99/{size}", whole.content[:100]),
        ("bytes=100-", f"bytes 100-{size - 1}/{size}", whole.content[100:]),
        ("bytes=-50", f"bytes {size - 50}-{size - 1}/{size}", whole.content[-50:]),
    ):
        part = await stranger.get(f"/videos/{video_id}/clip", headers={"range": asked})
        assert (part.status_code, part.headers["content-range"], part.content) == (206, told, content)
        assert part.headers["content-length"] == str(len(content))
    beyond = await stranger.get(f"/videos/{video_id}/clip", headers={"range": f"bytes={size + 5}-"})
    assert beyond.status_code == 416
    picture = await stranger.get(f"/videos/{video_id}/cover")
    assert (picture.status_code, picture.headers["content-type"], picture.content[8:12]) == (200, "image/webp", b"WEBP")
    head = await stranger.head(f"/videos/{video_id}/clip")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(size), b"")


async def test_what_is_not_there_is_not_there(shop, seller, stranger):
    video_id = int((await upload(seller, clips.clip("webm"))).json()["id"])
    await publish(shop, video_id)
    await actions.delete(shop.seller, video_id)
    for path in (f"/videos/{video_id}/clip", f"/videos/{video_id}/cover", "/videos/12345/clip", "/videos/nonsense/clip"):
        assert (await stranger.get(path)).status_code == 404
        assert (await seller.get(path)).status_code == 404
