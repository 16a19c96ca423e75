"""What several pages show of packages: their status, their timeline, their tracking."""

from sellerhub.web.parcels.parts import package_badge, timeline, tracking

__all__ = ["package_badge", "timeline", "tracking"]
