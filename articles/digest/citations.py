"""What the markers of a digest cite, and the references they need."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from .markers import MAX_RANGE, Marker, find_markers
from .model import MAX_NUMBER, Digest, Point, Reference

_DIGITS = re.compile("[0-9０-９]+")
_SHORTEST_RANGE = 3
"""[1,2] is as short as [1-2] and plainer; from three numbers on a range is shorter."""

Place = tuple[int | None, int]
"""Where a point stands: index of its group (None for the core), index in it, from 0."""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a statement that is no citation."""

    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One number inside a marker, as typed; a page makes it a link."""

    text: str
    number: int
    """From 1 to MAX_NUMBER."""


def placed_points(digest: Digest) -> Iterator[tuple[Place, Point]]:
    """Yield every point with its place, in reading order, the core first."""
    for index, point in enumerate(digest.core):
        yield (None, index), point
    for group_index, group in enumerate(digest.groups):
        for index, point in enumerate(group.points):
            yield (group_index, index), point


def cited_numbers(text: str) -> tuple[int, ...]:
    """Return the valid numbers `text` cites, each once, in order of first use."""
    numbers = itertools.chain.from_iterable(m.numbers for m in find_markers(text))
    return tuple(number for number in dict.fromkeys(numbers) if is_valid(number))


def is_valid(number: int) -> bool:
    """Whether a reference can have this number."""
    return 1 <= number <= MAX_NUMBER


def without_markers(text: str) -> str:
    """Return the words of `text` without its markers and the blanks before them."""
    pieces: list[str] = []
    end = 0
    for marker in find_markers(text):
        pieces.append(text[end : marker.start].rstrip())
        end = marker.end
    return " ".join("".join([*pieces, text[end:]]).split())


def complete(digest: Digest) -> Digest:
    """Return `digest` with an empty Reference for every cited number without one."""
    known = {reference.number for reference in digest.references}
    missing = [number for number in _first_uses(digest) if number not in known]
    if not missing:
        return digest
    added = tuple(Reference(number) for number in missing)
    return replace(digest, references=digest.references + added)


def citing_points(digest: Digest) -> dict[int, tuple[Place, ...]]:
    """Return for each valid number that is cited the places of the points citing it.

    A point stands once for a number; numbers and places are in reading order.
    """
    places: dict[int, list[Place]] = {}
    for place, point in placed_points(digest):
        for number in cited_numbers(point.text):
            places.setdefault(number, []).append(place)
    return {number: tuple(found) for number, found in places.items()}


def segments(text: str) -> tuple[Text | Citation, ...]:
    """Split `text` into plain pieces and citations; joined they are `text` again.

    Of "[1-3]" the two typed numbers are citations. A number no reference can have, and
    a range that cites nothing, stay plain text. No piece is empty.
    """
    pieces: list[Text | Citation] = []
    end = 0
    for start, stop, number in _citations(text):
        # Never empty: a bracket or a sign stands before every number of a marker.
        pieces += [Text(text[end:start]), Citation(text[start:stop], number)]
        end = stop
    if end < len(text):
        pieces.append(Text(text[end:]))
    return tuple(pieces)


def renumber(digest: Digest) -> Digest:
    """Return `digest` with its references numbered from 1 in order of first use.

    References nobody cites come last, in the order they had. A marker whose numbers
    change is written anew, "[1-3]" where the numbers follow each other, else "[1,3]".
    Raises DigestError where a statement grows beyond its limit by that.
    """
    uncited = (reference.number for reference in digest.references)
    numbers = dict.fromkeys([*_first_uses(digest), *uncited])
    new_of = {number: new for new, number in enumerate(numbers, start=1)}
    return replace(
        digest,
        core=_renumbered(digest.core, new_of),
        groups=tuple(
            replace(group, points=_renumbered(group.points, new_of))
            for group in digest.groups
        ),
        references=tuple(
            replace(reference, number=new_of[reference.number])
            for reference in digest.references
        ),
    )


def _first_uses(digest: Digest) -> tuple[int, ...]:
    """Return the numbers the whole digest cites, each once, in order of first use."""
    cited = (cited_numbers(point.text) for point in digest.points())
    return tuple(dict.fromkeys(itertools.chain.from_iterable(cited)))


def _citations(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and value of each typed number that cites something."""
    for marker in find_markers(text):
        if not marker.numbers:
            continue
        for digits in _DIGITS.finditer(text, marker.start, marker.end):
            if is_valid(int(digits[0])):
                yield digits.start(), digits.end(), int(digits[0])


def _renumbered(points: Iterable[Point], new_of: dict[int, int]) -> tuple[Point, ...]:
    return tuple(
        replace(
            point,
            text=_rewritten(point.text, lambda number: new_of.get(number, number)),
        )
        for point in points
    )


def _rewritten(text: str, new_of: Callable[[int], int]) -> str:
    """Return `text` with the numbers of its markers replaced."""
    pieces: list[str] = []
    end = 0
    for marker in find_markers(text):
        numbers = tuple(map(new_of, marker.numbers))
        if numbers != marker.numbers:
            pieces.append(text[end : marker.start] + _written(text, marker, numbers))
            end = marker.end
    return "".join([*pieces, text[end:]])


def _written(text: str, marker: Marker, numbers: tuple[int, ...]) -> str:
    """Return a marker with the brackets of `marker` that cites `numbers`."""
    runs = itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    parts: list[str] = []
    for _, pairs in runs:
        parts += _run([number for _, number in pairs])
    return text[marker.start] + ",".join(parts) + text[marker.end - 1]


def _run(numbers: list[int]) -> Iterator[str]:
    """Yield numbers that follow each other as ranges or, where few, one by one."""
    for start in range(0, len(numbers), MAX_RANGE):
        part = numbers[start : start + MAX_RANGE]
        if len(part) < _SHORTEST_RANGE:
            yield from map(str, part)
        else:
            yield f"{part[0]}-{part[-1]}"
