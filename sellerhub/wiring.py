"""Which adapter stands behind each port, and which reactions answer events: the same for server, commands and tests."""

import sellerhub.app_tables  # noqa: F401
from sellerhub.core.work import Office


def wire(office: Office) -> None:
    """Decide the adapters of an office from its settings."""
