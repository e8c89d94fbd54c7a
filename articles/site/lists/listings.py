"""Pages of articles: what their cards say, and where the next page begins."""

import datetime
import functools
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from articles.models.published import LiveArticle
from articles.site.store import prepared
from articles.site.store.positions import Position
from articles.site.store.selections import Bounds, Selection, selected

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE_SIZE = 20
_MOST_DIGESTS = 3
"""Of one source; more than one is rare."""

CARD_COLUMNS = (
    "article_id",
    "slug",
    "title",
    "language",
    "published",
    "day",
    "standfirst",
    "point_count",
    "live_from",
    "corrected_at",
    "publication__name",
    "publication__native_name",
    "publication__language",
    "publication__slug",
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a listing says of one article."""

    article_id: int
    slug: str
    title: str
    language: str
    published: str
    day: datetime.date
    standfirst: str
    point_count: int
    live_from: datetime.datetime
    corrected_at: datetime.datetime | None
    publication: str
    native_name: str
    publication_language: str
    publication_slug: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a listing."""

    cards: tuple[Card, ...]
    is_newest: bool
    next: str = ""
    """The position of the page after this one; "" where this is the last."""


@dataclass(frozen=True, slots=True)
class Day:
    """The articles that went live on one day."""

    date: datetime.date
    cards: tuple[Card, ...]


def articles(
    selection: Selection, before: Position | None = None, size: int = PAGE_SIZE
) -> Listing:
    """Return a page of the articles of a selection; one query."""
    first, last = selection.days or (None, None)
    is_by_day = selection.days is not None
    cards = prepared.made(
        Card,
        _page_of(prepared.size_for(size)),
        timezone.now(),
        before.moment if before and not is_by_day else None,
        before.moment.date() if before and is_by_day else None,
        before.article_id if before else None,
        selection.all_of,
        selection.any_of,
        selection.without,
        selection.publication,
        first,
        last,
    )
    shown = cards[:size]
    return Listing(
        shown,
        is_newest=before is None,
        next=str(_position(shown[-1], selection)) if len(cards) > size else "",
    )


@functools.cache
def _page_of(size: int) -> prepared.Build:
    """Return what builds the query of a page; the same function for the same size."""
    return functools.partial(_page, size)


def _page(
    size: int,
    now: datetime.datetime,
    moment: datetime.datetime | None,
    day: datetime.date | None,
    article_id: int | None,
    all_of: tuple[int, ...],
    any_of: tuple[int, ...],
    without: tuple[int, ...],
    publication: int | None,
    first: datetime.date | None,
    last: datetime.date | None,
) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select one card more than a page shows, which tells whether another follows."""
    days = (first, last) if first and last else None
    selection = Selection(all_of, any_of, without, publication, days)
    bounds = Bounds(now, moment, day, article_id)
    rows = selected(selection, bounds, size + 1)
    return rows.values_list(*CARD_COLUMNS)[: size + 1]


def _position(card: Card, selection: Selection) -> Position:
    if selection.days:
        midnight = datetime.datetime.combine(card.day, datetime.time(), datetime.UTC)
        return Position(midnight, card.article_id)
    return Position(card.live_from, card.article_id)


def digests_of(source_key: str) -> tuple[Card, ...]:
    """Return the newest digests of the source with this key; one query."""
    rows = prepared.rows(_digests, timezone.now(), source_key)
    return tuple(itertools.starmap(Card, rows))


def _digests(
    now: datetime.datetime, source_key: str
) -> "QuerySet[Any, tuple[Any, ...]]":
    rows = LiveArticle.objects.public(now).filter(source_key=source_key)
    newest = rows.order_by("-live_from", "-article_id")
    return newest.values_list(*CARD_COLUMNS)[:_MOST_DIGESTS]


def by_day(cards: Iterable[Card]) -> tuple[Day, ...]:
    """Group cards, newest first, by the day they went live in the site's time zone."""
    groups = itertools.groupby(cards, lambda card: timezone.localdate(card.live_from))
    return tuple(Day(date, tuple(members)) for date, members in groups)
