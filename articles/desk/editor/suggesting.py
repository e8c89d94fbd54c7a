"""Known tags whose names occur in a document.

A text is cut into tokens: a word, or one character of a script without blanks between
words, or one other sign. A name occurs where its characters stand between two borders
of tokens; the longest name that begins at a token wins, and the search goes on behind
it. Names are found by their first token, so the time is linear in the text and hardly
depends on the number of tags.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypedDict

from articles.digest import key_of, without_markers
from articles.models import TagName

MOST = 20
"""How many tags are suggested: those that occur most often."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
UNSPACED = re.compile(f"[{_UNSPACED}]")
"""A character of a script that puts no blanks between words."""

_TOKEN = re.compile(rf"[^\W_{_UNSPACED}]+|\S")


class SuggestedTag(TypedDict):
    """A known tag that occurs in a text."""

    name: str
    found: str
    """The words of the text, an alias perhaps."""


class _Name(NamedTuple):
    """One name of a tag; a tuple, because there are very many and they are cheap."""

    key: str
    name: str
    tag_id: int
    tag_name: str

    def fits(self, found: str) -> bool:
        """Whether `found` may mean it: IT and US are not the words it and us."""
        return found.isupper() or not self.name.isupper() or len(found) > _ACRONYM


_ACRONYM = 5
"""A name in capitals of at most so many letters is found in capitals only."""


def suggest_tags(document: dict[str, Any]) -> list[SuggestedTag]:
    """Return known tags that occur in `document` and are not on it yet; one query.

    It has the JSON form of a digest, and may break limits: somebody still types it.
    """
    names = _known_names()
    keys = map(key_of, document.get("tags", []))
    on_it = {names[key].tag_id for key in keys if key in names}
    lengths = _lengths_by_first_token(names)
    found: dict[int, list[SuggestedTag]] = defaultdict(list)
    for text in _texts(document):
        for name, words in _occurrences(text, names, lengths):
            if name.tag_id not in on_it:
                found[name.tag_id].append({"name": name.tag_name, "found": words})
    often = sorted(found.values(), key=len, reverse=True)
    return [occurrences[0] for occurrences in often[:MOST]]


def _known_names() -> dict[str, _Name]:
    """Return all names of tags by their keys."""
    rows = TagName.objects.order_by().values_list("key", "name", "tag", "tag__name")
    return {row[0]: _Name._make(row) for row in rows.iterator(chunk_size=5_000)}


def _lengths_by_first_token(names: Iterable[str]) -> dict[str, list[int]]:
    """Return the lengths of the names that begin with each token, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in names:
        if first := _TOKEN.match(key):
            lengths[first[0]].add(len(key))
    return {token: sorted(found, reverse=True) for token, found in lengths.items()}


def _texts(document: dict[str, Any]) -> Iterator[str]:
    yield document.get("title", "")
    points = list(document.get("core", []))
    for group in document.get("groups", []):
        yield group.get("heading", "")
        points += group.get("points", [])
    yield from (without_markers(point["text"]) for point in points)


def _occurrences(
    text: str, names: dict[str, _Name], lengths: dict[str, list[int]]
) -> Iterator[tuple[_Name, str]]:
    """Yield each name that occurs in `text`, with the words there."""
    typed, key = unicodedata.normalize("NFKC", text), key_of(text)
    if len(typed) != len(key):
        typed = key  # Folding moved the characters: ß is ss.
    tokens = list(_TOKEN.finditer(key))
    ends = {token.end() for token in tokens}
    done = 0
    for token in tokens:
        start = token.start()
        if start < done:
            continue
        for length in lengths.get(token[0], ()):
            end = start + length
            name = names.get(key[start:end])
            if name and end in ends and name.fits(typed[start:end]):
                yield name, typed[start:end]
                done = end
                break
