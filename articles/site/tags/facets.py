"""What the articles of a selection have in common: tags, publications, months.

Counted among its newest articles only, so that no theme is too large for it: what is
said of fewer is exact, what is said of so many is “at least”.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import Count, F, IntegerField, Value
from django.db.models.functions import Cast, ExtractMonth, ExtractYear
from django.utils import timezone

from articles.models.counters import TagMonth
from articles.models.published import LiveArticle, LiveArticleTag
from articles.site.store import prepared
from articles.site.store.counts import Rows, one, summed
from articles.site.store.selections import Bounds, Found, Selection, selected
from articles.site.times.periods import Month

NEWEST = 1_000
"""Articles that are looked at."""

_MOST_TAGS, _MOST_PUBLICATIONS = 120, 12
_TAG, _PUBLICATION, _MONTH, _WAITING, _OTHER = _KINDS = range(5)
_NOTHING = {"id": 0, "name": "", "slug": "", "native": "", "language": "", "all": 0}

_Row = tuple[Any, ...]


class TagFacet(NamedTuple):
    """A tag that articles of the selection have."""

    id: int
    name: str
    slug: str
    shared: int
    """Articles of the selection that have it."""
    articles: int
    """All public articles that have it."""


class PublicationFacet(NamedTuple):
    """A publication that articles of the selection are from."""

    name: str
    slug: str
    native_name: str
    language: str
    articles: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What is known of a selection."""

    size: int
    """Its articles, NEWEST at most."""
    tags: tuple[TagFacet, ...]
    """Those that most of them have come first."""
    publications: tuple[PublicationFacet, ...]
    months: tuple[Month, ...]
    """Of all its articles by their own dates, where it is one tag; none are empty."""
    others: tuple[int, ...]
    """The size of each of `others_than` the selection, NEWEST at most."""

    @property
    def is_whole(self) -> bool:
        """Whether these are all articles of the selection."""
        return self.size < NEWEST


def others_than(selection: Selection) -> Iterator[Selection]:
    """Yield the selections one step back, each without one of its tags, in their order.

    Last comes the one that joins its tags the other way, where it has several.
    """
    all_of, any_of, without = selection.all_of, selection.any_of, selection.without
    for tag in all_of if len(all_of) > 1 else ():
        yield replace(selection, all_of=_less(all_of, tag))
    for tag in any_of:
        rest = _less(any_of, tag)
        all_of = rest if len(rest) == 1 else ()
        yield replace(selection, all_of=all_of, any_of=() if all_of else rest)
    for tag in without:
        yield replace(selection, without=_less(without, tag))
    if len(selection.all_of) > 1 or any_of:
        yield replace(selection, all_of=any_of, any_of=selection.all_of)


def _less(tags: tuple[int, ...], tag: int) -> tuple[int, ...]:
    return tuple(other for other in tags if other != tag)


def facets(selection: Selection) -> Facets:
    """Return what the newest articles of a selection by tags have; one query."""
    parts = (selection.all_of, selection.any_of, selection.without)
    rows: dict[int, list[_Row]] = {kind: [] for kind in _KINDS}
    for kind, *columns in prepared.rows(_rows, timezone.now(), *parts):
        rows[kind].append(tuple(columns))
    publications = _publications(rows[_PUBLICATION])
    return Facets(
        size=sum(publication.articles for publication in publications),
        tags=_tags(rows[_TAG], rows[_WAITING])[:_MOST_TAGS],
        publications=publications[:_MOST_PUBLICATIONS],
        months=_months(rows[_MONTH]),
        others=tuple(number for _place, *_, number in sorted(rows[_OTHER])),
    )


def _tags(rows: list[_Row], waiting: list[_Row]) -> tuple[TagFacet, ...]:
    wait = {tag: number for tag, *_, number in waiting}
    return tuple(
        TagFacet(tag, name, slug, shared, articles - wait.get(tag, 0))
        for tag, name, slug, _, _, articles, shared in _most_first(rows)
    )


