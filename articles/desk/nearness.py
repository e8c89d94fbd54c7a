"""Names that may mean the same, found by what they become, not by trying all pairs."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from articles.digest.text import key_of


class Likeness(StrEnum):
    """In which way two names are alike; the surest first."""

    LETTERS = "letters"
    """The same but for accents, hyphens, blanks and other punctuation."""
    PLURAL = "plural"
    """The same but for the number of a word."""
    ORDER = "order"
    """The same words in another order."""
    SPELLING = "spelling"
    """One letter more, less, other, or two exchanged."""
    INITIALS = "initials"
    """The first letters of the other's words."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name, and the number of what has it."""

    owner: int
    name: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two names of different owners that may mean the same."""

    one: Named
    other: Named
    likeness: Likeness


CROWDED = 40
"""Names that become the same are a series, such as of years, and no slips."""

_MIN_SPELLED, _MAX_SPELLED = 6, 60
"""Characters of a name in which one slip can be told from another word."""
_MIN_INITIALS, _MAX_INITIALS = 2, 6

# Symbols tell names apart (C, C++, C#); every other sign between letters does not.
_PARTS = re.compile(r"[^\W_]+|[+#&@%$€£¥]")
_NO_PLURAL = ("ss", "us", "is", "news")
_RANK = {likeness: place for place, likeness in enumerate(Likeness)}


def near_names(names: Iterable[Named]) -> list[Near]:
    """Return the pairs of owners whose names are alike, each once, the surest first."""
    found: dict[tuple[int, int], Near] = {}
    for near in _pairs(list(names)):
        pair = (near.one.owner, near.other.owner)
        known = found.get(pair)
        if known is None or _RANK[near.likeness] < _RANK[known.likeness]:
            found[pair] = near
    return sorted(found.values(), key=_place)


def _place(near: Near) -> tuple[int, str, str]:
    return _RANK[near.likeness], near.one.name.casefold(), near.other.name.casefold()


def _pairs(names: list[Named]) -> Iterator[Near]:
    parts = {named: _parts_of(named.name) for named in names}
    yield from _alike(Likeness.LETTERS, ((n, "".join(p)) for n, p in parts.items()))
    plurals = ((n, "".join(map(_singular, p))) for n, p in parts.items())
    yield from _alike(Likeness.PLURAL, plurals)
    ordered = ((n, " ".join(sorted(p))) for n, p in parts.items() if len(p) > 1)
    yield from _alike(Likeness.ORDER, ordered)
    yield from _misspelt({n: "".join(p) for n, p in parts.items()})
    yield from _initials(parts)


def _parts_of(name: str) -> list[str]:
    """Return the words of a name, without accents, and its symbols."""
    letters = unicodedata.normalize("NFD", key_of(name))
    plain = "".join(c for c in letters if unicodedata.category(c) != "Mn")
    return _PARTS.findall(unicodedata.normalize("NFC", plain))


def _singular(word: str) -> str:
    """Return the word without the ending that English gives to many."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL):
        return word[:-1]
    return word


def _alike(likeness: Likeness, forms: Iterable[tuple[Named, str]]) -> Iterator[Near]:
    """Yield the pairs of names that become the same form."""
    for same in _by_form(forms):
        yield from _of_different_owners(likeness, same)


def _by_form(forms: Iterable[tuple[Named, str]]) -> Iterator[list[Named]]:
    """Yield the names of each form that several have, but not very many."""
    names = defaultdict(list)
    for named, form in forms:
        if form:
            names[form].append(named)
    for same in names.values():
        if 1 < len(same) <= CROWDED:
            yield same


def _of_different_owners(likeness: Likeness, names: list[Named]) -> Iterator[Near]:
    for one, other in combinations(sorted(names, key=lambda n: n.owner), 2):
        if one.owner != other.owner:
            yield Near(one, other, likeness)


def _misspelt(forms: dict[Named, str]) -> Iterator[Near]:
    """Yield the pairs that one slip leads from one to the other.

    Two such names become the same when the right letter is left out of each. A first
    letter and a number are seldom mistyped: they tell names apart.
    """
    variants = (
        (named, f"{digits}/{variant}")
        for named, form in forms.items()
        if _MIN_SPELLED <= len(form) <= _MAX_SPELLED
        for digits in [re.sub(r"\D", "", form)]
        for variant in _without_one_letter(form)
    )
    for same in _by_form(variants):
        for near in _of_different_owners(Likeness.SPELLING, same):
            if _is_one_slip(forms[near.one], forms[near.other]):
                yield near


def _without_one_letter(form: str) -> set[str]:
    """Return the form, and what it is without any one letter but the first."""
    return {form, *(form[:at] + form[at + 1 :] for at in range(1, len(form)))}


def _is_one_slip(one: str, other: str) -> bool:
    """Return whether one letter was added, left out, mistaken or exchanged."""
    if len(one) > len(other):
        one, other = other, one
    same = next((at for at, c in enumerate(one) if c != other[at]), len(one))
    rest, longer = one[same:], other[same:]
    if len(one) != len(other):
        return rest == longer[1:]
    exchanged = rest[:2] == longer[:2][::-1]
    return rest[1:] == longer[1:] or (exchanged and rest[2:] == longer[2:])


def _initials(parts: dict[Named, list[str]]) -> Iterator[Near]:
    """Yield the pairs of a name all in capitals and one whose words begin with them."""
    short: dict[str, list[Named]] = defaultdict(list)
    for named in parts:
        letters = named.name.replace(".", "")
        is_word = letters.isalpha() and letters.isascii() and letters.isupper()
        if is_word and _MIN_INITIALS <= len(letters) <= _MAX_INITIALS:
            short[letters.casefold()].append(named)
    for named, words in parts.items():
        initials = "".join(word[0] for word in words)
        if len(words) > 1 and initials in short:
            for abbreviation in short[initials][:CROWDED]:
                yield from _of_different_owners(
                    Likeness.INITIALS, [abbreviation, named]
                )
