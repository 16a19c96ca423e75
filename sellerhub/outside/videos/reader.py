"""The process that reads one stranger's video: checks it, writes it clean, takes its cover, says so in one line of JSON."""

import contextlib
import json
import sys
from pathlib import Path

MEMORY = 2 << 30
SMALL = 1 << 20


def main(wanted: dict) -> dict:
    """`wanted`: source, clip and cover (paths), bytes, seconds, side, patience."""
    _confine(wanted)
    from sellerhub.outside.videos import cleaning, covers  # only now: whatever the library does is confined
    from sellerhub.outside.videos.refused import Refused

    source, clip, cover = (Path(wanted[name]) for name in ("source", "clip", "cover"))
    try:
        made = cleaning.clean(source, clip, most_bytes=wanted["bytes"], most_seconds=wanted["seconds"], most_side=wanted["side"])
        width, height = covers.take(clip, cover, made, most_side=wanted["side"])
    except Refused as refused:
        return {"refused": refused.code, "codec": refused.codec}
    return {"container": made.container, "millis": made.millis, "width": width, "height": height, "bytes": clip.stat().st_size}


def _confine(wanted: dict) -> None:
    """Memory, processor time, the size of what it writes, and its place behind everything that serves people."""
    with contextlib.suppress(ImportError):
        import os
        import resource

        most = {
            resource.RLIMIT_AS: MEMORY,
            resource.RLIMIT_CPU: wanted["patience"] * 2,
            resource.RLIMIT_FSIZE: wanted["bytes"] * 2 + SMALL,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_NOFILE: 64,
        }
        for what, limit in most.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(what, (limit, limit))
        os.nice(10)


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
