"""What screens read of short videos."""

from sellerhub.business.content.queries.choices import one_more_to_tag, taggable_products, tagged_products
from sellerhub.business.content.queries.desk import EditedVideo, VideoRow, edited_video, shop_videos
from sellerhub.business.content.queries.watching import PublicVideo, VideoFile, VideoGood, VideoTile, public_video, video_file, video_tiles

__all__ = [
    "EditedVideo",
    "PublicVideo",
    "VideoFile",
    "VideoGood",
    "VideoRow",
    "VideoTile",
    "edited_video",
    "one_more_to_tag",
    "public_video",
    "shop_videos",
    "taggable_products",
    "tagged_products",
    "video_file",
    "video_tiles",
]
