"""Pages of articles: what their cards say, and where the next page begins."""

import datetime
import functools
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

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
    first: str = ""
    """The position of its first article; "" on the newest page."""


@dataclass(frozen=True, slots=True)
class Day:
    """The articles that went live on one day."""

    date: datetime.date
    cards: tuple[Card, ...]


def articles(
    selection: Selection, before: Position | None = None, size: int = PAGE_SIZE
) -> Listing:
    """Return a page of the articles of a selection; one query."""
    build = _page_of(prepared.size_for(size))
    cards = prepared.made(Card, build, *_asked(selection, before))
    shown = cards[:size]
    return Listing(
        shown,
        is_newest=before is None,
        next=_position(shown[-1], selection) if len(cards) > size else "",
        first=_position(shown[0], selection) if before and shown else "",
    )


def page_before(selection: Selection, after: Position, size: int = PAGE_SIZE) -> str:
    """Return the position of the page that ends where the page of `after` begins.

    "" where that is the newest page. One query.
    """
    build = _page_before_of(size)
    for card in prepared.made(Card, build, *_asked(selection, after)):
        return _position(card, selection)
    return ""


class _Asked(NamedTuple):
    """What articles are asked for, in the plain values that `prepared` takes."""

    now: datetime.datetime
    moment: datetime.datetime | None
    """Of the position; None where days order."""
    day: datetime.date | None
    article_id: int | None
    all_of: tuple[int, ...]
    any_of: tuple[int, ...]
    without: tuple[int, ...]
    publication: int | None
    first: datetime.date | None
    last: datetime.date | None

    @property
    def selection(self) -> Selection:
        """Return the selection that is asked for."""
        days = (self.first, self.last) if self.first and self.last else None
        return Selection(self.all_of, self.any_of, self.without, self.publication, days)


def _asked(selection: Selection, position: Position | None) -> _Asked:
    first, last = selection.days or (None, None)
    is_by_day = selection.days is not None
    return _Asked(
        timezone.now(),
        position.moment if position and not is_by_day else None,
        position.moment.date() if position and is_by_day else None,
        position.article_id if position else None,
        selection.all_of,
        selection.any_of,
        selection.without,
        selection.publication,
        first,
        last,
    )


@functools.cache
def _page_of(size: int) -> prepared.Build:
    """Return what builds the query of a page; the same function for the same size."""
    return functools.partial(_page, size)


def _page(size: int, *arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select one card more than a page shows, which tells whether another follows."""
    asked = _Asked._make(arguments)
    bounds = Bounds(asked.now, asked.moment, asked.day, asked.article_id)
    rows = selected(asked.selection, bounds, size + 1)
    return rows.values_list(*CARD_COLUMNS)[: size + 1]


@functools.cache
def _page_before_of(size: int) -> prepared.Build:
    """Return what builds the query for the page before; the same function as well."""
    return functools.partial(_page_before, size)


def _page_before(size: int, *arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select the card that the page before stands behind, if anything is above it."""
    asked = _Asked._make(arguments)
    bounds = Bounds(
        asked.now, asked.moment, asked.day, asked.article_id, is_upwards=True
    )
    rows = selected(asked.selection, bounds, size + 1)
    return rows.values_list(*CARD_COLUMNS)[size : size + 1]


def _position(card: Card, selection: Selection) -> str:
    moment = card.live_from
    if selection.days:
        moment = datetime.datetime.combine(card.day, datetime.time(), datetime.UTC)
    return str(Position(moment, card.article_id))


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
