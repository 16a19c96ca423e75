"""/purchases/<order>: one order as its buyer follows it."""
