"""The archive: which years, months and days have articles, and calendars of them.

An article stands in it by its own day, which may lie long before it went live here, or
even ahead. Remembered, since only publishing changes any of it.
"""

import calendar
import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from articles.site.store.remembering import remembered
from articles.site.store.state import State

from . import periods
from .periods import Neighbours, Period

Week = tuple[periods.Day | None, ...]

_LEVELS = 4


class EmptyPeriod(Http404):
    """No public article is of the time that was asked for."""

    def __init__(self, period: Period) -> None:
        """Take the period; others near it may have some."""
        super().__init__(period)
        self.period = period


@dataclass(frozen=True, slots=True)
class Calendar:
    """A month in weeks, Monday first; None where a week's day is another month's."""

    month: Period
    weeks: tuple[Week, ...]

    def level_of(self, day: periods.Day) -> int:
        """Return how much a day has, up to 4 for the most of the month."""
        days = (each.articles for week in self.weeks for each in week if each)
        return math.ceil(_LEVELS * day.articles / max(_LEVELS, *days))


def period_at(
    state: State, year: int, month: int | None = None, day: int | None = None
) -> tuple[Period, int]:
    """Return a period and how many public articles it has; at most one query.

    Http404 where no calendar has it, EmptyPeriod where it has none.
    """
    period = Period(year, month, day)
    try:
        first = period.first_day
    except ValueError:
        raise Http404 from None
    if month is None:
        articles = sum(each.articles for each in months_of(state, year))
    else:
        days = days_of(state, year, month)
        articles = days.get(first, 0) if day else sum(days.values())
    if not articles:
        raise EmptyPeriod(period)
    return period, articles


@remembered(4)
def years(_state: State) -> tuple[periods.Year, ...]:
    """Return the years that have public articles, in order; one query."""
    return periods.years()


@remembered(128)
def months_of(_state: State, year: int) -> tuple[periods.Month, ...]:
    """Return the twelve months of a year; one query."""
    return periods.months_of_year(year)


@remembered(512)
def days_of(_state: State, year: int, month: int) -> Mapping[datetime.date, int]:
    """Return how many articles each day of a month has, if any; one query."""
    days = periods.days_of_month(year, month)
    return {day.date: day.articles for day in days if day.articles}


@remembered(1024)
def neighbours(_state: State, period: Period) -> Neighbours:
    """Return the nearest periods like this one that have public articles; one query."""
    return periods.neighbours(period)


@remembered(4)
def newest_calendar(state: State) -> Calendar | None:
    """Return the calendar of the newest month that has begun and has public articles.

    Two queries. None where every article is of a day to come.
    """
    tomorrow = state.today + datetime.timedelta(days=1)
    ahead = Period(tomorrow.year, tomorrow.month, tomorrow.day)
    newest = periods.neighbours(ahead).previous
    if newest is None or newest.month is None:
        return None
    return calendar_of(state, newest.year, newest.month)


def calendar_of(state: State, year: int, month: int) -> Calendar:
    """Return the calendar of a month; one query."""
    articles = days_of(state, year, month)

    def day(number: int) -> periods.Day | None:
        if not number:
            return None
        date = datetime.date(year, month, number)
        return periods.Day(date, articles.get(date, 0))

    weeks = calendar.Calendar().monthdayscalendar(year, month)
    return Calendar(Period(year, month), tuple(tuple(map(day, week)) for week in weeks))
