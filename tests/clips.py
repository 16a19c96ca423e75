"""Small videos made on the spot, as people upload them and as nobody should."""

import contextlib
import io
import os
from collections.abc import Iterator
from fractions import Fraction

import av
from PIL import Image, ImageDraw

PLACE = "+41.0082+028.9784/"
CAMERA = "Pocket Camera 9"


@contextlib.contextmanager
def _as_urgent_as_before() -> Iterator[None]:
    """SVT-AV1, run as root, makes the thread that starts it a real-time one, and so everything that is started from it later:
    Chromium and its driver then wait for each other in the kernel for ever."""
    if not hasattr(os, "sched_getscheduler"):
        yield
        return
    before = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        os.sched_setscheduler(0, *before)


@_as_urgent_as_before()
def clip(
    kind: str = "mp4",
    *,
    seconds: float = 2.0,
    size: tuple[int, int] = (180, 320),
    codec: str = "",
    sound: str | None = "",
    tags: dict[str, str] | None = None,
    fps: int = 10,
    pix_fmt: str = "yuv420p",
) -> bytes:
    """A bar that moves over a sand-coloured ground. `sound`: a codec, None for silence, empty for the container's own."""
    target = io.BytesIO()
    codec = codec or {"mp4": "libx264", "webm": "libvpx-vp9"}.get(kind, "libx264")
    sound = {"mp4": "aac", "webm": "libopus"}.get(kind, "aac") if sound == "" else sound
    options = {"movflags": "use_metadata_tags"} if kind == "mp4" else {}
    with av.open(target, "w", format={"mp4": "mp4", "webm": "webm", "mov": "mov", "mkv": "matroska"}[kind], options=options) as made:
        made.metadata.update(tags or {})
        video = made.add_stream(codec, rate=fps, options={"deadline": "realtime", "cpu-used": "8"} if "vpx" in codec else {})
        video.width, video.height, video.pix_fmt = *size, pix_fmt
        voice = made.add_stream(sound, rate=48_000) if sound else None
        for n in range(max(1, round(seconds * fps))):
            frame = av.VideoFrame.from_image(picture(size, n))
            frame.pts, frame.time_base = n, Fraction(1, fps)
            for packet in video.encode(frame):
                made.mux(packet)
        for packet in video.encode():
            made.mux(packet)
        if voice is not None:
            _say_nothing(made, voice, seconds)
    return target.getvalue()


def picture(size: tuple[int, int], n: int) -> Image.Image:
    ground = Image.new("RGB", size, "#c8a27a")
    draw = ImageDraw.Draw(ground)
    draw.rectangle((0, 0, size[0], size[1] // 6), fill="#2b4c7e")
    draw.rectangle((n * 7 % size[0], size[1] // 3, n * 7 % size[0] + 30, size[1] // 2), fill="#f3efe6")
    return ground


def _say_nothing(made, voice, seconds: float) -> None:
    at = 0
    while at < seconds * 48_000:
        frame = av.AudioFrame(format="fltp" if voice.codec_context.name == "aac" else "flt", layout="stereo", samples=960)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = 48_000, at, Fraction(1, 48_000)
        for packet in voice.encode(frame):
            made.mux(packet)
        at += 960
    for packet in voice.encode():
        made.mux(packet)


def told_where(seconds: float = 2.0) -> bytes:
    """As a telephone writes it: with its place, its name and the time."""
    tags = {"location": PLACE, "title": "Kitchen", "comment": CAMERA, "creation_time": "2025-11-20T17:42:00Z"}
    return clip("mp4", seconds=seconds, tags=tags)


def turned(content: bytes) -> bytes:
    """The same video with the note that it has to be turned by a quarter, clockwise, when it is shown."""
    at = content.index(b"tkhd") + 4
    matrix = at + 4 + 4 + 4 + 4 + 4 + 4 + 8 + 2 + 2 + 2 + 2
    quarter = [0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 0x40000000]
    width = int.from_bytes(content[matrix + 36 : matrix + 40], "big")
    height = int.from_bytes(content[matrix + 40 : matrix + 44], "big")
    quarter[6] = height  # move what was turned out of the picture back into it
    assert width
    assert height
    return content[:matrix] + b"".join(each.to_bytes(4, "big") for each in quarter) + content[matrix + 36 :]
