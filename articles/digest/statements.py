"""Splits a line of statements into headings and points.

    "Core Viewpoint - a [1]. Group 1: Heading - b [2]. - c [2]."

is a lead word with one statement, a group heading and two more statements.
"""

import re
from collections.abc import Iterator

from .emphasis import BLANK, CLOSE, OPEN, without_bold
from .headings import (
    DASH,
    Line,
    Opening,
    heading_at,
    is_dashed,
    opening_after_sentence,
    opening_at_start,
)
from .lines import Kind
from .markers import MARKER
from .pieces import Part, Passage, Piece
from .sentences import CLOSERS, GLUED, is_abbreviation

# A place where a statement may end, with the punctuation and blanks after it. A colon
# or semicolon counts before a dash only, glued digits before a dash or a heading.
_ZONE = re.compile(
    rf"(?:{MARKER.pattern}"
    rf"|(?P<stop>[.!?…]++(?={CLOSERS}*+(?:[\s{OPEN}\[［【]|$))|[。！？]++)"
    rf"|[:：;；](?={BLANK}*+{DASH})"
    rf"|{GLUED}(?=\s++(?:{DASH}\s*+(?![0-9\s])|Group\s++[0-9]|Core\s++(?:V|I))))"
    rf"[.。!?！？;；]*+{CLOSERS}*+[\s{CLOSE}]*+"
)


_HEADING_WORD = re.compile(r"Group\s*+[0-9]|Core\s|核心", re.IGNORECASE)
_PART_OF_KIND = {
    "core": Part.CORE,
    "group": Part.GROUP,
    "named": Part.NAMED,
}


def openings(line: Line) -> Iterator[Opening]:
    """Yield what opens in `line`, from left to right; linear in its length."""
    position = 0
    if opening := opening_at_start(line):
        for found in _with_next_heading(line, opening):
            yield found
            position = found.end
    yield from _openings_after(line, position)


def bullet_openings(line: Line) -> list[Opening]:
    """Return what opens inside the line of a bullet: nothing, as a rule.

    Only where a lead word or group heading with a dash follows a sentence was the text
    set on one line, and a line break happened to stand before one of its dashes.
    """
    if not _HEADING_WORD.search(line.text):
        return []
    found = list(_openings_after(line, 0))
    if any(_is_one_line_heading(line.text, opening) for opening in found):
        return found
    return []


def holds_parts(line: Line) -> bool:
    """Whether a line has headings, or a point that a dash opens and that cites."""
    found = list(openings(line))
    return bool(found) and (
        any(opening.kind != "point" for opening in found)
        or line.next_marker(0) < len(line.text)
    )


def statement_pieces(
    passage: Passage, text: str, found: list[Opening], opened_by: Kind
) -> list[Piece]:
    """Return the headings and points of a passage with the openings `found` in it."""
    pieces = []
    first = found[0].start if found else len(text)
    if first or opened_by is Kind.BULLET:
        is_opened = opened_by is Kind.BULLET
        pieces.append(_point(passage, 0, text[:first], is_opened=is_opened))
    ends = [opening.start for opening in found[1:]] + [len(text)]
    for opening, end in zip(found, ends, strict=False):
        is_opened = is_dashed(text, opening)
        words = text[opening.end : end]
        statement = _point(passage, opening.end, words, is_opened=is_opened)
        if opening.kind != "point":
            pieces.append(_heading(passage, opening))
        if opening.kind == "point" or statement.part is Part.POINT:
            pieces.append(statement)
    return pieces


def _openings_after(line: Line, position: int) -> Iterator[Opening]:
    """Yield what opens after the sentences and markers from `position` on."""
    while zone := _ZONE.search(line.text, position):
        position = zone.end()
        if zone["stop"] and is_abbreviation(line.text, zone.start()):
            continue
        if opening := opening_after_sentence(line, position):
            for found in _with_next_heading(line, opening):
                yield found
                position = found.end


def _with_next_heading(line: Line, opening: Opening) -> Iterator[Opening]:
    """Yield `opening` and the headings right after it: "Group 1: A Group 2: B"."""
    yield opening
    while opening.kind == "group" and not is_dashed(line.text, opening):
        following = heading_at(line, opening.end)
        if not following:
            return
        yield following
        opening = following


def _is_one_line_heading(text: str, opening: Opening) -> bool:
    return opening.kind in ("core", "group") and is_dashed(text, opening)


def _heading(passage: Passage, opening: Opening) -> Piece:
    return Piece(
        _PART_OF_KIND[opening.kind],
        without_bold(opening.heading).strip(),
        *passage.place(opening.start, opening.heading),
        number=opening.number,
        is_guess=opening.is_guess,
    )


def _point(passage: Passage, start: int, text: str, *, is_opened: bool) -> Piece:
    """Return the point, or the empty place of one, that begins at `start`."""
    words = without_bold(text).strip()
    part = Part.POINT if words else Part.EMPTY
    return Piece(part, words, *passage.place(start, text), is_opened=is_opened)
