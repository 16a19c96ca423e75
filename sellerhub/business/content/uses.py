"""Which products are tagged in a video: the content's part of the catalogue's Uses port."""

from collections.abc import Collection

from sellerhub.business.catalog.ports import Use
from sellerhub.business.content.tables import Video, VideoTag
from sellerhub.core.work import Work


class VideoUses:
    """A draft counts too: its tags are somebody's work. A tag names a product, never a variant."""

    async def of_products(self, work: Work, product_ids: Collection[int]) -> dict[int, Use]:
        tagged = work.mine(VideoTag, VideoTag.product_id).join(Video, Video.id == VideoTag.video_id)
        tagged = tagged.where(VideoTag.product_id.in_(product_ids), Video.deleted_at.is_(None))
        return dict.fromkeys((await work.session.execute(tagged.distinct())).scalars(), Use.IN_VIDEO)

    async def of_variants(self, work: Work, variant_ids: Collection[int]) -> dict[int, Use]:
        return {}
