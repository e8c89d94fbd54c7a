"""Which point of one digest is which point of another."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable

from .citations import Place, without_markers
from .model import Point

Placed = tuple[Place, Point]
"""A point with its place."""

Criterion = Callable[[Placed], Hashable]
"""What two points must share to be the same point; None where a point has no such."""


def own_key(placed: Placed) -> Hashable:
    """Criterion: the key somebody gave the point."""
    return placed[1].key or None


def text_in_group(placed: Placed) -> Hashable:
    """Criterion: the text as typed, in a group of the same position."""
    return placed[0][0], placed[1].text


def text(placed: Placed) -> Hashable:
    """Criterion: the text as typed."""
    return placed[1].text


def words_in_group(placed: Placed) -> Hashable:
    """Criterion: the text without markers, in a group of the same position."""
    words = without_markers(placed[1].text)
    return (placed[0][0], words) if words else None


def words(placed: Placed) -> Hashable:
    """Criterion: the text without markers."""
    return without_markers(placed[1].text) or None


EQUAL_TEXT: tuple[Criterion, ...] = (text_in_group, text, words_in_group, words)


def pair_up(
    old: Iterable[Placed], new: Iterable[Placed], criteria: Iterable[Criterion]
) -> dict[Place, Placed]:
    """Return for places in `new` the point of `old` that stands there now.

    The first criterion pairs what it can, the next what is left, and so on. Where
    several points are alike, the first is paired with the first.
    """
    old_left, new_left = list(old), list(new)
    pairs: dict[Place, Placed] = {}
    for criterion in criteria:
        found = _paired(old_left, new_left, criterion)
        taken = {place for place, _ in found.values()}
        old_left = [placed for placed in old_left if placed[0] not in taken]
        new_left = [placed for placed in new_left if placed[0] not in found]
        pairs |= found
    return pairs


def _paired(
    old: Iterable[Placed], new: Iterable[Placed], criterion: Criterion
) -> dict[Place, Placed]:
    waiting: dict[Hashable, deque[Placed]] = {}
    for placed in old:
        waiting.setdefault(criterion(placed), deque()).append(placed)
    waiting.pop(None, None)
    pairs: dict[Place, Placed] = {}
    for placed in new:
        if alike := waiting.get(criterion(placed)):
            pairs[placed[0]] = alike.popleft()
    return pairs
