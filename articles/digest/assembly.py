"""Makes a Digest of the pieces of a pasted text, and says what was doubtful."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from .bylines import Byline, read_byline
from .canonical import split_attributes
from .language import language_of
from .lines import label_of
from .listing import is_body
from .model import (
    MAX_POINTS,
    MAX_TITLE,
    Digest,
    DigestError,
    Group,
    Point,
    Problem,
    Reference,
    Severity,
    checked_url,
)
from .notation import split_tags
from .pieces import Part, Piece
from .references import is_address, read_reference
from .sentences import glued_digits
from .text import TextError

_T = TypeVar("_T")

_NO_BYLINE = Byline("", "")
_DATE_FAULTS = {
    "ambiguous-date": "day and month of this date could be either way round; "
    "write it as 2025-11-04",
    "bad-date": "there is no such date; write it as 2025-11-04",
    "seconds": "the seconds of this time are left out",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one digest in a text was read as."""

    digest: Digest | None
    """None where it exceeds a limit; the one problem then says which."""
    problems: tuple[Problem, ...] = ()


def assemble(pieces: list[Piece]) -> Parsed:
    """Return the digest of `pieces`, with what is wrong or doubtful in them."""
    assembler = _Assembler(pieces)
    try:
        digest = assembler.assemble()
    except DigestError as error:
        return Parsed(None, (error.problem,))
    problems = sorted(assembler.problems, key=lambda p: (p.line or 0, p.column or 0))
    return Parsed(digest, tuple(problems))


class _Assembler:
    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self.problems: list[Problem] = []
        self._strings: dict[str, str] = {}
        self._core: list[Point] = []
        self._groups: list[tuple[str, list[Point]]] = []
        self._points: list[Point] | None = None
        """The points of the section that is open."""
        self._count = 0
        self._last_number = 0
        self._keys: set[str] = set()
        self._references: dict[int, Reference] = {}
        self._tags: tuple[str, ...] = ()

    def assemble(self) -> Digest:
        byline = _find_byline(self._pieces)
        title = _find_title(self._pieces, byline)
        for index, piece in enumerate(self._pieces):
            if index == byline:
                self._take_byline(piece)
            elif index == title:
                self._take_title(piece)
            else:
                _TAKE[piece.part](self, piece)
        self._strings.setdefault("language", self._language())
        return Digest(
            core=tuple(self._core),
            groups=tuple(Group(heading, tuple(pts)) for heading, pts in self._groups),
            references=tuple(self._references.values()),
            tags=self._tags,
            **self._strings,
        )

    def _language(self) -> str:
        points = [*self._core, *(p for _, points in self._groups for p in points)]
        return language_of(" ".join(point.text for point in points))

    # Head.

    def _take_title(self, piece: Piece) -> None:
        self._strings["title"] = _at(piece, lambda: Digest(title=piece.text)).title

    def _take_byline(self, piece: Piece) -> None:
        byline = read_byline(piece.text) or _NO_BYLINE
        self._strings["published"] = byline.published
        self._strings["publication"] = _at(
            piece, lambda: Digest(publication=byline.name)
        ).publication
        if byline.fault:
            self._warn(piece, byline.fault, _DATE_FAULTS[byline.fault], byline.date)

    # Body.

    def take_core(self, piece: Piece) -> None:
        self._points = self._core

    def take_group(self, piece: Piece) -> None:
        if piece.number != self._last_number + 1:
            self._warn(
                piece,
                "numbering",
                f"Group {piece.number} follows Group {self._last_number}; "
                "check that nothing is missing"
                if self._last_number
                else f"the first group is Group {piece.number}; check that nothing is "
                "missing",
                f"Group {piece.number}",
            )
        self._last_number = piece.number
        self._open_group(piece)

    def take_named(self, piece: Piece) -> None:
        if piece.is_guess:
            self._warn(
                piece,
                "guessed-heading",
                "this is taken for the heading of a group because it looks like one",
            )
        self._open_group(piece)

    def take_point(self, piece: Piece) -> None:
        points = self._points
        if points is None:
            self._warn(
                piece,
                "guessed-group",
                "no heading stands before this point; a group without one is made",
            )
            points = self._open_group(replace(piece, text=""))
        self._count += 1
        if self._count > MAX_POINTS:
            raise _placed(
                piece, "too-many-points", f"a digest has at most {MAX_POINTS:,} points"
            )
        points.append(self._point(piece))

    def take_empty(self, piece: Piece) -> None:
        self._add(
            piece, "error", "empty-point", "a bullet without a statement; remove it"
        )

    def _open_group(self, piece: Piece) -> list[Point]:
        points: list[Point] = []
        heading = _at(piece, lambda: Group(piece.text)).heading
        self._groups.append((heading, points))
        self._points = points
        return points

    def _point(self, piece: Piece) -> Point:
        text, key, tags = split_attributes(piece.text)
        if key in self._keys:
            self._warn(
                piece,
                "duplicate-key",
                "another point has this key; this one gets a new one",
                f"#{key}",
            )
            key = ""
        elif key:
            self._keys.add(key)
        if word := glued_digits(text):
            self._warn(
                piece,
                "glued-digits",
                f"“{word}” may end in a marker; if so, write it in brackets",
                word,
            )
        point = _at(piece, lambda: Point(text, key, tags))
        self._warn_of_dropped(piece, tags, point.tags)
        return point

    # References and labels.

    def take_reference(self, piece: Piece) -> None:
        parts = read_reference(piece.text)
        if parts.number in self._references:
            self._add(
                piece,
                "error",
                "duplicate-reference",
                f"there are two references [{parts.number}]; give one another number",
            )
            return
        url = self._address(piece, parts.url)
        self._references[parts.number] = _at(
            piece, lambda: Reference(parts.number, parts.locator, parts.quote, url)
        )

    def take_label(self, piece: Piece) -> None:
        if not self._takes_label(piece, *label_of(piece.text)):
            self.take_unplaced(piece)

    def _takes_label(self, piece: Piece, name: str, value: str) -> bool:
        if name == "tags" and not self._tags:
            return self._takes_tags(piece, split_tags(value))
        if name == "language" and "language" not in self._strings:
            return self._takes_language(value)
        if name == "source" and "source_url" not in self._strings:
            return self._takes_source(piece, value)
        return False

    def _takes_tags(self, piece: Piece, tags: tuple[str, ...]) -> bool:
        fit = tuple(tag for tag in tags if not set(tag) & set("{}"))
        for tag in dict.fromkeys(tags):
            if tag not in fit:
                self._warn(
                    piece, "unfit-tag", f"“{tag}” holds a brace; no tag does", tag
                )
        self._tags = _at(piece, lambda: Digest(tags=fit)).tags
        self._warn_of_dropped(piece, fit, self._tags)
        return True

    def _takes_language(self, value: str) -> bool:
        try:
            self._strings["language"] = Digest(language=value).language
        except DigestError:
            return False
        return True

    def _takes_source(self, piece: Piece, value: str) -> bool:
        url = value[1:-1] if value[0] == "<" and value[-1] == ">" else value
        if not is_address(url):
            return False
        self._strings["source_url"] = self._address(piece, url)
        return True

    def _address(self, piece: Piece, url: str) -> str:
        """Return `url`, or "" and an error where it is refused."""
        try:
            return checked_url(url)
        except DigestError as error:
            if error.problem.code != "bad-url":
                raise _placed(
                    piece, error.problem.code, error.problem.message
                ) from None
            self._add(piece, "error", "bad-url", error.problem.message, url)
            return ""

    # Problems.

    def take_chrome(self, piece: Piece) -> None:
        self._warn(piece, "chrome", "this line belongs to the page it was copied from")

    def take_unplaced(self, piece: Piece) -> None:
        if piece.text:
            self._warn(
                piece,
                "unplaced",
                "this line found no place in the digest; it is left out",
            )

    def take_rule(self, piece: Piece) -> None:
        """A rule between the parts of a digest says nothing more."""

    def _warn_of_dropped(
        self, piece: Piece, typed: tuple[str, ...], kept: tuple[str, ...]
    ) -> None:
        kept_keys = set(kept)
        for tag in typed:
            if tag not in kept_keys:
                self._warn(
                    piece, "duplicate-tag", f"“{tag}” is there in another spelling", tag
                )

    def _warn(
        self, piece: Piece, code: str, message: str, text: str | None = None
    ) -> None:
        self._add(piece, "warning", code, message, text)

    def _add(
        self,
        piece: Piece,
        severity: Severity,
        code: str,
        message: str,
        text: str | None = None,
    ) -> None:
        quoted = piece.text if text is None else text
        problem = Problem(severity, code, message, piece.line, piece.column, quoted)
        self.problems.append(problem)


