"""`python -m sellerhub run | setup | demo | check | import | export`."""
