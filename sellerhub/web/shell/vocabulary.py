"""Status -> tone and icon, one table for every screen (tokens section 7). Words are `status.<code>` in the catalogue."""

ORDER_STATUS: dict[str, tuple[str, str]] = {
    "unpaid": ("mute", "hourglass"),
    "on_hold": ("warn", "shield-ellipsis"),
    "awaiting_shipment": ("warn", "package"),
    "awaiting_collection": ("info", "package-check"),
    "partially_shipped": ("info", "boxes"),
    "in_transit": ("info", "truck"),
    "delivered": ("ok", "circle-check"),
    "completed": ("mute", "check-check"),
    "cancel_requested": ("warn", "circle-slash"),
    "cancelled": ("mute", "ban"),
}
SOURCE_ICON = {"live": "radio", "video": "play", "shop": "store", "creator": "handshake"}
PRODUCT_STATUS: dict[str, tuple[str, str]] = {
    "draft": ("mute", "pencil-line"),
    "in_review": ("info", "scan-search"),
    "active": ("ok", "circle-check"),
    "failed": ("bad", "octagon-alert"),
    "frozen": ("bad", "ban"),
    "inactive": ("mute", "eye-off"),
    "deleted": ("mute", "trash-2"),
}
