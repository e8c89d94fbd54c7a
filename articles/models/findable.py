"""What an article is found by, as the columns of its row in the search index."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import facets
from .tokens import BREAK, Streams, streams

MAX_BYTES = 1_000_000
"""Of the different tokens of one article; PostgreSQL takes few more."""
MAX_TEXT = 300_000
"""So many bytes of its points are found where an article has more tokens than that."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A publication or tag of an article, with all names by which it is found."""

    slug: str
    names: Sequence[str]
    slugs: Sequence[str]
    """The addresses that its names make; other names are asked for by these."""


@dataclass(frozen=True, slots=True)
class Findable:
    """What one article says, without markers, and what it is about."""

    title: str
    core: Sequence[str]
    points: Sequence[str]
    publication: Owner
    tags: Sequence[Owner]
    language: str
    day: datetime.date

    def columns(self) -> dict[str, str]:
        """Return the columns that hold tokens."""
        title = streams([self.title], are_titles=True)
        core, points = streams(self.core), streams(self.points)
        names = streams(self._names())
        if _size(title, core, points, names) > MAX_BYTES:
            points = streams(_beginning(self.points))
        pairs = title.pairs | core.pairs | points.pairs | names.pairs
        return {
            "facets": _joined(self._facets()),
            "title": title.zone,
            "core": core.zone,
            "points": points.zone,
            "names": f"{names.zone} {_joined(sorted(self._other_addresses()))}",
            "pairs": _joined(sorted(pairs)),
        }

    def _names(self) -> Iterator[str]:
        for owner in (self.publication, *self.tags):
            yield from sorted(owner.names)

    def _facets(self) -> Iterator[str]:
        yield facets.ANY
        yield facets.publication(self.publication.slug)
        yield from sorted(facets.tag(tag.slug) for tag in self.tags)
        yield from facets.languages(self.language)
        yield from facets.day(self.day)

    def _other_addresses(self) -> Iterator[str]:
        """Yield tokens for aliases and earlier names."""
        yield from _others(self.publication, facets.publication)
        for tag in self.tags:
            yield from _others(tag, facets.tag)


def _others(owner: Owner, token: Callable[[str], str]) -> set[str]:
    return {token(slug) for slug in owner.slugs if slug != owner.slug}


def _joined(tokens: Iterable[str]) -> str:
    return " ".join([BREAK, *tokens, BREAK])


def _size(*parts: Streams) -> int:
    """Return how many bytes the different tokens have, or more where they are few."""
    length = sum(len(part.zone) + 8 * len(part.pairs) for part in parts)
    if length * 4 <= MAX_BYTES:
        return length * 4
    tokens = {token for part in parts for token in (*part.zone.split(), *part.pairs)}
    return sum(len(token.encode()) for token in tokens)


def _beginning(texts: Iterable[str]) -> Iterator[str]:
    """Yield as many of the texts as can be found by each of their words."""
    room = MAX_TEXT
    for text in texts:
        room -= len(text.encode())
        if room < 0:
            return
        yield text
