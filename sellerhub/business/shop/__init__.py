"""A shop's profile, addresses, market and shipping fee."""
