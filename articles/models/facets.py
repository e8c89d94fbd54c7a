"""What narrows a search down, as tokens: tags, publications, languages and days.

They stand in the same index as words, which no word can look like: each holds a dot in
the middle of the line.
"""

import calendar
import datetime
from collections.abc import Iterator

ANY = "any·"
"""The token that every article has."""

# Databases split streams where an ASCII sign stands; a slug has these two.
_SIGNS = str.maketrans("-_", "‐‗")
_SLUG = str.maketrans("‐‗", "-_")


def tag(slug: str) -> str:
    """Return the token of a tag by one of its names' addresses."""
    return f"tag·{slug.translate(_SIGNS)}"


def publication(slug: str) -> str:
    """Return the token of a publication by one of its names' addresses."""
    return f"publication·{slug.translate(_SIGNS)}"


def language(code: str) -> str:
    """Return the token of a language, or of part of its tag: zh finds zh-Hans too."""
    return f"language·{code.lower().translate(_SIGNS)}"


def languages(code: str) -> Iterator[str]:
    """Yield the tokens of an article in this language; none where it is unknown."""
    parts = code.split("-") if code else []
    for count in range(1, len(parts) + 1):
        yield language("-".join(parts[:count]))


def day(date: datetime.date) -> Iterator[str]:
    """Yield the tokens of an article of this day, and so of its month, year and on."""
    digits = f"{date.year:04}{date.month:02}{date.day:02}"
    for length in (1, 2, 3, 4, 6, 8):
        yield f"day·{digits[:length]}"


def days(first: datetime.date | None, last: datetime.date | None) -> Iterator[str]:
    """Yield the fewest tokens of which every day from first to last has just one.

    None stands for the beginning or the end of time.
    """
    year, month, date = (first.year, first.month, first.day) if first else (0, 1, 1)
    end = (last.year, last.month, last.day) if last else (9999, 12, 31)
    while (year, month, date) <= end:
        if (month, date) == (1, 1) and (years := _most_years(year, end)):
            yield f"day·{f'{year:04}'[: 5 - len(str(years))]}"
            year += years
        elif date == 1 and (year, month, _length(year, month)) <= end:
            yield f"day·{year:04}{month:02}"
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        else:
            yield f"day·{year:04}{month:02}{date:02}"
            year, month, date = _next(year, month, date)


def _most_years(year: int, end: tuple[int, int, int]) -> int:
    """Return how long a round number of years from this one ends in time, or 0."""
    for years in (1000, 100, 10, 1):
        if year % years == 0 and (year + years - 1, 12, 31) <= end:
            return years
    return 0


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _next(year: int, month: int, date: int) -> tuple[int, int, int]:
    if date < _length(year, month):
        return year, month, date + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def read(token: str) -> tuple[str, str]:
    """Return the kind of a token and what it says, such as tag and open-source."""
    kind, _dot, value = token.partition("·")
    return kind, value.translate(_SLUG)
