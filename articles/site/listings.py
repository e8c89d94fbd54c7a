"""Look-ups of articles for listings: newest first, by key, never counted."""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models.published import LiveArticle, LiveArticleTag
from articles.models.taxonomy import Publication, Tag

from .positions import Position

PAGE_SIZE = 20

_COLUMNS = (
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


def newest(before: Position | None = None) -> Listing:
    """Return a page of all articles."""
    return _listing(LiveArticle.objects.public(_limit(before)), before)


def of_publication(publication: Publication, before: Position | None) -> Listing:
    """Return a page of the articles of one publication."""
    rows = LiveArticle.objects.public(_limit(before))
    return _listing(rows.filter(publication=publication), before)


def of_tag(tag: Tag, before: Position | None) -> Listing:
    """Return a page of the articles that have the tag themselves or on a point."""
    rows = LiveArticleTag.objects.public(_limit(before)).filter(tag=tag)
    return _listing(rows, before, through="article__")


def _limit(before: Position | None) -> datetime.datetime | None:
    """Return the newest time to look at.

    One bound and not two: given another, a database may begin its range at the wrong
    one and read every newer article first.
    """
    return before.live_from if before else None


def _listing(
    rows: "QuerySet[LiveArticle] | QuerySet[LiveArticleTag]",
    before: Position | None,
    *,
    through: str = "",
) -> Listing:
    """Return one page of `rows`; `through` leads from a row to its live article."""
    if before:
        older = Q(live_from__lt=before.live_from) | Q(article__lt=before.article_id)
        rows = rows.filter(older)
    columns = (f"{through}{column}" for column in _COLUMNS)
    # By article_id: “article” alone would be sorted as the desk sorts its drafts.
    found = rows.order_by("-live_from", "-article_id").values_list(*columns)
    cards = tuple(Card(*row) for row in found[: PAGE_SIZE + 1])
    shown = cards[:PAGE_SIZE]
    return Listing(
        shown,
        is_newest=before is None,
        next=str(_position_of(shown[-1])) if len(cards) > PAGE_SIZE else "",
    )


def _position_of(card: Card) -> Position:
    return Position(card.live_from, card.article_id)


def cards_by_id(ids: Iterable[int]) -> dict[int, Card]:
    """Return the cards of these public articles, by article id; one query."""
    rows = LiveArticle.objects.public().filter(pk__in=set(ids)).order_by()
    cards = itertools.starmap(Card, rows.values_list(*_COLUMNS))
    return {card.article_id: card for card in cards}


def by_day(cards: Iterable[Card]) -> tuple[Day, ...]:
    """Group cards, newest first, by the day they went live in the site's time zone."""
    groups = itertools.groupby(cards, lambda card: timezone.localdate(card.live_from))
    return tuple(Day(date, tuple(members)) for date, members in groups)
