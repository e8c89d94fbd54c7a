"""Tags that somebody may have meant by an address that leads to none."""

import datetime
import difflib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Length, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils import timezone

from articles.models.counters import LiveTag
from articles.models.taxonomy import TagName
from articles.site.store.counts import Rows
from articles.site.store.remembering import remembered
from articles.site.store.state import State

_MOST = 6
_ALIKE, _ALIKE_IF_SHORT = 0.6, 0.5
"""How much of two addresses must be the same, in their order."""
_SHORT = 3
_MOST_LETTERS, _MOST_PIECES, _CANDIDATES = 60, 12, 60


@dataclass(frozen=True, slots=True)
class NearTag:
    """A tag with a name, its own or another, that is near."""

    name: str
    slug: str


@remembered(256)
def near_tags(_state: State, slug: str) -> tuple[NearTag, ...]:
    """Return the public tags with names near `slug`, the nearest first; one query.

    Names that share pieces with it are found by the database, some of which are then
    compared letter by letter.
    """
    wanted = slug[:_MOST_LETTERS]
    pieces = _pieces(wanted)
    names = _names(pieces, timezone.now()) if pieces else ()
    enough = _ALIKE if len(wanted) > _SHORT else _ALIKE_IF_SHORT
    nearest: dict[NearTag, float] = {}
    for its_slug, tag_name, tag_slug in names[:_CANDIDATES]:
        tag = NearTag(tag_name, tag_slug)
        nearest[tag] = max(nearest.get(tag, 0), _likeness(wanted, its_slug))
    alike = (tag for tag, likeness in nearest.items() if likeness >= enough)
    return tuple(sorted(alike, key=lambda tag: -nearest[tag]))[:_MOST]


def _likeness(wanted: str, slug: str) -> float:
    """Return 0 to 1: by letters in their order, whatever that of words; or 1 at once.

    What begins with all that was asked for is near, however long it is.
    """
    if slug.startswith(wanted):
        return 1.0
    slug = slug[:_MOST_LETTERS]
    by_letters = difflib.SequenceMatcher(None, wanted, slug).ratio()
    words = difflib.SequenceMatcher(None, _sorted(wanted), _sorted(slug)).ratio()
    return max(by_letters, words, _by_beginning(wanted, slug))


def _sorted(slug: str) -> str:
    return "-".join(sorted(slug.split("-")))


def _by_beginning(wanted: str, slug: str) -> float:
    """Return how much of the shorter one begins both, where that is not a chance."""
    pairs = zip(wanted, slug, strict=False)
    same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    is_chance = same < (_SHORT if wanted[0].isascii() else 2)
    return 0 if is_chance else same / min(len(wanted), len(slug))


def _pieces(slug: str) -> list[str]:
    """Return what near names share: three letters in a row, or a character of Chinese.

    Two letters of short words, since a slip leaves no three in a row there.
    """
    words = filter(None, slug.replace("_", "-").split("-"))
    pieces = dict.fromkeys(piece for word in words for piece in _pieces_of(word))
    every = -(-len(pieces) // _MOST_PIECES)
    return list(pieces)[:: max(every, 1)]


def _pieces_of(word: str) -> Iterator[str]:
    length = 3 if len(word) > 5 else 2
    for at in range(max(len(word) - length + 1, 1)):
        piece = word[at : at + length]
        # A word of Chinese has few characters, each of which says much.
        yield from [piece] if piece.isascii() else piece


def _names(pieces: list[str], now: datetime.datetime) -> Rows:
    """Select public names by how many of the pieces they have, the most first."""
    public = LiveTag.objects.public(now).values("tag")
    return (
        TagName.objects.filter(tag__in=public)
        .annotate(shared=reduce(add, map(_has, pieces)))
        .filter(shared__gt=0)
        .order_by("-shared", Length("slug"), "slug")
        .values_list("slug", "tag__name", "tag__slug")
    )


def _has(piece: str) -> Case:
    """Return 1 where the name has the piece, else 0."""
    is_there = GreaterThan(StrIndex(F("slug"), Value(piece)), 0)
    return Case(When(is_there, then=1), default=0, output_field=IntegerField())
