"""Which articles a listing is of, and how they are found: by key, never counted."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from articles.models.published import LiveArticle, LiveArticleTag

Days = tuple[datetime.date, datetime.date]
Found = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles: those that meet every part; without parts, all of them."""

    all_of: tuple[int, ...] = ()
    """Ids of tags; the first is the one with the fewest articles, for speed."""
    any_of: tuple[int, ...] = ()
    """Ids of tags, at least one of which an article has; not together with all_of."""
    without: tuple[int, ...] = ()
    """Ids of tags that an article must not have."""
    publication: int | None = None
    days: Days | None = None
    """First and last day, by the articles' own dates, which order them then."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is public now and, on a further page, what stands behind an article."""

    now: datetime.datetime
    moment: datetime.datetime | None = None
    """When that article went live; None where days order."""
    day: datetime.date | None = None
    """That article's own date, where days order."""
    article_id: int | None = None
    is_upwards: bool = False
    """Whether to read from that article towards the newest, the nearest first."""


def selected(selection: Selection, bounds: Bounds, size: int) -> Found:
    """Return the first `size` live articles of a selection, in its order."""
    unwanted = LiveArticleTag.objects.filter(
        article=OuterRef("article_id"), tag__in=selection.without
    )
    also = ~Q(Exists(unwanted)) if selection.without else Q()
    return selected_where(selection, bounds, size, also)


def selected_where(selection: Selection, bounds: Bounds, size: int, also: Q) -> Found:
    """Return the first `size` live articles that meet `also` and not `without`.

    `also` speaks of rows that have an article_id. One range of an index is read from
    its newest end for each tag of `any_of`, one in all otherwise.
    """
    is_union = selection.any_of and not selection.days
    ids = (_ids_of_any if is_union else _ids)(selection, bounds, size, also)
    order = order_of(selection, bounds)
    return LiveArticle.objects.filter(pk__in=ids).order_by(*order)


def order_of(selection: Selection, bounds: Bounds) -> tuple[str, ...]:
    """Return the order of a selection's articles: newest first, or upwards."""
    sign = "" if bounds.is_upwards else "-"
    # By article_id: “article” alone would be sorted as the desk sorts its drafts.
    return (f"{sign}{'day' if selection.days else 'live_from'}", f"{sign}article_id")


def _ids_of_any(selection: Selection, bounds: Bounds, size: int, also: Q) -> RawSQL:
    """Return the first of each tag; the first of them all are among these."""
    ones = (replace(selection, all_of=(tag,), any_of=()) for tag in selection.any_of)
    return union_of(_ids(one, bounds, size, also) for one in ones)


def union_of(queries: Iterable[Found]) -> RawSQL:
    """Return the values of several queries of one column, each with a limit of its own.

    Written by hand, since the ORM puts no limits into a union on SQLite.
    """
    return RawSQL(*joined(queries, "UNION"))  # noqa: S611 - values apart


def joined(queries: Iterable[Found], word: str) -> tuple[str, list[Any]]:
    """Return the SQL of several queries as one, and its values; `word` joins them."""
    branches: list[str] = []
    parameters: list[Any] = []
    for query in queries:
        sql, values = query.query.sql_with_params()
        branches.append(f"SELECT * FROM ({sql}) AS part")  # noqa: S608 - made of the ORM's own SQL, values apart
        parameters.extend(values)
    return f" {word} ".join(branches), parameters


def _ids(selection: Selection, bounds: Bounds, size: int, also: Q) -> Found:
    """Return the ids of a selection's first `size` articles, in its order."""
    rows, tags = _range(selection, bounds)
    here = LiveArticleTag.objects.filter(article=OuterRef("article_id"))
    for tag in tags:
        rows = rows.filter(Exists(here.filter(tag=tag)))
    if selection.any_of:
        rows = rows.filter(Exists(here.filter(tag__in=selection.any_of)))
    return rows.filter(also).values_list("article_id", flat=True)[:size]


def _range(selection: Selection, bounds: Bounds) -> tuple[Found, tuple[int, ...]]:
    """Return the range of an index to read, and the tags it does not answer for."""
    if selection.days:
        rows = _of_days(LiveArticle.objects.public(bounds.now), selection.days, bounds)
        return _of_publication(rows, selection, ""), selection.all_of
    if not selection.all_of:
        rows = _newest(LiveArticle.objects.public(_limit(bounds)), bounds)
        return _of_publication(rows, selection, ""), ()
    rarest, *others = selection.all_of
    rows = LiveArticleTag.objects.public(_limit(bounds)).filter(tag=rarest)
    rows = _of_publication(_newest(rows, bounds), selection, "article__")
    return rows, tuple(others)


def _of_publication(rows: Found, selection: Selection, through: str) -> Found:
    if selection.publication is None:
        return rows
    return rows.filter(**{f"{through}publication": selection.publication})


def _limit(bounds: Bounds) -> datetime.datetime:
    """Return the newest time to look at.

    One bound and not two: given another, a database may begin its range at the wrong
    one and read every newer article first.
    """
    return bounds.now if bounds.is_upwards else bounds.moment or bounds.now


def _newest(rows: Found, bounds: Bounds) -> Found:
    if bounds.is_upwards:
        newer = Q(live_from__gt=bounds.moment) | Q(article__gt=bounds.article_id)
        rows = rows.filter(newer, live_from__gte=bounds.moment)
        return rows.order_by("live_from", "article_id")
    if bounds.moment is not None:
        older = Q(live_from__lt=bounds.moment) | Q(article__lt=bounds.article_id)
        rows = rows.filter(older)
    return rows.order_by("-live_from", "-article_id")


def _of_days(rows: Found, days: Days, bounds: Bounds) -> Found:
    first, last = days
    rows = rows.filter(day__gte=first, day__lte=last)
    if bounds.is_upwards:
        newer = Q(day__gt=bounds.day) | Q(article__gt=bounds.article_id)
        rows = rows.filter(newer, day__gte=bounds.day)
        return rows.order_by("day", "article_id")
    if bounds.day is not None:
        older = Q(day__lt=bounds.day) | Q(article__lt=bounds.article_id)
        rows = rows.filter(older, day__lte=bounds.day)
    return rows.order_by("-day", "-article_id")
