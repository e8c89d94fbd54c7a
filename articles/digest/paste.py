"""Reads the lines of a pasted text into pieces, statements joined over their lines.

A bullet opens one point, up to the next line that starts something. An unmarked line
continues an unfinished statement; after a finished one it is a point where points have
no bullets, else a line that may be a title.
"""

import enum
from collections.abc import Callable
from dataclasses import replace

from .emphasis import without_bold
from .headings import Line, is_whole_heading, opening_at_start
from .lines import ITEM, Kind, TextLine
from .pieces import Part, Passage, Piece
from .references import NUMBER as REFERENCE_NUMBER
from .references import is_complete
from .sentences import is_finished, looks_like_heading
from .statements import bullet_openings, holds_parts, openings, statement_pieces

_BULLETS = (Kind.BULLET, Kind.ITEM)


class _Section(enum.Enum):
    """How the statements of the section that is open are set."""

    NONE = enum.auto()
    """No section is open yet."""
    NEW = enum.auto()
    """Its heading was just read."""
    PLAIN = enum.auto()
    """Its last statement was a line without a bullet."""
    BULLETED = enum.auto()
    REFERENCES = enum.auto()


def read_pieces(lines: list[TextLine]) -> list[Piece]:
    """Return what `lines` say, in their order."""
    return _Reader(lines).read()


