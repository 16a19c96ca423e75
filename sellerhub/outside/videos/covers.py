"""One picture of a video, the way it is shown, as WebP: of a few moments the one with most to see."""

from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image, ImageStat

from sellerhub.outside.videos.cleaning import Clean
from sellerhub.outside.videos.refused import Refused

MOMENTS = (0.1, 0.35, 0.6)
SIDE = 1080


def take(clip: Path, cover: Path, made: Clean, *, most_side: int) -> tuple[int, int]:
    """Returns width and height as shown: a phone stores its picture lying and says how to turn it. Raises Refused."""
    best, most = None, -1.0
    for picture in _pictures(clip, made.millis, most_side):
        detail = ImageStat.Stat(picture.convert("L").resize((64, 64))).stddev[0]
        if detail > most:
            best, most = picture, detail
    if best is None:
        raise Refused("broken")
    shown = best.size
    best.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    best.save(cover, "WEBP", quality=80, method=4)
    return shown


def _pictures(clip: Path, millis: int, most_side: int) -> Iterator[Image.Image]:
    with av.open(str(clip)) as found:
        video = found.streams.video[0]
        video.thread_count = 1
        for moment in MOMENTS:
            try:
                found.seek(round(millis * 1000 * moment))
                frame = next(found.decode(video), None)
            except (av.FFmpegError, MemoryError):
                continue
            if frame is None:
                continue
            if max(frame.width, frame.height) > most_side:  # it may grow on the way
                raise Refused("too_wide")
            picture = frame.to_image()
            yield picture.rotate(frame.rotation, expand=True) if frame.rotation else picture
