"""Where sentences end, and where words look like a heading."""

import re

from .emphasis import CLOSE
from .markers import MARKER

CLOSERS = rf"[\"'”’»)）」』\]{CLOSE}]"
"""What may close after a sentence: quotation marks, brackets, bold type."""
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
HAN = f"[{_HAN}]"
GLUED = rf"(?:(?<=[a-z][a-z])|(?<=[{_HAN}])(?<!第))[0-9]{{1,2}}"
"""Bare digits glued to a word, where a marker was meant: growth4."""

_END = re.compile(rf"(?:{MARKER.pattern}|[.!?…。！？])[.!?…。！？]*+{CLOSERS}*+\s*+$")
_GLUED_END = re.compile(rf"{GLUED}[.!?]?$")
_ABBREVIATION = re.compile(
    r"(?<![A-Za-z])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|[A-Za-z]+)$"
)
_ABBREVIATIONS = (
    "al approx apr aug ave ca cf co corp dec dept dr est feb fig figs gen gov inc jan "
    "jr jul jun llc ltd mar mr mrs ms mt no nos nov oct op plc pp prof pvt rep sec sen "
    "sep sept sr st viz vol vols vs"
)
_KNOWN_ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
_TAIL = 200
"""So much of the end of a text tells whether it is finished; no marker is longer."""

_SMALL = (
    "a an and as at but by for from in into its nor of off on onto or over per the to "
    "up via vs vs. with within"
)
SMALL_WORDS = frozenset(_SMALL.split())
_MOST_WORDS = 12
_LONGEST_LATIN = 90
_LONGEST_HAN = 30
_NO_HEADING = re.compile(r"[!?。！？；;，：:]|\.(?:\s|$)")
HAN_CHARACTER = re.compile(HAN)


def is_abbreviation(text: str, dot: int) -> bool:
    """Whether the full stop at `dot` belongs to an abbreviation such as "Ltd."."""
    found = _ABBREVIATION.search(text, max(0, dot - 12), dot)
    if not found or text[dot] != ".":
        return False
    word = found[0]
    if "." in word:
        return True
    if len(word) == 1:
        return word.isupper()
    return word.lower() in _KNOWN_ABBREVIATIONS


def is_finished(text: str) -> bool:
    """Whether a statement is at its end: a marker, a full stop, or glued digits."""
    tail = text[-_TAIL:].rstrip()
    found = _END.search(tail)
    if not found:
        return bool(_GLUED_END.search(tail))
    return not is_abbreviation(tail, found.start())


def glued_digits(text: str) -> str:
    """Return the bare digits glued to the last word of a statement, with the word."""
    found = _GLUED_END.search(text[-_TAIL:])
    if not found:
        return ""
    return text[-_TAIL:][: found.end()].split()[-1].rstrip(".!?")


def looks_like_heading(text: str) -> bool:
    """Whether a short run of words is in title case, or short and Chinese."""
    if HAN_CHARACTER.search(text, 0, _LONGEST_LATIN):
        return 1 < len(text) <= _LONGEST_HAN and not _holds_sentence(text)
    words = text[: _LONGEST_LATIN + 1].split()
    return (
        len(text) <= _LONGEST_LATIN
        and 1 <= len(words) <= _MOST_WORDS
        and not words[0][0].islower()
        and all(map(_is_title_word, words))
        and any(c.isupper() for c in text)
        and not _holds_sentence(text)
    )


def _is_title_word(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    # A small letter first is still a name in iPhone or mRNA.
    return not letters or any(c.isupper() for c in letters[:3]) or word in SMALL_WORDS


def _holds_sentence(text: str) -> bool:
    """Whether punctuation ends a sentence or a clause inside `text`."""
    return any(
        found[0][0] != "." or not is_abbreviation(text, found.start())
        for found in _NO_HEADING.finditer(text)
    )
