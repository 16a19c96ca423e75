"""What short videos say no to."""

from sellerhub.core.errors import BusinessError, Kind


class BadVideo(BusinessError):
    """Base of what is wrong with an uploaded file."""

    code = ""
    kind = Kind.INVALID


class NotAVideo(BadVideo):
    """By its content, whatever it is called."""

    code = "not_a_video"

    def __init__(self) -> None:
        super().__init__("This file is no MP4 or WebM video.")


class VideoBroken(BadVideo):
    """Cut off, damaged, or made so that reading it never ends."""

    code = "video_broken"

    def __init__(self) -> None:
        super().__init__("This video is damaged or incomplete. Export it again and upload the new file.")


class VideoTooLarge(BadVideo):
    code = "video_too_large"

    def __init__(self, most: int) -> None:
        super().__init__(f"A video has at most {most} MB.", most=most)


class VideoTooLong(BadVideo):
    code = "video_too_long"

    def __init__(self, most: int) -> None:
        super().__init__(f"A short video lasts at most {most} seconds.", most=most)


class VideoTooWide(BadVideo):
    code = "video_too_wide"

    def __init__(self, most: int) -> None:
        super().__init__(f"A video has at most {most} pixels on its longer side.", most=most)


class VideoNotPlayable(BadVideo):
    """`codec` is what it holds."""

    code = "video_not_playable"

    def __init__(self, codec: str) -> None:
        super().__init__(f"Browsers do not play {codec} here. Use H.264 with AAC in MP4, or VP8, VP9 or AV1 in WebM.", codec=codec)


class TooManyDrafts(BusinessError):
    code = "too_many_drafts"

    def __init__(self, most: int) -> None:
        super().__init__(f"There are {most} drafts. Publish or delete some first.", most=most)


class TooManyTags(BusinessError):
    code = "too_many_video_tags"

    def __init__(self, most: int) -> None:
        super().__init__(f"A video shows at most {most} products.", most=most)


class NothingTagged(BusinessError):
    code = "nothing_tagged"

    def __init__(self) -> None:
        super().__init__("Tag at least one product that is on sale before publishing.")


class NotTaggable(BusinessError):
    """Of this shop, but not on sale."""

    code = "not_taggable"

    def __init__(self, title: str) -> None:
        super().__init__(f"{title} is not on sale, so it cannot be tagged.", title=title)
