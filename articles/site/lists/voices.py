"""What articles say, by point: the values that listings of points are made of."""

import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from articles.digest import Citation, segments
from articles.digest.markers import find_markers
from articles.site.article.reading import MarkerPart, Run
from articles.site.store.positions import Position

from .point_selections import OF_ARTICLE, OF_POINT


class Speaker(NamedTuple):
    """The article that says something, as far as its points' readers must know it."""

    article_id: int
    slug: str
    title: str
    language: str
    published: str
    day: datetime.date
    live_from: datetime.datetime
    updated_at: datetime.datetime
    """When its current edition was made."""
    publication: str
    native_name: str
    publication_language: str
    publication_slug: str


class Label(NamedTuple):
    """A tag of a point and its address."""

    name: str
    slug: str


class Quoted(NamedTuple):
    """What a reference quotes from a source; locator and quote may be unknown."""

    number: int
    locator: str
    quote: str
    url: str
    """Of the very place."""


class Viewpoint(NamedTuple):
    """One point, wherever it stands."""

    position: int
    heading: str
    """Of its group; "" where that has none."""
    is_core: bool
    key: str
    text: str
    tags: tuple[Label, ...]
    passages: tuple[Quoted, ...] = ()
    """Of the source that a page is of."""


class Section(NamedTuple):
    """Points that stand in the core viewpoint or in one group."""

    heading: str
    is_core: bool
    points: tuple[Viewpoint, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one article says on a page, in its order."""

    speaker: Speaker
    points: tuple[Viewpoint, ...]
    is_continued: bool = False
    """Whether the page before this one ends with the same article."""

    def sections(self) -> Iterator[Section]:
        """Yield the points with what heads them."""
        for (heading, is_core), points in itertools.groupby(
            self.points, lambda point: (point.heading, point.is_core)
        ):
            yield Section(heading, is_core, tuple(points))


@dataclass(frozen=True, slots=True)
class Viewpoints:
    """One page of points."""

    voices: tuple[Voice, ...]
    is_newest: bool
    next: str = ""
    """The position of the page after this one; "" where this is the last."""
    first: str = ""
    """The position at which it begins; "" on the newest page."""

    @property
    def count(self) -> int:
        """How many points the page has."""
        return sum(len(voice.points) for voice in self.voices)


def runs(text: str) -> Iterator[Run]:
    """Yield plain words and markers; joined, their texts are `text` again.

    What is published cites no number without a reference.
    """
    end = 0
    for marker in find_markers(text):
        typed = text[marker.start : marker.end]
        if end < marker.start:
            yield Run(text[end : marker.start])
        yield Run(typed, tuple(_parts(typed)))
        end = marker.end
    if end < len(text):
        yield Run(text[end:])


def _parts(marker: str) -> Iterator[MarkerPart]:
    for piece in segments(marker):
        number = piece.number if isinstance(piece, Citation) else None
        yield MarkerPart(piece.text, number)


def found_in(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Speaker, Viewpoint]]:
    """Yield each point in rows of `point_selections` once, with its tags."""
    end, tags_from = len(OF_ARTICLE), len(OF_ARTICLE) + len(OF_POINT)
    for said, same in itertools.groupby(rows, lambda row: row[:tags_from]):
        tags = tuple(Label(*row[tags_from:]) for row in same if row[tags_from])
        yield Speaker(*said[:end]), Viewpoint._make((*said[end:], tags, ()))


def voices_of(
    found: Iterable[tuple[Speaker, Viewpoint]], before: Position | None
) -> Iterator[Voice]:
    """Yield the articles with what they say on the page behind a position."""
    for speaker, said in itertools.groupby(found, lambda each: each[0]):
        is_continued = before is not None and before.article_id == speaker.article_id
        yield Voice(speaker, tuple(point for _, point in said), is_continued)
