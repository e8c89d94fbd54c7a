"""Which point of one digest is which point of another, and which group which."""

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Mapping

from .citations import Place, without_markers
from .model import Digest, Point

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


def pair_up_groups(
    old: Digest, new: Digest, pairs: Mapping[Place, Placed]
) -> dict[int, int]:
    """Return for groups of `new` (by index) which group of `old` each was.

    `pairs` says for places in `new` which point of `old` stands there (see pair_up).
    The same heading with points in common first, then the same heading, then points in
    common, the most first.
    """
    shared = _shared_points(pairs)
    alike = {
        pair: count
        for pair, count in shared.items()
        if old.groups[pair[0]].heading == new.groups[pair[1]].heading
    }
    found: dict[int, int] = {}
    _take(alike, found)
    _take(_same_headings(old, new, found), found)
    _take(shared, found)
    return found


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


def _shared_points(pairs: Mapping[Place, Placed]) -> dict[tuple[int, int], int]:
    """Return for (old group, new group) how many points went from one to the other."""
    shared = Counter[tuple[int, int]]()
    for (new_group, _), ((old_group, _), _) in pairs.items():
        if old_group is not None and new_group is not None:
            shared[old_group, new_group] += 1
    return shared


def _same_headings(
    old: Digest, new: Digest, found: Mapping[int, int]
) -> dict[tuple[int, int], int]:
    """Pair the groups not yet found that have one heading, in order."""
    taken = set(found.values())
    waiting: dict[str, list[int]] = {}
    for index, group in reversed(list(enumerate(old.groups))):
        if group.heading and index not in taken:
            waiting.setdefault(group.heading, []).append(index)
    return {
        (waiting[group.heading].pop(), index): 0
        for index, group in enumerate(new.groups)
        if index not in found and waiting.get(group.heading)
    }


def _take(shared: Mapping[tuple[int, int], int], found: dict[int, int]) -> None:
    """Add to `found` the pairs of groups still free, those sharing most first."""
    taken = set(found.values())
    for old_index, new_index in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if old_index not in taken and new_index not in found:
            taken.add(old_index)
            found[new_index] = old_index
