"""Uploaded videos: read in a process of their own, by PyAV."""

from sellerhub.outside.videos.editing import PyAvEditing

__all__ = ["PyAvEditing"]
