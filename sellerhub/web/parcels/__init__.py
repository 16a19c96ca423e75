"""What several pages show of packages: their status, their timeline."""

from sellerhub.web.parcels.parts import package_badge, timeline

__all__ = ["package_badge", "timeline"]
