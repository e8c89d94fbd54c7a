"""Markers: the citations inside a statement, such as [2], 【3】 or [1-3, 5].

    marker := open number (sign number)* close
    open   := "[" | "［" | "【"         close := "]" | "］" | "】"
    sign   := a comma (any kind), "、", ";" or a range sign ("-", "–", "~", …)

Blanks may stand between the parts. A marker stays in the text as it was typed.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_RANGE = 100
"""A range such as [1-3] cites at most this many numbers."""

_COMMA = ",，、;；"
_DASH = "‐‑–—~～－-"
# Nine digits are enough to say "too large"; more are a product code or an attack.
_NUMBER = r"[0-9０-９]{1,9}+"
# Possessive where one character repeats. Not round a group: Python before 3.11.5 leaves
# such a group half matched (python/cpython#106052). The scan stays linear, because it
# goes back over one marker at most.
MARKER = re.compile(
    rf"[\[［【]\s*+{_NUMBER}(?:\s*+[{_COMMA}{_DASH}]\s*+{_NUMBER})*\s*+[\]］】]"
)
"""Matches one marker."""

_PART = re.compile(rf"({_NUMBER})(?:\s*+[{_DASH}]\s*+({_NUMBER}))?")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker found in a text; `text[start:end]` are its characters."""

    start: int
    end: int
    numbers: tuple[int, ...]
    """What it cites, in the order typed, 0 and numbers over 9999 included, so that a
    rule can refuse them; () where a range is backwards or wider than MAX_RANGE."""


def find_markers(text: str) -> Iterator[Marker]:
    """Yield the markers of `text` from left to right, in time linear in its length."""
    for found in MARKER.finditer(text):
        yield Marker(found.start(), found.end(), _numbers(found[0]))


@functools.lru_cache(maxsize=4096)
def _numbers(marker: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for first, last in _PART.findall(marker):
        low, high = int(first), int(last or first)
        if not 0 <= high - low < MAX_RANGE:
            return ()
        numbers.extend(range(low, high + 1))
    return tuple(numbers)
