"""A letter as a mail message."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr

from sellerhub.business.people.ports import Letter


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """Plain text, UTF-8. Headers are built from parts, so that no text can add one."""
    name, address = parseaddr(sender)
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64" if not letter.text.isascii() else "7bit")
    message["Content-Language"] = letter.language  # set_content drops what begins with Content-
    return message
