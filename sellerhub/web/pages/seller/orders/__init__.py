"""The seller's order queue."""
