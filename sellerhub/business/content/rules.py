"""A short video's states and limits (features A4, D). Pure functions over values."""

from enum import StrEnum


class VideoStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    DELETED = "deleted"
    """Its files are gone; its row stays for the orders that name it."""


MOST_TAGS = 20
MOST_DRAFTS = 50
"""Uploads that were never published; beyond, a shop tidies up first."""
TITLE_LENGTH = 80
MEDIA_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}


def clip_file(video_id: int, container: str) -> str:
    return f"videos/{video_id}.{container}"


def cover_file(video_id: int) -> str:
    return f"videos/{video_id}.webp"


def clip_url(video_id: int) -> str:
    return f"/videos/{video_id}/clip"


def cover_url(video_id: int) -> str:
    return f"/videos/{video_id}/cover"


def tidy(title: str) -> str:
    """One line, single spaces, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in title).split())


def clock_time(millis: int) -> str:
    """`1:05` for 65 seconds."""
    minutes, seconds = divmod(max(1, round(millis / 1000)), 60)
    return f"{minutes}:{seconds:02}"
