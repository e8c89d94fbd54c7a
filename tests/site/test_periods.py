"""Years, months and days tell how many articles they have, and which have any."""

import datetime
from collections.abc import Callable

import pytest
import time_machine

from articles.models import LiveArticle, Publication, Tag
from articles.publishing import Publishing, publish
from articles.site.times.periods import (
    Month,
    Period,
    Year,
    days_of_month,
    months_of_publication,
    months_of_tags,
    months_of_year,
    neighbours,
    years,
)
from tests.conftest import MakeArticle, MakeDigest

from .conftest import NOON

LATER = NOON + datetime.timedelta(hours=1)
Live = Callable[..., LiveArticle]


@pytest.fixture
def archive(live: Live, make_article: MakeArticle, make_digest: MakeDigest) -> None:
    """Publish articles of several days, one of which waits on each of two of them."""
    with time_machine.travel(NOON, tick=False):
        for day in ("2023-12-31", "2024-02-29", "2024-02-29", "2025-01-01"):
            live(published=day, tags=("locks",))
        for day in ("2024-02-29", "2024-07-01", "2026-01-01"):
            article = make_article(make_digest(published=day, tags=("locks", "later")))
            publish(article.pk, Publishing(author_name="Ada", live_from=LATER))


def at(*, hour: int) -> time_machine.travel:
    return time_machine.travel(NOON.replace(hour=hour), tick=False)


def counted(months: tuple[Month, ...]) -> dict[str, int]:
    return {f"{m.first_day:%Y-%m}": m.articles for m in months if m.articles}


def test_the_archive_has_the_years_of_what_is_public(archive: None) -> None:
    with at(hour=12):
        assert years() == (Year(2023, 1), Year(2024, 2), Year(2025, 1))
    with at(hour=13):
        assert years() == (Year(2023, 1), Year(2024, 4), Year(2025, 1), Year(2026, 1))


def test_a_year_has_twelve_months(archive: None) -> None:
    with at(hour=12):
        found = months_of_year(2024)
        assert len(found) == 12
        assert counted(found) == {"2024-02": 2}
    with at(hour=13):
        assert counted(months_of_year(2024)) == {"2024-02": 3, "2024-07": 1}


def test_a_month_has_all_its_days(archive: None) -> None:
    with at(hour=12):
        found = days_of_month(2024, 2)
        assert [day.date.day for day in found] == list(range(1, 30))
        assert [day.articles for day in found] == [0] * 28 + [2]
        assert not any(day.articles for day in days_of_month(2024, 7))
    with at(hour=13):
        assert days_of_month(2024, 2)[-1].articles == 3
        assert days_of_month(2024, 7)[0].articles == 1


def test_months_of_a_tag_begin_where_asked_and_end_now(archive: None) -> None:
    locks, later = (Tag.objects.get(name=name).pk for name in ("locks", "later"))
    since = datetime.date(2024, 1, 20)
    with at(hour=12):
        found = months_of_tags((locks,), since)[locks]
        assert found[0].first_day == datetime.date(2024, 1, 1)
        assert found[-1].first_day == datetime.date(2025, 3, 1)
        assert len(found) == 15
        assert counted(found) == {"2024-02": 2, "2025-01": 1}
        assert months_of_tags((locks, later), since) == {
            locks: found,
            later: tuple(Month(month.first_day, 0) for month in found),
        }
        assert months_of_tags((), since) == {}
    with at(hour=13):
        assert counted(months_of_tags((later,), since)[later]) == {
            "2024-02": 1,
            "2024-07": 1,
        }


def test_months_of_a_publication_are_like_those_of_a_tag(archive: None) -> None:
    publication = Publication.objects.get().pk
    with at(hour=12):
        found = months_of_publication(publication, datetime.date(2023, 12, 31))
        assert counted(found) == {"2023-12": 1, "2024-02": 2, "2025-01": 1}


@pytest.mark.parametrize(
    ("period", "before", "after"),
    [
        (Period(2024, 2, 29), Period(2023, 12, 31), Period(2025, 1, 1)),
        (Period(2024, 2), Period(2023, 12), Period(2025, 1)),
        (Period(2024), Period(2023), Period(2025)),
        (Period(2023), None, Period(2024)),
        (Period(2025, 1), Period(2024, 2), None),
        (Period(1), None, Period(2023)),
        (Period(9999, 12, 31), Period(2025, 1, 1), None),
    ],
)
def test_neighbours_are_the_nearest_with_public_articles(
    archive: None, period: Period, before: Period | None, after: Period | None
) -> None:
    with at(hour=12):
        found = neighbours(period)
    assert (found.previous, found.next) == (before, after)


def test_what_waited_is_a_neighbour_from_its_time_on(archive: None) -> None:
    with at(hour=13):
        assert neighbours(Period(2025)).next == Period(2026)
        assert neighbours(Period(2025, 1)).previous == Period(2024, 7)


def test_an_empty_site_has_no_periods(db: None) -> None:
    assert years() == ()
    assert neighbours(Period(2024)).previous is None
    assert not any(month.articles for month in months_of_year(2024))


def test_each_answer_costs_one_query(
    archive: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    tags = tuple(Tag.objects.values_list("pk", flat=True))
    since = datetime.date(2023, 1, 1)
    for ask in (
        years,
        lambda: months_of_year(2024),
        lambda: days_of_month(2024, 2),
        lambda: months_of_tags(tags, since),
        lambda: months_of_publication(1, since),
        lambda: neighbours(Period(2024)),
    ):
        with django_assert_num_queries(1):
            ask()
