"""What people do with a LIVE."""

from sellerhub.business.live.actions.audience import count_watchers
from sellerhub.business.live.actions.plan import (
    add_products,
    change_plan,
    copy_last,
    copy_list,
    plan,
    remove_item,
    reorder,
    set_products,
)
from sellerhub.business.live.actions.session import cancel, end, go_live, lose_signal, restart, signal_back
from sellerhub.business.live.actions.show import pin, pin_next, unpin
from sellerhub.business.live.actions.talk import approve_comment, comment, hide_comment, pin_comment, reply, unpin_comment

__all__ = [
    "add_products",
    "approve_comment",
    "cancel",
    "change_plan",
    "comment",
    "copy_last",
    "copy_list",
    "count_watchers",
    "end",
    "go_live",
    "hide_comment",
    "lose_signal",
    "pin",
    "pin_comment",
    "pin_next",
    "plan",
    "remove_item",
    "reorder",
    "reply",
    "restart",
    "set_products",
    "signal_back",
    "unpin",
    "unpin_comment",
]
