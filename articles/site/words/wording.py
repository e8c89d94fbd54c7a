"""How dates, languages and lengths are put into words on a page."""

import datetime
import functools
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.digest import language_of


def day_in_words(day: datetime.date) -> str:
    """Return a date such as 4 November 2025."""
    return _day_in(translation.get_language(), day)


@functools.lru_cache(maxsize=1024)
def _day_in(_language: str, day: datetime.date) -> str:
    """Return a date in the active language; a listing asks for the same few often."""
    return date_format(day, pgettext("date format", "j F Y"))


def in_thousands(number: int) -> str:
    """Return a number with a comma between thousands, as both languages write it."""
    return f"{number:,}"


def script_name(script: str) -> str:
    """Return what the letters of an index are called."""
    names = {
        "latin": pgettext("letters", "Latin"),
        "han": pgettext("letters", "Chinese, by pinyin"),
        "hiragana": pgettext("letters", "Japanese"),
        "katakana": pgettext("letters", "Japanese (katakana)"),
        "hangul": pgettext("letters", "Korean"),
        "cyrillic": pgettext("letters", "Cyrillic"),
        "greek": pgettext("letters", "Greek"),
        "arabic": pgettext("letters", "Arabic"),
        "hebrew": pgettext("letters", "Hebrew"),
        "": pgettext("letters", "Digits and signs"),
    }
    return names.get(script, script.title())


def weekday_in_words(day: datetime.date) -> str:
    """Return the day of the week of a date."""
    return date_format(day, "l")


def local_day(moment: datetime.datetime) -> datetime.date:
    """Return the date of a moment in the site's time zone."""
    return timezone.localdate(moment)


def published_in_words(published: str) -> str:
    """Return the words for a digest's own date, such as 4 November 2025, 22:06.

    It is local to the publication and stays as it is.
    """
    if "T" not in published:
        return day_in_words(datetime.date.fromisoformat(published))
    moment = datetime.datetime.fromisoformat(published)
    return date_format(moment, pgettext("date and time format", "j F Y, H:i"))


def listed(words: Iterable[str]) -> str:
    """Return words in a row, parted as the active language parts them."""
    return pgettext("between the words of a list", ", ").join(words)


def outlet(name: str, native_name: str) -> str:
    """Return the names of a publication in one line of plain text."""
    if not native_name or native_name == name:
        return name
    return _("%(name)s (%(native)s)") % {"name": name, "native": native_name}


def link_names() -> dict[str, str]:
    """Return what links within a digest are called where only a number shows.

    Looked up once for a page that has hundreds of them.
    """
    return {
        "point": _("Link to point %(number)s"),
        "reference": _("Reference %(number)s"),
        "back": _("Back to point %(number)s"),
        "earlier": _("see point %(number)s"),
        "cite": _("Cite point %(number)s"),
        "source": _("%(host)s, the source of reference %(number)s"),
    }


def foreign_language(text: str, expected: str = "", page: str = "") -> str:
    """Return the language tag that `text` needs on this page, "" where it needs none.

    `expected` is the language it should be in; what its letters tell comes first.
    `page` is the active language, for whoever asks it once for many texts.
    """
    told = _told(text) if len(text) <= _LONGEST_NAME else language_of(text)
    tag = told if told and _primary(told) != _primary(expected) else expected
    return "" if _is_part_of(tag, page or translation.get_language()) else tag


_LONGEST_NAME = 100
# Headings, tags and names of publications come back on every page; statements do not.
_told = functools.lru_cache(maxsize=4096)(language_of)


_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur"}
    | {"yi"}
)


def direction(tag: str, text: str = "") -> str:
    """Return "rtl" for a language that is written from the right, else "".

    Where the language is unknown, that of `text` counts.
    """
    language, *parts = (tag or language_of(text)).lower().split("-")
    return "rtl" if language in _RIGHT_TO_LEFT and "latn" not in parts else ""


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _is_part_of(tag: str, page: str) -> bool:
    """Whether a reader of a page in `page` needs no other voice or font for `tag`."""
    tag, page = tag.lower(), page.lower()
    return not tag or tag == page or tag == _primary(page)


def excerpt(text: str, length: int = 360) -> str:
    """Return the beginning of `text`, cut after a word and marked where it is cut."""
    if len(text) <= length:
        return text
    cut = text[:length]
    # Chinese has no blanks to cut at: without one near the end, cut where it is.
    at_blank = cut.rpartition(" ")[0]
    return (at_blank if len(at_blank) > length * 0.8 else cut).rstrip(" ,;:") + "…"


def host_of(url: str) -> str:
    """Return the host of an address, as a reader knows it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
