"""The words of a search, marked in a text that was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.models.search import Clause
from articles.models.tokens import WHOLE, Phrase, Token, placed


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in runs, and how much of what was asked for it has."""

    runs: tuple[Run, ...]
    count: int
    """Of the different phrases that stand in it."""


def mark(text: str, phrases: Clause) -> Marked:
    """Return `text` with all that was asked for marked."""
    tokens = list(placed(text))
    spans: list[tuple[int, int]] = []
    count = 0
    for phrase in phrases:
        found = list(_spans(tokens, phrase))
        count += bool(found)
        spans += found
    return Marked(tuple(_runs(text, sorted(spans))), count)


def marked_places(text: str, phrases: Clause) -> list[tuple[int, int]]:
    """Return where in a text what was asked for begins and ends, in order."""
    tokens = list(placed(text))
    spans = (span for phrase in phrases for span in _spans(tokens, phrase))
    return list(_joined(sorted(spans)))


def _spans(tokens: Sequence[Token], phrase: Phrase) -> Iterator[tuple[int, int]]:
    length = len(phrase.tokens)
    first, is_open = phrase.tokens[0], phrase.is_open and length == 1
    for start in range(len(tokens) - length + 1):
        if not _end(tokens[start], first, is_open=is_open):
            continue
        row = tokens[start : start + length]
        ends = [
            _end(token, wanted, is_open=phrase.is_open and place == length - 1)
            for place, (token, wanted) in enumerate(
                zip(row, phrase.tokens, strict=True)
            )
        ]
        if all(ends):
            yield row[0].start, ends[-1]


def _end(token: Token, wanted: str, *, is_open: bool) -> int:
    """Return where in the text what is wanted of the token ends, 0 where it is not."""
    known = WHOLE + token.word if wanted.startswith(WHOLE) else token.text
    if known == wanted or (is_open and token.word and known.startswith(wanted)):
        return token.end
    if not token.word and len(wanted) == 1 and known[0] == wanted:
        return token.start + 1
    return 0


def _runs(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Run]:
    done = 0
    for start, end in _joined(spans):
        if done < start:
            yield Run(text[done:start])
        yield Run(text[start:end], is_marked=True)
        done = end
    if done < len(text):
        yield Run(text[done:])


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans in order, those that touch as one."""
    first, last = 0, 0
    for start, end in spans:
        if start > last:
            if last:
                yield first, last
            first = start
        last = max(last, end)
    if last:
        yield first, last
