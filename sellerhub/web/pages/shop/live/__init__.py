"""The watch page of a LIVE: a guest's phone is enough."""
