"""Countries, languages, months and days by their names in the interface's language.

From the Unicode CLDR, which Babel carries. A language's file is read when its first
page is made and shared by all others: 5 MB and 30 ms for English and Chinese.
"""

import datetime
import functools

from babel import Locale
from babel.dates import format_skeleton, get_day_names
from django.utils import translation


def country_name(code: str) -> str:
    """Return the name of a country by its two letters; an unknown code as it is."""
    return str(_locale().territories.get(code.upper(), code))


def language_name(tag: str) -> str:
    """Return the name of a language by its tag; an unknown tag as it is.

    Of a tag that has no name as a whole, such as zh-Hans-SG, as much is named as has.
    """
    names = _locale().languages
    language, *others = tag.replace("_", "-").split("-")
    cased = [part.upper() if len(part) == 2 else part.title() for part in others]
    parts = [language.lower(), *cased]
    beginnings = ("_".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((str(names[some]) for some in beginnings if some in names), tag)


def month_in_words(month: datetime.date) -> str:
    """Return a month with its year, such as November 2025; by any of its days."""
    return _in_words(_locale(), "yMMMM", month)


def short_month(month: datetime.date) -> str:
    """Return a month without its year as short as it is written, such as Nov."""
    return _in_words(_locale(), "MMM", month)


def year_in_words(year: int) -> str:
    """Return a year as it stands alone: 2025, 2025年."""
    return _in_words(_locale(), "y", datetime.date(year, 1, 1))


@functools.lru_cache(maxsize=4096)
def _in_words(locale: Locale, skeleton: str, day: datetime.date) -> str:
    return format_skeleton(skeleton, day, locale=locale)


def day_names() -> tuple[tuple[str, str], ...]:
    """Return each day of the week, Monday first: in short and in full."""
    return _day_names(_locale())


@functools.cache
def _day_names(locale: Locale) -> tuple[tuple[str, str], ...]:
    short = get_day_names("abbreviated", "stand-alone", locale)
    full = get_day_names("wide", "stand-alone", locale)
    return tuple((short[day], full[day]) for day in range(7))


def _locale() -> Locale:
    return _locale_of(translation.get_language())


@functools.cache
def _locale_of(language: str) -> Locale:
    return Locale.parse(translation.to_locale(language))
