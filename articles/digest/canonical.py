"""Reads canonical text strictly: what `write` did not write is not canonical.

    digest     := title [byline] section*
    section    := "" (core | group | references | labels)
    core       := "Core Viewpoint" point*
    group      := "Group " number ":" [" " heading] point*
    point      := "- " statement [" {" ["#" key] ["tags: " tags] "}"]
    references := "References" reference*
    labels     := ["Tags: " tags] ["Language: " tag] ["Source: <" url ">"]

The reader is lenient where that is simpler: its result counts only if writing it gives
the very text that was read. Canonical Markdown has the same sections in another dress,
so they are read here too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .model import Digest, Group, Point, Reference
from .notation import (
    BYLINE_DOT,
    CORE_LINE,
    MOMENT,
    REFERENCES_LINE,
    SEPARATOR,
    read_attributes,
    split_final_braces,
    split_tags,
)
from .writer import write

Sections = list[list[str]]
"""The lines of each section; the first section is the head: title and byline."""

_BYLINE = re.compile(rf"(?:(?P<name>.*){BYLINE_DOT} )?(?P<moment>{MOMENT})")
_GROUP = re.compile(r"Group [1-9][0-9]{0,3}:(?: (?P<heading>.+))?")
_LABEL = re.compile(
    r"Tags: (?P<tags>.+)|Language: (?P<language>.+)|Source: <(?P<source_url>.+)>"
)
_SIGN = r"[!-/:-@\[-`{-~]"
# A part ends at the first special character that no backslash stands before.
_REFERENCE = re.compile(
    r"\[(?P<number>[0-9]{1,9})\]"
    rf'(?: (?P<locator>(?:[^"<\\]|\\{_SIGN})++))?+'
    rf'(?: ?"(?P<quote>(?:[^"\\]|\\{_SIGN})++)")?+'
    r"(?: ?<(?P<url>[^<>]+)>)?+"
)
_ESCAPED = re.compile(rf"\\({_SIGN})")


_NO_TAGS: tuple[str, ...] = ()


class NotCanonicalError(ValueError):
    """The text has no place in the form it is read in."""


@dataclass(frozen=True, slots=True)
class Form:
    """One dress of the canonical lines."""

    sections: Callable[[str], Sections]
    """Splits the text of one digest, without what marks its title."""
    plain: Callable[[str], str]
    """Takes the escapes out of a piece of a line."""
    write: Callable[[Digest], str]


@dataclass(slots=True)
class _Draft:
    """The parts of a digest while its sections are read."""

    core: list[Point] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    strings: dict[str, str] = field(default_factory=dict)
    """Fields that are one string, by name."""


def read_canonical(text: str) -> tuple[Digest, ...] | None:
    """Return the digests of a canonical `text`; None where it is not canonical."""
    return read_strictly(text, _TEXT)


def read_strictly(text: str, form: Form) -> tuple[Digest, ...] | None:
    """Return the digests in the parts of `text` between `---` lines.

    None unless `form` writes exactly those parts again, outer empty lines aside.
    """
    digests = []
    for part in re.split(rf"^{SEPARATOR}$", text, flags=re.MULTILINE):
        part = part.strip("\n")
        try:
            digest = _digest(form.sections(part), form.plain)
        except ValueError:
            return None
        if form.write(digest) != f"{part}\n":
            return None
        digests.append(digest)
    return tuple(digests)


def reference_parts(line: str) -> tuple[int, str, str, str] | None:
    """Return number, locator, quote and address of a canonical reference line."""
    found = _REFERENCE.fullmatch(line)
    if not found:
        return None
    locator = (found["locator"] or "").strip()
    if found["quote"]:
        locator = locator.removesuffix(" —")
    return (
        int(found["number"]),
        _ESCAPED.sub(r"\1", locator),
        _ESCAPED.sub(r"\1", found["quote"] or ""),
        found["url"] or "",
    )


def split_attributes(statement: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text of a written statement, its key and its tags."""
    key, tags = "", _NO_TAGS
    text, braces = split_final_braces(statement)
    if text.endswith(" ") and (attributes := read_attributes(braces)):
        key, tags = attributes
        text, braces = split_final_braces(text.rstrip())
    if braces and text.endswith("\\"):
        text = text[:-1]
    return text + braces, key, tags


def _digest(sections: Sections, plain: Callable[[str], str]) -> Digest:
    """Return the digest of the sections; ValueError where they hold something else."""
    draft = _Draft()
    _read_head(sections[0], draft, plain)
    for first, *rest in sections[1:]:
        _read_section(first, rest, draft, plain)
    return Digest(
        core=tuple(draft.core),
        groups=tuple(draft.groups),
        references=tuple(draft.references),
        tags=draft.tags,
        **draft.strings,
    )


def _read_head(lines: list[str], draft: _Draft, plain: Callable[[str], str]) -> None:
    draft.strings["title"] = plain(lines[0])
    byline = plain("".join(lines[1:]))
    if found := _BYLINE.fullmatch(byline):
        draft.strings["publication"] = found["name"] or ""
        draft.strings["published"] = found["moment"].replace(" ", "T")
    else:
        draft.strings["publication"] = byline.removesuffix(BYLINE_DOT)


def _read_section(
    first: str, rest: list[str], draft: _Draft, plain: Callable[[str], str]
) -> None:
    if first == CORE_LINE:
        draft.core.extend(_points(rest, plain))
    elif group := _GROUP.fullmatch(first):
        points = tuple(_points(rest, plain))
        draft.groups.append(Group(plain(group["heading"] or ""), points))
    elif first == REFERENCES_LINE:
        draft.references.extend(map(_reference, rest))
    else:
        _read_labels([first, *rest], draft, plain)


def _points(lines: list[str], plain: Callable[[str], str]) -> list[Point]:
    points = []
    for line in lines:
        text, key, tags = split_attributes(line.removeprefix("- "))
        points.append(Point(plain(text), key, tuple(map(plain, tags))))
    return points


def _reference(line: str) -> Reference:
    parts = reference_parts(line.removeprefix("- "))
    if not parts:
        raise NotCanonicalError
    return Reference(*parts)


def _read_labels(lines: list[str], draft: _Draft, plain: Callable[[str], str]) -> None:
    for line in lines:
        found = _LABEL.fullmatch(line)
        if not found:
            raise NotCanonicalError
        if found["tags"]:
            draft.tags = tuple(map(plain, split_tags(found["tags"])))
        else:
            name = found.lastgroup or ""
            draft.strings[name] = plain(found[name])


def _sections(text: str) -> Sections:
    head, *sections = (part.split("\n") for part in text.split("\n\n"))
    return [[head[0].removeprefix("\\"), *head[1:]], *sections]


def _as_it_is(text: str) -> str:
    return text


_TEXT = Form(_sections, _as_it_is, write)
