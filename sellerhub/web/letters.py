"""Letters in the reader's language."""

import asyncio

import structlog

from sellerhub.business.people.doors import CodeToMail
from sellerhub.business.people.joining import Welcome
from sellerhub.business.people.ports import Letter, Mail, MailNotSent
from sellerhub.business.people.rules import CODE_LIFE
from sellerhub.core.work import office
from sellerhub.web.language.catalogue import say

log = structlog.get_logger(__name__)
PAUSES = (1.0, 5.0, 20.0)


def reset_letter(asked: CodeToMail, site: str) -> Letter:
    minutes = int(CODE_LIFE.total_seconds() // 60)
    text = say(asked.language, "mail.reset_text", name=asked.name, code=asked.code, n=minutes, site=site)
    return Letter(asked.to, say(asked.language, "mail.reset_subject"), text, asked.language)


def welcome_letter(asked: Welcome, site: str) -> Letter:
    """The code of a sign-up; or, where there is an account already, how to get into it."""
    kind = "sign_up" if asked.code else "known"
    minutes = int(CODE_LIFE.total_seconds() // 60)
    text = say(asked.language, f"mail.{kind}_text", name=asked.name, code=asked.code, n=minutes, site=site)
    return Letter(asked.to, say(asked.language, f"mail.{kind}_subject"), text, asked.language)


async def mail_reset_code(asked: CodeToMail) -> None:
    """After the answer went out, so that its time tells nothing. The code is kept nowhere, so nothing can send it later."""
    await _send(reset_letter(asked, office().settings.address), "reset")


async def mail_welcome(asked: Welcome) -> None:
    """As above."""
    await _send(welcome_letter(asked, office().settings.address), "sign_up")


async def _send(letter: Letter, kind: str) -> None:
    mail = office().outside(Mail)
    for pause in (*PAUSES, None):
        try:
            await mail.send(letter)
            return
        except MailNotSent as problem:
            log.warning("mail_not_sent", kind=kind, problem=str(problem), again=pause is not None)
            if pause is not None:
                await asyncio.sleep(pause)
