"""A video in a fresh container: the same pictures and sound, and nothing else of the file.

Places, devices and times (`udta`, `meta`, tags, GPS tracks), subtitles, attachments, bytes hidden in or after the
container, and user data inside the picture stream (SEI, metadata OBUs) are not copied. Nothing is encoded again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer

from sellerhub.outside.videos.refused import Refused

PLAYABLE = {"mp4": ({"h264"}, {"aac"}), "webm": ({"vp8", "vp9", "av1"}, {"opus", "vorbis"})}
PIXELS = {"yuv420p", "yuvj420p", "yuva420p", "yuv420p10le"}
EIGHT_BIT = {"yuv420p", "yuvj420p"}  # all that browsers play of H.264
WITHOUT = {"h264": "filter_units=remove_types=6", "av1": "filter_units=remove_types=5"}
OPTIONS = {"mp4": {"movflags": "+faststart", "fflags": "+bitexact"}, "webm": {"cues_to_front": "1", "fflags": "+bitexact"}}
SLACK = Fraction(1, 2)  # seconds beyond the limit that nobody minds
LEAST_SHARE = Fraction(97, 100)  # of the length that the file says it has
NAMES = {"hevc": "HEVC (H.265)", "av1": "AV1", "h264": "H.264", "mpeg4": "MPEG-4 Part 2"}


@dataclass(frozen=True)
class Clean:
    container: str  # mp4 or webm
    millis: int


def clean(source: Path, target: Path, *, most_bytes: int, most_seconds: int, most_side: int) -> Clean:
    """Raises Refused."""
    if source.stat().st_size > most_bytes:
        raise Refused("too_large")
    with source.open("rb") as file:
        kind = sniffed(file.read(4096))
        file.seek(0)
        try:
            with av.open(file, format="mp4" if kind == "mp4" else "matroska", metadata_errors="ignore") as found:
                streams = _checked(found, kind, most_seconds, most_side)
                with av.open(str(target), "w", format=kind, options=OPTIONS[kind]) as made:
                    end = _copy(found, made, streams, most_seconds)
                told = (found.duration or 0) / av.time_base
        except (av.FFmpegError, OSError, ValueError, MemoryError, OverflowError) as bug:
            raise Refused("broken") from bug
    if end <= 0 or end < told * LEAST_SHARE - SLACK:
        raise Refused("broken")  # cut off on the way
    return Clean(kind, round(end * 1000))


def sniffed(start: bytes) -> str:
    """mp4 or webm by the first bytes, whatever the file is called. Raises Refused."""
    if start[4:8] == b"ftyp" and start[8:12] not in (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1"):
        return "mp4"
    if start.startswith(b"\x1a\x45\xdf\xa3") and (b"webm" in start[:64] or b"matroska" in start[:64]):
        return "webm"
    raise Refused("not_a_video")


def _checked(found: InputContainer, kind: str, most_seconds: int, most_side: int) -> list:
    """The one picture stream and, if there is one, the first sound."""
    videos = [each for each in found.streams.video if not each.disposition & each.disposition.__class__.attached_pic]
    if not videos:
        raise Refused("not_a_video")
    video, sounds = videos[0], found.streams.audio
    context = video.codec_context
    if _codec(context) not in PLAYABLE[kind][0]:
        raise Refused("codec", _spoken(context))
    if context.pix_fmt is not None and context.pix_fmt not in (EIGHT_BIT if kind == "mp4" else PIXELS):
        raise Refused("codec", f"{_spoken(context)} {context.pix_fmt}")
    if not 0 < max(context.width, context.height) <= most_side:
        raise Refused("too_wide" if context.width else "broken")
    if sounds and _codec(sounds[0].codec_context) not in PLAYABLE[kind][1]:
        raise Refused("codec", _spoken(sounds[0].codec_context))
    if (found.duration or 0) / av.time_base > most_seconds + SLACK:
        raise Refused("too_long")
    return [video, *sounds[:1]]


def _codec(context: av.CodecContext | None) -> str:
    """`av1`, whichever decoder reads it."""
    return "" if context is None else context.codec.canonical_name


def _spoken(context: av.CodecContext | None) -> str:
    name = _codec(context)
    return NAMES.get(name, name.upper() or "this codec")


def _copy(found: InputContainer, made: OutputContainer, streams: list, most_seconds: int) -> Fraction:
    """Packet by packet; returns how long it lasts, in seconds, whatever the file says. Raises Refused."""
    copies = {each.index: made.add_stream_from_template(each, opaque=True) for each in streams}
    filters = {}
    for each in streams:
        copies[each.index].metadata.clear()
        name = WITHOUT.get(_codec(each.codec_context))
        if name:
            filters[each.index] = BitStreamFilterContext(name, each, copies[each.index])
    first, end = None, Fraction(0)
    for packet in _packets(found, streams):
        index = packet.stream.index
        if packet.pts is not None:
            at = packet.pts * packet.time_base
            first = at if first is None else min(first, at)
            end = max(end, at + (packet.duration or 0) * packet.time_base - first)
            if end > most_seconds + SLACK:
                raise Refused("too_long")
        for each in filters[index].filter(packet) if index in filters else [packet]:
            each.stream = copies[index]
            made.mux_one(each)
    for index, each in filters.items():
        for left in each.filter(None):
            left.stream = copies[index]
            made.mux_one(left)
    return end


def _packets(found: InputContainer, streams: list) -> Iterator[av.Packet]:
    for packet in found.demux(streams):
        if packet.dts is not None or packet.pts is not None:  # the others say that there are no more
            yield packet
