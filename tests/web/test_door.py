"""Form posts at the door, as browsers send them."""

import re
import statistics
import time

import pytest
from sqlalchemy import func, select

from sellerhub.business.people import actions, queries
from sellerhub.business.people.tables import Account
from sellerhub.business.shop.tables import Shop
from sellerhub.core.access import SYSTEM, Role
from sellerhub.core.work import open_reading, open_work
from tests.web.door import client, flash, server

GOOD = "nine green herons"


@pytest.fixture
async def door(office):
    app, letters = server(office)
    async with client(app) as browser:
        browser.app, browser.letters = app, letters
        yield browser


async def ask_to_join(door, name="ada", **more):
    form = {"email": f"{name}@shop.example", "password": GOOD, "name": name.title(), **more}
    return await door.post("/session/sign-up", data=form)


def mailed_code(door) -> str:
    return next(word for word in door.letters.letters[-1].text.split() if word.isdigit() and len(word) == 6)


async def sign_up(door, name="ada", **more):
    """Both steps: the form, and the code from the mail."""
    await ask_to_join(door, name, **more)
    return await door.post("/session/confirm", data={"code": mailed_code(door), "next": more.get("next", "")})


async def who(door):
    async with open_reading(SYSTEM) as look:
        return await queries.session_of(look, door.cookies.get("sid", ""))


async def test_signing_up_signs_in_with_a_cookie_that_scripts_cannot_read(door):
    answer = await sign_up(door)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    sid = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("sid="))
    assert "HttpOnly" in sid
    assert "SameSite=lax" in sid
    assert "Path=/" in sid
    assert (await who(door)).actor.roles == {Role.BUYER}


async def test_over_https_the_cookie_is_secure_and_bound_to_the_host(make_settings, office):
    office.settings = office.settings.model_copy(update={"insecure_cookies": False, "public_url": "https://seller.example"})
    app, letters = server(office)
    async with client(app, headers={"origin": "https://seller.example", "host": "seller.example"}) as door:
        door.base_url, door.letters = "https://seller.example", letters
        answer = await sign_up(door)
    sid = next(each for each in answer.headers.get_list("set-cookie") if "sid=" in each)
    assert sid.startswith("__Host-sid=")
    assert "Secure" in sid
    assert "max-age=" in answer.headers["strict-transport-security"]


async def test_a_seller_gets_account_and_shop_together_or_neither(door):
    answer = await sign_up(door, kind="seller", shop_name="Ada Ev", shop_handle="")
    assert answer.headers["location"] == "/seller"
    view = await who(door)
    assert view.face == "seller"
    assert view.actor.roles == {Role.BUYER, Role.OWNER}
    again = await ask_to_join(door, "bob", kind="seller", shop_name="Ada Ev", shop_handle="ada-ev")
    assert again.headers["location"] == "/sign-up"
    told = flash(door)
    assert (told["code"], told["facts"], told["email"], told["shop_name"]) == (
        "handle_taken",
        {"handle": "ada-ev"},
        "bob@shop.example",
        "Ada Ev",
    )
    async with open_reading(SYSTEM) as look:
        assert (await look.session.execute(select(func.count()).select_from(Account))).scalar() == 1
        assert (await look.session.execute(select(func.count()).select_from(Shop))).scalar() == 1


async def test_signing_up_answers_the_same_for_a_known_and_a_new_address_and_only_the_mail_differs(door):
    await sign_up(door)
    door.cookies.clear()
    door.letters.letters.clear()
    door.letters.is_simulated = False
    answers = []
    for name in ("ada", "new"):
        answer = await ask_to_join(door, name, next="/live/1?buy=2")
        told = flash(door)
        assert told.pop("email") == f"{name}@shop.example"
        headers = [(key, re.sub(r"(joining|flash)=[^;]+", r"\1", value)) for key, value in answer.headers.multi_items()]
        wrong = await door.post("/session/confirm", data={"code": "000000", "next": "/live/1?buy=2"})
        answers.append(
            (
                answer.status_code,
                answer.content,
                headers,
                len(door.cookies["joining"]),
                told,
                wrong.headers["location"],
                flash(door)["code"],
            )
        )
    assert answers[0] == answers[1]
    assert answers[0][0] == 303
    assert dict(answers[0][2])["location"] == "/sign-up?step=code&next=/live/1%3Fbuy%3D2"
    known, new = door.letters.letters
    assert (known.to, new.to) == ("ada@shop.example", "new@shop.example")
    assert "/reset" in known.text
    assert not re.search(r"\b\d{6}\b", known.text)
    assert re.search(r"\b\d{6}\b", new.text)


