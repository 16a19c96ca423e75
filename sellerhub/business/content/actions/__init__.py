"""What people do with short videos."""

from sellerhub.business.content.actions.adding import add_video, limits
from sellerhub.business.content.actions.showing import delete, publish, unpublish
from sellerhub.business.content.actions.tagging import change_video
from sellerhub.business.content.actions.watching import count_view

__all__ = ["add_video", "change_video", "count_view", "delete", "limits", "publish", "unpublish"]
