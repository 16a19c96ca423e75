"""LIVE in Seller Center: planner and console."""