async def test_signing_up_takes_the_same_time_for_a_known_address(office):
    app, letters = server(office)
    async with client(app) as door:
        door.letters = letters
        await sign_up(door)
    times = {"ada": [], "new": []}
    for n in range(8):
        for name, taken in times.items():
            async with client(app, came_from=f"198.51.100.{n}") as door:
                begun = time.perf_counter()
                await ask_to_join(door, name)
                taken.append(time.perf_counter() - begun)
    known, unknown = (statistics.median(each) for each in times.values())
    assert abs(known - unknown) < 0.5 * max(known, unknown)


async def test_a_simulated_mail_is_shown_on_screen_and_a_real_one_never_is(door):
    await ask_to_join(door)
    assert flash(door)["simulated"] == mailed_code(door)
    await door.post("/session/confirm", data={"code": "x"})
    assert (flash(door)["code"], flash(door)["simulated"], flash(door)["email"]) == ("wrong_code", mailed_code(door), "ada@shop.example")
    assert (await door.post("/session/confirm", data={"code": mailed_code(door)})).headers["location"] == "/"
    door.cookies.clear()
    await ask_to_join(door)
    assert flash(door)["simulated"] == "known"
    door.letters.is_simulated = False
    door.cookies.clear()
    await ask_to_join(door, "bob")
    assert "simulated" not in flash(door)
    assert mailed_code(door) not in repr(door.cookies)


async def test_a_code_that_is_mailed_again_replaces_the_first_until_enough_went_out(door):
    door.letters.is_simulated = False
    form = {"next": "/live/1?buy=2"}
    await ask_to_join(door, **form)
    first = mailed_code(door)
    for n in (2, 3):
        answer = await door.post("/session/mail-again", data=form)
        assert answer.headers["location"] == "/sign-up?step=code&next=/live/1%3Fbuy%3D2"
        assert flash(door) == {"code": "sign_up_mailed_again", "email": "ada@shop.example", "step": "join"}
        assert len(door.letters.letters) == n
    last = mailed_code(door)
    answer = await door.post("/session/mail-again", data={**form, "in_place": "1"})
    assert (answer.headers["location"], len(door.letters.letters)) == ("/live/1?buy=2", 3)
    told = {"code": "mailed_enough", "facts": {"minutes": 15}, "email": "ada@shop.example", "step": "join"}
    assert flash(door) == told
    if first != last:
        await door.post("/session/confirm", data={**form, "code": first})
        assert flash(door)["code"] == "wrong_code"
    assert (await door.post("/session/confirm", data={**form, "code": last})).headers["location"] == "/live/1?buy=2"
    assert await who(door)


async def test_mailing_again_answers_the_same_for_a_known_address(door):
    await sign_up(door)
    door.letters.is_simulated = False
    answers = []
    for name in ("ada", "new"):
        door.cookies.clear()
        await ask_to_join(door, name)
        for _ in range(3):
            answer = await door.post("/session/mail-again")
            told = flash(door)
            assert told.pop("email") == f"{name}@shop.example"
            headers = [(key, re.sub(r"(joining|flash)=[^;]+", r"\1", value)) for key, value in answer.headers.multi_items()]
            answers.append((name, answer.status_code, answer.content, headers, told))
    assert [each[1:] for each in answers[:3]] == [each[1:] for each in answers[3:]]
    assert re.search(r"\b\d{6}\b", door.letters.letters[-1].text)


async def test_a_simulated_mail_that_is_sent_again_is_shown_in_place_of_the_first(door):
    await ask_to_join(door)
    await door.post("/session/mail-again")
    assert (flash(door)["code"], flash(door)["simulated"]) == ("sign_up_mailed_again", mailed_code(door))


async def test_a_sign_up_that_is_over_sends_back_to_the_form_and_mails_nothing(door):
    answer = await door.post("/session/mail-again", data={"next": "/cart"})
    assert (answer.headers["location"], flash(door)["code"], door.letters.letters) == ("/sign-up?next=/cart", "sign_up_over", [])


async def test_a_confirmed_buyer_goes_on_to_where_they_were(door):
    answer = await sign_up(door, next="/live/1?buy=2")
    assert answer.headers["location"] == "/live/1?buy=2"
    assert "joining" not in door.cookies
    assert await who(door)


async def test_a_shop_address_that_went_meanwhile_sends_back_to_the_form_and_makes_nothing(door):
    await ask_to_join(door, "bob", kind="seller", shop_name="Ada Ev")
    code = mailed_code(door)
    async with client(door.app) as elsewhere:
        elsewhere.letters = door.letters
        await sign_up(elsewhere, "ada", kind="seller", shop_name="Ada Ev")
    answer = await door.post("/session/confirm", data={"code": code})
    assert answer.headers["location"] == "/sign-up"
    assert (flash(door)["code"], flash(door)["email"]) == ("handle_taken", "bob@shop.example")
    assert await who(door) is None


