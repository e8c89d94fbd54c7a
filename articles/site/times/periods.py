"""Years, months and days: how many articles each has, by the articles' own dates."""

import calendar
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models.counters import ArchiveDay, PublicationMonth, TagMonth
from articles.models.published import LiveArticle, LiveArticleTag, SiteGeneration
from articles.site.page.addresses import path_of
from articles.site.store import prepared
from articles.site.store.counts import Rows, less, one, summed
from articles.site.words import cldr
from articles.site.words.wording import day_in_words


@dataclass(frozen=True, slots=True)
class Month:
    """The articles of one month, by their own dates."""

    first_day: datetime.date
    articles: int


@dataclass(frozen=True, slots=True)
class Day:
    """The articles of one day, by their own date."""

    date: datetime.date
    articles: int


@dataclass(frozen=True, slots=True)
class Year:
    """The articles of one year, by their own dates."""

    year: int
    articles: int


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day of the archive."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def name(self) -> str:
        """The name of its route: year, month or day."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def parameters(self) -> dict[str, int]:
        """Those of its route."""
        parts = {"year": self.year, "month": self.month, "day": self.day}
        return {name: part for name, part in parts.items() if part}

    @property
    def path(self) -> str:
        """Its address in the active language."""
        return path_of(self.name, **self.parameters)

    @property
    def iso(self) -> str:
        """As ISO 8601 writes it, such as 2025-11."""
        return self.first_day.isoformat()[: {"year": 4, "month": 7}.get(self.name)]

    @property
    def parents(self) -> tuple["Period", ...]:
        """The year and the month that it is in, as far as it is none itself."""
        year, month = Period(self.year), Period(self.year, self.month)
        return (year, month) if self.day else (year,) if self.month else ()

    @property
    def title(self) -> str:
        """What it is called in the active language, such as November 2025."""
        if self.day:
            return day_in_words(self.first_day)
        if self.month:
            return cldr.month_in_words(self.first_day)
        return cldr.year_in_words(self.year)

    @property
    def first_day(self) -> datetime.date:
        """The day it begins with."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The day it ends with."""
        month = self.month or 12
        days = calendar.monthrange(self.year, month)[1]
        return datetime.date(self.year, month, self.day or days)

    def like(self, day: datetime.date) -> "Period":
        """Return the period of the same kind that `day` is in."""
        return Period(
            day.year,
            day.month if self.month else None,
            day.day if self.day else None,
        )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest periods of the same kind that have a public article."""

    previous: Period | None
    next: Period | None


def months_of_tags(
    tag_ids: Iterable[int], since: datetime.date
) -> dict[int, tuple[Month, ...]]:
    """Return every month from that of `since` to this one, by tag; one query."""
    ids, since = tuple(tag_ids), since.replace(day=1)
    rows = prepared.rows(_tag_months, ids, since, timezone.now()) if ids else []
    found = _by_month(rows)
    return {tag_id: _every_month(since, found, tag_id) for tag_id in ids}


def _tag_months(
    ids: tuple[int, ...], since: datetime.date, now: datetime.datetime
) -> Rows:
    waiting = LiveArticleTag.objects.waiting(now).filter(tag__in=ids)
    months = TagMonth.objects.filter(tag__in=ids, month__gte=since)
    return less(
        months.values_list("tag_id", "month", "articles"),
        waiting.values_list("tag_id", "article__day", one()),
    )


def months_of_publication(
    publication_id: int, since: datetime.date
) -> tuple[Month, ...]:
    """Return every month from that of `since` to this one; one query."""
    since = since.replace(day=1)
    rows = prepared.rows(_publication_months, publication_id, since, timezone.now())
    return _every_month(since, _by_month(rows), publication_id)


def _publication_months(
    publication_id: int, since: datetime.date, now: datetime.datetime
) -> Rows:
    waiting = LiveArticle.objects.waiting(now).filter(publication=publication_id)
    months = PublicationMonth.objects.filter(
        publication=publication_id, month__gte=since
    )
    return less(
        months.values_list("publication_id", "month", "articles"),
        waiting.values_list("publication_id", "day", one()),
    )


def _by_month(rows: Iterable[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], int]:
    return summed((i, day.replace(day=1), number) for i, day, number in rows)


def _every_month(
    since: datetime.date, found: Mapping[tuple[Any, ...], int], row_id: int
) -> tuple[Month, ...]:
    return tuple(
        Month(month, found.get((row_id, month), 0))
        for month in months_between(since, timezone.localdate())
    )


def months_between(
    first: datetime.date, last: datetime.date
) -> Iterator[datetime.date]:
    """Yield the first day of each month."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for number in numbers:
        yield datetime.date(number // 12, number % 12 + 1, 1)


def years() -> tuple[Year, ...]:
    """Return the years that have a public article, in order; one query."""
    days = _days(datetime.date.min, datetime.date.max)
    found = summed((day.year, number) for day, number in days)
    return tuple(Year(year, found[year,]) for (year,) in sorted(found))


def months_of_year(year: int) -> tuple[Month, ...]:
    """Return the twelve months of a year; one query."""
    period = Period(year)
    days = _days(period.first_day, period.last_day)
    found = summed((day.replace(day=1), number) for day, number in days)
    return tuple(
        Month(month, found.get((month,), 0))
        for month in months_between(period.first_day, period.last_day)
    )


def days_of_month(year: int, month: int) -> tuple[Day, ...]:
    """Return every day of a month; one query."""
    period = Period(year, month)
    found = summed(_days(period.first_day, period.last_day))
    days = (period.first_day.replace(day=n + 1) for n in range(period.last_day.day))
    return tuple(Day(day, found.get((day,), 0)) for day in days)


def _days(first: datetime.date, last: datetime.date) -> Iterator[tuple[Any, ...]]:
    rows = prepared.rows(_archive_days, first, last, timezone.now())
    return ((day, number) for day, number in rows if first <= day <= last)


def _archive_days(
    first: datetime.date, last: datetime.date, now: datetime.datetime
) -> Rows:
    """Select the days, and all that waits: few rows wherever their days are.

    Asked for the days of what waits, SQLite would look at everything of those days.
    """
    days = ArchiveDay.objects.filter(day__gte=first, day__lte=last)
    waiting = LiveArticle.objects.waiting(now)
    return less(days.values_list("day", "articles"), waiting.values_list("day", one()))


def neighbours(period: Period) -> Neighbours:
    """Return the nearest periods before and after that have articles; one query."""
    now = timezone.now()
    rows = prepared.rows(_nearest_days, period.first_day, period.last_day, now)
    before, after = rows[0] if rows else (None, None)
    return Neighbours(before and period.like(before), after and period.like(after))


def _nearest_days(
    first: datetime.date, last: datetime.date, now: datetime.datetime
) -> Rows:
    """Select one row of both days: SQLite limits no parts of a union."""
    waiting = LiveArticle.objects.waiting(now).filter(day=OuterRef("day")).order_by()
    number = waiting.values("day").annotate(number=Count("pk")).values("number")
    public = ArchiveDay.objects.filter(
        articles__gt=Coalesce(Subquery(number, IntegerField()), 0)
    )
    before = public.filter(day__lt=first).order_by("-day").values("day")[:1]
    after = public.filter(day__gt=last).order_by("day").values("day")[:1]
    return SiteGeneration.objects.values_list(Subquery(before), Subquery(after))
