"""Which points a selection is of, and how they are found.

A point has the tags that it carries itself and those of its article as a whole.
"""

import datetime
import functools
from typing import Any, NamedTuple

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value

from articles.models.published import LiveArticleTag, LivePoint, LivePointTag
from articles.site.store import prepared
from articles.site.store.positions import BEHIND_ALL, Position
from articles.site.store.selections import (
    Bounds,
    Found,
    Selection,
    order_of,
    selected_where,
)

MOST_ARTICLES = 500
"""One page looks through so many for points that meet several conditions at once: two
tags may be on the points of many articles and never on one point."""

OF_POINT = ("position", "heading", "is_core", "key", "text")
OF_ARTICLE = (
    "article_id",
    "article__slug",
    "article__title",
    "article__language",
    "article__published",
    "article__day",
    "article__live_from",
    "article__updated_at",
    "article__publication__name",
    "article__publication__native_name",
    "article__publication__language",
    "article__publication__slug",
)
OF_TAG = ("tag_rows__tag__name", "tag_rows__tag__slug")


class Asked(NamedTuple):
    """What points are asked for, in the plain values that `prepared` takes."""

    now: datetime.datetime
    moment: datetime.datetime | None
    """Of the position that the page stands behind; None where days order."""
    day: datetime.date | None
    article_id: int | None
    next_article_id: int | None
    """What the ids of its moment are less than; the page may begin with its article."""
    position: int | None
    end_moment: datetime.datetime | None
    """Of the last article to look at."""
    end_day: datetime.date | None
    end_id: int | None
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

    def articles(self, size: int, also: Q) -> Found:
        """Return the first `size` articles that meet `also`."""
        bounds = Bounds(self.now, self.moment, self.day, self.next_article_id)
        return selected_where(self.selection, bounds, size, also)


def asked(
    selection: Selection,
    now: datetime.datetime,
    before: Position | None,
    end: Position | None = None,
) -> Asked:
    """Return what to ask for the points of a selection behind one position."""
    is_by_day = selection.days is not None
    first, last = selection.days or (None, None)
    next_id = None
    if before:
        next_id = before.article_id + (before.point != BEHIND_ALL)
    return Asked(
        now,
        before.moment if before and not is_by_day else None,
        before.moment.date() if before and is_by_day else None,
        before.article_id if before else None,
        next_id,
        before.point if before else None,
        end.moment if end and not is_by_day else None,
        end.moment.date() if end and is_by_day else None,
        end.article_id if end else None,
        selection.all_of,
        selection.any_of,
        selection.without,
        selection.publication,
        first,
        last,
    )


def is_one_question(selection: Selection) -> bool:
    """Whether every article that is found has a point that is wanted.

    One tag is the question of a single row of the article's tags already.
    """
    tags = len(selection.all_of) + bool(selection.any_of)
    return tags <= 1 and not selection.without


def last_article(*arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select the last article that one page looks at, if there are so many."""
    given = Asked._make(arguments)
    rows = given.articles(MOST_ARTICLES, _may_say(given.selection))
    return rows.values_list("live_from", "day", "article_id")[MOST_ARTICLES - 1 :][:1]


@functools.cache
def page_of(size: int) -> prepared.Build:
    """Return what builds the query of a page; the same function for the same size."""
    return functools.partial(_page, size)


def _page(size: int, *arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select a row for each tag of each point, or one where a point has none.

    One point more than a page shows tells whether another page follows. Each article
    found says at least one point that is wanted, but for that of the position, so that
    two articles more than the page has points are enough.
    """
    given = Asked._make(arguments)
    selection = given.selection
    also = Q() if is_one_question(selection) else _says(selection) & _until(given)
    articles = given.articles(size + 2, also).values("article_id")[: size + 2]
    wanted = LivePoint.objects.filter(_matches(selection), article__in=articles)
    if given.position is not None:
        # A plain number would be held against the range of the column, which a stand-in
        # is not in.
        read = Value(given.position, IntegerField())
        wanted = wanted.exclude(article=given.article_id, position__lte=read)
    # By the article's own columns: an index of points in their order would be walked to
    # its end in search of a rare tag.
    order = (*(f"-article__{name[1:]}" for name in order_of(selection)), "position")
    ids = wanted.order_by(*order).values("pk")[: size + 1]
    rows = LivePoint.objects.filter(pk__in=ids).order_by(*order, "tag_rows__pk")
    return rows.values_list(*OF_ARTICLE, *OF_POINT, *OF_TAG)


def _until(given: Asked) -> Q:
    """Return whether an article is not behind the last one to look at."""
    if given.end_moment:
        within = Q(live_from__gt=given.end_moment) | Q(article__gte=given.end_id)
        return Q(live_from__gte=given.end_moment) & within
    if given.end_day:
        within = Q(day__gt=given.end_day) | Q(article__gte=given.end_id)
        return Q(day__gte=given.end_day) & within
    return Q()


def _may_say(selection: Selection) -> Q:
    """Return whether no tag of the whole article forbids all that it says."""
    if not selection.without:
        return Q()
    return ~Q(_is_of_article(selection.without))


def _says(selection: Selection) -> Q:
    """Return whether an article has a point that is wanted."""
    here = LivePoint.objects.filter(_matches(selection), article=OuterRef("article_id"))
    return _may_say(selection) & Q(Exists(here))


def _matches(selection: Selection) -> Q:
    """Return whether a point is wanted, given that its article may be."""
    wanted = Q()
    for tag in selection.all_of:
        wanted &= _has((tag,))
    if selection.any_of:
        wanted &= _has(selection.any_of)
    if selection.without:
        wanted &= ~_has(selection.without)
    return wanted


def _has(tags: tuple[int, ...]) -> Q:
    """Return whether a point has one of the tags, itself or with its whole article."""
    own = LivePointTag.objects.filter(point=OuterRef("pk"), tag__in=tags)
    return Q(Exists(own)) | Q(_is_of_article(tags))


def _is_of_article(tags: tuple[int, ...]) -> Exists:
    return Exists(
        LiveArticleTag.objects.filter(
            article=OuterRef("article_id"), tag__in=tags, on_article=True
        )
    )
