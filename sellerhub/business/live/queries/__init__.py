"""What screens read of LIVE sessions."""

from sellerhub.business.live.queries.console import ConsoleView, console_view
from sellerhub.business.live.queries.lists import LiveRow, Planned, lives_on_air, on_air, plan_view, shop_lives
from sellerhub.business.live.queries.room import RoomView, room_view

__all__ = [
    "ConsoleView",
    "LiveRow",
    "Planned",
    "RoomView",
    "console_view",
    "lives_on_air",
    "on_air",
    "plan_view",
    "room_view",
    "shop_lives",
]
