"""Which adapter stands behind each port, and which reactions answer events: the same for server, commands and tests."""

import sellerhub.app_tables  # noqa: F401
from sellerhub.business.people.ports import Mail
from sellerhub.core.work import Office
from sellerhub.outside.mail import mail


def wire(office: Office) -> None:
    """Decide the adapters of an office from its settings."""
    office.use(Mail, mail(office.settings))
