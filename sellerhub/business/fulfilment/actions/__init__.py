"""What people and carriers do with packages."""

from sellerhub.business.fulfilment.actions.arranging import LineWish, OwnNumber, arrange, retry_label, take_own_number, void_label
from sellerhub.business.fulfilment.actions.carrying import hand_over, receive_scan, report_delivered
from sellerhub.business.fulfilment.actions.labelling import label_failed, label_refused, take_label
from sellerhub.business.fulfilment.actions.looking import reveal_phone
from sellerhub.business.fulfilment.actions.packing import pack, pack_item, print_label, print_slip

__all__ = [
    "LineWish",
    "OwnNumber",
    "arrange",
    "hand_over",
    "label_failed",
    "label_refused",
    "pack",
    "pack_item",
    "print_label",
    "print_slip",
    "receive_scan",
    "report_delivered",
    "retry_label",
    "reveal_phone",
    "take_label",
    "take_own_number",
    "void_label",
]