def _publications(rows: list[_Row]) -> tuple[PublicationFacet, ...]:
    return tuple(
        PublicationFacet(name, slug, native, language, number)
        for _, name, slug, native, language, _, number in _most_first(rows)
    )


def _most_first(rows: list[_Row]) -> list[_Row]:
    """Sort by the last column, the largest first, then by the slug."""
    return sorted(rows, key=lambda row: (-row[-1], row[2]))


def _months(rows: Iterable[_Row]) -> tuple[Month, ...]:
    found = summed((number, articles) for number, *_, articles in rows)
    return tuple(
        Month(datetime.date((number - 1) // 12, (number - 1) % 12 + 1, 1), articles)
        for (number,), articles in sorted(found.items())
    )


def _rows(
    now: datetime.datetime,
    all_of: tuple[int, ...],
    any_of: tuple[int, ...],
    without: tuple[int, ...],
) -> Rows:
    """Select rows of each kind, with the same columns."""
    selection = Selection(all_of, any_of, without)
    branches = [
        _of_publications(selection, now),
        _waiting(now),
        *(
            _size_of(other, place, now)
            for place, other in enumerate(others_than(selection))
        ),
    ]
    if len(all_of) == 1 and not without:
        branches += _of_months(all_of[0], now)
    return _of_tags(selection, now).union(*branches, all=True).order_by()


def _newest(selection: Selection, now: datetime.datetime) -> Found:
    return selected(selection, Bounds(now), NEWEST).values("pk")[:NEWEST]


def _of_tags(selection: Selection, now: datetime.datetime) -> Rows:
    return _branch(
        LiveArticleTag.objects.filter(article__in=_newest(selection, now)),
        _TAG,
        Count("pk"),
        id=F("tag"),
        name=F("tag__name"),
        slug=F("tag__slug"),
        all=F("tag__counter__articles"),
    )


def _of_publications(selection: Selection, now: datetime.datetime) -> Rows:
    return _branch(
        LiveArticle.objects.filter(pk__in=_newest(selection, now)),
        _PUBLICATION,
        Count("pk"),
        id=F("publication"),
        name=F("publication__name"),
        slug=F("publication__slug"),
        native=F("publication__native_name"),
        language=F("publication__language"),
    )


def _size_of(selection: Selection, place: int, now: datetime.datetime) -> Rows:
    rows = LiveArticle.objects.filter(pk__in=_newest(selection, now))
    return _branch(rows, _OTHER, Count("pk"), id=Value(place))


def _waiting(now: datetime.datetime) -> Rows:
    """Select how many articles of each tag wait: few, whatever the site's size."""
    articles = LiveArticle.objects.waiting(now).values("pk").order_by()
    tags = LiveArticleTag.objects.filter(article__in=articles)
    return _branch(tags, _WAITING, Count("pk"), id=F("tag"))


def _of_months(tag: int, now: datetime.datetime) -> list[Rows]:
    """Select the months of a tag by their number, and what takes off what waits."""
    waiting = LiveArticleTag.objects.waiting(now).filter(tag=tag)
    months = TagMonth.objects.filter(tag=tag)
    return [
        _branch(months, _MONTH, F("articles"), id=_month_number("month")),
        _branch(waiting, _MONTH, one(), id=_month_number("article__day")),
    ]


def _month_number(day: str) -> Any:
    return Cast(ExtractYear(day) * 12 + ExtractMonth(day), IntegerField())


def _branch(rows: Found, kind: int, number: Any, **columns: Any) -> Rows:
    """Select these columns and `number`; the others have nothing in them."""
    told = {
        f"its_{name}": columns.get(name, Value(nothing))
        for name, nothing in _NOTHING.items()
    }
    alike = rows.order_by().values(its_kind=Value(kind), **told)
    return alike.annotate(its_number=number).values_list(
        "its_kind", *told, "its_number"
    )
