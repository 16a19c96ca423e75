"""Any picture as WebP in our sizes, with nothing else of the file kept. Runs in a thread."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from sellerhub.business.catalog.errors import NotAPhoto, PhotoTooLarge
from sellerhub.business.catalog.rules import PHOTO_SIZES

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


@dataclass(frozen=True, slots=True)
class Encoded:
    """`by_size` holds WebP bytes by longest side; width and height are those of the largest."""

    width: int
    height: int
    by_size: dict[int, bytes]


def looks_like_a_photo(start: bytes) -> bool:
    """By its first bytes, whatever it is called."""
    return (
        start.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))
        or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")
        or start[4:12] in (b"ftypavif", b"ftypavis")
    )


def encode(content: bytes) -> Encoded:
    """Raises NotAPhoto, PhotoTooLarge. Orientation is applied; EXIF, GPS and every other extra are dropped."""
    if len(content) > MOST_BYTES:
        raise PhotoTooLarge(MOST_BYTES >> 20, MOST_PIXELS // 1_000_000)
    if not looks_like_a_photo(content[:16]):
        raise NotAPhoto
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PhotoTooLarge(MOST_BYTES >> 20, MOST_PIXELS // 1_000_000)
            if opened.format == "JPEG":
                opened.draft("RGB", (2160, 2160))  # decode a large photo at a fraction of its size
            picture = ImageOps.exif_transpose(opened)
            picture = picture.convert("RGBA" if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError):
        raise NotAPhoto from None
    by_size = {}
    for size in sorted(PHOTO_SIZES, reverse=True):
        picture.thumbnail((size, size), Image.Resampling.LANCZOS)
        target = io.BytesIO()
        picture.save(target, "WEBP", quality=84, method=4, exif=b"", xmp=b"", icc_profile=None)
        by_size[size] = target.getvalue()
        if size == max(PHOTO_SIZES):
            width, height = picture.size
    return Encoded(width, height, by_size)
