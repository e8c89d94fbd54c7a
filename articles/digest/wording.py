"""Two wordings of one text compared: word by word, Chinese character by character."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from .markers import MARKER
from .order import longest_increasing

_CJK = "\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"[^\W{_CJK}]+"
# "don't", "open-source" and "2,500" are one word each; a marker is one too.
_TOKEN = re.compile(rf"({MARKER.pattern}|[{_CJK}]|{_WORD}(?:['’.,-]{_WORD})*|\S)(\s*)")

_AFFORDABLE = 200_000
"""Steps difflib may need for one gap, some hundredths of a second; text beyond that,
the same few words over and over, is shown as replaced as a whole."""

_Pairs = Iterator[tuple[int, int]]
Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text that changed.

    Kept and removed pieces joined are the old text, kept and added ones the new text.
    """

    kind: Literal["kept", "removed", "added"]
    text: str


def compare_wording(old: str, new: str) -> tuple[Segment, ...]:
    """Return the pieces that lead from `old` to `new`.

    Both are one-line texts as a Digest holds them. Neighbours differ in kind.
    """
    segments: list[Segment] = []
    for kind, text in _pieces(_TOKEN.findall(old), _TOKEN.findall(new)):
        if segments and segments[-1].kind == kind:
            segments[-1] = Segment(kind, segments[-1].text + text)
        elif text:
            segments.append(Segment(kind, text))
    return tuple(segments)


def words_of(text: str) -> list[str]:
    """Return the words, markers and signs of `text`, each Chinese character alone."""
    return [word for word, _ in _TOKEN.findall(text)]


def similarity(old: Words, new: Words) -> float:
    """Return the share of words that two texts have in common in order, 0 to 1."""
    if not (old or new):
        return 1.0
    return 2 * sum(1 for _ in _common(old, new)) / (len(old) + len(new))


def _pieces(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> Iterator[tuple[Literal["kept", "removed", "added"], str]]:
    """Yield the pieces of two lists of (word, blanks after it), some of them empty."""
    old_end = new_end = 0
    for i, j in [
        *_common([word for word, _ in old], [word for word, _ in new]),
        (len(old), len(new)),
    ]:
        yield from _replaced(
            "".join(map("".join, old[old_end:i])), "".join(map("".join, new[new_end:j]))
        )
        if i < len(old):
            yield "kept", old[i][0]
            yield from _replaced(old[i][1], new[j][1])
        old_end, new_end = i + 1, j + 1


def _replaced(
    old: str, new: str
) -> Iterator[tuple[Literal["kept", "removed", "added"], str]]:
    """Yield what was replaced by what; a blank at the end of both stays."""
    old_words, new_words = old.rstrip(), new.rstrip()
    blanks = old[len(old_words) :]
    if new[len(new_words) :] != blanks:
        old_words, new_words, blanks = old, new, ""
    yield "removed", old_words
    yield "added", new_words
    yield "kept", blanks


def _common(old: Words, new: Words) -> _Pairs:
    """Yield the positions of the words that stay, ascending in both texts.

    What begins and ends both texts stays; between, words that stand once in each are
    anchors (Bram Cohen's patience diff), and difflib fills the gaps between anchors.
    That keeps long texts fast and moves no anchor for the sake of a stray "the".
    """
    start = _same_length(old, new)
    end = _same_length(old[start:][::-1], new[start:][::-1])
    yield from ((at, at) for at in range(start))
    i, j = start, start
    last = (len(old) - end, len(new) - end)
    for anchor in [*_anchors(old, new, start, end), last]:
        yield from _in_gap(old, new, (i, j), anchor)
        if anchor != last:
            yield anchor
        i, j = anchor[0] + 1, anchor[1] + 1
    yield from ((last[0] + at, last[1] + at) for at in range(end))


def _same_length(old: Words, new: Words) -> int:
    """Return how many words at the beginning are the same."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))


def _anchors(old: Words, new: Words, start: int, end: int) -> list[tuple[int, int]]:
    """Return the most words in order that stand once in both middles."""
    old_at = _only_positions(old, start, len(old) - end)
    new_at = _only_positions(new, start, len(new) - end)
    pairs = [(i, new_at[word]) for word, i in old_at.items() if word in new_at]
    return [pairs[at] for at in longest_increasing([j for _, j in pairs])]


def _only_positions(words: Words, start: int, stop: int) -> dict[str, int]:
    counts = Counter(words[start:stop])
    return {words[at]: at for at in range(start, stop) if counts[words[at]] == 1}


def _in_gap(
    old: Words, new: Words, start: tuple[int, int], stop: tuple[int, int]
) -> _Pairs:
    old_gap, new_gap = old[start[0] : stop[0]], new[start[1] : stop[1]]
    if set(old_gap).isdisjoint(new_gap) or not _is_affordable(old_gap, new_gap):
        return
    matcher = SequenceMatcher(None, old_gap, new_gap, autojunk=False)
    for block in matcher.get_matching_blocks():
        for at in range(block.size):
            yield start[0] + block.a + at, start[1] + block.b + at


def _is_affordable(old: Words, new: Words) -> bool:
    """Whether difflib is done in a bounded time.

    It searches at most once for each word that can match, and each search visits all
    words of one side and all pairs of equal words.
    """
    counts, others = Counter(old), Counter(new)
    matches = (counts & others).total()
    pairs = sum(count * others[word] for word, count in counts.items())
    return matches * (len(old) + pairs) <= _AFFORDABLE
