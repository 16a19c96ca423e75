"""Values as people read them, by locale (design tokens section 8). Latin digits everywhere; Babel knows the rest."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

from sellerhub.core.money import Money

LANGUAGES = ("en", "zh", "ja", "ar", "fr", "es", "tr", "id")
PSEUDO = "xx"  # for tests: every string marked and lengthened, see web/language
RIGHT_TO_LEFT = frozenset({"ar"})
MINUS = "\u2212"


# CLDR's narrow symbols, where Babel only offers the code.
NARROW = {"TRY": "₺", "IDR": "Rp", "THB": "฿", "MYR": "RM", "PHP": "₱", "UAH": "₴", "PLN": "zł", "RUB": "₽", "NGN": "₦"}


@lru_cache
def locale_of(language: str) -> Locale:
    """The Babel locale of one of our languages; English as the world writes it for anything else."""
    return Locale.parse(language if language in LANGUAGES and language != "en" else "en_001")


def country(code: str, language: str) -> str:
    """`Türkiye` for `TR`; the code itself when nobody knows it."""
    return locale_of(language).territories.get(code.upper(), code)


def known_language(language: str) -> str:
    """A language of ours, whatever came from a cookie or a header."""
    return language if language in LANGUAGES or language == PSEUDO else "en"


def initials(name: str) -> str:
    """Of a person or a shop, for the badge where no picture is: the first word's and the last one's."""
    words = name.split()
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper() if words else ""


@lru_cache(8192)  # a list is told to many, and prices come again and again
def money(value: Money, language: str) -> str:
    """`₺1,490.00`: always the currency's decimals, a true minus before the symbol."""
    text = format_currency(abs(value.amount), value.currency, locale=locale_of(language), numbering_system="latn")
    return _signed(text, value)


def money_on_tag(value: Money, language: str) -> str:
    """`₺1,490`, and `₺1,489.50`: as a price tag has it, decimals only when there are some."""
    if value.minor % 100:
        return money(value, language)
    locale = locale_of(language)
    whole = locale.currency_formats["standard"].pattern.replace(".00", "")
    shown = abs(value.amount).quantize(Decimal(1))
    text = format_currency(shown, value.currency, whole, locale, currency_digits=False, numbering_system="latn")
    return _signed(text, value)


def money_short(value: Money, language: str) -> str:
    """`₺186,420`, and from a million `₺3.42M`: for LIVE figures and KPIs."""
    amount, locale = abs(value.amount), locale_of(language)
    if amount < 1_000_000:
        whole = locale.currency_formats["standard"].pattern.replace(".00", "")
        text = format_currency(amount.quantize(Decimal(1)), value.currency, whole, locale, currency_digits=False, numbering_system="latn")
    else:
        digits_before = (len(str(int(amount))) - 1) % 3 + 1
        text = format_compact_currency(amount, value.currency, locale=locale, fraction_digits=3 - digits_before)
    return _signed(text, value)


def _signed(text: str, value: Money) -> str:
    text = text.replace("JP¥", "¥").replace(value.currency + "\xa0", NARROW.get(value.currency, value.currency + "\xa0"))
    text = text.replace(value.currency, NARROW.get(value.currency, value.currency))
    return MINUS + text if value.minor < 0 else text


def number(value: int | Decimal, language: str) -> str:
    return format_decimal(value, locale=locale_of(language), numbering_system="latn")


def percent(share: Decimal, language: str, decimals: int = 0) -> str:
    """`share` is a fraction: 0.037 becomes `3.7%` with one decimal."""
    pattern = locale_of(language).percent_formats[None].pattern.split(";")[0]
    pattern = pattern.replace("0", "0." + "0" * decimals if decimals else "0")
    return format_percent(share, pattern, locale_of(language), numbering_system="latn")


def when(at: datetime, now: datetime, language: str, zone: str) -> str:
    """Today `20:42`; within six days `Wed 21:58`; older `18 Nov`; another year `18 Nov 2024`."""
    tz = ZoneInfo(zone)
    there, today = at.astimezone(tz), now.astimezone(tz)
    days = abs((there.date() - today.date()).days)
    if days >= 7:
        return _day("MMMd" if there.year == today.year else "yMMMd", there.date(), language)
    clock = f"{there:%H:%M}"
    return clock if days == 0 else f"{_weekday(there.date(), language)} {clock}"


def exactly(at: datetime, language: str, zone: str) -> str:
    """The whole date and time, for a tooltip, a slip or an export: `18 Nov 2025 20:42`."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{_day('yMMMd', there.date(), language)} {there:%H:%M}"


@lru_cache(2048)  # a list's orders are of few days
def _day(skeleton: str, day: date, language: str) -> str:
    return format_skeleton(skeleton, day, locale=locale_of(language))


@lru_cache(512)
def _weekday(day: date, language: str) -> str:
    return format_date(day, "EEE", locale_of(language))
