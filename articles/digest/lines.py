"""Tells what each line of a pasted text is, taken by itself.

rule       := "---" or longer, of "-", "*", "_" or "="
chrome     := "Workflow" | "icon" | "Search documents" | "搜索文档"
label      := ("Tags" | "Language" | "Source") ":" words
references := "References" or a like word
heading    := a lead word or "Group N", perhaps after "##" or a bullet
subheading := any other line after "##", or in bold type as a whole
bullet     := ("-" | "*" | "•" | …) words
escaped    := "\\" before a title that would read as another line
"""

import enum
import re
from dataclasses import dataclass

from .bylines import read_byline
from .emphasis import BLANK, CLOSE, bold_run, mark_bold, without_bold
from .headings import starts_with_heading
from .markers import MARKER
from .sentences import is_finished

_CHROME = frozenset(("workflow", "icon", "search documents", "搜索文档"))
_REFERENCE_WORDS = (
    "reference references sources citations bibliography 参考文献 参考资料 参考来源 "
    "引用 引用来源 引文"
)
_REFERENCES = frozenset(_REFERENCE_WORDS.split())
_LONGEST_CHROME = max(map(len, _CHROME))
_RULE_SIGNS = "-*_=–—"
_RULE = re.compile(rf"([{_RULE_SIGNS}])(?:\s*+\1){{2,}}+")
_HASHES = re.compile(r"#{1,6}(?=\s|$)\s*+")
_BULLET = re.compile(
    rf"(?:[-–—−*+•●▪◦‣·](?:{BLANK}++|$)|[•●▪◦‣](?=\S)|[-–](?=[^\W\d_])){BLANK}*+"
)
ITEM = re.compile(r"(?P<number>[0-9]{1,2})(?:[.)](?=\s)|、)\s*+(?=\S)")
"""Matches the number of an item in a numbered list."""
_LABEL = re.compile(
    r"(?P<name>Tags|Language|Source|标签|语言|来源)\s*+[:：]\s*+(?P<value>\S.*)",
    re.IGNORECASE,
)
_LABEL_NAMES = {"标签": "tags", "语言": "language", "来源": "source"}
_MARKDOWN = re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)
# "\{" is left to those who read what stands in braces after a point.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`|}~])")
_HAS_MARKER = re.compile(MARKER.pattern)


class Kind(enum.IntEnum):
    """What a line is."""

    BLANK = enum.auto()
    RULE = enum.auto()
    CHROME = enum.auto()
    BYLINE = enum.auto()
    LABEL = enum.auto()
    REFERENCES = enum.auto()
    HEADING = enum.auto()
    SUBHEADING = enum.auto()
    BULLET = enum.auto()
    ITEM = enum.auto()
    ESCAPED = enum.auto()
    TEXT = enum.auto()


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the text."""

    kind: Kind
    number: int
    """From 1."""
    column: int
    """Where `text` begins in the line, in characters from 1."""
    text: str
    """The words, without bullet and number signs; bold type as marks."""
    raw: str
    """The line as it stands, without outer blanks."""
    is_top: bool = False
    """Whether a subheading is of the first level ("# Title")."""

    @property
    def has_marker(self) -> bool:
        return bool(_HAS_MARKER.search(self.text))


_WORDS = (Kind.TEXT, Kind.ITEM)
_BLANK_LINE = TextLine(Kind.BLANK, 0, 0, "", "")
"""One for all: nothing is ever said about a blank line."""


def read_lines(text: str) -> list[TextLine]:
    """Return the lines of `text`, each with its kind."""
    is_markdown = bool(_MARKDOWN.search(text))
    return [
        _read_line(number, raw, is_markdown=is_markdown)
        for number, raw in enumerate(text.split("\n"), start=1)
    ]


def reads_as_another_line(title: str) -> bool:
    """Whether a paste would take the title for something else than plain words."""
    if title.startswith("\\"):
        return True
    return _read_line(1, title, is_markdown=False).kind not in _WORDS


def label_of(text: str) -> tuple[str, str]:
    """Return the name ("tags", "language", "source") and the value of a label line.

    ("", "") where it is none.
    """
    found = _LABEL.fullmatch(without_bold(text).strip())
    if not found:
        return "", ""
    name = found["name"].lower()
    return _LABEL_NAMES.get(name, name), found["value"]


def _read_line(number: int, line: str, *, is_markdown: bool) -> TextLine:
    raw = line.strip()
    if not raw:
        return _BLANK_LINE
    column = len(line) - len(line.lstrip()) + 1
    if kind := _kind_of_whole(raw):
        return TextLine(kind, number, column, raw[kind is Kind.ESCAPED :], raw)
    marked = mark_bold(raw)
    hashes = _HASHES.match(marked)
    bullet = None if hashes else _BULLET.match(marked)
    opened = hashes or bullet
    begin = opened.end() if opened else 0
    text = _without_closing_hashes(marked[begin:]) if hashes else marked[begin:]
    if is_markdown:
        text = _ESCAPED.sub(r"\1", text)
    kind = (
        _bullet_kind(text) if bullet else _kind_of_words(text, has_hashes=bool(hashes))
    )
    is_top = raw.startswith("# ")
    return TextLine(kind, number, column + begin, text, raw, is_top)


def _kind_of_whole(raw: str) -> Kind | None:
    """Return the kind of a line that is told by all its characters."""
    if raw[0] in _RULE_SIGNS and _RULE.fullmatch(raw):
        return Kind.RULE
    if len(raw) <= _LONGEST_CHROME and raw.casefold() in _CHROME:
        return Kind.CHROME
    if raw == "\\" or (raw[0] == "\\" and reads_as_another_line(raw[1:])):
        return Kind.ESCAPED
    return None


def _kind_of_words(text: str, *, has_hashes: bool) -> Kind:
    plain = without_bold(text).strip()
    if plain.rstrip(":： ").casefold() in _REFERENCES:
        return Kind.REFERENCES
    if any(label_of(text)):
        return Kind.LABEL
    if not has_hashes and read_byline(plain):
        return Kind.BYLINE
    if starts_with_heading(text):
        return Kind.HEADING
    if has_hashes or _is_bold(text):
        return Kind.SUBHEADING
    return Kind.ITEM if ITEM.match(text) else Kind.TEXT


def _bullet_kind(text: str) -> Kind:
    """Return HEADING for a bullet that holds a heading and no statement of its own.

    "- Group 2: the placebo [3]." is a point about a group of patients.
    """
    opening = starts_with_heading(text)
    if not opening:
        return Kind.BULLET
    has_words = opening.heading and not is_finished(opening.heading)
    is_bare = not opening.heading and not text[opening.end :].strip()
    if opening.kind == "core" or has_words or is_bare:
        return Kind.HEADING
    return Kind.BULLET


def _is_bold(text: str) -> bool:
    run = bold_run(text, 0, len(text))
    return run is not None and not text[run[1] :].strip(f"{CLOSE}:： ")


def _without_closing_hashes(text: str) -> str:
    """Return the words of a heading without the signs that may close it."""
    words = text.rstrip().rstrip("#")
    return words if not words or words[-1].isspace() else text
