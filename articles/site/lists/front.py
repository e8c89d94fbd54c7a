"""The front page: the newest digests by day, themes with theirs, and a calendar."""

import datetime
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from articles.models.published import LiveArticleTag
from articles.site.store import prepared
from articles.site.store.selections import Selection, union_of
from articles.site.store.state import State, Theme
from articles.site.times import archive
from articles.site.times.archive import Calendar

from . import listings, telling
from .listings import CARD_COLUMNS, Card, Day
from .telling import TellingTag

if TYPE_CHECKING:
    from django.db.models import QuerySet

_ARTICLES_OF_THEME = 3
_TAGS_OF_DAY = 6


@dataclass(frozen=True, slots=True)
class ToldDay:
    """The articles that went live on one day, and what they are about."""

    date: datetime.date
    cards: tuple[Card, ...]
    tags: tuple[TellingTag, ...]


@dataclass(frozen=True, slots=True)
class ThemeNews:
    """A theme with its newest articles."""

    theme: Theme
    introduction: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """All that the front page shows."""

    days: tuple[ToldDay, ...]
    older: str
    """The position after its last article; "" where there is none older."""
    themes: tuple[ThemeNews, ...]
    calendar: Calendar | None
    """Of the newest month that one of its articles is of; None without any."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """All articles of its days, newest first."""
        return tuple(card for day in self.days for card in day.cards)


def front_page(state: State) -> FrontPage:
    """Return the front page; four queries at most."""
    newest = listings.articles(Selection())
    return FrontPage(
        days=tuple(_told(listings.by_day(newest.cards))),
        older=newest.next,
        themes=tuple(_news(state.themes)) if state.themes else (),
        calendar=_calendar(state, newest.cards),
    )


def _told(days: tuple[Day, ...]) -> Iterable[ToldDay]:
    groups = [tuple(card.article_id for card in day.cards) for day in days]
    for day, tags in zip(days, telling.of_groups(groups), strict=True):
        most = min(_TAGS_OF_DAY, 2 * len(day.cards) + 1)
        yield ToldDay(day.date, day.cards, tags[:most])


def _calendar(state: State, cards: Iterable[Card]) -> Calendar | None:
    days = [card.day for card in cards if card.day <= state.today]
    return archive.calendar_of(state, max(days).year, max(days).month) if days else None


def _news(themes: tuple[Theme, ...]) -> Iterable[ThemeNews]:
    ids = tuple(theme.tag_id for theme in themes)
    rows = prepared.rows(_newest_of_each, timezone.now(), ids)
    found = {tag: list(group) for tag, group in itertools.groupby(rows, lambda r: r[0])}
    for theme in themes:
        own = found.get(theme.tag_id, [])
        cards = tuple(Card(*columns) for _tag, _introduction, *columns in own)
        yield ThemeNews(theme, own[0][1] if own else "", cards)


def _newest_of_each(
    now: datetime.datetime, tags: tuple[int, ...]
) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select the newest articles of each tag, tag by tag.

    The beginning of an index range for each: a window would read every article of a
    tag.
    """
    rows = LiveArticleTag.objects.public(now).order_by("-live_from", "-article_id")
    ids = union_of(
        rows.filter(tag=tag).values("pk")[:_ARTICLES_OF_THEME] for tag in tags
    )
    columns = (f"article__{name}" for name in CARD_COLUMNS)
    return (
        LiveArticleTag.objects.filter(pk__in=ids)
        .order_by("tag_id", "-live_from", "-article_id")
        .values_list("tag_id", "tag__introduction", *columns)
    )