_TAKE: dict[Part, Callable[[_Assembler, Piece], None]] = {
    Part.CORE: _Assembler.take_core,
    Part.GROUP: _Assembler.take_group,
    Part.NAMED: _Assembler.take_named,
    Part.POINT: _Assembler.take_point,
    Part.EMPTY: _Assembler.take_empty,
    Part.REFERENCE: _Assembler.take_reference,
    Part.LABEL: _Assembler.take_label,
    Part.CHROME: _Assembler.take_chrome,
    Part.LOOSE: _Assembler.take_unplaced,
    Part.BYLINE: _Assembler.take_unplaced,
    Part.RULE: _Assembler.take_rule,
}


def _find_byline(pieces: list[Piece]) -> int | None:
    """Return the index of the byline: the nearest before the body, else after it."""
    first_body = next(i for i, piece in enumerate(pieces) if is_body(piece))
    bylines = [i for i, piece in enumerate(pieces) if piece.part is Part.BYLINE]
    front = [i for i in bylines if i < first_body]
    return front[-1] if front else next(iter(bylines), None)


def _find_title(pieces: list[Piece], byline: int | None) -> int | None:
    """Return the index of the title.

    It stands directly above the byline; else it is the first line before the body or
    the last after it.
    """
    if byline is not None:
        above = byline - 1
        while above >= 0 and pieces[above].part is Part.CHROME:
            above -= 1
        if above >= 0 and pieces[above].part is Part.LOOSE:
            return above
    first_body = next(i for i, piece in enumerate(pieces) if is_body(piece))
    last_body = max(i for i, piece in enumerate(pieces) if is_body(piece))
    loose = [
        i
        for i, piece in enumerate(pieces)
        if piece.part is Part.LOOSE and len(piece.text) <= MAX_TITLE
    ]
    before = [i for i in loose if i < first_body]
    after = [i for i in loose if i > last_body]
    if before:
        return before[0]
    if after and (byline is None or byline > last_body):
        return after[-1]
    return None


def _at(piece: Piece, make: Callable[[], _T]) -> _T:
    """Return what `make` makes; its error says where `piece` stands."""
    try:
        return make()
    except DigestError as error:
        raise _placed(piece, error.problem.code, error.problem.message) from None
    except TextError as error:
        raise _placed(piece, "bad-character", str(error)) from None


def _placed(piece: Piece, code: str, message: str) -> DigestError:
    return DigestError(
        Problem("error", code, message, piece.line, piece.column, piece.text)
    )
