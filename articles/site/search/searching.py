"""Search: what was found, in which order, and how it can be narrowed down."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Q, Value
from django.http import Http404

from articles.digest import without_markers
from articles.models import facets
from articles.models.published import LiveArticle, LivePoint
from articles.models.search import Clause, Hit, SearchEntry
from articles.models.taxonomy import Publication, Tag
from articles.site.lists.listings import CARD_COLUMNS, PAGE_SIZE, Card

from .highlighting import Run, mark
from .locating import Said
from .querying import Item, Query

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 1000
"""So many of the newest matches are ranked and counted; older ones by date only."""
_POINTS = 3
_FACETS = 8
_AFTER = re.compile(r"(\d{1,3})\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """A point that holds what was asked for."""

    key: str
    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """An article that was found."""

    card: Card
    title: tuple[Run, ...]
    points: tuple[FoundPoint, ...]
    more: int
    """Further points that hold what was asked for."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the results down."""

    name: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Results:
    """A page of results."""

    results: tuple[Result, ...]
    count: int
    is_capped: bool
    """Whether there are more than were counted."""
    is_first: bool
    next: str
    facets: dict[str, tuple[Facet, ...]]
    """Tags, publications and years, the most frequent first."""


def search(query: Query, *, sort: str, after: str, size: int = PAGE_SIZE) -> Results:
    """Return a page of what the query finds; at most four queries."""
    hits = SearchEntry.objects.matching(query.match, limit=MOST + 1)
    is_capped, hits = len(hits) > MOST, hits[:MOST]
    page = page_of_hits(query, hits, sort, after, size)
    shown = page[:size]
    return Results(
        results=tuple(_results(shown, query.words)),
        count=len(hits),
        is_capped=is_capped,
        is_first=not after,
        next=after_hit(shown[-1]) if len(page) > size else "",
        facets=_facets(query, hits),
    )


def is_position(text: str) -> bool:
    """Whether a text is of the form of a position in results."""
    return bool(_AFTER.fullmatch(text))


def page_of_hits(
    query: Query, hits: list[Hit], sort: str, after: str, size: int
) -> list[Hit]:
    """Return one hit more than a page shows, which tells whether another follows.

    Http404 where `after` names no place.
    """
    by_date = sort == "newest"
    ordered = (
        hits if by_date else sorted(hits, key=lambda hit: (-hit.score, -hit.place))
    )
    if not after:
        return ordered[: size + 1]
    found = _AFTER.fullmatch(after)
    if not found:
        raise Http404
    score, place = map(int, found.groups())
    if by_date and len(hits) == MOST and place <= hits[-size - 1].place:
        match = query.match
        return SearchEntry.objects.matching(match, limit=size + 1, before=place)
    key = (0 if by_date else -score, -place)
    rest = (h for h in ordered if (0 if by_date else -h.score, -h.place) > key)
    return list(rest)[: size + 1]


def after_hit(hit: Hit) -> str:
    """Return what names the page after an article."""
    return f"{hit.score}.{hit.place}"


def _results(hits: Sequence[Hit], words: Clause) -> Iterable[Result]:
    found = _cards([hit.article_id for hit in hits])
    places = {pk: said.with_any(words) for pk, (_card, said) in found.items()}
    best = {
        pk: sorted(counts, key=lambda place: (-counts[place], place))[:_POINTS]
        for pk, counts in places.items()
    }
    points = _points(best, words)
    for hit in hits:
        if hit.article_id in found:
            card, _said = found[hit.article_id]
            shown = tuple(points[hit.article_id])
            yield Result(
                card,
                title=mark(card.title, words).runs,
                points=shown,
                more=max(0, len(places[hit.article_id]) - len(shown)),
            )


def _cards(article_ids: list[int]) -> dict[int, tuple[Card, Said]]:
    """Return the public ones of these articles, with what they say; one query."""
    rows = LiveArticle.objects.public().filter(pk__in=article_ids).order_by()
    columns = (*CARD_COLUMNS, "search_entry__core", "search_entry__points")
    found = (
        (Card(*card), Said(core or "", points or ""))
        for *card, core, points in rows.values_list(*columns)
    )
    return {card.article_id: (card, said) for card, said in found}


def _points(
    places: Mapping[int, Sequence[int]], words: Clause
) -> dict[int, list[FoundPoint]]:
    """Return the points at these positions of articles, marked; one query."""
    found: dict[int, list[FoundPoint]] = defaultdict(list)
    wanted = points_at(places)
    if not wanted:
        return found
    rows = LivePoint.objects.public().filter(wanted).order_by("article_id", "position")
    for article_id, key, text in rows.values_list("article_id", "key", "text"):
        said = without_markers(text)
        marked = mark(said, words)
        if marked.count:
            found[article_id].append(FoundPoint(key, said, marked.runs))
    return found


def points_at(places: Mapping[int, Sequence[int]]) -> Q:
    """Return the condition for points at these positions of articles, if any."""
    return reduce(
        or_,
        (Q(article=pk, position__in=some) for pk, some in places.items() if some),
        Q(),
    )


def _facets(query: Query, hits: Sequence[Hit]) -> dict[str, tuple[Facet, ...]]:
    """Count what the hits have; one query, for the names."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    tokens = Counter(token for hit in hits for token in hit.facets.split(" "))
    for token, count in tokens.items():
        kind, value = facets.read(token)
        if kind != "day" or len(value) == 4:
            counts[kind][value] = count
    asked = {(item.field, item.text) for item in query.items}
    tags = dict(counts["tag"].most_common(_FACETS))
    publications = dict(counts["publication"].most_common(_FACETS))
    names = _names(tags, publications) if hits else {}
    return {
        kind: _ways_on(
            (name, count, query.with_item(Item(slug, kind)))
            for slug, count in found.items()
            if (name := names.get((kind, slug))) and (kind, slug) not in asked
        )
        for kind, found in (("tag", tags), ("publication", publications))
    } | {"year": _years(query, counts["day"])}


def _years(query: Query, counts: Counter[str]) -> tuple[Facet, ...]:
    if len(counts) < 2:
        return ()
    return _ways_on(
        (year, count, _of_year(query, year))
        for year, count in sorted(counts.items(), reverse=True)[:_FACETS]
    )


def _of_year(query: Query, year: str) -> Query:
    return query.with_item(Item(year, "from")).with_item(Item(year, "to"))


def _ways_on(found: Iterable[tuple[str, int, Query]]) -> tuple[Facet, ...]:
    """Return names, counts and queries as facets; none leads to what is too much."""
    return tuple(
        Facet(name, count, str(query))
        for name, count, query in found
        if not query.is_too_much
    )


def _names(
    tags: Iterable[str], publications: Iterable[str]
) -> dict[tuple[str, str], str]:
    """Return names by kind and address; one query."""
    of_tags = _named(Tag.objects.filter(slug__in=list(tags)), "tag")
    of_outlets = _named(
        Publication.objects.filter(slug__in=list(publications)), "publication"
    )
    return {
        (kind, slug): name for kind, slug, name in of_tags.union(of_outlets).order_by()
    }


def _named(
    rows: "QuerySet[Tag] | QuerySet[Publication]", kind: str
) -> "QuerySet[Any, tuple[str, str, str]]":
    kinds = rows.order_by().annotate(kind=Value(kind, CharField()))
    return kinds.values_list("kind", "slug", "name")
