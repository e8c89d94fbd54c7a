"""What search compares: texts as tokens, those of a page as those of a question.

A text is folded character by character: NFKC, case, accents and width off, traditional
Chinese made simplified. A fold that looked at neighbours would make of a character in a
word something else than of the character alone, and every part of a text must find it.

Words become their English stems. Scripts that set no blanks (Chinese, Japanese, Korean,
Thai and others) have one token for each character, made of it and the one after it: two
characters are looked up as one token, and more as a phrase.
"""

import functools
import itertools
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from opencc import OpenCC
from snowballstemmer.english_stemmer import EnglishStemmer

BREAK = "¶"
"""Stands in a stream where one text ends: no phrase goes across it."""

WHOLE = "›"
"""Begins the token of a word as it is written."""

TITLED = "‹"
"""Begins the token of a word or character that stands in a title."""

_PAIR = "‿"
"""Begins the token of two words that follow each other."""
_PAIRS = 1 << 20
"""So many tokens stand for all pairs: enough to narrow a search, few to keep."""

MAX_WORD = 64
"""A word is known by so many of its first characters."""

_UNSPACED = (
    # Thai, Lao, Tibetan, Myanmar, Khmer
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u0f40-\u0fbc"
    "\u1000-\u103f\u1050-\u108f\u1780-\u17d3"
    # Hangul, its single letters too
    "\u1100-\u11ff\uac00-\ud7a3"
    # Kana, with the marks of voicing that nothing composes; Bopomofo
    "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3105-\u312f\u31a0-\u31bf"
    # Han
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Vowel signs that belong to a word and are no letters to Python; without the dandas.
_INDIC = "\u0900-\u0963\u0966-\u096f\u0971-\u0dff"
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_NEEDLESS = re.compile(f"(?<=[{_UNSPACED}]) | (?=[{_UNSPACED}])")
_TOKEN = re.compile(
    rf"(?P<run>[{_UNSPACED}]+)"
    # C++ and C# are not C.
    rf"|(?P<word>[a-z](?:\+\+|\#)(?![^\W_])|(?:[^\W_{_UNSPACED}]|[{_INDIC}])+)"
    # An English genitive says what the word says.
    r"(?:['’]s(?![^\W_]))?"
)
# A database that splits streams at blanks may take the signs themselves for some.
_SIGNS = str.maketrans("+#", "＋＃")

# Letters that Unicode does not take apart, as those write them who lack the key.
_LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ŧ": "t",
    "þ": "th",
}
_VOICED = re.compile("[\u3040-\u30ff][\u3099\u309a]")

_simplified = OpenCC("t2s").convert


class _Folds(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) in ("Cn", "Co", "Cs"):
            return character  # No reason to remember what means nothing.
        self[code] = folded = _fold(character)
        return folded


def _fold(character: str) -> str:
    letters = unicodedata.normalize("NFKC", character).casefold()
    bare = "".join(filter(_is_kept, unicodedata.normalize("NFKD", letters)))
    whole = unicodedata.normalize("NFKC", bare)
    return _simplified("".join(_LETTERS.get(letter, letter) for letter in whole))


