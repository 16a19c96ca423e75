"""SellerHub: a self-hosted Seller Center for live commerce."""

__version__ = "0.1.0"
