"""Where a name stands in an alphabetical index.

Latin letters stand under A to Z whatever their accents, Han characters under the first
letter of their pinyin, so that both share one alphabet; letters of other scripts stand
for themselves. Digits and signs stand under "#".
"""

import functools
import importlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .names import MAX_KEY, stored_key

MAX_SCRIPT = 32
MAX_INITIAL = 4
MAX_SORT_KEY = 700

HAN = "han"
LATIN = "latin"
NO_SCRIPT = ""
NO_LETTER = "#"

_MAX_COLLATED = MAX_SORT_KEY - MAX_KEY - 1

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"}
)
_ACCENTED = "a-z\u00df-\u024f\u0370-\u03ff\u1e00-\u1fff"
_LATIN_OR_GREEK = re.compile(f"[{_ACCENTED}][{_ACCENTED}\u0300-\u036f]*")
_HAN_RUN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_FIRST_SYLLABLE, _LAST_SYLLABLE = "\uac00", "\ud7a3"
_SYLLABLES_OF_A_CONSONANT = 588
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands."""

    script: str
    """Such as latin, han, cyrillic; "" for digits and signs."""
    initial: str
    """The letter it stands under, a capital where there are any."""
    sort_key: str
    """In the order of its code points; different for names that are different."""


def place_of(name: str) -> Place:
    """Return where `name` stands in an index; signs before its first letter aside."""
    key = stored_key(name)
    start = next((at for at, sign in enumerate(key) if sign.isalnum()), 0)
    collated = _collated(key[start:])
    script = _script(key[start : start + 1])
    return Place(script, _initial(script, collated), _unique(collated, key))


def _script(letter: str) -> str:
    """Return the script of a letter by its name in Unicode."""
    if not letter.isalpha():
        return NO_SCRIPT
    if _HAN_RUN.match(letter):
        return HAN
    return unicodedata.name(letter, "").partition(" ")[0].lower()[:MAX_SCRIPT]


def _initial(script: str, collated: str) -> str:
    first = collated[:1]
    if script == NO_SCRIPT or (script == HAN and not first.isascii()):
        return NO_LETTER
    if _FIRST_SYLLABLE <= first <= _LAST_SYLLABLE:
        place = ord(first) - ord(_FIRST_SYLLABLE)
        return _CONSONANTS[place // _SYLLABLES_OF_A_CONSONANT]
    return first.title()[:MAX_INITIAL]


def _collated(key: str) -> str:
    key = _LATIN_OR_GREEK.sub(lambda run: _without_accents(run[0]), key)
    key = _HAN_RUN.sub(lambda run: f" {_with_pinyin(run[0])}", key)
    return " ".join(key.split())


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _with_pinyin(characters: str) -> str:
    """Return each character after its pinyin, as a Chinese dictionary has it.

    By syllable, tone and character, so that names that begin alike stand together.
    """
    syllables = _pinyin()(
        characters, style=_TONE_BEHIND, neutral_tone_with_five=True, errors=list
    )
    pairs = zip(syllables, characters, strict=True)
    return " ".join(
        f"{syllable}{character}" if syllable.isascii() else character
        for syllable, character in pairs
    )


def pinyin_of(name: str) -> tuple[str, ...]:
    """Return a name with Chinese in it as people type it in letters: whole, initials.

    None where it has no Chinese, or where a character has no reading.
    """
    if not _HAN_RUN.search(name):
        return ()
    whole = _HAN_RUN.sub(lambda run: "".join(_syllables(run[0])), name)
    short = _HAN_RUN.sub(lambda run: _initials(run[0]), name)
    spoken = tuple(each.replace(" ", "") for each in (whole, short))
    return spoken if all(map(str.isascii, spoken)) else ()


def _initials(characters: str) -> str:
    return "".join(syllable[0] for syllable in _syllables(characters))


def _syllables(characters: str) -> list[str]:
    return _pinyin()(characters, style=_NORMAL)


_NORMAL, _TONE_BEHIND = 0, 8
"""pypinyin's Style.NORMAL and Style.TONE3: zhong, zhong1."""


@functools.cache
def _pinyin() -> Callable[..., list[Any]]:
    """Return the function that reads Chinese.

    Loaded when first needed: it knows the readings of 50,000 words, which take 57 MB
    and a quarter of a second that no process should spend which only serves readers.
    """
    reading: Callable[..., list[Any]] = importlib.import_module("pypinyin").lazy_pinyin
    return reading


def _unique(collated: str, key: str) -> str:
    """Return what to sort by; names that are collated alike follow in fixed order.

    A tab sorts before all that a name can hold, so that a name stands before all that
    begin with it.
    """
    return key if collated == key else f"{collated[:_MAX_COLLATED]}\t{key}"
