"""Numbers by month or by year as the places and lengths of bars. Templates draw them.

All lengths are parts of a hundred, so that a drawing fits any width.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from .periods import Month, Year, months_between

_FEWEST_MONTHS, _MOST_MONTHS = 12, 36
_MOST_YEARS = 100
"""More would be hairs; an article may be of any year since the first."""
_MOST_TICKS = 7
_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)
_LAST = 88
_WIDTH = 0.72
"""Of a bar, where 1 leaves no gap before the next."""


class Bar(NamedTuple):
    """The articles of one month or year."""

    first_day: datetime.date
    articles: int
    left: float
    width: float
    height: float
    """100 for the highest."""


class Tick(NamedTuple):
    """A year, named under the bar it begins with."""

    year: int
    left: float
    is_named: bool
    """Not at the very end, where there is no room for a name."""


class Chart(NamedTuple):
    """Bars side by side."""

    bars: tuple[Bar, ...]
    """Those of nothing have no height."""
    ticks: tuple[Tick, ...]
    is_by_year: bool

    @property
    def total(self) -> int:
        """All articles of the chart."""
        return sum(bar.articles for bar in self.bars)

    @property
    def highest(self) -> Bar:
        """The newest of the highest bars."""
        return max(reversed(self.bars), key=lambda bar: bar.articles)


def of_months(months: Iterable[Month]) -> Chart:
    """Return a chart with a bar for each month."""
    numbers = [(month.first_day, month.articles) for month in months]
    return _chart(numbers, is_by_year=False)


def of_years(years: Iterable[Year], today: datetime.date) -> Chart:
    """Return a chart with a bar for each year from the first to the last.

    Of more than a hundred, the last hundred. What lies ahead is left out, where not all
    does: one article with a wrong date would press the others into a corner.
    """
    found = {year.year: year.articles for year in years}
    last = max((year for year in found if year <= today.year), default=max(found))
    numbers = [
        (datetime.date(year, 1, 1), found.get(year, 0))
        for year in range(max(min(found), last - _MOST_YEARS + 1), last + 1)
    ]
    return _chart(numbers, is_by_year=True)


def of_life(months: Iterable[Month], today: datetime.date) -> Chart | None:
    """Return a chart of the last three years by month, or of a longer past by year.

    By year where most was longer ago. `months` are those that have articles. None where
    there is nothing to compare.
    """
    found = {month.first_day: month.articles for month in months}
    if len(found) <= 1:
        return None
    recent = [
        Month(first_day, found.get(first_day, 0))
        for first_day in months_between(_months_ago(_MOST_MONTHS - 1, today), today)
    ]
    if sum(month.articles for month in recent) * 2 >= sum(found.values()):
        return of_months(_since_the_first(recent))
    years = Counter[int]()
    for first_day, articles in found.items():
        years[first_day.year] += articles
    return of_years([Year(*each) for each in years.items()], today)


def _months_ago(count: int, day: datetime.date) -> datetime.date:
    number = day.year * 12 + day.month - 1 - count
    return datetime.date(number // 12, number % 12 + 1, 1)


def _since_the_first(months: list[Month]) -> list[Month]:
    """Leave out what is empty before the first, but keep a year."""
    first = next(place for place, month in enumerate(months) if month.articles)
    return months[min(first, len(months) - _FEWEST_MONTHS) :]


def _chart(numbers: list[tuple[datetime.date, int]], *, is_by_year: bool) -> Chart:
    highest = max((number for _, number in numbers), default=0) or 1
    step = 100 / len(numbers) if numbers else 100
    bars = tuple(
        Bar(
            first_day,
            number,
            left=_rounded((place + (1 - _WIDTH) / 2) * step),
            width=_rounded(_WIDTH * step),
            height=_rounded(100 * number / highest),
        )
        for place, (first_day, number) in enumerate(numbers)
    )
    return Chart(bars, tuple(_ticks(bars)), is_by_year)


def _ticks(bars: tuple[Bar, ...]) -> list[Tick]:
    """Return as many years, evenly spaced, as have room under the bars."""
    years = [bar for bar in bars if bar.first_day.month == 1]
    for step in _STEPS:
        shown = [bar for bar in years if bar.first_day.year % step == 0]
        if len(shown) <= _MOST_TICKS:
            break
    return [Tick(bar.first_day.year, bar.left, bar.left < _LAST) for bar in shown]


def _rounded(length: float) -> float:
    return round(length, 2)
