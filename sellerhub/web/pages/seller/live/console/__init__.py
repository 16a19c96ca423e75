"""The host's desk while on air."""
