"""Splits the pieces of a pasted text into digests: a listing page holds several.

A new digest begins at a byline with its title where titles come first, after a byline
where they come last, at a second core, and after a rule before what can stand alone.
"""

from .markers import MARKER
from .pieces import BODY, Part, Piece

_FRONT = frozenset((Part.LOOSE, Part.BYLINE))
_TAIL = frozenset((Part.LABEL, Part.REFERENCE, Part.RULE, Part.CHROME))


def split_digests(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces of each digest; [] where the text holds none."""
    if not any(map(_makes_digest, pieces)):
        return []
    digests = _Splitter(pieces).split()
    if not any(map(is_body, digests[-1])):
        last = digests.pop()
        digests[-1].extend(last)
    return digests


def is_body(piece: Piece) -> bool:
    """Whether the piece belongs to the points of a digest."""
    return piece.part in BODY


def _makes_digest(piece: Piece) -> bool:
    """Whether a text with this piece is a digest at all, not any prose or list."""
    if piece.part in (Part.CORE, Part.GROUP):
        return True
    return piece.is_opened and bool(MARKER.search(piece.text))


class _Splitter:
    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._digests: list[list[Piece]] = [[]]
        self._titles_first = _titles_come_first(pieces)
        self._has_core = False
        self._has_group = False
        self._has_body = False
        self._is_closed = False
        """Whether a byline has ended the digest, where titles come last."""

    def split(self) -> list[list[Piece]]:
        for index, piece in enumerate(self._pieces):
            if self._starts_digest(index, piece):
                self._begin(piece)
            self._digests[-1].append(piece)
            self._has_body = self._has_body or is_body(piece)
            self._has_core = self._has_core or piece.part is Part.CORE
            self._has_group = self._has_group or piece.part is Part.GROUP
            if piece.part is Part.BYLINE and self._has_body:
                self._is_closed = True
        return self._digests

    def _starts_digest(self, index: int, piece: Piece) -> bool:
        if not self._has_body:
            return False
        if piece.part is Part.CORE and self._has_core:
            return True
        if piece.part is Part.BYLINE:
            return self._titles_first
        if piece.part is Part.RULE:
            return self._stands_alone(index + 1)
        return self._is_closed and piece.part not in _TAIL

    def _stands_alone(self, start: int) -> bool:
        """Whether the pieces from `start` to the next rule are a digest of their own.

        A rule inside a digest stands between its parts: groups go on counting after it.
        """
        has_front = False
        for index in range(start, len(self._pieces)):
            piece = self._pieces[index]
            if piece.part is Part.RULE:
                break
            if is_body(piece):
                restarts = self._has_group and piece.number == 1
                return has_front or restarts or piece.part is Part.CORE
            has_front = has_front or piece.part in _FRONT
        return False

    def _begin(self, piece: Piece) -> None:
        """Open the next digest, with the title before its byline or core."""
        previous = self._digests[-1]
        moved = []
        if self._titles_first and piece.part in (Part.BYLINE, Part.CORE):
            moved = _title_before(previous)
        del previous[len(previous) - len(moved) :]
        self._digests.append(moved)
        self._has_core = self._has_group = self._has_body = self._is_closed = False


def _titles_come_first(pieces: list[Piece]) -> bool:
    """Whether a byline, or without any byline a title, stands before the first body."""
    first = next(piece for piece in pieces if piece.part in _FRONT or is_body(piece))
    return first.part in _FRONT


def _title_before(pieces: list[Piece]) -> list[Piece]:
    """Return the last piece with the chrome after it, if it can be a title."""
    index = len(pieces) - 1
    while pieces[index].part is Part.CHROME:
        index -= 1
    return pieces[index:] if pieces[index].part is Part.LOOSE else []
