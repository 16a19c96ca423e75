"""/checkout: the cart, one product (`?variant=`), or what became of an order (`?order=`)."""
