"""Which points of an article say what is asked for, by the streams of its search entry.

So a digest of thousands of points need not be read: only those points are that a page
shows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from articles.models.search import Clause
from articles.models.tokens import BREAK, WHOLE, Phrase, tokens, words_in


class _Zone(NamedTuple):
    """A stream taken apart."""

    texts: list[str]
    """The tokens of each text, with blanks around."""
    rest: str
    """What stands behind all texts."""


@dataclass(frozen=True, slots=True)
class Said:
    """The points of one article as the index keeps them."""

    core: str
    points: str

    def with_any(self, phrases: Clause) -> "Counter[int]":
        """Return the positions of points with some of the phrases, with how many."""
        found: Counter[int] = Counter()
        zones = self._zones()
        for phrase in phrases:
            found.update(_places(zones, phrase))
        return found

    def with_all(self, clauses: Iterable[Clause]) -> list[int]:
        """Return the positions of points that meet every clause, in their order."""
        zones = self._zones()
        found = set(range(sum(len(zone.texts) for zone in zones)))
        for clause in clauses:
            found &= set().union(*(_places(zones, phrase) for phrase in clause))
        return sorted(found)

    def _zones(self) -> tuple[_Zone, ...]:
        return _zone(self.core), _zone(self.points)


def _zone(stream: str) -> _Zone:
    parts = stream.split(BREAK)[1:-1]
    rest = parts.pop() if stream.strip(f"{BREAK} ") else ""
    return _Zone(parts, rest)


def _places(zones: Iterable[_Zone], phrase: Phrase) -> set[int]:
    found: set[int] = set()
    first = 0
    for zone in zones:
        for needle in _needles(zone, phrase):
            texts = enumerate(zone.texts, start=first)
            found.update(place for place, text in texts if needle in text)
        first += len(zone.texts)
    return found


def _needles(zone: _Zone, phrase: Phrase) -> Iterator[str]:
    """Yield what a text has where it has the phrase.

    Words as they are written and single characters stand in the rest; in the texts are
    stems, and a character begins the token of two.
    """
    (first, *others) = phrase.tokens
    if first.startswith(WHOLE):
        words = (word for word in words_in(zone.rest) if word.startswith(first[1:]))
        yield from {f" {token.text} " for word in words for token in tokens(word)}
    elif not others and len(first) == 1 and not first.isascii():
        yield f" {first}"
    else:
        yield phrase.needle
