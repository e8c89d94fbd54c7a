"""A digest as a reader sees it: numbered points, markers that lead somewhere."""

import functools
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import translation

from articles.digest import (
    Citation,
    Digest,
    Point,
    Reference,
    find_markers,
    from_json,
    segments,
)
from articles.models.names import slug_of
from articles.site.store.remembering import remembered
from articles.site.words.wording import excerpt, foreign_language, host_of, link_names

MOST_NOTES = 5
"""More passages than this beside one point would leave the next ones far behind."""

_LONGEST_IN_MARGIN = 240
_FEWEST_CONTENTS = 4
"""A digest with fewer named groups is short enough to look through."""


@remembered(8)
def digest_in(raw: str) -> Digest:
    """Return the digest that a table holds as JSON; a page asks for its own twice."""
    return from_json(json.loads(raw))


class MarkerPart(NamedTuple):
    """A piece of a marker as typed; `number` is that of the reference it leads to."""

    text: str
    number: int | None = None
    label: str = ""
    """What the link is called where only its number shows."""


class Run(NamedTuple):
    """A stretch of a statement: plain words, or one marker in its parts."""

    text: str
    parts: tuple[MarkerPart, ...] = ()


class TagLink(NamedTuple):
    """A tag's name, its address, and its language where that is not the page's."""

    name: str
    slug: str
    language: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What a reference says, wherever on the page; languages only where they differ."""

    number: int
    locator: str
    locator_language: str
    quote: str
    quote_language: str
    excerpt: str
    """The beginning of the quote, for the margin."""
    url: str
    host: str
    label: str
    """What the link to the source is called where only its host shows."""

    @property
    def is_missing(self) -> bool:
        """Whether nothing is known of it."""
        return not (self.locator or self.quote or self.url)


class Earlier(NamedTuple):
    """A reference that an earlier point has in its margin."""

    number: int
    point_key: str
    label: str
    """Which point that is."""


@dataclass(frozen=True, slots=True)
class ReadPoint:
    """A point on a page."""

    number: int
    """Its place among all points of the page, from 1; the key outlives it."""
    key: str
    text: str
    language: str
    """Where it is not the page's."""
    runs: tuple[Run, ...]
    tags: tuple[TagLink, ...]
    notes: tuple[Passage, ...]
    """For its margin: the passages that no point before it cites."""
    earlier: tuple[Earlier, ...]
    """For its margin: those that one does."""
    unshown: int
    """How many it cites besides."""
    label: str
    """What its permalink is called where only the number shows."""
    back_label: str
    """What a link back to it is called."""
    cite_label: str


@dataclass(frozen=True, slots=True)
class Section:
    """The core viewpoint or a group."""

    number: int
    """Of the group, from 1; 0 is the core viewpoint."""
    heading: str
    language: str
    """Of the heading, where it is not the page's."""
    points: tuple[ReadPoint, ...]

    @property
    def is_core(self) -> bool:
        """Whether this is the core viewpoint."""
        return self.number == 0


