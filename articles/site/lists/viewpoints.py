"""Listings by point instead of by article: who said what.

The articles of a selection stand in its order, the points of each as they are read.
"""

import datetime
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.site.store import prepared
from articles.site.store.positions import BEHIND_ALL, Position
from articles.site.store.selections import Selection

from .point_selections import (
    Asked,
    asked,
    asked_upwards,
    first_article,
    is_one_question,
    last_article,
    page_before_of,
    page_of,
)
from .scopes import Scope
from .voices import Speaker, Viewpoint, Viewpoints, found_in, voices_of

PAGE_SIZE = 30
GROUPED_PAGE_SIZE = 100


def title_of(scope: Scope) -> str:
    """Return what the viewpoints of a scope are called."""
    if scope.selection == Selection():
        return _("All viewpoints")
    return named(scope)


def named(scope: Scope) -> str:
    """Return what the viewpoints are called of what is not everything."""
    return _("Viewpoints: %(title)s") % {"title": scope.title}


def size_of(by: str) -> int:
    """Return how many points a page has; `by` is what they are grouped by."""
    return GROUPED_PAGE_SIZE if by else PAGE_SIZE


def points(
    selection: Selection, before: Position | None = None, size: int = PAGE_SIZE
) -> Viewpoints:
    """Return a page of the points of a selection; one query, two for several tags."""
    now = timezone.now()
    end = _end(selection, now, before)
    build = page_of(prepared.size_for(size))
    rows = prepared.rows(build, *asked(selection, now, before, end))
    found = tuple(found_in(rows))
    shown = found[:size]
    if len(found) > size:
        end = _position(*shown[-1], selection)
    return Viewpoints(
        tuple(voices_of(shown, before)),
        is_newest=before is None,
        next=str(end or ""),
        first=_first(before),
    )


def _first(before: Position | None) -> str:
    """Return where a page begins: right behind what it stands behind.

    Not where its first point is: a page that finds little would lead back to itself.
    """
    if before is None:
        return ""
    read = BEHIND_ALL if before.point is None else before.point
    return str(replace(before, point=min(read + 1, BEHIND_ALL)))


def page_before(selection: Selection, after: Position, size: int = PAGE_SIZE) -> str:
    """Return the position of the page that ends where the page of `after` begins.

    "" where that is the newest page. One query, two for several tags.
    """
    now = timezone.now()
    above = asked_upwards(selection, now, after)
    end = _article(first_article, above) if not is_one_question(selection) else None
    above = asked_upwards(selection, now, after, end)
    for moment, day, article_id, place in prepared.rows(page_before_of(size), *above):
        return str(Position(_moment(moment, day, selection), article_id, place))
    return str(end or "")


def _end(
    selection: Selection, now: datetime.datetime, before: Position | None
) -> Position | None:
    """Return where a page stops looking, None where it finds points all along."""
    if is_one_question(selection):
        return None
    return _article(last_article, asked(selection, now, before))


def _article(build: prepared.Build, asked_for: Asked) -> Position | None:
    """Return the position behind all points of the article that a query selects."""
    for moment, day, article_id in prepared.rows(build, *asked_for):
        place = _moment(moment, day, asked_for.selection)
        return Position(place, article_id, BEHIND_ALL)
    return None


def _position(speaker: Speaker, point: Viewpoint, selection: Selection) -> Position:
    moment = _moment(speaker.live_from, speaker.day, selection)
    return Position(moment, speaker.article_id, point.position)


def _moment(
    live_from: datetime.datetime, day: datetime.date, selection: Selection
) -> datetime.datetime:
    """Return what places an article among the others of a selection."""
    if selection.days:
        return datetime.datetime.combine(day, datetime.time(tzinfo=datetime.UTC))
    return live_from
