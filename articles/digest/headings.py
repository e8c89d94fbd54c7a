"""What opens a part of a digest inside a line: headings and dashes.

    lead  := "Core Viewpoint" (or a like word) (":" | " - " | end of line)
    group := "Group " number (":" [heading] [" - "] | " - " | end of line)
    named := a short run of words in title case, then " - " or a bullet line; or bold
    point := " - "

Each is looked for at a line start or after a marker or sentence end, by a function
that takes a place and answers what opens there.
"""

import bisect
import re
from dataclasses import dataclass
from typing import Literal

from .emphasis import BLANK, OPEN, bold_run, without_bold
from .markers import MARKER
from .model import MAX_HEADING
from .sentences import SMALL_WORDS, looks_like_heading

DASHES = ("-", "–", "•", "*")
DASH = rf"[-–•*](?=\s|$)(?!\s++{MARKER.pattern})"
"""Opens a point where a sentence has ended; a dash between two markers is a range."""

_LEAD_WORDS = r"(?:Core\s++(?:Viewpoints?|Insights?|Views?)|核心观点|核心要点)"
_HEADING_START = re.compile(rf"{OPEN}*(?:Core|Group|核心)", re.IGNORECASE)
_LEAD = re.compile(_LEAD_WORDS, re.IGNORECASE)
_GROUP = re.compile(r"Group\s*+([0-9]{1,4})(?![0-9])", re.IGNORECASE)
_AFTER = re.compile(
    rf"{BLANK}*+(?:(?P<colon>[:：])|(?P<dash>{DASH})|(?P<end>$))",
)
_OPENER = re.compile(DASH)
_SPACED_DASH = re.compile(rf"(?<={BLANK}){DASH}")
_BLANKS = re.compile(rf"{BLANK}*+")
_INNER_HEADING = re.compile(
    rf"(?<=[.!?。！？\s])(?:Group\s++[0-9]{{1,4}}|{_LEAD_WORDS})\s*+(?:[:：]|[-–]\s)"
)
_WINDOW = 100

