"""Signing in, up and out, switching face and language: form posts that end in a full navigation.

A cookie can only become HttpOnly through HTTP, and a websocket carries the cookies of its handshake. What went wrong is
told to the next page by a cookie that lives half a minute; nothing typed is lost except passwords.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sellerhub.business.people import actions, doors, joining
from sellerhub.business.people.errors import MailedEnough, TooManyTries, WrongCode, WrongCredentials, WrongOldPassword
from sellerhub.business.people.ports import Mail
from sellerhub.business.people.rules import CODE_LIFE
from sellerhub.business.shop import actions as shops
from sellerhub.business.shop import rules as shop_rules
from sellerhub.business.shop.errors import HandleTaken
from sellerhub.business.shop.queries import is_handle_free
from sellerhub.core.access import SYSTEM
from sellerhub.core.errors import BusinessError, NotSignedIn
from sellerhub.core.ids import parse_id
from sellerhub.core.text import LANGUAGES, PSEUDO
from sellerhub.core.work import Work, office, open_reading, open_work
from sellerhub.web import cookies
from sellerhub.web.http import actor_from, came_from, key_from, language_from, own_path, route, session_from
from sellerhub.web.letters import mail_reset_code, mail_welcome
from sellerhub.web.measures import SIGN_INS
from sellerhub.web.sessions import session_of

HOMES = {"seller": "/seller", "shop": "/", "creator": "/creator", "operator": "/operator"}
YEAR = 365 * 24 * 3600
FLASH_SECONDS = 30
CODE_SECONDS = int(CODE_LIFE.total_seconds())
_OURS: dict[str, Any] = {"httponly": True, "samesite": "lax"}


@route("/session/sign-in", ["POST"])
async def sign_in(request: Request) -> Response:
    form = await request.form()
    email, onward = _text(form, "email"), own_path(_text(form, "next"), "")
    try:
        entered = await doors.sign_in(
            email,
            _text(form, "password", strip=False),
            came_from=came_from(request),
            device_key=request.cookies.get(cookies.device_name(office().settings), ""),
            device=_device(request),
        )
    except BusinessError as refusal:
        SIGN_INS.labels("refused").inc()
        return _back("/sign-in", refusal, onward, email=email)
    SIGN_INS.labels("entered").inc()
    return await _let_in(request, entered, onward)


@route("/session/sign-up", ["POST"])
async def sign_up(request: Request) -> Response:
    """A buyer, or with `kind=seller` an owner with a shop: a code is mailed, and `confirm` makes both or neither.

    The answer does not tell whether the address has an account.
    """
    form = await request.form()
    email, name, onward = _text(form, "email"), _text(form, "name"), own_path(_text(form, "next"), "")
    kind = "seller" if _text(form, "kind") == "seller" else "buyer"
    shop_name = _text(form, "shop_name")
    handle = _text(form, "shop_handle") or shop_rules.handle_from(shop_name)

    typed = {"email": email, "name": name, "kind": kind, "shop_name": shop_name, "shop_handle": handle}
    try:
        if kind == "seller":  # before anything costly, so that the form's mistakes come back together
            shop_rules.clean_name(shop_name)
            handle = typed["shop_handle"] = shop_rules.clean_handle(handle)
            async with open_reading(SYSTEM) as look:
                if not await is_handle_free(look, handle):
                    raise HandleTaken(handle)
        asked = await joining.start(
            email,
            _text(form, "password", strip=False),
            name,
            language_from(request),
            came_from=came_from(request),
            wish={"kind": kind, "shop_name": shop_name, "shop_handle": handle},
        )
    except BusinessError as refusal:
        return _back("/sign-up", refusal, onward, **typed)
    return _mailed(form, asked.key, asked.mail, {"code": "sign_up_mailed", "email": email})


@route("/session/mail-again", ["POST"])
async def mail_again(request: Request) -> Response:
    """Another code for the sign-up that this browser waits with. The answer tells as little as the first one's."""
    form, key = await request.form(), request.cookies.get(cookies.joining_name(office().settings), "")
    try:
        mail = await joining.mail_again(key, came_from=came_from(request))
    except BusinessError as refusal:
        return _not_joined(request, form, refusal)
    return _mailed(form, key, mail, {"code": "sign_up_mailed_again", **_waiting(request)})


