"""Sign-in, sign-up and reset: real HTML forms posted to `web/session_routes.py`."""
