"""Two shops with products on sale, and an editor that believes every file: reading files is tested where it is done."""

import asyncio
from pathlib import Path

import pytest

import sellerhub.business.content.reactions  # noqa: F401  they answer orders
from sellerhub.business.catalog.queries import sellables
from sellerhub.business.content import actions
from sellerhub.business.content.ports import Editing, Limits, Prepared, VideoFiles
from sellerhub.business.fulfilment.queries import KnownParcels
from sellerhub.business.orders.queue.ports import Parcels
from sellerhub.business.payments.ports import PaymentGateway
from sellerhub.core.access import GUEST
from sellerhub.core.work import open_reading, open_work
from sellerhub.outside.files import LocalFiles
from sellerhub.outside.payments.simulated import SimulatedGateway
from tests.business.marketplace import TestShop, a_shop


class Believing:
    """Port content.Editing."""

    async def prepare(self, source: Path, clip: Path, cover: Path, limits: Limits) -> Prepared:
        return await asyncio.to_thread(self._believe, source, clip, cover)

    @staticmethod
    def _believe(source: Path, clip: Path, cover: Path) -> Prepared:
        clip.write_bytes(source.read_bytes())
        cover.write_bytes(b"a picture")
        return Prepared("mp4", 65_000, 1080, 1920, clip.stat().st_size)


class Studio:
    """A shop that makes videos."""

    def __init__(self, shop: TestShop, product_id: int, folder: Path) -> None:
        self.shop, self.seller, self.product_id, self.folder = shop, shop.seller, product_id, folder

    async def draft(self, title: str = "", *product_ids: int) -> int:
        file = self.folder / "upload.mp4"
        file.write_bytes(b"moving pictures")
        video_id = await actions.add_video(self.seller, "C:\\films\\kitchen.mp4", file)
        if title or product_ids:
            await self.change(video_id, title, *product_ids)
        return video_id

    async def change(self, video_id: int, title: str, *product_ids: int) -> None:
        async with open_work(self.seller) as work:
            await actions.change_video(work, video_id, title, product_ids)

    async def publish(self, video_id: int) -> None:
        async with open_work(self.seller) as work:
            await actions.publish(work, video_id)

    async def published(self, title: str = "Pouring tea") -> int:
        video_id = await self.draft(title, self.product_id)
        await self.publish(video_id)
        return video_id


@pytest.fixture
async def studio(office, tmp_path):
    return await a_studio(office, "toprak", tmp_path)


@pytest.fixture
async def neighbour(office, tmp_path):
    return await a_studio(office, "ada", tmp_path)


async def a_studio(office, handle: str, folder: Path) -> Studio:
    files = LocalFiles(office.settings.data_dir)
    office.use(VideoFiles, files)
    office.use(Editing, Believing())
    office.use(Parcels, KnownParcels())
    office.use(PaymentGateway, SimulatedGateway(folder))
    shop = await a_shop(office, handle, variants=2)
    async with open_reading(GUEST) as look:
        product_id = (await sellables(look, shop.variants))[shop.variants[0]].product_id
    return Studio(shop, product_id, folder)
