from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.order import longest_increasing


@pytest.mark.parametrize(
    ("values", "positions"),
    [
        ([], []),
        ([7], [0]),
        ([0, 1, 2], [0, 1, 2]),
        ([3, 0, 1, 2], [1, 2, 3]),
        ([2, 1, 0], [2]),
        ([1, 1], [0]),
    ],
)
def test_the_longest_run_in_order_is_found(
    values: list[int], positions: list[int]
) -> None:
    found = longest_increasing(values)
    assert [values[at] for at in found] == [values[at] for at in positions]


@given(st.lists(st.integers(0, 9), max_size=7))
def test_no_choice_in_order_is_longer(values: list[int]) -> None:
    found = longest_increasing(values)
    chosen = [values[at] for at in found]
    assert found == sorted(found)
    assert all(a < b for a, b in pairwise(chosen))
    for longer in combinations(values, len(found) + 1):
        assert any(a >= b for a, b in pairwise(longer))
