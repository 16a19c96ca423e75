"""Short videos and the products tagged in them."""
