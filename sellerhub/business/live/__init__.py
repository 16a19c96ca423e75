"""LIVE sessions: the plan, the run of show, the pinned product, comments, who watches and what it sold (features D7)."""
