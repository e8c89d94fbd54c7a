"""The pieces of a pasted text: what its lines say once statements are whole."""

import bisect
import enum
from dataclasses import dataclass

from .lines import TextLine
from .sentences import HAN_CHARACTER


class Part(enum.IntEnum):
    """What a piece is."""

    CORE = enum.auto()
    GROUP = enum.auto()
    NAMED = enum.auto()
    """A group whose heading has no "Group N" before it."""
    POINT = enum.auto()
    EMPTY = enum.auto()
    """A bullet without a statement."""
    LOOSE = enum.auto()
    """A line that may be a title."""
    BYLINE = enum.auto()
    LABEL = enum.auto()
    REFERENCE = enum.auto()
    CHROME = enum.auto()
    RULE = enum.auto()


BODY = frozenset((Part.CORE, Part.GROUP, Part.NAMED, Part.POINT, Part.EMPTY))


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing the text says, and where."""

    part: Part
    text: str
    """Statement, heading or the whole line."""
    line: int
    column: int
    number: int = 0
    """Of a group, as typed."""
    is_guess: bool = False
    """Whether a heading is guessed from how it looks."""
    is_opened: bool = False
    """Whether a bullet or dash stands before a point."""


class Passage:
    """Lines that belong together, as one text that knows where its words stood."""

    def __init__(self, line: TextLine) -> None:
        self._lines = [line]
        self._length = len(line.text)
        self._starts = [0]
        self._texts = [line.text]
        self._quotes = line.text.count('"')
        self.is_heading = False
        """Whether it is a heading that no further line continues."""

    @property
    def is_quote_open(self) -> bool:
        """Whether a quotation mark is still to be closed."""
        return self._quotes % 2 == 1

    @property
    def tail(self) -> str:
        """The last line so far."""
        return self._texts[-1]

    def add(self, line: TextLine) -> None:
        """Join one more line, with a blank unless Chinese meets Chinese."""
        tail, text = self.tail, line.text
        if not (HAN_CHARACTER.match(tail[-1:]) and HAN_CHARACTER.match(text[:1])):
            self._texts.append(" ")
            self._length += 1
        self._starts.append(self._length)
        self._lines.append(line)
        self._texts.append(text)
        self._length += len(text)
        self._quotes += text.count('"')

    @property
    def text(self) -> str:
        return "".join(self._texts)

    def place(self, start: int, text: str) -> tuple[int, int]:
        """Return line and column of `text`, which begins at `start`, blanks aside."""
        start += len(text) - len(text.lstrip())
        index = bisect.bisect_right(self._starts, start) - 1
        line = self._lines[index]
        return line.number, line.column + start - self._starts[index]
