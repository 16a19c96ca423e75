"""The demo's short videos: made on the spot from its photos, uploaded, tagged and published as a seller does it."""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

from sellerhub.business.content import actions
from sellerhub.core.access import GUEST, Actor
from sellerhub.core.database import Priority
from sellerhub.core.work import open_work
from sellerhub.demo import goods
from sellerhub.demo.history import Buyer, buy

PHOTOS = Path(__file__).parent / "photos"
WIDTH, HEIGHT, A_SECOND = 270, 480, 8
ON_ONE_PHOTO = 2  # seconds
FAST = {"quality": "realtime", "speed": "16", "b": "500k"}


async def show(owner: Actor, products: Mapping[str, int], buyers: Sequence[Buyer]) -> None:
    """Videos of one shop, and the first orders that came from them."""
    shown = {}
    with tempfile.TemporaryDirectory(prefix="sellerhub-clips-") as home:
        for number, clip in enumerate(goods.CLIPS):
            file = Path(home) / f"clip-{number + 1}.webm"
            await asyncio.to_thread(film, clip.photos, file)
            shown[clip.title] = await actions.add_video(owner, file.name, file)
    for clip in goods.CLIPS:
        if clip.published:
            await _publish(owner, shown[clip.title], clip, products)
    for number, (title, product) in enumerate(goods.BOUGHT_FROM_CLIP):
        await buy(buyers[number], [products[product]], key=f"demo-video-{shown[title]}-{number}", video_id=shown[title])


async def _publish(owner: Actor, video_id: int, clip: goods.Clip, products: Mapping[str, int]) -> None:
    async with open_work(owner) as work:
        await actions.change_video(work, video_id, clip.title, [products[title] for title in clip.tagged])
        await actions.publish(work, video_id)
    async with open_work(GUEST, priority=Priority.BULK) as work:
        for _ in range(clip.views):
            await actions.count_view(work, video_id)


def film(photos: Sequence[str], target: Path) -> None:
    """A slow pan over each photo in turn, as WebM (VP8), silent."""
    with av.open(str(target), "w", format="webm") as made:
        stream = made.add_stream("libvpx", rate=A_SECOND, options=FAST)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number, picture in enumerate(_pictures(photos)):
            frame = av.VideoFrame.from_image(picture)
            frame.pts, frame.time_base = number, Fraction(1, A_SECOND)
            made.mux(stream.encode(frame))
        made.mux(stream.encode())


def _pictures(photos: Sequence[str]) -> Iterator[Image.Image]:
    frames = ON_ONE_PHOTO * A_SECOND
    for name in photos:
        with Image.open(PHOTOS / f"{name}.jpg") as opened:
            photo = opened.convert("RGB")
        scale = HEIGHT / photo.height
        tall = photo.resize((round(photo.width * scale), HEIGHT), Image.Resampling.BICUBIC)
        for number in range(frames):
            left = round((tall.width - WIDTH) * number / (frames - 1))
            yield tall.crop((left, 0, left + WIDTH, HEIGHT))
