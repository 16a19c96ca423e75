"""Packages, labels, tracking and ship-by promises."""
