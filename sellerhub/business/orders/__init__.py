"""Cart, checkout, the order and its life."""
