"""What a process remembers, so that it need not be asked or made again.

Nothing here has to be told of a change: what depends on the database takes the State
as its first argument, and a State differs as soon as readers see anything else.
"""

import functools
from collections.abc import Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")

_remembered: "list[functools._lru_cache_wrapper[object]]" = []


def remembered(
    size: int,
) -> Callable[[Callable[..., _Answer]], Callable[..., _Answer]]:
    """Make a function remember its last `size` answers by their arguments."""

    def remember(function: Callable[..., _Answer]) -> Callable[..., _Answer]:
        kept = functools.lru_cache(maxsize=size)(function)
        _remembered.append(kept)
        return functools.wraps(function)(kept)

    return remember


def forget() -> None:
    """Forget all answers: a test begins with another database in the same state."""
    for kept in _remembered:
        kept.cache_clear()
