"""Files of strangers: what is kept of a video, what is refused, and what a hostile one can do (nothing)."""

import asyncio
import io
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import av
import pytest
from PIL import Image

from sellerhub.business.content import errors
from sellerhub.business.content.ports import Limits
from sellerhub.core.errors import TooBusy
from sellerhub.outside.videos import PyAvEditing, editing
from tests import clips

LIMITS = Limits(bytes=8 << 20, seconds=60, side=1920, patience=20)


@pytest.fixture
def prepare(tmp_path):
    """Runs the real reader on these bytes; answers what it says, the clip and the cover."""

    async def run(content: bytes, editor: PyAvEditing | None = None, **limits):
        source, clip, cover = (tmp_path / name for name in ("source", "clip", "cover"))
        source.write_bytes(content)
        made = await (editor or PyAvEditing()).prepare(source, clip, cover, replace(LIMITS, **limits))
        return made, clip.read_bytes(), Image.open(io.BytesIO(cover.read_bytes()))

    return run


def streams(content: bytes) -> list[str]:
    with av.open(io.BytesIO(content)) as found:
        return [each.type for each in found.streams]


def frames(content: bytes) -> int:
    with av.open(io.BytesIO(content)) as found:
        return sum(1 for _ in found.decode(video=0))


async def test_an_mp4_keeps_pictures_and_sound_and_starts_before_it_is_whole(prepare):
    made, content, cover = await prepare(clips.clip("mp4"))
    assert (made.container, made.width, made.height, made.bytes) == ("mp4", 180, 320, len(content))
    assert made.millis == pytest.approx(2000, abs=50), "sound is counted in frames of its own length"
    assert streams(content) == ["video", "audio"]
    assert frames(content) == 20
    assert content.index(b"moov") < content.index(b"mdat")
    assert (cover.format, cover.size) == ("WEBP", (180, 320))


async def test_the_reader_works_elsewhere_and_finds_files_that_are_named_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "work").mkdir()
    source, clip, cover = (Path("work") / name for name in ("source", "clip", "cover"))
    source.write_bytes(clips.clip("mp4"))
    made = await PyAvEditing().prepare(source, clip, cover, LIMITS)
    assert made.bytes == clip.stat().st_size


def test_making_a_clip_does_not_make_this_process_more_urgent_than_others():
    before = os.sched_getscheduler(0), os.sched_getparam(0).sched_priority
    clips.clip("webm", codec="libsvtav1")
    assert (os.sched_getscheduler(0), os.sched_getparam(0).sched_priority) == before


@pytest.mark.parametrize("codec", ["libvpx", "libvpx-vp9", "libsvtav1"])
async def test_every_picture_of_webm_that_browsers_play(prepare, codec):
    made, content, cover = await prepare(clips.clip("webm", codec=codec))
    assert (made.container, frames(content), cover.size) == ("webm", 20, (180, 320))
    assert streams(content) == ["video", "audio"]


@pytest.mark.parametrize("kind", ["mov", "mkv"])
async def test_the_same_streams_in_a_camera_s_container_come_out_in_ours(prepare, kind):
    vp9 = {"codec": "libvpx-vp9", "sound": "libopus"} if kind == "mkv" else {}
    made, content, _ = await prepare(clips.clip(kind, **vp9))
    assert made.container == {"mov": "mp4", "mkv": "webm"}[kind]
    assert frames(content) == 20


async def test_a_silent_one_is_fine(prepare):
    _, content, _ = await prepare(clips.clip("mp4", sound=None))
    assert streams(content) == ["video"]


