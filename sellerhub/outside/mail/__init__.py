"""Letters to people: a real mail server, or files where there is none."""

from sellerhub.business.people.ports import Mail
from sellerhub.core.settings import Settings
from sellerhub.outside.mail.files import FileMail
from sellerhub.outside.mail.smtp import SmtpMail


def mail(settings: Settings) -> Mail:
    """The adapter that the settings ask for."""
    return (
        SmtpMail(settings.smtp_url, settings.mail_from) if settings.smtp_url else FileMail(settings.data_dir / "mail", settings.mail_from)
    )
