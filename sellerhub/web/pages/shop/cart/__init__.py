"""/cart: what a buyer means to buy, by shop."""
