"""Bold type in pasted Markdown, kept as invisible marks while a line is read.

The text gate refuses control characters, so they are free to stand for bold type. Each
star keeps its place: columns stay right.
"""

import re

OPEN = "\x01"
CLOSE = "\x02"
BLANK = r"[\s\x01\x02]"
"""A pattern for what separates words, bold marks among them."""

_STARS = re.compile(r"(?<!\\)(?:\*\*|__)")
_TO_NOTHING = str.maketrans("", "", OPEN + CLOSE)


def mark_bold(line: str) -> str:
    """Return `line` with each pair of `**` or `__` as marks of the same length."""
    found = list(_STARS.finditer(line))
    if not found:
        return line
    pieces, end, opener = [], 0, None
    for stars in found:
        if opener and opener[0] == stars[0] and _can_close(line, stars):
            pieces += [line[end : opener.start()], OPEN * 2]
            pieces += [line[opener.end() : stars.start()], CLOSE * 2]
            end, opener = stars.end(), None
        elif _can_open(line, stars):
            opener = stars
    return "".join([*pieces, line[end:]])


def without_bold(text: str) -> str:
    """Return `text` without the marks."""
    return text.translate(_TO_NOTHING) if OPEN in text or CLOSE in text else text


def bold_run(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Return start and end of the bold words at `start`, at most `limit` long."""
    if not text.startswith(OPEN, start):
        return None
    begin = start + 2
    end = text.find(CLOSE, begin, begin + limit)
    return (begin, end) if end >= 0 else None


def _can_open(line: str, stars: re.Match[str]) -> bool:
    before, after = _around(line, stars)
    return not _joins_words(before) and bool(after.strip())


def _can_close(line: str, stars: re.Match[str]) -> bool:
    before, after = _around(line, stars)
    return not _joins_words(after) and bool(before.strip())


def _around(line: str, stars: re.Match[str]) -> tuple[str, str]:
    """Return the character before and after `stars`, "" at the ends of the line."""
    start, end = stars.span()
    return line[max(start - 1, 0) : start], line[end : end + 1]


def _joins_words(character: str) -> bool:
    """Whether stars beside this Latin letter or digit are no emphasis: 2**3."""
    return character.isascii() and character.isalnum()
