"""Keys that stay with their points through rewording and reordering."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from .citations import Place, placed_points, without_markers
from .matching import EQUAL_TEXT, Placed, pair_up
from .model import Digest, Point
from .wording import similarity, words_of

CLOSE = 0.6
"""Two points that share this much of their words in order are one point, reworded."""

_SAME_GROUP = 0.1
"""What the same group adds to likeness when several points are close."""
_MOST_SHARERS = 20
"""A word that more points than this share tells nothing about which of them it is."""
_MOST_CANDIDATES = 2

_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_SIGNS = _LETTERS + "23456789"
_LENGTH = 6


def random_key() -> str:
    """Return a letter and five letters or digits that cannot be misread (no i, l, o).

    23 × 31⁵ keys, over 600 million; it begins with a letter and is a good HTML id.
    """
    rest = (secrets.choice(_SIGNS) for _ in range(_LENGTH - 1))
    return secrets.choice(_LETTERS) + "".join(rest)


def match_keys(
    old: Digest, new: Digest, new_key: Callable[[], str] = random_key
) -> Digest:
    """Return `new` with a key for every point that brings none.

    A point gets the key of the point of `old` it equals, else of one it is close to,
    else a fresh one, as often asked of `new_key` as it takes: unique in the digest and
    never one that `old` has used.
    """
    own = {point.key for point in new.points()}
    old_points = [
        placed
        for placed in placed_points(old)
        if placed[1].key and placed[1].key not in own
    ]
    keyless = [placed for placed in placed_points(new) if not placed[1].key]
    pairs = pair_up(old_points, keyless, EQUAL_TEXT)
    taken = {place for place, _ in pairs.values()}
    pairs |= _close_pairs(
        [placed for placed in old_points if placed[0] not in taken],
        [placed for placed in keyless if placed[0] not in pairs],
    )
    fresh = _fresh_keys(new_key, own | {point.key for point in old.points()})
    keys = {
        place: pairs[place][1].key if place in pairs else next(fresh)
        for place, _ in keyless
    }
    return with_keys(new, keys)


def _fresh_keys(new_key: Callable[[], str], used: set[str]) -> Iterator[str]:
    while True:
        key = new_key()
        if key not in used:
            used.add(key)
            yield key


def with_keys(digest: Digest, keys: dict[Place, str]) -> Digest:
    """Return `digest` with these keys for the points at these places."""

    def keyed(group: int | None, points: Iterable[Point]) -> tuple[Point, ...]:
        return tuple(
            replace(point, key=keys.get((group, index), point.key))
            for index, point in enumerate(points)
        )

    groups = (
        replace(group, points=keyed(index, group.points))
        for index, group in enumerate(digest.groups)
    )
    return replace(digest, core=keyed(None, digest.core), groups=tuple(groups))


@dataclass(frozen=True, slots=True)
class _Worded:
    """A point ready for comparing: its words, and how often each stands in it."""

    placed: Placed
    order: int
    words: list[str]
    counts: Counter[str]

    def features(self) -> Iterable[str | tuple[str, str]]:
        """Return its words and neighbouring pairs of words, each once, in order."""
        return dict.fromkeys([*self.words, *pairwise(self.words)])

    @property
    def group(self) -> int | None:
        return self.placed[0][0]


def _close_pairs(old: Iterable[Placed], new: Iterable[Placed]) -> dict[Place, Placed]:
    """Pair what is close, the closest first; a tie goes to the nearest position."""
    old_worded, new_worded = _worded(old), _worded(new)
    scored = [
        (-likeness, abs(one.order - other.order), other.order, one.order)
        for other, one in _candidates(old_worded, new_worded)
        if (likeness := _likeness(one, other)) >= CLOSE
    ]
    taken: set[int] = set()
    pairs: dict[Place, Placed] = {}
    for _, _, new_order, old_order in sorted(scored):
        place = new_worded[new_order].placed[0]
        if old_order not in taken and place not in pairs:
            taken.add(old_order)
            pairs[place] = old_worded[old_order].placed
    return pairs


def _worded(points: Iterable[Placed]) -> list[_Worded]:
    worded = []
    for order, placed in enumerate(points):
        words = words_of(without_markers(placed[1].text))
        worded.append(_Worded(placed, order, words, Counter(words)))
    return worded


def _candidates(
    old: list[_Worded], new: list[_Worded]
) -> Iterator[tuple[_Worded, _Worded]]:
    """Yield (new, old) for the few old points that share most with each new one."""
    sharers: dict[str | tuple[str, str], list[int]] = {}
    for one in old:
        for feature in one.features():
            sharers.setdefault(feature, []).append(one.order)
    place_of = {one.placed[0]: one.order for one in old}
    for other in new:
        holders = (sharers.get(feature, ()) for feature in other.features())
        telling = (orders for orders in holders if len(orders) <= _MOST_SHARERS)
        shared = Counter(chain.from_iterable(telling))
        orders = {order for order, _ in shared.most_common(_MOST_CANDIDATES)}
        if other.placed[0] in place_of:
            orders.add(place_of[other.placed[0]])
        yield from ((other, old[order]) for order in orders)


def _likeness(old: _Worded, new: _Worded) -> float:
    """Return how alike two points are, 0 where they are not close."""
    length = len(old.words) + len(new.words)
    # In any order they share at least what they share in order, and that is cheap.
    if 2 * (old.counts & new.counts).total() < CLOSE * length:
        return 0
    likeness = similarity(old.words, new.words)
    if likeness < CLOSE:
        return 0
    return likeness + _SAME_GROUP if old.group == new.group else likeness
