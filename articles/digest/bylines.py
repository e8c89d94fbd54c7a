"""Bylines: the publication and the date of an article, on a line of their own.

byline := name sep date | date sep name | date | name " ·"
sep    := "·" or one of its look-alikes, "|", or a dash between blanks
date   := 2025-11-04 | 2025/11/04 | 2025年11月4日 | 4 November 2025
        | November 4, 2025 | 13/04/2025, each with or without a time such as 22:06
"""

import datetime
import re
from dataclasses import dataclass

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_LONGEST = 400
"""A line longer than a name and a date can be is no byline."""

_YEAR = re.compile(r"\d{4}")
_DOT = re.compile(r"\s*[·•・∙⋅|｜]\s*|\s+[-–—]+\s+")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_TIME = (
    r"(?:(?:T|,?\s+(?:at\s+)?)(?P<hour>\d{1,2})[:：](?P<minute>\d\d)"
    r"(?P<second>:\d\d)?(?:\s?(?P<half>[ap])\.?m\.?)?)?"
)
_DATES = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})\s?日?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        r"(?P<first>\d{1,2})[-/.](?P<second_part>\d{1,2})[-/.](?P<year>\d{4})",
    )
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    name: str
    published: str
    """YYYY-MM-DD or YYYY-MM-DDTHH:MM; "" where the date is unknown or doubtful."""
    fault: str = ""
    """"ambiguous-date" or "bad-date" where the date is not taken, "seconds" where the
    seconds are not; "" where all is well."""
    date: str = ""
    """The date as typed."""


def read_byline(line: str) -> Byline | None:
    """Return what `line` says if it is a byline, else None."""
    line = line.strip().strip("*_").strip()
    if not line or len(line) > _LONGEST:
        return None
    if line.endswith("·"):
        return Byline(line[:-1].strip(), "")
    if not _YEAR.search(line):
        return None
    seps = list(_DOT.finditer(line))
    if not seps:
        return _dated("", line)
    first, last = seps[0], seps[-1]
    return (
        _dated("", line)
        or _dated(line[: last.start()], line[last.end() :])
        or _dated(line[first.end() :], line[: first.start()])
    )


def _dated(name: str, date: str) -> Byline | None:
    for pattern in _DATES:
        if found := pattern.fullmatch(date):
            name = name.strip().strip("*_").strip()
            published, fault = _moment(found.groupdict())
            return Byline(name, published, fault, date)
    return None


def _moment(parts: dict[str, str | None]) -> tuple[str, str]:
    """Return the date as a Digest holds it, and what is wrong with it."""
    day_and_month = _day_and_month(parts)
    if not day_and_month:
        return "", "ambiguous-date"
    try:
        date = datetime.date(int(parts["year"] or 0), *day_and_month)
        time = _time(parts)
    except ValueError:
        return "", "bad-date"
    return date.isoformat() + time, "seconds" if parts["second"] else ""


def _day_and_month(parts: dict[str, str | None]) -> tuple[int, int] | None:
    """Return month and day; None where they could be told in two ways."""
    if parts.get("month"):
        month = str(parts["month"])
        number = (
            int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) // 4 + 1
        )
        return number, int(parts["day"] or 0)
    first, second = int(parts["first"] or 0), int(parts["second_part"] or 0)
    if first == second or second > 12:
        return first, second
    return (second, first) if first > 12 else None


def _time(parts: dict[str, str | None]) -> str:
    """Return "T22:06", or "" where no time is given; ValueError for no such time."""
    if parts["hour"] is None:
        return ""
    hour = int(parts["hour"])
    if parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    return f"T{datetime.time(hour, int(parts['minute'] or 0)):%H:%M}"