def _is_kept(character: str) -> bool:
    """Whether a character is neither an accent nor invisible.

    Marks of other classes tell letters apart: voiced kana, Thai vowels and the like.
    """
    place = unicodedata.combining(character)
    is_accent = 10 <= place <= 36 or place >= 200
    return not is_accent and unicodedata.category(character) != "Cf"


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return `text` as search compares it, blanks and punctuation included."""
    return _VOICED.sub(_composed, text.translate(_FOLDS))


def without_needless_blanks(folded: str) -> str:
    """Return a folded text without the blanks beside scripts that set none."""
    return _NEEDLESS.sub("", folded)


def is_unspaced(character: str) -> bool:
    """Whether a folded character is of a script that sets no blanks."""
    return bool(_IS_UNSPACED.match(character))


def _composed(found: re.Match[str]) -> str:
    """Return a kana and its mark, apart at half width, as one where Unicode has it."""
    return unicodedata.normalize("NFC", found[0])


@functools.lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    # Not by the package's own choice, which is another version where one is installed.
    return str(EnglishStemmer().stemWord(word))


@dataclass(frozen=True, slots=True)
class Token:
    """A token and the characters of the folded text that it stands for."""

    text: str
    start: int
    end: int
    word: str = ""
    """The word that the token is the stem of; "" for a character without blanks."""


def tokens(folded: str) -> Iterator[Token]:
    """Yield the tokens of a folded text."""
    for found in _TOKEN.finditer(folded):
        if run := found["run"]:
            start = found.start()
            for place in range(len(run)):
                pair = run[place : place + 2]
                yield Token(pair, start + place, start + place + len(pair))
        else:
            word = found["word"][:MAX_WORD]
            if not word.isalnum():
                word = word.translate(_SIGNS)
            stem = _stem(word) if word.isascii() and word.isalpha() else word
            yield Token(stem, *found.span("word"), word)


def _pairs(found: Iterable[Token]) -> Iterator[str]:
    """Yield a token for each two words in a row; phrases are looked up by these.

    Characters without blanks need none: their tokens hold what follows already.
    """
    for first, second in itertools.pairwise(found):
        if first.word and second.word:
            number = zlib.crc32(f"{first.text} {second.text}".encode())
            yield f"{_PAIR}{number % _PAIRS:x}"


@dataclass(frozen=True, slots=True)
class Streams:
    """What the index keeps of some texts, such as the points of an article."""

    zone: str
    """Their tokens in order, a BREAK before and after each text; then what else they
    can be found by: each character alone, each word as it is written."""
    pairs: frozenset[str]
    """What phrases of words are looked up by."""


def streams(texts: Iterable[str], *, are_titles: bool = False) -> Streams:
    """Return what the index keeps of these texts."""
    parts = [BREAK]
    others: set[str] = set()
    pairs: set[str] = set()
    for text in texts:
        found = list(tokens(fold(text)))
        parts += [*(token.text for token in found), BREAK]
        others.update(map(_other, found))
        pairs.update(_pairs(found))
        if are_titles:
            others.update(itertools.chain.from_iterable(map(titled, found)))
    if others:
        parts += [*sorted(others), BREAK]
    return Streams(" ".join(parts), frozenset(pairs))


def _other(token: Token) -> str:
    """Return the second token under which a token is found."""
    return WHOLE + token.word if token.word else token.text[0]


def titled(token: Token) -> Iterator[str]:
    """Yield the tokens by which a title is found by one of its own."""
    if token.word:
        yield TITLED + token.word
    else:
        yield from {TITLED + token.text, TITLED + token.text[0]}


def words_in(zone: str, sign: str = WHOLE) -> set[str]:
    """Return the words, as they are written, of a stream that the index keeps."""
    return {token[1:] for token in zone.split(" ") if token.startswith(sign)}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that a text must hold one after the other; mostly it is one token."""

    tokens: tuple[str, ...]
    is_open: bool = False
    """Whether the last token may go on: what is asked for only begins with it."""
    pairs: tuple[str, ...] = ()
    """What else an index knows the phrase by."""

    @property
    def needle(self) -> str:
        """What a stream has in it where, and only where, a text has the phrase."""
        return f" {' '.join(self.tokens)}{'' if self.is_open else ' '}"


def phrase(text: str) -> Phrase | None:
    """Return what to look for where somebody asks for `text`, None for nothing.

    The last character of a script without blanks stands in the token before it; after
    a word it is the beginning of a token, and alone it is one.
    """
    found = list(tokens(fold(text)))
    is_open = False
    if len(found) > 1 and not found[-1].word:
        if found[-1].end == found[-2].end:
            found.pop()
        else:
            is_open = True
    return _phrase(found, is_open=is_open) if found else None


def _phrase(found: list[Token], *, is_open: bool) -> Phrase:
    words = tuple(token.text for token in found)
    return Phrase(words, is_open, tuple(dict.fromkeys(_pairs(found))))


def beginnings(text: str) -> tuple[Phrase, ...]:
    """Return what to look for where somebody asks for words that begin with `text`."""
    found = list(tokens(fold(text)))
    if not found or not found[-1].word:
        return tuple(filter(None, [phrase(text)]))
    *before, last = found
    if not before:
        return (Phrase((WHOLE + last.word,), is_open=True),)
    known = _phrase(before, is_open=False)
    return (Phrase((*known.tokens, last.word), is_open=True, pairs=known.pairs),)


def placed(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` with their places in it as it is written."""
    whole = text.translate(_FOLDS)
    is_aligned = all(len(_FOLDS[ord(character)]) == 1 for character in set(text))
    if is_aligned and not _VOICED.search(whole):
        yield from tokens(whole)
        return
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in _FOLDS[ord(character)]:
            voiced = unicodedata.normalize("NFC", folded[-1] + part) if folded else ""
            if part in "\u3099\u309a" and len(voiced) == 1:
                folded[-1] = voiced
            else:
                folded.append(part)
                places.append(place)
    for token in tokens("".join(folded)):
        end = places[token.end - 1] + 1
        yield Token(token.text, places[token.start], end, token.word)
