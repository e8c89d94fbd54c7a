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
    """What the ids of its moment are less than, or upwards greater; the page may begin,
    or upwards end, with its article."""
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

    def bounds(self, *, is_upwards: bool) -> Bounds:
        """Return what is looked at, downwards from the position or upwards from it."""
        return Bounds(self.now, self.moment, self.day, self.next_article_id, is_upwards)


def asked(
    selection: Selection,
    now: datetime.datetime,
    before: Position | None,
    end: Position | None = None,
) -> Asked:
    """Return what to ask for the points of a selection behind one position."""
    next_id = None
    if before:
        next_id = before.article_id + (before.point != BEHIND_ALL)
    return _asked(selection, now, before, next_id, end)


def asked_upwards(
    selection: Selection,
    now: datetime.datetime,
    after: Position,
    end: Position | None = None,
) -> Asked:
    """Return what to ask for the points of a selection above one position."""
    return _asked(selection, now, after, after.article_id - 1, end)


def _asked(
    selection: Selection,
    now: datetime.datetime,
    position: Position | None,
    next_id: int | None,
    end: Position | None,
) -> Asked:
    is_by_day = selection.days is not None
    first, last = selection.days or (None, None)
    return Asked(
        now,
        position.moment if position and not is_by_day else None,
        position.moment.date() if position and is_by_day else None,
        position.article_id if position else None,
        next_id,
        position.point if position else None,
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
    return _nth_article(given, given.bounds(is_upwards=False), MOST_ARTICLES)


def first_article(*arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select the article above all that the page before looks at, if there is one."""
    given = Asked._make(arguments)
    return _nth_article(given, given.bounds(is_upwards=True), MOST_ARTICLES + 1)


def _nth_article(
    given: Asked, bounds: Bounds, number: int
) -> "QuerySet[Any, tuple[Any, ...]]":
    selection = given.selection
    rows = selected_where(selection, bounds, number, _may_say(selection))
    return rows.values_list("live_from", "day", "article_id")[number - 1 : number]


@functools.cache
def page_of(size: int) -> prepared.Build:
    """Return what builds the query of a page; the same function for the same size."""
    return functools.partial(_page, size)


@functools.cache
def page_before_of(size: int) -> prepared.Build:
    """Return what builds the query for the page before; the same function as well."""
    return functools.partial(_page_before, size)


def _page(size: int, *arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select a row for each tag of each point, or one where a point has none.

    One point more than a page shows tells whether another page follows. Each article
    found says at least one point that is wanted, but for that of the position, so that
    two articles more than the page has points are enough.
    """
    given = Asked._make(arguments)
    bounds = given.bounds(is_upwards=False)
    wanted = _wanted(given, bounds, size, _until(given))
    if given.position is not None:
        wanted = wanted.exclude(
            article=given.article_id, position__lte=_place(given.position)
        )
    order = (*_order_of_articles(given, bounds), "position")
    ids = wanted.order_by(*order).values("pk")[: size + 1]
    rows = LivePoint.objects.filter(pk__in=ids).order_by(*order, "tag_rows__pk")
    return rows.values_list(*OF_ARTICLE, *OF_POINT, *OF_TAG)


def _page_before(size: int, *arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select the point that the page before stands behind, if one is above it."""
    given = Asked._make(arguments)
    bounds = given.bounds(is_upwards=True)
    wanted = _wanted(given, bounds, size, _below(given))
    wanted = wanted.exclude(
        article=given.article_id, position__gte=_place(given.position)
    )
    order = (*_order_of_articles(given, bounds), "-position")
    columns = ("live_from", "article__day", "article_id", "position")
    return wanted.order_by(*order).values_list(*columns)[size : size + 1]


def _wanted(
    given: Asked, bounds: Bounds, size: int, within: Q
) -> "QuerySet[LivePoint]":
    """Return the points that are wanted of the first articles that have some."""
    selection = given.selection
    also = Q() if is_one_question(selection) else _says(selection) & within
    articles = selected_where(selection, bounds, size + 2, also)
    ids = articles.values("article_id")[: size + 2]
    return LivePoint.objects.filter(_matches(selection), article__in=ids)


def _place(position: int | None) -> Value:
    """Return the place of a point as a value of its own.

    A plain number would be held against the range of the column, which a stand-in is
    not in.
    """
    return Value(position, IntegerField())


def _order_of_articles(given: Asked, bounds: Bounds) -> tuple[str, ...]:
    """Return the order of the points' articles, by the articles' own columns.

    An index of points in their order would be walked to its end in search of a rare
    tag.
    """
    order = order_of(given.selection, bounds)
    return tuple(
        f"-article__{name[1:]}" if name.startswith("-") else f"article__{name}"
        for name in order
    )


def _below(given: Asked) -> Q:
    """Return whether an article stands below the one that is above all to look at."""
    if given.end_moment:
        below = Q(live_from__lt=given.end_moment) | Q(article__lt=given.end_id)
        return Q(live_from__lte=given.end_moment) & below
    if given.end_day:
        below = Q(day__lt=given.end_day) | Q(article__lt=given.end_id)
        return Q(day__lte=given.end_day) & below
    return Q()


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
