"""Digests about the same as another: by the tags they share, the rare ones most."""

import datetime
import math
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from articles.models.published import LiveArticle, LiveArticleTag
from articles.site.store import prepared
from articles.site.store.remembering import remembered
from articles.site.store.selections import Bounds, Selection, selected
from articles.site.store.state import State

MOST_TAGS = 6
"""The rarest of an article's tags; what they do not find would say little."""
_MOST_RELATED = 5
_NEWEST = 40
"""So many articles of each tag are looked at, however many have it."""


@dataclass(frozen=True, slots=True)
class SharedTag:
    """A tag of an article that other live articles have, too."""

    tag_id: int
    name: str
    articles: int

    @property
    def weight(self) -> int:
        """What it says that two articles share it: the rarer, the more.

        The measure of Adamic and Adar, which needs no total, a thousand times.
        """
        return round(1000 / math.log2(1 + self.articles))


@dataclass(frozen=True, slots=True)
class Related:
    """A digest, and what it is about as well."""

    shared: tuple[str, ...]
    """The names of the tags it shares, the rarest first."""
    slug: str
    title: str
    language: str
    published: str
    day: datetime.date
    publication: str
    native_name: str
    publication_language: str


_COLUMNS = (
    "slug",
    "title",
    "language",
    "published",
    "day",
    "publication__name",
    "publication__native_name",
    "publication__language",
)


@remembered(4096)
def related(
    _state: State, article_id: int, tags: tuple[SharedTag, ...]
) -> tuple[Related, ...]:
    """Return the digests nearest to an article, the newest first among equals.

    `tags` are the rarest of the article, rarest first. One query, none without tags.
    """
    if not tags:
        return ()
    rows = prepared.rows(
        _nearest,
        timezone.now(),
        article_id,
        tuple(tag.tag_id for tag in tags),
        tuple(tag.weight for tag in tags),
    )
    return tuple(_read(row, tags) for row in rows)


@remembered(4096)
def also_from(_state: State, article_id: int, publication: str) -> tuple[Related, ...]:
    """Return the newest other digests of a publication, by its slug; one query.

    For an article that shares no tag with any other.
    """
    rows = prepared.rows(_of_publication, timezone.now(), article_id, publication)
    return tuple(Related((), *row) for row in rows)


def _of_publication(
    now: datetime.datetime, article_id: int, publication: str
) -> "QuerySet[Any, tuple[Any, ...]]":
    rows = LiveArticle.objects.public(now).filter(publication__slug=publication)
    newest = rows.exclude(pk=article_id).order_by("-live_from", "-article_id")
    return newest.values_list(*_COLUMNS)[:_MOST_RELATED]


def _read(row: tuple[Any, ...], tags: tuple[SharedTag, ...]) -> Related:
    facts, has = row[: len(_COLUMNS)], row[len(_COLUMNS) :]
    shared = (tag.name for tag, is_shared in zip(tags, has, strict=True) if is_shared)
    return Related(tuple(shared), *facts)


def _nearest(
    now: datetime.datetime,
    article_id: int,
    tags: tuple[int, ...],
    weights: tuple[int, ...],
) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select the newest articles of each tag by the weight of all they share."""
    here = LiveArticleTag.objects.filter(article=OuterRef("article_id"))
    shares = {f"has_{tag}": Exists(here.filter(tag=tag)) for tag in tags}
    score = sum(
        (
            Case(When(then=Value(weight), **{name: True}), default=Value(0))
            for name, weight in zip(shares, weights, strict=True)
        ),
        start=Value(0, IntegerField()),
    )
    return (
        selected(Selection(any_of=tags), Bounds(now), _NEWEST)
        .exclude(article_id=article_id)
        .annotate(**shares)
        .order_by(score.desc(), "-live_from", "-article_id")
        .values_list(*_COLUMNS, *shares)[:_MOST_RELATED]
    )
