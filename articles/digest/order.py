"""What stayed in order, so that only what really moved counts as moved."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_increasing(values: Sequence[int]) -> list[int]:
    """Return the positions of a longest strictly increasing subsequence, ascending.

    Patience sorting (M. L. Fredman, 1975), n log n: `tops[k]` is the smallest value
    that ends an increasing subsequence of k + 1 values.
    """
    tops: list[int] = []
    top_positions: list[int] = []
    before: list[int | None] = []
    for position, value in enumerate(values):
        pile = bisect_left(tops, value)
        tops[pile : pile + 1] = [value]
        top_positions[pile : pile + 1] = [position]
        before.append(top_positions[pile - 1] if pile else None)
    found: list[int] = []
    last = top_positions[-1] if top_positions else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]
