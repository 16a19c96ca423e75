"""Letters reach a real mail server, and files where there is none."""

import email
import email.policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from sellerhub.business.people.ports import Letter, MailNotSent
from sellerhub.core.settings import Settings
from sellerhub.outside.mail import mail
from sellerhub.outside.mail.files import FileMail
from sellerhub.outside.mail.smtp import SmtpMail
from tests.servers import free_port

LETTER = Letter("ada@shop.example", "Kodunuz: パスワード", "Merhaba Işıl,\n\n    012345\n\n.\nşğü\n", "tr")


class Inbox:
    def __init__(self, refuse: str = "") -> None:
        self.envelopes, self.refuse = [], refuse

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return self.refuse
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def start_server():
    running = []

    def start(inbox, **options) -> int:
        controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        running.append(controller)
        return controller.port

    yield start
    for controller in running:
        controller.stop()


def read(data: bytes):
    return email.message_from_bytes(data, policy=email.policy.default)


async def test_a_letter_arrives_whole(start_server):
    inbox = Inbox()
    await SmtpMail(f"smtp://127.0.0.1:{start_server(inbox)}", "SellerHub <no-reply@hub.example>").send(LETTER)
    (envelope,) = inbox.envelopes
    message = read(envelope.content)
    assert (envelope.mail_from, envelope.rcpt_tos) == ("no-reply@hub.example", ["ada@shop.example"])
    assert (message["Subject"], message["From"], message["Content-Language"]) == (LETTER.subject, "SellerHub <no-reply@hub.example>", "tr")
    assert message.get_content().replace("\r\n", "\n") == LETTER.text


async def test_it_signs_in_where_asked_to(start_server):
    inbox = Inbox()

    def check(server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"hub", b"p@ss word")
        return AuthResult(success=right)

    port = start_server(inbox, authenticator=check, auth_require_tls=False, auth_required=True)
    await SmtpMail(f"smtp://hub:p%40ss%20word@127.0.0.1:{port}", "no-reply@hub.example").send(LETTER)
    assert len(inbox.envelopes) == 1
    with pytest.raises(MailNotSent):  # this server does not answer smtplib's second way of signing in
        await SmtpMail(f"smtp://hub:wrong@127.0.0.1:{port}", "no-reply@hub.example", timeout=1).send(LETTER)


@pytest.mark.parametrize("refusal", ["554 no", "451 later"])
async def test_a_refusal_and_an_absent_server_are_said(start_server, refusal):
    with pytest.raises(MailNotSent):
        await SmtpMail(f"smtp://127.0.0.1:{start_server(Inbox(refusal))}", "no-reply@hub.example").send(LETTER)
    with pytest.raises(MailNotSent):
        await SmtpMail(f"smtp://127.0.0.1:{free_port()}", "no-reply@hub.example", timeout=2).send(LETTER)


async def test_a_letter_cannot_bring_headers_of_its_own(tmp_path):
    box = FileMail(tmp_path, "no-reply@hub.example")
    await box.send(Letter("ada@shop.example", "Hello\r\nBcc: eve@evil.example", "text"))
    message = read(next(tmp_path.glob("*.eml")).read_bytes())
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: eve@evil.example"


async def test_without_a_server_letters_are_files_only_their_owner_reads(tmp_path):
    box = mail(Settings(data_dir=tmp_path))
    assert box.is_simulated
    await box.send(LETTER)
    (file,) = (tmp_path / "mail").glob("*.eml")
    assert file.stat().st_mode & 0o777 == 0o600
    assert read(file.read_bytes()).get_content() == LETTER.text
    assert not mail(Settings(data_dir=tmp_path, smtp_url="smtp://localhost")).is_simulated
