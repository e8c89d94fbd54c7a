"""Which points of an article say what is asked for, by the streams of its search entry.

So a digest of thousands of points need not be read: only those points are that a page
shows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.models.search import Clause
from articles.models.tokens import BREAK, WHOLE, Phrase, tokens, words_in


@dataclass(frozen=True, slots=True)
class Said:
    """The points of one article as the index keeps them."""

    core: str
    points: str

    def with_any(self, phrases: Clause) -> "Counter[int]":
        """Return the positions of points with some of the phrases, with how many."""
        found: Counter[int] = Counter()
        for phrase in phrases:
            found.update(set(self._places(phrase)))
        return found

    def with_all(self, clauses: Iterable[Clause]) -> list[int]:
        """Return the positions of points that meet every clause, in their order."""
        found = set(range(_count(self.core) + _count(self.points)))
        for clause in clauses:
            found &= {place for phrase in clause for place in self._places(phrase)}
        return sorted(found)

    def _places(self, phrase: Phrase) -> Iterator[int]:
        first = 0
        for zone in (self.core, self.points):
            count = _count(zone)
            for needle in _needles(zone, phrase):
                yield from (first + n for n in _texts(zone, needle) if n < count)
            first += count


def _count(zone: str) -> int:
    """Return how many texts a stream has; after the last of them stands the rest."""
    has_tokens = bool(zone.strip(f"{BREAK} "))
    return max(0, zone.count(BREAK) - 1 - has_tokens)


def _texts(zone: str, needle: str) -> Iterator[int]:
    """Yield the number of each text with the needle, from 0, each once."""
    number, place = -1, 0
    while (found := zone.find(needle, place)) >= 0:
        number += zone.count(BREAK, place, found + 1)
        yield number
        place = zone.find(BREAK, found + 1)
        if place < 0:
            return


def _needles(zone: str, phrase: Phrase) -> Iterator[str]:
    """Yield what a text has where it has the phrase.

    Words as they are written and single characters stand behind all texts; in these
    are stems, and a character begins the token of two.
    """
    (first, *others) = phrase.tokens
    if first.startswith(WHOLE):
        for word in words_in(zone):
            if word.startswith(first[1:]):
                yield from {f" {token.text} " for token in tokens(word)}
    elif not others and len(first) == 1 and not first.isascii():
        yield f" {first}"
    else:
        yield phrase.needle