@dataclass(frozen=True, slots=True)
class ReadReference:
    """A reference on a page and the points that lead back from it."""

    passage: Passage
    cited_by: tuple[ReadPoint, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole digest, ready for a page in the active language."""

    digest: Digest
    sections: tuple[Section, ...]
    """In reading order; the core viewpoint comes first where there is one."""
    references: tuple[ReadReference, ...]
    tags: tuple[TagLink, ...]

    @property
    def is_long(self) -> bool:
        """Whether a table of contents helps."""
        named = sum(1 for section in self.sections if section.heading)
        return named >= _FEWEST_CONTENTS

    def points(self) -> Iterator[ReadPoint]:
        """Yield every point in reading order."""
        for section in self.sections:
            yield from section.points


def read(digest: Digest) -> Reading:
    """Return `digest` as a page shows it."""
    reader = _Reader(digest)
    sections = tuple(reader.sections())
    return Reading(digest, sections, reader.references(), tuple(map(_tag, digest.tags)))


class _Reader:
    """Reads the points of one digest one after the other."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._page = translation.get_language()
        self._names = link_names()
        self._passages = {
            item.number: self._passage(item) for item in digest.references
        }
        self._citing: dict[int, list[ReadPoint]] = defaultdict(list)
        self._numbers = itertools.count(1)
        self._parts: dict[str, tuple[MarkerPart, ...]] = {}

    def sections(self) -> Iterator[Section]:
        """Yield core viewpoint and groups in order: a point knows those before it."""
        if self._digest.core:
            yield Section(0, "", "", tuple(map(self._point, self._digest.core)))
        for number, group in enumerate(self._digest.groups, start=1):
            language = self._foreign(group.heading)
            points = tuple(map(self._point, group.points))
            yield Section(number, group.heading, language, points)

    def references(self) -> tuple[ReadReference, ...]:
        """Return the references, once all points have been read."""
        return tuple(
            ReadReference(passage, tuple(self._citing[number]))
            for number, passage in self._passages.items()
        )

    def _passage(self, reference: Reference) -> Passage:
        host = host_of(reference.url) if reference.url else ""
        return Passage(
            reference.number,
            reference.locator,
            self._foreign(reference.locator),
            reference.quote,
            self._foreign(reference.quote),
            excerpt(reference.quote, _LONGEST_IN_MARGIN),
            reference.url,
            host,
            self._names["source"] % {"host": host, "number": reference.number},
        )

    def _foreign(self, text: str) -> str:
        expected = self._digest.language
        return foreign_language(text, expected, self._page) if text else ""

    def _point(self, point: Point) -> ReadPoint:
        runs, cited = self._runs(point.text)
        new = [number for number in cited if number not in self._citing]
        old = [number for number in cited if number in self._citing]
        said = {"number": next(self._numbers)}
        found = ReadPoint(
            number=said["number"],
            key=point.key,
            text=point.text,
            language=self._foreign(point.text),
            runs=runs,
            tags=tuple(map(_tag, point.tags)),
            notes=tuple(self._passages[number] for number in new[:MOST_NOTES]),
            earlier=tuple(self._earlier(number) for number in old[:MOST_NOTES]),
            unshown=len(new[MOST_NOTES:]) + len(old[MOST_NOTES:]),
            label=self._names["point"] % said,
            back_label=self._names["back"] % said,
            cite_label=self._names["cite"] % said,
        )
        for number in cited:
            self._citing[number].append(found)
        return found

    def _earlier(self, number: int) -> Earlier:
        first = self._citing[number][0]
        label = self._names["earlier"] % {"number": first.number}
        return Earlier(number, first.key, label)

    def _runs(self, text: str) -> tuple[tuple[Run, ...], tuple[int, ...]]:
        """Return the runs of a statement, and the references it leads to, each once.

        Joined, the texts of the runs are `text` again.
        """
        runs: list[Run] = []
        cited: dict[int, None] = {}
        end = 0
        for marker in find_markers(text):
            typed = text[marker.start : marker.end]
            cited.update(dict.fromkeys(marker.numbers))
            if parts := self._parts_of(typed):
                if end < marker.start:
                    runs.append(Run(text[end : marker.start]))
                runs.append(Run(typed, parts))
                end = marker.end
        if end < len(text):
            runs.append(Run(text[end:]))
        return tuple(runs), tuple(filter(self._passages.__contains__, cited))

    def _parts_of(self, marker: str) -> tuple[MarkerPart, ...]:
        """Return a marker's parts, none where no number in it leads anywhere."""
        found = self._parts.get(marker)
        if found is None:
            parts = tuple(self._split(marker))
            found = parts if any(part.number for part in parts) else ()
            self._parts[marker] = found
        return found

    def _split(self, marker: str) -> Iterator[MarkerPart]:
        """Yield a marker's parts; a number without a reference leads nowhere."""
        for piece in segments(marker):
            if isinstance(piece, Citation) and piece.number in self._passages:
                label = self._names["reference"] % {"number": piece.text}
                yield MarkerPart(piece.text, piece.number, label)
            else:
                yield MarkerPart(piece.text)


@functools.lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    """Return a tag's address; the same tags come back on many points and pages."""
    return slug_of(name)


def _tag(name: str) -> TagLink:
    return TagLink(name, _slug(name), foreign_language(name))
