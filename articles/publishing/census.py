"""What the counters should say, counted from all live rows of the site.

For proof and repair: it reads every row, where `counting` reads those of one article.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from articles.models import (
    ArchiveDay,
    LiveArticle,
    LiveArticleTag,
    LivePointTag,
    LivePublication,
    LiveTag,
    PublicationMonth,
    TagMonth,
)

from .counting import batches, content_of, live_tag
from .generation import opened, raise_generation

_AT_ONCE = 1_000


def miscounts() -> Iterator[str]:
    """Yield a message for each kind of counter that is wrong, with the first one."""
    for model, counted in _CENSUS.items():
        stored = model._default_manager.order_by(*_key(model)).iterator(_AT_ONCE)
        for wanted, found in zip_longest(counted(), stored):
            if (
                found is None
                or wanted is None
                or content_of(wanted) != content_of(found)
            ):
                yield f"{_name(model)} are miscounted, first {wanted or found}"
                break


def count_anew() -> None:
    """Make every counter what the live rows say."""
    with opened():
        for model, counted in _CENSUS.items():
            model._default_manager.all().delete()
            for rows in batches(counted(), _AT_ONCE):
                model._default_manager.bulk_create(rows)
        raise_generation()


def _key(model: type[models.Model]) -> list[str]:
    return [column.attname for column in model._meta.pk_fields]


def _name(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name_plural)


def _tags() -> Iterator[LiveTag]:
    on_points = _points_of_their_own()
    rows = LiveArticleTag.objects.values_list("tag_id", "tag__name").annotate(
        articles=Count("pk"),
        points=Coalesce(Sum("article__point_count", filter=Q(on_article=True)), 0),
        first_live_from=Min("live_from"),
    )
    for tag_id, name, articles, points, first in _streamed(rows, "tag_id"):
        yield live_tag(
            tag_id,
            name,
            articles=articles,
            points=points + on_points.get(tag_id, 0),
            first_live_from=first,
        )


def _points_of_their_own() -> Mapping[int, int]:
    """Return for each tag how many points have it whose article has it not itself."""
    own = LiveArticleTag.objects.filter(
        article=OuterRef("point__article"), tag=OuterRef("tag"), on_article=True
    )
    rows = LivePointTag.objects.filter(~Exists(own)).order_by().values_list("tag_id")
    return dict(rows.annotate(points=Count("pk")))


def _publications() -> Iterator[LivePublication]:
    rows = LiveArticle.objects.values_list("publication_id").annotate(
        articles=Count("pk"), first_live_from=Min("live_from")
    )
    for publication_id, articles, first in _streamed(rows, "publication_id"):
        yield LivePublication(
            publication_id=publication_id, articles=articles, first_live_from=first
        )


def _tag_months() -> Iterator[TagMonth]:
    rows = LiveArticleTag.objects.annotate(month=TruncMonth("article__day"))
    numbers = rows.values_list("tag_id", "month").annotate(articles=Count("pk"))
    for tag_id, month, articles in _streamed(numbers, "tag_id", "month"):
        yield TagMonth(tag_id=tag_id, month=month, articles=articles)


def _publication_months() -> Iterator[PublicationMonth]:
    rows = LiveArticle.objects.annotate(month=TruncMonth("day"))
    numbers = rows.values_list("publication_id", "month").annotate(articles=Count("pk"))
    for publication_id, month, articles in _streamed(
        numbers, "publication_id", "month"
    ):
        yield PublicationMonth(
            publication_id=publication_id, month=month, articles=articles
        )


def _days() -> Iterator[ArchiveDay]:
    numbers = LiveArticle.objects.values_list("day").annotate(articles=Count("pk"))
    for day, articles in _streamed(numbers, "day"):
        yield ArchiveDay(day=day, articles=articles)


def _streamed(rows: QuerySet[Any, Any], *order: str) -> Iterator[tuple[Any, ...]]:
    return rows.order_by(*order).iterator(_AT_ONCE)


_CENSUS: dict[type[models.Model], Callable[[], Iterator[models.Model]]] = {
    LiveTag: _tags,
    LivePublication: _publications,
    TagMonth: _tag_months,
    PublicationMonth: _publication_months,
    ArchiveDay: _days,
}
