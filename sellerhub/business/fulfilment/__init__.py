"""Packages, labels, tracking: from a paid order to the buyer's door."""
