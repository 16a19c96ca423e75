"""Who carries parcels. Only a simulated carrier so far; a real one implements the same port."""
