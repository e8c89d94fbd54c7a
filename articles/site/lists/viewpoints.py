"""Listings by point instead of by article: who said what.

The articles of a selection stand in its order, the points of each as they are read.
"""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.site.store import prepared
from articles.site.store.positions import BEHIND_ALL, Position
from articles.site.store.selections import Selection

from .point_selections import asked, is_one_question, last_article, page_of
from .scopes import Scope
from .voices import Speaker, Viewpoint, Viewpoints, found_in, voices_of

PAGE_SIZE = 30
GROUPED_PAGE_SIZE = 100


def title_of(scope: Scope) -> str:
    """Return what the viewpoints of a scope are called."""
    if scope.selection == Selection():
        return _("All viewpoints")
    return _("Viewpoints: %(title)s") % {"title": scope.title}


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
    )


def _end(
    selection: Selection, now: datetime.datetime, before: Position | None
) -> Position | None:
    """Return where a page stops looking, None where it finds points all along."""
    if is_one_question(selection):
        return None
    for moment, day, article_id in prepared.rows(
        last_article, *asked(selection, now, before)
    ):
        return Position(_moment(moment, day, selection), article_id, BEHIND_ALL)
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
