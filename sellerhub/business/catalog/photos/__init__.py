"""Photos of products: re-encoded, kept outside the web root, uploaded or fetched."""
