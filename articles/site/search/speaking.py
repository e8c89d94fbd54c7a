"""Search by point instead of by article: each point that says all that is asked for."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles.digest.markers import find_markers
from articles.models.published import LivePoint
from articles.models.search import Clause, Hit, SearchEntry
from articles.site.article.reading import MarkerPart
from articles.site.lists.point_selections import OF_ARTICLE, OF_POINT, OF_TAG
from articles.site.lists.voices import Viewpoints, Voice, found_in, runs, voices_of

from .highlighting import marked_places
from .locating import Said
from .querying import Query
from .searching import MOST, after_hit, page_of_hits, points_at

PAGE_SIZE = 30
"""So many points, and what else their last article says."""
LOOKED_AT = 100
"""Articles, at most, for one page: each has all the words, but perhaps no point has."""
_MOST_OF_ONE = 30


@dataclass(frozen=True, slots=True)
class FoundViewpoints:
    """A page of the points that were found."""

    voices: tuple[Voice, ...]
    more: Mapping[int, int]
    """Of each article, how many further points were found than are shown."""
    count: int
    """Of articles that were found."""
    is_capped: bool
    is_first: bool
    next: str

    @property
    def listing(self) -> Viewpoints:
        """Return the points as other listings have them."""
        return Viewpoints(self.voices, is_newest=self.is_first)


class MarkedRun(NamedTuple):
    """A stretch of a statement: a marker, or words, which may be those asked for."""

    text: str
    parts: tuple[MarkerPart, ...] = ()
    is_marked: bool = False


def viewpoints(query: Query, *, sort: str, after: str) -> FoundViewpoints:
    """Return a page of the points that the query finds; at most four queries."""
    hits = SearchEntry.objects.matching(query.match, limit=MOST + 1)
    is_capped, hits = len(hits) > MOST, hits[:MOST]
    page = page_of_hits(query, hits, sort, after, LOOKED_AT)
    places = _places(page[:LOOKED_AT], query)
    last = _last(page[:LOOKED_AT], places)
    shown = {hit.article_id: places[hit.article_id] for hit in page[:last]}
    return FoundViewpoints(
        voices=tuple(_voices(shown)),
        more={pk: max(0, len(some) - _MOST_OF_ONE) for pk, some in shown.items()},
        count=len(hits),
        is_capped=is_capped,
        is_first=not after,
        next=after_hit(page[last - 1]) if last < len(page) else "",
    )


def _places(hits: Sequence[Hit], query: Query) -> dict[int, list[int]]:
    """Return the positions of the points of each article that were found; one query."""
    clauses = [clause for clause in query.match.all_of if not _is_of_articles(clause)]
    ids = [hit.article_id for hit in hits]
    rows = SearchEntry.objects.public().filter(article__in=ids).order_by()
    found = {
        article_id: Said(core, points).with_all(clauses)
        for article_id, core, points in rows.values_list("article", "core", "points")
    }
    return {article_id: found.get(article_id, []) for article_id in ids}


def _is_of_articles(clause: Clause) -> bool:
    """Whether a tag or the like is enough, which the article as a whole has."""
    return any("·" in token for phrase in clause for token in phrase.tokens)


def _last(hits: Sequence[Hit], places: Mapping[int, list[int]]) -> int:
    """Return how many of the articles fill a page."""
    sizes = (min(len(places[hit.article_id]), _MOST_OF_ONE) for hit in hits)
    for number, size in enumerate(itertools.accumulate(sizes), start=1):
        if size >= PAGE_SIZE:
            return number
    return len(hits)


def _voices(places: Mapping[int, list[int]]) -> Iterator[Voice]:
    """Yield what these articles say at these positions, in order; one query."""
    first = {pk: some[:_MOST_OF_ONE] for pk, some in places.items()}
    wanted = points_at(first)
    if not wanted:
        return
    rows = LivePoint.objects.public().filter(wanted)
    ordered = rows.order_by("article_id", "position", "tag_rows__pk")
    found = found_in(ordered.values_list(*OF_ARTICLE, *OF_POINT, *OF_TAG))
    voices = {voice.speaker.article_id: voice for voice in voices_of(found, None)}
    yield from (voices[pk] for pk in places if pk in voices)


def marked_runs(text: str, phrases: Clause) -> Iterator[MarkedRun]:
    """Yield the stretches of a statement; joined, their texts are `text` again.

    A marker is no part of what is said, so words around it are in a row.
    """
    bare = text
    for marker in find_markers(text):
        blank = " " * (marker.end - marker.start)
        bare = f"{bare[: marker.start]}{blank}{bare[marker.end :]}"
    places = marked_places(bare, phrases)
    start = 0
    for run in runs(text):
        end = start + len(run.text)
        if run.parts:
            yield MarkedRun(run.text, run.parts)
        else:
            yield from _split(text, start, end, places)
        start = end


def _split(
    text: str, start: int, end: int, places: Iterable[tuple[int, int]]
) -> Iterator[MarkedRun]:
    for first, last in places:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        if start < first:
            yield MarkedRun(text[start:first])
        yield MarkedRun(text[first:last], is_marked=True)
        start = last
    if start < end:
        yield MarkedRun(text[start:end])
