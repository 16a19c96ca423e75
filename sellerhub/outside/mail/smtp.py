"""A real mail server, spoken to in a thread: `smtp://host:25`, `smtp://user:secret@host:587`, `smtps://...:465`."""

import asyncio
import smtplib
import ssl
from urllib.parse import unquote, urlsplit

from sellerhub.business.people.ports import Letter, MailNotSent
from sellerhub.outside.mail.message import message_of

TIMEOUT = 20.0
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class SmtpMail:
    is_simulated = False

    def __init__(self, url: str, sender: str, *, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("smtp_url is like smtp://user:password@host:587")
        self.host, self.implicit_tls = parts.hostname, parts.scheme == "smtps"
        self.port = parts.port or (465 if self.implicit_tls else 587 if parts.username else 25)
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.sender, self.timeout = sender, timeout

    async def send(self, letter: Letter) -> None:
        try:
            await asyncio.to_thread(self._send, letter)
        except (OSError, smtplib.SMTPException, UnicodeError) as problem:
            raise MailNotSent(type(problem).__name__) from problem

    def _send(self, letter: Letter) -> None:
        message = message_of(letter, self.sender)
        context = ssl.create_default_context()
        if self.implicit_tls:
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        with server:
            server.ehlo()
            if not self.implicit_tls and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif self.user and not self.implicit_tls and self.host not in LOOPBACK:
                raise smtplib.SMTPException("no password over an open line")
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)
