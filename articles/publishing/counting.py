"""Counters kept beside the live rows: what goes away is taken off, what comes added.

In the transaction of whoever writes live rows, behind the door, so that nobody else
counts meanwhile. `census` says what all counters should be.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import (
    ArchiveDay,
    LiveArticle,
    LiveArticleTag,
    LivePointTag,
    LivePublication,
    LiveTag,
    Publication,
    PublicationMonth,
    Tag,
    TagMonth,
)
from articles.models.alphabet import place_of

_Item = TypeVar("_Item")

_AT_ONCE = 400
"""Keys in one query: SQLite nests one condition for each key of two columns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one live article adds to the counters."""

    publication_id: int
    day: datetime.date
    points: Mapping[int, int]
    """Of each tag that it has, the points that speak about it."""

    @property
    def month(self) -> datetime.date:
        """The first day of its month."""
        return self.day.replace(day=1)


@dataclass(slots=True)
class _Change:
    """By how much each counter rises; keys that nothing changes are in it with 0."""

    tags: Counter[int] = field(default_factory=Counter)
    points: Counter[int] = field(default_factory=Counter)
    publications: Counter[int] = field(default_factory=Counter)
    tag_months: Counter[tuple[int, datetime.date]] = field(default_factory=Counter)
    publication_months: Counter[tuple[int, datetime.date]] = field(
        default_factory=Counter
    )
    days: Counter[datetime.date] = field(default_factory=Counter)

    def add(self, entry: Entry, sign: int) -> None:
        """Add what an entry counts, or take it off where the sign is -1."""
        for tag, points in entry.points.items():
            self.tags[tag] += sign
            self.points[tag] += sign * points
            self.tag_months[tag, entry.month] += sign
        self.publications[entry.publication_id] += sign
        self.publication_months[entry.publication_id, entry.month] += sign
        self.days[entry.day] += sign


def entries_of(article_ids: Sequence[int]) -> list[Entry]:
    """Return what those of the articles that are live count for; three queries."""
    columns = ("publication_id", "day", "point_count")
    live = list(LiveArticle.objects.filter(pk__in=article_ids).only(*columns))
    if not live:
        return []
    on_points = LivePointTag.objects.filter(point__article__in=article_ids)
    return entries(
        live,
        LiveArticleTag.objects.filter(article__in=article_ids),
        on_points.values_list("point__article_id", "tag_id"),
    )


def entries(
    live: Iterable[LiveArticle],
    article_tags: Iterable[LiveArticleTag],
    point_tags: Iterable[tuple[int, int]],
) -> list[Entry]:
    """Return what live articles count for, given their rows.

    `point_tags` are the ids of article and tag, once for each point with the tag.
    """
    all_points = {article.pk: article.point_count for article in live}
    tagged = Counter(point_tags)
    points: dict[int, dict[int, int]] = defaultdict(dict)
    for row in article_tags:
        points[row.article_id][row.tag_id] = (
            all_points[row.article_id]
            if row.on_article
            else tagged[row.article_id, row.tag_id]
        )
    return [
        Entry(article.publication_id, article.day, points[article.pk])
        for article in live
    ]


def recount(before: Iterable[Entry], after: Iterable[Entry]) -> None:
    """Bring the counters from `before` to `after`, which the live rows say by now."""
    change = _Change()
    for entry in before:
        change.add(entry, -1)
    for entry in after:
        change.add(entry, 1)
    for ids in batches(change.tags):
        _store(LiveTag, _changed_tags(ids, change))
    for ids in batches(change.publications):
        _store(LivePublication, _changed_publications(ids, change))
    _count(TagMonth, change.tag_months)
    _count(PublicationMonth, change.publication_months)
    _count(ArchiveDay, change.days)


def batches(items: Iterable[_Item], size: int = _AT_ONCE) -> Iterator[list[_Item]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _changed_tags(ids: list[int], change: _Change) -> Iterator[LiveTag]:
    """Yield the rows that differ from those stored.

    A tag that nothing more or less has may have got another name, or an article of it
    another time.
    """
    first = _first(LiveArticleTag.objects.filter(tag=OuterRef("pk")))
    tags = Tag.objects.filter(pk__in=ids).select_related("counter")
    for tag in tags.annotate(first_live_from=first):
        found = getattr(tag, "counter", None) or LiveTag(articles=0, points=0)
        row = live_tag(
            tag.pk,
            tag.name,
            articles=found.articles + change.tags[tag.pk],
            points=max(0, found.points + change.points[tag.pk]),
            first_live_from=tag.first_live_from,
        )
        if content_of(row) != content_of(found):
            yield row


def live_tag(tag_id: int, name: str, **counts: Any) -> LiveTag:
    """Return the row that says this of the tag, not yet saved."""
    place = place_of(name)
    return LiveTag(
        tag_id=tag_id,
        script=place.script,
        initial=place.initial,
        sort_key=place.sort_key,
        **counts,
    )


def _changed_publications(ids: list[int], change: _Change) -> Iterator[LivePublication]:
    first = _first(LiveArticle.objects.filter(publication=OuterRef("pk")))
    publications = Publication.objects.filter(pk__in=ids).select_related("counter")
    for publication in publications.annotate(first_live_from=first):
        found = getattr(publication, "counter", None) or LivePublication(articles=0)
        row = LivePublication(
            publication=publication,
            articles=found.articles + change.publications[publication.pk],
            first_live_from=publication.first_live_from,
        )
        if content_of(row) != content_of(found):
            yield row


def _first(rows: QuerySet[Any]) -> Subquery:
    """Return the least time of the rows: the end of an index, whatever their number."""
    return Subquery(rows.order_by("live_from", "article_id").values("live_from")[:1])


def content_of(row: models.Model) -> list[Any]:
    """Return the values of the row's columns."""
    return [getattr(row, column.attname) for column in row._meta.concrete_fields]


def _count(model: type[models.Model], change: Counter[Any]) -> None:
    """Store the counters of `model` that change, by their primary keys."""
    rows = model._default_manager
    for keys in batches(key for key, rise in change.items() if rise):
        found = dict(rows.filter(pk__in=keys).values_list("pk", "articles"))
        _store(
            model,
            (model(pk=key, articles=found.get(key, 0) + change[key]) for key in keys),
        )


def _store(model: type[models.Model], rows: Iterable[Any]) -> None:
    """Write the rows, over those there; what counts nothing any more vanishes.

    A counter that was wrong before stays wrong, for `check_published` to find: it must
    not keep anybody from publishing.
    """
    kept: list[models.Model] = []
    gone: list[Any] = []
    for row in rows:
        if row.articles > 0 and getattr(row, "first_live_from", True):
            kept.append(row)
        else:
            gone.append(row.pk)
    key = [column.name for column in model._meta.pk_fields]
    columns = [column.name for column in model._meta.concrete_fields]
    model._default_manager.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=key,
        update_fields=[name for name in columns if name not in key],
    )
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