async def test_where_when_and_with_what_it_was_filmed_is_gone(prepare):
    """Also the encoder's note inside the picture stream, where cameras write their place too."""
    before = clips.told_where()
    said = [clips.PLACE.encode(), clips.CAMERA.encode(), b"Kitchen", b"x264 - core"]
    assert [each in before for each in said] == [True] * 4
    _, content, _ = await prepare(before)
    assert [each in content for each in said] == [False] * 4
    with av.open(io.BytesIO(content)) as found:
        assert set(found.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
        assert all(set(each.metadata) <= {"language", "handler_name", "vendor_id"} for each in found.streams)


async def test_what_is_hidden_in_or_after_the_container_is_gone(prepare):
    """A file that is a page or an archive too: inside a box that players skip, and behind the end."""
    page = b"<html><script>alert(document.cookie)</script></html>"
    hidden = len(page + b"\0" * 8).to_bytes(4, "big") + b"free" + page
    video = clips.clip("mp4")
    index = video.index(b"moov") - 4
    _, content, _ = await prepare(video[:index] + hidden + video[index:] + b"PK\x03\x04" + page)
    assert b"script" not in content
    assert b"PK\x03\x04" not in content


async def test_a_phone_s_picture_is_turned_as_players_turn_it(prepare):
    """The blue bar of the clip is on top; turned clockwise by a quarter it is at the right."""
    made, content, cover = await prepare(clips.turned(clips.clip("mp4")))
    assert (made.width, made.height, cover.size) == (320, 180, (320, 180))
    red, _, blue = cover.convert("RGB").getpixel((310, 90))
    assert blue > red, "the bar is at the right"
    at = content.index(b"tkhd")
    assert content[at : at + 92].count(b"\xff\xff\x00\x00") == 1, "and players are still told to turn it"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.NotAVideo),
        (b"<html><video></html>", errors.NotAVideo),
        (b"\x89PNG\r\n\x1a\n" * 9, errors.NotAVideo),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", errors.NotAVideo),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", errors.NotAVideo),
        (b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 5000, errors.VideoBroken),
        (b"\x1a\x45\xdf\xa3" + b"\x01webm" + b"\xff" * 5000, errors.VideoBroken),
    ],
    ids=["empty", "page", "picture", "playlist", "list", "box", "matroska"],
)
async def test_what_is_no_video_is_refused_by_its_content(prepare, content, refusal):
    with pytest.raises(refusal):
        await prepare(content)


@pytest.mark.parametrize(
    ("made", "codec"),
    [
        ({"codec": "libx265"}, "HEVC (H.265)"),
        ({"codec": "mpeg4"}, "MPEG-4 Part 2"),
        ({"pix_fmt": "yuv422p"}, "H.264 yuv422p"),
        ({"kind": "mkv"}, "H.264"),
        ({"sound": "libmp3lame"}, "MP3"),
    ],
)
async def test_what_browsers_do_not_play_is_refused_by_name(prepare, made, codec):
    with pytest.raises(errors.VideoNotPlayable) as refusal:
        await prepare(clips.clip(**made))
    assert refusal.value.facts == {"codec": codec}


async def test_sound_alone_is_no_video(prepare):
    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as made:
        clips._say_nothing(made, made.add_stream("aac", rate=48_000), 1.0)
    with pytest.raises(errors.NotAVideo):
        await prepare(target.getvalue())


async def test_every_limit_has_its_own_sentence(prepare):
    video = clips.clip("mp4", seconds=3)
    for limit, refusal in (
        ({"bytes": 1 << 10}, errors.VideoTooLarge),
        ({"seconds": 2}, errors.VideoTooLong),
        ({"side": 319}, errors.VideoTooWide),
    ):
        with pytest.raises(refusal):
            await prepare(video, **limit)
    await prepare(video, seconds=3, side=320)


async def test_a_length_that_the_file_lies_about_is_measured(prepare):
    """The header says two seconds; the packets go on for five."""
    video = bytearray(clips.clip("webm", seconds=5))
    at = video.index(b"\x44\x89\x88") + 3  # Duration, a double in milliseconds
    import struct

    assert struct.unpack(">d", video[at : at + 8])[0] > 4_000
    video[at : at + 8] = struct.pack(">d", 1_000.0)
    with pytest.raises(errors.VideoTooLong):
        await prepare(bytes(video), seconds=2)
    assert (await prepare(bytes(video)))[0].millis == pytest.approx(5000, abs=50)