Kind = Literal["core", "group", "named", "point"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A part that opens at `start`; its first statement begins at `end`."""

    kind: Kind
    start: int
    end: int
    heading: str = ""
    number: int = 0
    is_guess: bool = False


class Line:
    """A line of statements with its dashes and markers, found once, when needed."""

    def __init__(self, text: str, *, bullet_follows: bool = False) -> None:
        self.text = text
        self.bullet_follows = bullet_follows
        self._dashes: list[int] | None = None
        self._markers: list[int] | None = None

    def next_dash(self, position: int) -> int:
        """Return where the next spaced dash stands, or the end of the text."""
        if self._dashes is None:
            self._dashes = [m.start() for m in _SPACED_DASH.finditer(self.text)]
        return self._next(self._dashes, position)

    def next_marker(self, position: int) -> int:
        """Return where the next marker begins, or the end of the text."""
        if self._markers is None:
            self._markers = [m.start() for m in MARKER.finditer(self.text)]
        return self._next(self._markers, position)

    def _next(self, places: list[int], position: int) -> int:
        index = bisect.bisect_left(places, position)
        return places[index] if index < len(places) else len(self.text)


def opening_at_start(line: Line) -> Opening | None:
    """Return what opens at the start of `line`, headings in any case of letters."""
    if opening := heading_at(line, 0):
        return opening
    # A whole line over bullets may be the title; who reads the lines decides that.
    is_whole = line.next_dash(0) == len(line.text)
    return None if is_whole and not line.text.startswith(OPEN) else _named(line, 0)


def opening_after_sentence(line: Line, position: int) -> Opening | None:
    """Return what opens at `position`, where a marker or sentence has ended."""
    if dash := _OPENER.match(line.text, position):
        return Opening("point", position, dash.end())
    first = line.text[position : position + 3].lstrip("\x01")[:1]
    if first.islower():
        return None
    return heading_at(line, position) or _named(line, position)


def starts_with_heading(text: str) -> Opening | None:
    """Return the lead word or group heading that `text` starts with."""
    return heading_at(Line(text), 0) if _HEADING_START.match(text) else None


def is_dashed(text: str, opening: Opening) -> bool:
    """Whether a dash opens the first statement of `opening`."""
    return text.endswith(DASHES, 0, opening.end)


def is_whole_heading(text: str) -> bool:
    """Whether `text` is a lead word or group heading to its end, not broken off.

    "Group 2: Regional Growth and" goes on in the next line.
    """
    opening = starts_with_heading(text)
    return (
        opening is not None
        and not text[opening.end :].strip()
        and not text.endswith((*DASHES, ","))
        and text.split()[-1] not in SMALL_WORDS
    )


def heading_at(line: Line, start: int) -> Opening | None:
    """Return the lead word or group heading at `start`."""
    bold = bold_run(line.text, start, MAX_HEADING)
    begin = bold[0] if bold else start
    if lead := _LEAD.match(line.text, begin):
        return _lead(line, start, lead.end(), bold)
    if group := _GROUP.match(line.text, begin):
        return _group(line, start, group, bold)
    return None


def _lead(
    line: Line, start: int, end: int, bold: tuple[int, int] | None
) -> Opening | None:
    after = _AFTER.match(line.text, end)
    if after:
        return Opening("core", start, _skip_dash(line.text, after.end()))
    if bold and bold[1] == end:
        return Opening("core", start, end)
    return None


def _group(
    line: Line, start: int, group: re.Match[str], bold: tuple[int, int] | None
) -> Opening | None:
    number = int(group[1])
    after = _AFTER.match(line.text, group.end())
    if not after and not (bold and bold[1] == group.end()):
        return None
    begin = after.end() if after else group.end()
    if after and not after["colon"]:
        return Opening("group", start, begin, number=number)
    end = _heading_end(line, begin, bold[1] if bold and bold[1] >= begin else None)
    if end - begin > MAX_HEADING or line.next_marker(begin) < end:
        return Opening("group", start, begin, number=number)
    heading = line.text[begin:end].strip().rstrip(":：")
    return Opening("group", start, _skip_dash(line.text, end), heading, number)


def _heading_end(line: Line, begin: int, bold_end: int | None) -> int:
    """Return where the heading that begins at `begin` ends: before dash or heading."""
    # "**Group 1:** Heading": the bold type ends before the heading begins.
    if bold_end is not None and line.text[begin:bold_end].strip():
        end = bold_end
    else:
        end = line.next_dash(begin)
    inner = _INNER_HEADING.search(line.text, begin, min(end, begin + MAX_HEADING))
    return inner.start() if inner else end


def _named(line: Line, start: int) -> Opening | None:
    """Return the heading without "Group" that opens at `start`."""
    bold = bold_run(line.text, start, MAX_HEADING)
    return _bold_named(line, start, *bold) if bold else _guessed(line, start)


def _bold_named(line: Line, start: int, begin: int, end: int) -> Opening | None:
    heading = line.text[begin:end].strip()
    after = _AFTER.match(line.text, end)
    if not after and heading.endswith((":", "：")):
        after = _BLANKS.match(line.text, end)
    is_open = after and (line.next_marker(end) < len(line.text) or line.bullet_follows)
    if not after or not is_open or line.next_marker(begin) < end:
        return None
    heading = heading.rstrip(":： ")
    return Opening("named", start, _skip_dash(line.text, after.end()), heading)


def _guessed(line: Line, start: int) -> Opening | None:
    dash = line.next_dash(start)
    if dash == len(line.text) and not line.bullet_follows:
        return None
    heading = (
        line.text[start : min(dash, start + _WINDOW)].strip().rstrip(":：").rstrip()
    )
    if (
        dash - start > _WINDOW
        or line.next_marker(start) < dash
        or not looks_like_heading(without_bold(heading))
    ):
        return None
    if dash < len(line.text) and not _heads_statement(line, start, dash):
        return None
    return Opening(
        "named", start, min(dash + 1, len(line.text)), heading, is_guess=True
    )


def _heads_statement(line: Line, start: int, dash: int) -> bool:
    """Whether a statement that cites stands after the dash of a named heading."""
    return (
        _begins_statement(line.text, dash)
        and not _is_chain(line, start, dash)
        and line.next_marker(dash) < len(line.text)
    )


def _is_chain(line: Line, start: int, dash: int) -> bool:
    """Whether the dash joins single words: "Beijing - Tianjin - Hebei"."""
    following = line.next_dash(dash + 1)
    parts = (
        line.text[start:dash],
        line.text[dash + 1 : min(following, dash + _WINDOW)],
    )
    return following < line.next_marker(dash) and all(
        len(p.split()) == 1 for p in parts
    )


def _begins_statement(text: str, dash: int) -> bool:
    """Whether the words after `dash` begin as a statement does, not "on - week"."""
    first = text[dash + 1 : dash + 1 + _WINDOW].strip()[:1]
    return bool(first) and not first.islower()


def _skip_dash(text: str, position: int) -> int:
    """Return the place after the dash that may stand at `position`."""
    blanks = _BLANKS.match(text, position)
    begin = blanks.end() if blanks else position
    dash = _OPENER.match(text, begin)
    return dash.end() if dash else position
