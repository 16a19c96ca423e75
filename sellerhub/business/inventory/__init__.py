"""Stock, holds and adjustments."""
