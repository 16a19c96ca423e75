"""How today goes, and what to do next."""
