"""The watch page of a short video: a guest's phone is enough."""
