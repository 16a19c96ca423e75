"""What a good e-mail address, name and password are; how often one may try."""

from datetime import timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise

from email_validator import EmailNotValidError, validate_email

from sellerhub.business.people.errors import BadEmail, NameMissing, WeakPassword

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 256  # a longer one is work for the hash and safety for nobody
TRIES = 10
SIGN_UPS = 30  # from one address in one window: an office or a campus shares one
TRIES_WINDOW = timedelta(minutes=15)
CODE_LIFE = timedelta(minutes=15)
CODE_TRIES = 5
CODES_MAILED = 3
SEEN_EVERY = timedelta(minutes=15)

FACES = ("seller", "shop", "creator", "operator")


def clean_email(text: str) -> str:
    """The address in the one form that we keep. Raises BadEmail."""
    try:
        found = validate_email(text.strip()[:320], check_deliverability=False, allow_smtputf8=True, test_environment=True)
    except EmailNotValidError:
        raise BadEmail from None
    return found.normalized.lower()


def clean_name(text: str) -> str:
    """A person's name on one line. Raises NameMissing."""
    name = " ".join(text.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise NameMissing
    return name


def check_password(password: str, *about: str) -> None:
    """Raises WeakPassword when it is short, endless, everybody's, or made of the person's own name or address."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword("short", f"Use at least {SHORTEST_PASSWORD} characters.", n=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword("long", f"Use at most {LONGEST_PASSWORD} characters.", n=LONGEST_PASSWORD)
    plain = password.casefold()
    if plain in _common() or len(set(plain)) < 4 or _is_run(plain):
        raise WeakPassword("common", "This password is known to everybody. Choose another one.")
    own = {part.casefold() for text in about for part in (text, text.split("@")[0]) if len(part) >= 4}
    if plain in own:
        raise WeakPassword("common", "This password is known to everybody. Choose another one.")


def _is_run(text: str) -> bool:
    """`12345678`, `abcdefgh`, `87654321`: every step is the same."""
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


@cache
def _common() -> frozenset[str]:
    text = (files(__package__) / "common_passwords.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
