"""Products, variants, media, import and export."""