class _Reader:
    def __init__(self, lines: list[TextLine]) -> None:
        self._lines = lines
        self._next = _next_lines(lines)
        self._pieces: list[Piece] = []
        self._section = _Section.NONE
        self._passage: Passage | None = None
        self._opened_by = Kind.TEXT
        self._index = 0
        self._item = 0
        """The number of the last item of a numbered list."""

    def read(self) -> list[Piece]:
        for index, line in enumerate(self._lines):
            self._index = index
            _READ[line.kind](self, line)
        self._close()
        return self._pieces

    def _following(self) -> TextLine | None:
        """The next line that is neither blank nor chrome."""
        index = self._next[self._index]
        return self._lines[index] if index < len(self._lines) else None

    def _bullet_follows(self, index: int) -> bool:
        following = self._next[index]
        lines = self._lines
        return following < len(lines) and lines[following].kind in _BULLETS

    def _following_kind(self) -> Kind:
        following = self._following()
        return following.kind if following else Kind.BLANK

    # One method for each kind of line.

    def read_blank(self, line: TextLine) -> None:
        self._close()

    def read_chrome(self, line: TextLine) -> None:
        self._add(Part.CHROME, line)

    def read_rule(self, line: TextLine) -> None:
        self._close()
        self._add(Part.RULE, line)
        if self._section is _Section.REFERENCES:
            self._section = _Section.NONE

    def read_byline(self, line: TextLine) -> None:
        self._close()
        self._add(Part.BYLINE, line)
        self._section = _Section.NONE

    def read_label(self, line: TextLine) -> None:
        self._close()
        self._add(Part.LABEL, line)

    def read_references(self, line: TextLine) -> None:
        self._close()
        self._section = _Section.REFERENCES

    def read_escaped(self, line: TextLine) -> None:
        self._close()
        self._add(Part.LOOSE, line)

    def read_heading(self, line: TextLine) -> None:
        if passage := self._open_quote():
            self._extend(passage, line)
        else:
            self._open(line, Kind.HEADING)

    def read_subheading(self, line: TextLine) -> None:
        self._close()
        if self._section is _Section.REFERENCES:
            self._section = _Section.NONE
        if self._is_title(line) or not self._heads_points(line):
            self._add(Part.LOOSE, line)
            return
        heading = without_bold(line.text).strip().rstrip(":：")
        self._pieces.append(Piece(Part.NAMED, heading, line.number, line.column))
        self._section = _Section.NEW

    def read_bullet(self, line: TextLine) -> None:
        if self._section is _Section.REFERENCES:
            self._reference(line)
        else:
            self._open(line, Kind.BULLET)

    def read_item(self, line: TextLine) -> None:
        """Take an item of a numbered list: a point where the numbers count up."""
        found = ITEM.match(line.text)
        number = int(found["number"]) if found else 0
        in_section = self._section not in (_Section.NONE, _Section.REFERENCES)
        if not found or not in_section or number not in (1, self._item + 1):
            self.read_text(line)
            return
        self._item = number
        words = line.text[found.end() :]
        column = line.column + found.end()
        self._open(replace(line, text=words, column=column), Kind.BULLET)

    def read_text(self, line: TextLine) -> None:
        if self._section is _Section.REFERENCES and self._reference(line):
            return
        if self._is_title(line):
            self._close()
            self._add(Part.LOOSE, line)
        elif self._is_named_heading(line):
            self._close()
            heading = line.text.strip().rstrip(":：")
            self._pieces.append(
                Piece(Part.NAMED, heading, line.number, line.column, is_guess=True)
            )
            self._section = _Section.NEW
        elif passage := self._unfinished(line):
            self._extend(passage, line)
        else:
            self._close()
            self._read_new(line)

    def _read_new(self, line: TextLine) -> None:
        """Take a line of words that nothing before it is waiting for."""
        if self._is_statement(line):
            self._open(line, Kind.TEXT)
        else:
            self._add(Part.LOOSE, line)

    # What a line is, from what stands around it.

    def _is_title(self, line: TextLine) -> bool:
        """Whether a byline follows and the line is no statement."""
        if self._following_kind() is not Kind.BYLINE:
            return False
        if self._section is _Section.NONE:
            return True
        ends_statement = self._unfinished(line) and is_finished(line.text)
        return not (line.has_marker or ends_statement)

    def _heads_points(self, line: TextLine) -> bool:
        """Whether points stand under a subheading."""
        following = self._following()
        if not following or (line.is_top and not self._pieces):
            return False
        return following.kind in _BULLETS or (
            following.kind is Kind.TEXT and following.has_marker
        )

    def _is_named_heading(self, line: TextLine) -> bool:
        """Whether a short line heads the bullets under it.

        A first line with a blank line under it is the title instead.
        """
        if self._following_kind() not in _BULLETS:
            return False
        if not looks_like_heading(line.text.strip().rstrip(":：")):
            return False
        is_adjacent = self._next[self._index] == self._index + 1
        return is_adjacent or any(
            piece.part is not Part.CHROME for piece in self._pieces
        )

    def _unfinished(self, line: TextLine) -> Passage | None:
        """Return the statement that `line` continues, if there is one."""
        passage = self._passage
        if not passage or passage.is_heading or is_finished(passage.tail):
            return None
        return None if opening_at_start(self._line_of(line)) else passage

    def _is_statement(self, line: TextLine) -> bool:
        if self._section is _Section.NEW or holds_parts(self._line_of(line)):
            return True
        if self._section is _Section.NONE:
            return False
        return line.has_marker or (
            self._section is _Section.PLAIN and is_finished(line.text)
        )

    def _line_of(self, line: TextLine) -> Line:
        return Line(line.text, bullet_follows=self._bullet_follows(self._index))

    # References.

    def _reference(self, line: TextLine) -> bool:
        """Take a line of the references; False where it is none."""
        is_bullet = line.kind is Kind.BULLET
        if not is_bullet and self._is_title(line):
            self._section = _Section.NONE
            return False
        if REFERENCE_NUMBER.match(line.text) and not self._open_quote():
            self._close()
            self._passage, self._opened_by = Passage(line), Kind.REFERENCES
        elif self._passage and not is_complete(self._passage.tail):
            self._extend(self._passage, line)
        elif is_bullet:
            self._close()
            self._add(Part.LOOSE, line)
        else:
            self._close()
            self._section = _Section.NONE
            return False
        return True

    def _open_quote(self) -> Passage | None:
        """Return the reference that has a quotation mark still to be closed."""
        passage = self._passage
        if not passage or self._opened_by is not Kind.REFERENCES:
            return None
        return passage if passage.is_quote_open else None

    # Passages.

    def _open(self, line: TextLine, kind: Kind) -> None:
        self._close()
        self._passage, self._opened_by = Passage(line), kind
        self._passage.is_heading = kind is Kind.HEADING and is_whole_heading(line.text)
        self._last = self._index
        if self._section in (_Section.NONE, _Section.REFERENCES):
            self._section = _Section.NEW

    def _extend(self, passage: Passage, line: TextLine) -> None:
        passage.add(line)
        self._last = self._index

    def _close(self) -> None:
        """Turn the open passage into pieces."""
        passage, self._passage = self._passage, None
        if not passage:
            return
        if self._opened_by is Kind.REFERENCES:
            text = passage.text
            place = passage.place(0, text)
            self._pieces.append(Piece(Part.REFERENCE, without_bold(text), *place))
            return
        line = Line(passage.text, bullet_follows=self._bullet_follows(self._last))
        if self._opened_by is Kind.BULLET:
            found = bullet_openings(line)
        else:
            found = list(openings(line))
        self._pieces += statement_pieces(passage, line.text, found, self._opened_by)
        self._section = self._section_after()

    def _section_after(self) -> _Section:
        if self._pieces[-1].part is not Part.POINT:
            return _Section.NEW
        if self._pieces[-1].is_opened:
            return _Section.BULLETED
        return _Section.PLAIN

    def _add(self, part: Part, line: TextLine) -> None:
        text = without_bold(line.text).strip()
        self._pieces.append(Piece(part, text, line.number, line.column))


def _next_lines(lines: list[TextLine]) -> list[int]:
    """Return for each line the index of the next that is neither blank nor chrome."""
    following = [len(lines)] * len(lines)
    for index in range(len(lines) - 2, -1, -1):
        is_passed_over = lines[index + 1].kind in (Kind.BLANK, Kind.CHROME)
        following[index] = following[index + 1] if is_passed_over else index + 1
    return following


_READ: dict[Kind, Callable[[_Reader, TextLine], None]] = {
    Kind.BLANK: _Reader.read_blank,
    Kind.RULE: _Reader.read_rule,
    Kind.CHROME: _Reader.read_chrome,
    Kind.BYLINE: _Reader.read_byline,
    Kind.LABEL: _Reader.read_label,
    Kind.REFERENCES: _Reader.read_references,
    Kind.HEADING: _Reader.read_heading,
    Kind.SUBHEADING: _Reader.read_subheading,
    Kind.BULLET: _Reader.read_bullet,
    Kind.ESCAPED: _Reader.read_escaped,
    Kind.ITEM: _Reader.read_item,
    Kind.TEXT: _Reader.read_text,
}
