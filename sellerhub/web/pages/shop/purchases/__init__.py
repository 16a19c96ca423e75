"""/purchases: everything a buyer ordered, live."""