async def test_a_refused_form_keeps_what_was_typed_but_no_password(door):
    answer = await door.post("/session/sign-up", data={"email": "ada@shop.example", "password": "short-pw", "name": ""})
    assert answer.headers["location"] == "/sign-up"
    assert flash(door) == {
        "code": "name_missing",
        "facts": {},
        "email": "ada@shop.example",
        "name": "",
        "kind": "buyer",
        "shop_name": "",
        "shop_handle": "",
    }
    assert "short-pw" not in repr(answer.headers)


async def test_wrong_and_unknown_get_the_same_answer_and_keep_where_one_was_going(door):
    await sign_up(door)
    door.cookies.clear()
    answers = []
    for email, password in (("ada@shop.example", "wrong wrong"), ("nobody@shop.example", GOOD)):
        answer = await door.post("/session/sign-in", data={"email": email, "password": password, "next": "/purchases?tab=all"})
        told = flash(door)
        assert told.pop("email") == email
        answers.append((answer.status_code, answer.headers["location"], answer.content, told))
    assert answers[0] == answers[1]
    assert answers[0][1] == "/sign-in?next=/purchases%3Ftab%3Dall"


async def test_signing_in_takes_the_same_time_for_an_unknown_address(office):
    app, letters = server(office)
    async with client(app) as door:
        door.letters = letters
        await sign_up(door)
    times = {"ada@shop.example": [], "nobody@shop.example": []}
    for n in range(8):
        for email, taken in times.items():
            async with client(app, came_from=f"198.51.100.{n}") as door:
                begun = time.perf_counter()
                await door.post("/session/sign-in", data={"email": email, "password": "wrong wrong"})
                taken.append(time.perf_counter() - begun)
    known, unknown = (statistics.median(each) for each in times.values())
    assert abs(known - unknown) < 0.5 * max(known, unknown)


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil", "/a\r\nSet-Cookie: x=1", ""]
)
async def test_next_only_goes_to_our_own_pages(door, onward):
    await sign_up(door)
    answer = await door.post("/session/sign-in", data={"email": "ada@shop.example", "password": GOOD, "next": onward})
    assert answer.headers["location"] == "/"
    answer = await door.post("/session/language", data={"language": "tr", "next": onward})
    assert answer.headers["location"] == "/"


async def test_a_session_key_planted_before_signing_in_is_worth_nothing(door):
    await sign_up(door)
    first = door.cookies["sid"]
    door.cookies.set("sid", "planted" * 7)
    await door.post("/session/sign-in", data={"email": "ada@shop.example", "password": GOOD})
    assert "planted" not in door.cookies.get("sid", domain="127.0.0.1")
    async with open_reading(SYSTEM) as look:
        assert await queries.session_of(look, "planted" * 7) is None
        assert await queries.session_of(look, first) is not None


async def test_signing_in_again_ends_the_session_this_browser_had(door):
    await sign_up(door)
    before = door.cookies["sid"]
    await door.post("/session/sign-in", data={"email": "ada@shop.example", "password": GOOD})
    assert door.cookies["sid"] != before
    async with open_reading(SYSTEM) as look:
        assert await queries.session_of(look, before) is None


async def test_no_other_site_can_post_in_a_persons_name(door):
    await sign_up(door)
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:9999"}):
        answer = await door.post("/session/sign-out", headers=headers)
        assert answer.status_code == 403
    bare = {name: value for name, value in door.headers.items() if name != "origin"}
    door.headers = bare
    assert (await door.post("/session/sign-out", headers={"sec-fetch-site": "cross-site"})).status_code == 403
    assert (await door.post("/session/sign-out")).status_code == 403
    assert await who(door)
    assert (await door.post("/session/sign-out", headers={"sec-fetch-site": "same-origin"})).status_code == 303


async def test_sign_out_ends_the_session_and_the_cookie(door):
    await sign_up(door)
    key = door.cookies["sid"]
    answer = await door.post("/session/sign-out")
    assert answer.headers["location"] == "/sign-in"
    assert "sid" not in door.cookies
    async with open_reading(SYSTEM) as look:
        assert await queries.session_of(look, key) is None


async def test_sign_out_everywhere_but_here(door):
    await sign_up(door)
    async with client(door.app) as elsewhere:
        await elsewhere.post("/session/sign-in", data={"email": "ada@shop.example", "password": GOOD})
        assert await who(elsewhere)
        await door.post("/session/sign-out-everywhere", data={"but": "this"})
        assert await who(elsewhere) is None
    assert await who(door)
    await door.post("/session/sign-out-everywhere")
    assert await who(door) is None


