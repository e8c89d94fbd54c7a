"""A digest as a reader sees it: numbered points, markers that lead somewhere."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from articles.digest import (
    Citation,
    Digest,
    Place,
    Point,
    Reference,
    citing_points,
    placed_points,
    segments,
)
from articles.digest.markers import find_markers
from articles.models.names import slug_of


@dataclass(frozen=True, slots=True)
class MarkerPart:
    """A piece of a marker as typed; `number` is that of the reference it leads to."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a statement: plain words, or one marker in its parts."""

    text: str
    parts: tuple[MarkerPart, ...] = ()


@dataclass(frozen=True, slots=True)
class TagLink:
    """A tag's name and its address."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class ReadPoint:
    """A point on a page."""

    number: int
    """Its place among all points of the page, from 1; the key outlives it."""
    key: str
    runs: tuple[Run, ...]
    text: str
    tags: tuple[TagLink, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The core viewpoint or a group."""

    heading: str
    points: tuple[ReadPoint, ...]


@dataclass(frozen=True, slots=True)
class ReadReference:
    """A reference on a page and the points that lead back from it."""

    reference: Reference
    cited_by: tuple[ReadPoint, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole digest, ready for a page."""

    digest: Digest
    core: Section
    groups: tuple[Section, ...]
    references: tuple[ReadReference, ...]
    tags: tuple[TagLink, ...]


def read(digest: Digest) -> Reading:
    """Return `digest` as a page shows it."""
    known = {reference.number for reference in digest.references}
    points = {
        place: _read_point(point, number, known)
        for number, (place, point) in enumerate(placed_points(digest), start=1)
    }
    return Reading(
        digest=digest,
        core=Section("", _section(points, None)),
        groups=tuple(
            Section(group.heading, _section(points, index))
            for index, group in enumerate(digest.groups)
        ),
        references=tuple(_references(digest, points)),
        tags=_links(digest.tags),
    )


def _section(
    points: dict[Place, ReadPoint], group: int | None
) -> tuple[ReadPoint, ...]:
    return tuple(point for place, point in points.items() if place[0] == group)


def _read_point(point: Point, number: int, known: Set[int]) -> ReadPoint:
    runs = tuple(_runs(point.text, known))
    return ReadPoint(number, point.key, runs, point.text, _links(point.tags))


def _links(tags: tuple[str, ...]) -> tuple[TagLink, ...]:
    return tuple(TagLink(name, slug_of(name)) for name in tags)


def _references(
    digest: Digest, points: dict[Place, ReadPoint]
) -> Iterator[ReadReference]:
    citing = citing_points(digest)
    for reference in digest.references:
        places = citing.get(reference.number, ())
        yield ReadReference(reference, tuple(points[place] for place in places))


def _runs(text: str, known: Set[int]) -> Iterator[Run]:
    """Yield the runs of a statement; joined, their texts are `text` again."""
    end = 0
    for marker in find_markers(text):
        parts = tuple(_parts(text[marker.start : marker.end], known))
        if not any(part.number for part in parts):
            continue
        if end < marker.start:
            yield Run(text[end : marker.start])
        yield Run(text[marker.start : marker.end], parts)
        end = marker.end
    if end < len(text):
        yield Run(text[end:])


def _parts(marker: str, known: Set[int]) -> Iterator[MarkerPart]:
    """Yield a marker's parts; a number without a reference leads nowhere."""
    for piece in segments(marker):
        if isinstance(piece, Citation) and piece.number in known:
            yield MarkerPart(piece.text, piece.number)
        else:
            yield MarkerPart(piece.text)
