"""The seller's order list: tabs, filters, search, what is new. The read side; nothing here changes an order."""
