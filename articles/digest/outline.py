"""In which groups and which order points stand, and how two such orders become one."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import TypeVar

from .citations import placed_points
from .matching import own_key, pair_up, pair_up_groups
from .model import Digest, Group, Point

_T = TypeVar("_T")

Order = Mapping[int | None, Sequence[str]]
"""Keys of points in order: of the core (None), then of each group by its number."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The points of a digest in their groups and their order."""

    core: tuple[Point, ...]
    groups: tuple[Group, ...]
    numbers: tuple[int, ...]
    """The number of each group; what is one group has one number in all digests."""

    def order(self) -> Order:
        """Return the keys of the points, part by part."""
        parts = [self.core, *(group.points for group in self.groups)]
        return {
            number: tuple(point.key for point in points)
            for number, points in zip((None, *self.numbers), parts, strict=True)
        }

    def numbered(self) -> dict[int, Group]:
        """Return the groups by their numbers, in order."""
        return dict(zip(self.numbers, self.groups, strict=True))

    def headings(self) -> dict[int, str]:
        """Return the headings of the groups by their numbers."""
        return {number: group.heading for number, group in self.numbered().items()}


def outlines(
    base: Digest, theirs: Digest, mine: Digest
) -> tuple[Outline, Outline, Outline]:
    """Return the outlines of all three; their groups are the same by these numbers.

    A group is that of `base` it can be paired with, else a new one, which both sides
    may have added.
    """
    fresh = count(len(base.groups))
    in_theirs, in_mine = _same_groups(base, theirs), _same_groups(base, mine)
    new_in_theirs, new_in_mine = _others(theirs, in_theirs), _others(mine, in_mine)
    in_theirs |= {at: next(fresh) for at in new_in_theirs}
    in_both = _same_groups(_only(theirs, new_in_theirs), _only(mine, new_in_mine))
    in_mine |= {
        at: in_theirs[new_in_theirs[in_both[nth]]] if nth in in_both else next(fresh)
        for nth, at in enumerate(new_in_mine)
    }
    return (
        Outline(base.core, base.groups, tuple(range(len(base.groups)))),
        Outline(theirs.core, theirs.groups, _in_order(in_theirs)),
        Outline(mine.core, mine.groups, _in_order(in_mine)),
    )


def _same_groups(old: Digest, new: Digest) -> dict[int, int]:
    pairs = pair_up(placed_points(old), placed_points(new), (own_key,))
    return pair_up_groups(old, new, pairs)


def _others(digest: Digest, known: Container[int]) -> list[int]:
    """Return which groups of `digest` are none of the known ones, by index."""
    return [index for index in range(len(digest.groups)) if index not in known]


def _only(digest: Digest, indexes: Iterable[int]) -> Digest:
    return Digest(groups=tuple(digest.groups[index] for index in indexes))


def _in_order(number_at: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(number_at[index] for index in sorted(number_at))


def skeleton(
    order: Order, keys: Container[str], groups: Container[int | None]
) -> list[tuple[int | None, list[str]]]:
    """Return what is left of `order` without points and groups that not all have.

    A group that not all have stays where it holds points that all have.
    """
    common = [
        (number, [key for key in members if key in keys])
        for number, members in order.items()
    ]
    return [(number, left) for number, left in common if left or number in groups]


def woven(
    into: Order, other: Order, keys: Container[str], groups: Container[int | None]
) -> Order:
    """Return `into` with the points and groups of `other` that it lacks and that stay.

    A point comes after the one it follows in `other`, wherever that stands; the first
    of a group comes first in that group. A group comes after the one it follows.
    """
    placed = set(chain.from_iterable(into.values()))
    points = _coming(other.items(), placed, keys)
    needed = {number for number in other if number in groups or number in points}
    numbers = _followed(into, _coming([(None, other)], into, needed))
    return {
        number: (
            *points.get(number, ()),
            *_followed(into.get(number, ()), points),
        )
        for number in numbers
    }


def _coming(
    runs: Iterable[tuple[int | None, Iterable[_T]]],
    placed: Container[_T],
    wanted: Container[_T],
) -> dict[_T | int | None, list[_T]]:
    """Return what comes after each item that is placed, or at the start of each run."""
    coming: dict[_T | int | None, list[_T]] = {}
    for start, items in runs:
        after: _T | int | None = start
        for item in items:
            if item in placed:
                after = item
            elif item in wanted:
                coming.setdefault(after, []).append(item)
    return coming


def _followed(
    items: Iterable[_T], coming: Mapping[_T | int | None, Iterable[_T]]
) -> Iterator[_T]:
    """Yield each item and then what comes after it."""
    for item in items:
        yield item
        yield from coming.get(item, ())