async def test_a_reset_code_comes_by_mail_in_the_persons_language_and_lets_in(door):
    door.cookies.set("lang", "ja", domain="127.0.0.1")
    await sign_up(door)
    door.cookies.clear()
    answers = []
    for email in ("ada@shop.example", "nobody@shop.example"):
        answer = await door.post("/session/reset", data={"email": email})
        assert flash(door) == {"code": "code_mailed", "step": "code", "email": email}
        answers.append((answer.status_code, answer.headers["location"], answer.content))
    assert answers[0] == answers[1]
    _, letter = door.letters.letters  # the first was the sign-up's
    assert letter.to == "ada@shop.example"
    assert "パスワード" in letter.subject
    code = next(word for word in letter.text.split() if word.isdigit() and len(word) == 6)
    form = {"email": "ada@shop.example", "code": "000000" if code != "000000" else "1", "password": "ten grey otters"}
    await door.post("/session/reset", data=form)
    assert (flash(door)["code"], flash(door)["step"]) == ("wrong_code", "code")
    answer = await door.post("/session/reset", data={**form, "code": code})
    assert answer.headers["location"] == "/"
    assert await who(door)


async def test_the_password_changes_with_the_old_one_only(door):
    await sign_up(door)
    await door.post("/session/password", data={"old": "not it at all", "password": "ten grey otters"})
    assert flash(door)["code"] == "wrong_old_password"
    await door.post("/session/password", data={"old": GOOD, "password": "ten grey otters"})
    assert flash(door)["code"] == "password_changed"
    answer = await door.post("/session/sign-in", data={"email": "ada@shop.example", "password": GOOD})
    assert answer.headers["location"] == "/sign-in"


async def test_faces_are_switched_only_to_ones_own(door):
    await sign_up(door, kind="seller", shop_name="Ada Ev")
    shop_id = (await who(door)).actor.shop_id
    assert (await door.post("/session/face", data={"face": "shop"})).headers["location"] == "/"
    assert (await who(door)).face == "shop"
    assert (await door.post("/session/face", data={"face": "seller", "shop_id": str(shop_id)})).headers["location"] == "/seller"
    for form in ({"face": "operator"}, {"face": "seller", "shop_id": str(shop_id + 1)}, {"face": "x"}, {}):
        assert (await door.post("/session/face", data=form)).status_code == 403
    async with open_work(SYSTEM) as work:
        await actions.give_role(work, (await who(door)).actor.account_id, Role.OPERATOR)
    assert (await door.post("/session/face", data={"face": "operator"})).headers["location"] == "/operator"


async def test_the_language_is_kept_in_a_cookie_and_with_the_account(door):
    await sign_up(door)
    answer = await door.post("/session/language", data={"language": "ar", "next": "/cart"})
    assert (answer.headers["location"], door.cookies["lang"]) == ("/cart", "ar")
    assert (await who(door)).actor.language == "ar"
    await door.post("/session/language", data={"language": "klingon"})
    assert door.cookies["lang"] == "ar"


async def test_a_lock_out_is_told_in_the_readers_language_by_code_and_minutes(door):
    for _ in range(11):
        await door.post("/session/sign-in", data={"email": "nobody@shop.example", "password": "wrong wrong"})
    assert (flash(door)["code"], flash(door)["facts"]) == ("too_many_tries", {"minutes": 15})


async def test_a_form_that_is_too_large_is_not_read(door):
    answer = await door.post("/session/sign-in", data={"email": "a" * 70_000})
    assert answer.status_code == 413

    async def endless():
        for _ in range(100):
            yield b"email=" + b"a" * 1000

    answer = await door.post("/session/sign-in", content=endless(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413


async def test_strange_forms_never_break_a_route(door):
    for path in ("sign-in", "sign-up", "confirm", "mail-again", "reset", "language", "face", "password", "sign-out-everywhere", "sign-out"):
        for body in (b"", b"\xff\xfe\x00", b"email=%00%ff&password=%00&code=%00&name=%e2%80%ae", b"email=" + b"x@" * 3000):
            answer = await door.post(f"/session/{path}", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
            assert answer.status_code in (303, 401, 403, 413, 422), (path, body[:20], answer.status_code, answer.text)


async def test_a_sign_up_in_place_stays_on_its_page_with_a_right_and_with_a_wrong_code(door):
    here = "/live/77?buy=78"
    form = {"email": "nil@home.example", "password": GOOD, "name": "Nil", "next": here, "in_place": "1"}
    assert (await door.post("/session/sign-up", data=form)).headers["location"] == here
    code = flash(door)["simulated"]
    other = "000000" if code != "000000" else "111111"
    answer = await door.post("/session/confirm", data={"code": other, "next": here, "in_place": "1"})
    assert (answer.headers["location"], flash(door)["code"]) == (here, "wrong_code")
    answer = await door.post("/session/confirm", data={"code": code, "next": here, "in_place": "1"})
    assert answer.headers["location"] == here
    assert door.cookies["sid"]