@route("/session/confirm", ["POST"])
async def confirm(request: Request) -> Response:
    """The code that was mailed for a sign-up; with it the account is made."""
    form = await request.form()
    onward, key = own_path(_text(form, "next"), ""), cookies.joining_name(office().settings)

    async def open_shop(work: Work, account_id: int, wish: Mapping[str, Any]) -> None:
        if wish.get("kind") == "seller":
            await shops.open_shop(work, account_id, wish["shop_handle"], wish["shop_name"])

    try:
        entered = await joining.finish(
            request.cookies.get(key, ""), _text(form, "code"), came_from=came_from(request), device=_device(request), then=open_shop
        )
    except BusinessError as refusal:
        return _not_joined(request, form, refusal)
    answer = await _let_in(request, entered, onward)
    answer.delete_cookie(key, path="/", secure=_secure(), httponly=True, samesite="lax")
    return answer


@route("/session/reset", ["POST"])
async def reset(request: Request) -> Response:
    """Without `code` one is mailed; with it the new password is set. The first answer is the same for any address."""
    form = await request.form()
    email, code = _text(form, "email"), _text(form, "code")
    try:
        if "code" not in form:
            letter = await doors.start_reset(email, came_from=came_from(request))
            then = BackgroundTask(mail_reset_code, letter) if letter else None
            return _flash(RedirectResponse("/reset", 303, background=then), {"code": "code_mailed", "step": "code", "email": email})
        entered = await doors.finish_reset(
            email, code, _text(form, "password", strip=False), came_from=came_from(request), device=_device(request)
        )
    except BusinessError as refusal:
        return _back("/reset", refusal, "", email=email, step="code" if "code" in form else "")
    return await _let_in(request, entered, "")


@route("/session/password", ["POST"])
async def change_password(request: Request) -> Response:
    form, view = await request.form(), await session_from(request)
    if view is None:
        raise NotSignedIn
    try:
        await doors.change_password(view.actor, _text(form, "old", strip=False), _text(form, "password", strip=False), session_id=view.id)
    except BusinessError as refusal:
        return _back("/account", WrongOldPassword() if isinstance(refusal, WrongCredentials) else refusal, "")
    return _flash(RedirectResponse("/account", 303), {"code": "password_changed"})


@route("/session/sign-out", ["POST"])
async def sign_out(request: Request) -> Response:
    view = await session_from(request)
    if view is not None:
        async with open_work(view.actor) as work:
            await actions.sign_out(work, key_from(request))
    return _forget(RedirectResponse("/sign-in", 303))


@route("/session/sign-out-everywhere", ["POST"])
async def sign_out_everywhere(request: Request) -> Response:
    """With `but=this` the session that asks goes on."""
    form, view = await request.form(), await session_from(request)
    if view is None:
        raise NotSignedIn
    stays = _text(form, "but") == "this"
    async with open_work(view.actor) as work:
        await actions.sign_out_everywhere(work, view.actor.account_id, but=view.id if stays else None)
    return _flash(RedirectResponse("/account", 303), {"code": "others_signed_out"}) if stays else _forget(RedirectResponse("/sign-in", 303))


@route("/session/face", ["POST"])
async def face(request: Request) -> Response:
    form, view = await request.form(), await session_from(request)
    if view is None:
        raise NotSignedIn
    wanted = _text(form, "face")
    async with open_work(view.actor) as work:
        await actions.choose_face(work, key_from(request), wanted, parse_id(_text(form, "shop_id")) or view.actor.shop_id)
    return RedirectResponse(own_path(_text(form, "next"), HOMES[wanted]), 303)


@route("/session/language", ["POST"])
async def language(request: Request) -> Response:
    form = await request.form()
    wanted, answer = _text(form, "language"), RedirectResponse(own_path(_text(form, "next")), 303)
    if wanted not in (*LANGUAGES, PSEUDO):
        return answer
    actor = await actor_from(request)
    if not actor.is_guest:
        async with open_work(actor) as work:
            await actions.choose_language(work, wanted)
    # The page's first script reads it to choose the dictionary before anything is drawn.
    answer.set_cookie(cookies.LANGUAGE, wanted, max_age=YEAR, path="/", secure=_secure(), samesite="lax")
    return answer


