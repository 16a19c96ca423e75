"""What screens read of LIVE sessions."""

from sellerhub.business.live.queries.choices import (
    Choice,
    VariantChoice,
    choosable_products,
    chosen_products,
    one_more_to_list,
    variant_choice,
)
from sellerhub.business.live.queries.console import (
    ConsoleComment,
    ConsoleHead,
    ConsoleItem,
    ConsoleSale,
    ConsoleView,
    Figures,
    console_view,
)
from sellerhub.business.live.queries.lists import (
    LiveRow,
    OpenLive,
    Planned,
    PlannedItem,
    WatchCard,
    from_local_minute,
    lives_on_air,
    local_minute,
    on_air,
    plan_view,
    shop_lives,
    watch_card,
)
from sellerhub.business.live.queries.room import RoomView, room_view

__all__ = [
    "Choice",
    "ConsoleComment",
    "ConsoleHead",
    "ConsoleItem",
    "ConsoleSale",
    "ConsoleView",
    "Figures",
    "LiveRow",
    "OpenLive",
    "Planned",
    "PlannedItem",
    "RoomView",
    "VariantChoice",
    "WatchCard",
    "choosable_products",
    "chosen_products",
    "console_view",
    "from_local_minute",
    "lives_on_air",
    "local_minute",
    "on_air",
    "one_more_to_list",
    "plan_view",
    "room_view",
    "shop_lives",
    "variant_choice",
    "watch_card",
]