@pytest.mark.parametrize("kind", ["mp4", "webm"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.85])
async def test_a_file_that_was_cut_off_is_refused(prepare, kind, share):
    """Also one that begins with its table of contents, where only the pictures are missing."""
    _, content, _ = await prepare(clips.clip(kind, seconds=12, size=(360, 640)))
    with pytest.raises(errors.VideoBroken):
        await prepare(content[: int(len(content) * share)])


async def test_a_file_that_takes_too_long_is_stopped(prepare, monkeypatch, tmp_path):
    marks = tmp_path / "marks.py"
    marks.write_text("import time\ntime.sleep(60)\n")
    real = asyncio.create_subprocess_exec

    async def endless(*_, **kwargs):
        return await real(sys.executable, str(marks), **kwargs)

    monkeypatch.setattr(editing.asyncio, "create_subprocess_exec", endless)
    begun = time.perf_counter()
    with pytest.raises(errors.VideoBroken):
        await prepare(clips.clip("mp4"), patience=1)
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("ending", ["import os; os.abort()", "print('nonsense')", "raise SystemExit(3)"])
async def test_a_reader_that_dies_takes_nobody_with_it(prepare, monkeypatch, ending):
    real = asyncio.create_subprocess_exec

    async def dying(*_, **kwargs):
        return await real(sys.executable, "-c", ending, **kwargs)

    monkeypatch.setattr(editing.asyncio, "create_subprocess_exec", dying)
    with pytest.raises(errors.VideoBroken):
        await prepare(clips.clip("mp4"))


async def test_the_reader_has_none_of_our_secrets_and_little_room(monkeypatch, tmp_path):
    """What it would say of its surroundings when it read a video."""
    monkeypatch.setenv("SELLERHUB_DATABASE_URL", "postgresql://secret")
    told = tmp_path / "told.py"
    told.write_text(
        "import json, os, resource, sys\n"
        "from sellerhub.outside.videos import reader\n"
        "reader._confine(json.loads(sys.argv[-1]))\n"
        "memory = resource.getrlimit(resource.RLIMIT_AS)[0]\n"
        "print(json.dumps({'refused': json.dumps([sorted(os.environ), memory])}))\n"
    )
    real, said = asyncio.create_subprocess_exec, []

    async def curious(program, *arguments, **kwargs):
        return await real(program, str(told), arguments[-1], **kwargs)

    monkeypatch.setattr(editing.asyncio, "create_subprocess_exec", curious)
    monkeypatch.setattr(editing, "_refusal", lambda code, codec, limits: said.append(json.loads(code)) or errors.VideoBroken())
    with pytest.raises(errors.VideoBroken):
        await PyAvEditing().prepare(tmp_path / "a", tmp_path / "b", tmp_path / "c", LIMITS)
    names, memory = said[0]
    assert set(names) <= {"PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LC_CTYPE"}
    assert memory == 2 << 30


async def test_the_event_loop_goes_on_while_a_file_is_read(prepare):
    longest, before, over = 0.0, time.perf_counter(), asyncio.Event()

    async def beat():
        nonlocal longest, before
        while not over.is_set():
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            longest, before = max(longest, now - before), now

    video = clips.clip("mp4", seconds=10)
    before = time.perf_counter()
    beating = asyncio.create_task(beat())
    await prepare(video)
    over.set()
    await beating
    assert longest < 0.25, "reading takes about half a second; it happens elsewhere"


async def test_too_many_at_once_are_told_so(prepare):
    editor = PyAvEditing()
    editor._here = editing.AT_ONCE + editing.WAITING
    with pytest.raises(TooBusy):
        await prepare(clips.clip("mp4"), editor)
