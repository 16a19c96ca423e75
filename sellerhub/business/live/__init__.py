"""LIVE sessions, their product lists, comments and viewers."""
