"""What browser tests do over and over: sign in, open a page and wait until it is alive, look for obstacles."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from sellerhub.demo.people import PASSWORD

SERIOUS = ("serious", "critical")


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Through the same door as the form. `email` may be a first name of the demo: `elif`."""
    form = {"email": email if "@" in email else f"{email}@demo.example", "password": password}
    answer = page.context.request.post("/session/sign-in", form=form, headers={"Sec-Fetch-Site": "same-origin"}, max_redirects=0)
    assert answer.status == 303, f"{email} could not sign in: {answer.status} {answer.text()[:200]}"
    assert "/sign-in" not in answer.headers["location"], f"{email} was refused"


def confirm_code(page: Page) -> None:
    """The code of a sign-up. No mail server is set in tests, so the page shows the mail and its code stands in the field."""
    form = page.locator("form[action='/session/confirm']")
    expect(form.locator("[name=code]")).to_have_value(re.compile(r"^\d{6}$"))
    form.locator("button[type=submit]").click()


def alive(page: Page) -> Page:
    """What the server painted has given way to the live page."""
    expect(page.locator("first-paint")).to_have_count(0)
    return page


def open_at(page: Page, path: str) -> Page:
    page.goto(path)
    return ready(page)


def ready(page: Page) -> Page:
    """The page is connected and has read what it shows."""
    page.wait_for_selector("#ready", state="attached")
    page.wait_for_function("() => !document.querySelector('[aria-busy=true], .skeleton, first-paint')")
    return page


def obstacles(page: Page) -> dict[str, list[str]]:
    """Serious accessibility violations found by axe: rule -> the elements concerned."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response
    return {
        each["id"]: [f"{node['html'][:160]} :: {node.get('failureSummary', '')[:200]}" for node in each["nodes"]]
        for each in found["violations"]
        if each["impact"] in SERIOUS
    }


def hear_troubles(page: Page) -> list[str]:
    """Collects what the browser complains about from now on: script errors, refused resources, broken requests."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("console", lambda said: troubles.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("response", lambda answer: troubles.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    return troubles


def hold_scripts(page: Page) -> Callable[[], None]:
    """No script of the build comes before the returned function is called."""
    held: list[Route] = []
    gone: list[bool] = []

    def hold(route: Route) -> None:
        if gone:
            route.continue_()
        else:
            held.append(route)

    def let_go() -> None:
        gone.append(True)
        for each in held:
            each.continue_()

    page.route("**/assets/*.js", hold)
    return let_go
