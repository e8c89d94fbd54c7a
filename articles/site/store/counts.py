"""Numbers that readers are told: the counters less what still waits for its time.

Counters count scheduled articles too. Those are few, and a short range of an index, so
they are taken off in the same query; nothing has to run when their time comes.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Value
from django.utils import timezone

from articles.models.counters import LivePublication, LiveTag
from articles.models.published import LiveArticle, LiveArticleTag, LivePointTag

from . import prepared

Rows = QuerySet[Any, tuple[Any, ...]]


def viewpoint_counts(tag_ids: Iterable[int]) -> dict[int, int]:
    """Return how many public points speak about each tag; without any it is left out.

    All points of an article that has the tag itself, else those that have it.
    """
    return _numbers(_viewpoints, tag_ids)


def publication_counts(publication_ids: Iterable[int]) -> dict[int, int]:
    """Return how many public articles each publication has, if any."""
    return _numbers(_publications, publication_ids)


def _numbers(build: prepared.Build, ids: Iterable[int]) -> dict[int, int]:
    asked = tuple(ids)
    rows = prepared.rows(build, asked, timezone.now()) if asked else []
    return {row_id: number for (row_id,), number in summed(rows).items()}


def summed(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], int]:
    """Add up the last column of rows that are else alike, where it comes to anything.

    A counter is one row, and whatever waits one more that takes it off.
    """
    sums: Counter[tuple[Any, ...]] = Counter()
    for *key, number in rows:
        sums[tuple(key)] += number
    return {key: number for key, number in sums.items() if number > 0}


def less(counters: Rows, *waiting: Rows) -> Rows:
    """Return the rows of counters, and those that take off what waits."""
    parts = [rows.order_by() for rows in waiting]
    # Once more after the union, which Django 6 orders as the model's own order says.
    return counters.order_by().union(*parts, all=True).order_by()


def one() -> Value:
    """Return what a row that waits takes off."""
    return Value(-1, IntegerField())


def _viewpoints(ids: tuple[int, ...], now: datetime.datetime) -> Rows:
    on_articles = LiveArticleTag.objects.filter(tag__in=ids, on_article=True)
    own = on_articles.filter(article=OuterRef("point__article"), tag=OuterRef("tag"))
    on_points = LivePointTag.objects.waiting(now).filter(~Exists(own), tag__in=ids)
    return less(
        LiveTag.objects.filter(pk__in=ids).values_list("pk", "points"),
        on_articles.waiting(now).values_list("tag_id", -F("article__point_count")),
        on_points.values_list("tag_id", one()),
    )


def _publications(ids: tuple[int, ...], now: datetime.datetime) -> Rows:
    waiting = LiveArticle.objects.waiting(now).filter(publication__in=ids)
    return less(
        LivePublication.objects.filter(pk__in=ids).values_list("pk", "articles"),
        waiting.values_list("publication_id", one()),
    )