def read_flash(header: str) -> dict[str, Any]:
    """What the last form post left for this page; empty when nothing or nonsense."""
    try:
        found = json.loads(unquote(cookies.read(header).get(cookies.FLASH, "")) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


async def _let_in(request: Request, entered: doors.Entered, onward: str) -> Response:
    """A new key for a new session; the one this browser had before ends."""
    before = key_from(request)
    if before:
        async with open_work(SYSTEM) as work:
            await actions.sign_out(work, before)
    view = await session_of(entered.key)
    settings = office().settings
    answer = RedirectResponse(onward or HOMES[view.face if view else "shop"], 303)
    ours = {"path": "/", "secure": _secure(), **_OURS}
    answer.set_cookie(cookies.session_name(settings), entered.key, max_age=settings.session_days * 86400, **ours)
    answer.set_cookie(cookies.device_name(settings), entered.device_key, max_age=YEAR, **ours)
    answer.delete_cookie(cookies.FLASH, path="/")
    return answer


def _forget(answer: Response) -> Response:
    answer.delete_cookie(cookies.session_name(office().settings), path="/", secure=_secure(), httponly=True, samesite="lax")
    return answer


def _back(page: str, refusal: BusinessError, onward: str, **typed: str) -> Response:
    """To the form again, with what was refused and what was typed."""
    address = f"{page}?next={quote(onward)}" if onward else page
    told = {"code": refusal.code, "facts": refusal.facts, **typed}
    return _flash(RedirectResponse(address, 303), told)


def _mailed(form: FormData, key: str, mail: joining.Welcome | None, told: dict[str, Any]) -> Response:
    """To where the code is typed, while its mail goes out."""
    if mail and office().outside(Mail).is_simulated:
        told["simulated"] = mail.code or "known"  # nobody's letter-box but this screen
    then = BackgroundTask(mail_welcome, mail) if mail else None
    answer = _to_code(form, told, then)
    answer.set_cookie(cookies.joining_name(office().settings), key, max_age=CODE_SECONDS, path="/", secure=_secure(), **_OURS)
    return answer


def _not_joined(request: Request, form: FormData, refusal: BusinessError) -> Response:
    """To the code again, or to the form when no code helps any more."""
    kept = _waiting(request)
    if isinstance(refusal, WrongCode | TooManyTries | MailedEnough):
        return _to_code(form, {"code": refusal.code, "facts": refusal.facts, **kept})
    return _back("/sign-up", refusal, own_path(_text(form, "next"), ""), email=kept.get("email", ""))


def _waiting(request: Request) -> dict[str, str]:
    """What this browser was told of the sign-up whose code it waits for."""
    before = read_flash(request.headers.get("cookie", ""))
    return {name: before[name] for name in ("email", "simulated") if isinstance(before.get(name), str)}


def _to_code(form: FormData, told: dict[str, Any], then: BackgroundTask | None = None) -> RedirectResponse:
    page = _code_page(own_path(_text(form, "next"), ""), in_place=_text(form, "in_place") != "")
    return _flash(RedirectResponse(page, 303, background=then), {**told, "step": "join"}, seconds=CODE_SECONDS)


def _code_page(onward: str, *, in_place: bool) -> str:
    """Where the code is asked for: on a page of its own, or on the one the buyer is on, in its checkout sheet."""
    if in_place and onward:
        return onward
    return f"/sign-up?step=code&next={quote(onward)}" if onward else "/sign-up?step=code"


def _flash(answer: RedirectResponse, told: dict[str, Any], *, seconds: int = FLASH_SECONDS) -> RedirectResponse:
    short = {name: value[:320] if isinstance(value, str) else value for name, value in told.items()}
    text = quote(json.dumps(short, ensure_ascii=False, separators=(",", ":")), safe="")
    answer.set_cookie(cookies.FLASH, text, max_age=seconds, path="/", secure=_secure(), **_OURS)
    return answer


def _secure() -> bool:
    return not cookies.is_plain(office().settings)


def _text(form: FormData, name: str, *, strip: bool = True) -> str:
    value = form.get(name)
    text = value.replace("\x00", "") if isinstance(value, str) else ""  # PostgreSQL keeps no NUL
    return text.strip() if strip else text


def _device(request: Request) -> str:
    """`Firefox, Linux`: enough to know one's own browser in a list, too little to know a person by."""
    agent = request.headers.get("user-agent", "")
    browsers = (("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"))
    browsers += (("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"))
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
    systems += (("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))
    parts = [next((name for mark, name in known if mark in agent), "") for known in (browsers, systems)]
    return ", ".join(part for part in parts if part)
