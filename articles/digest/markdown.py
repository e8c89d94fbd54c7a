"""The Markdown form of a digest: for people and other programs, and read back exactly.

    # A title

    Publication name · 2025-11-04 22:06

    ## Core Viewpoint

    - A statement with markers [1][2]. {#k3f9}

    ## Group 1: A heading

    - A point [2]. {#m2p7 tags: open source, 开源}

    ## References

    - [1] p. 3 — "a short quote" <https://example.org/a>

    Tags: open source, Yangtze River Delta

    Language: en

    Source: <https://example.org/article>

What Markdown or HTML would interpret has a backslash (CommonMark 2.4), but markers
stay as they are: without a definition they are no links.
"""

import re
from collections.abc import Iterable, Iterator

from .canonical import Form, Sections, read_strictly
from .markers import MARKER
from .model import Digest, Point, Reference
from .notation import (
    CORE_LINE,
    REFERENCES_LINE,
    SEPARATOR,
    split_final_braces,
)
from .writer import written_attributes, written_byline, written_reference

# A marker stays; "(" or ":" after it would make it a link or the definition of one.
_SPECIAL = re.compile(rf"({MARKER.pattern})([(:])?|[\\`*_<>&~\[\]|$]")
# At the start of a block these open a heading, a list, a quotation or a rule.
_OPENER = re.compile(r"[#+=-]|[0-9]{1,9}(?=[.)])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def to_markdown(digest: Digest) -> str:
    """Return `digest` as Markdown; it ends with a newline."""
    blocks = [_head(digest), _points(digest), _references(digest), _labels(digest)]
    return "\n\n".join(text for block in blocks for text in block) + "\n"


def to_markdown_all(digests: Iterable[Digest]) -> str:
    """Return several digests as Markdown, rules between them."""
    return f"\n{SEPARATOR}\n\n".join(map(to_markdown, digests))


def read_markdown(text: str) -> tuple[Digest, ...] | None:
    """Return the digests of a canonical Markdown text; None where it is not one."""
    return read_strictly(text, _MARKDOWN)


def unescaped(text: str) -> str:
    """Return `text` as a reader of the rendered Markdown sees it."""
    return _ESCAPED.sub(r"\1", text)


def _head(digest: Digest) -> Iterator[str]:
    # A number sign at the end would be taken for the end of the heading (4.2).
    title = escaped(digest.title).replace("#", r"\#")
    yield f"# {title}".rstrip()
    if byline := written_byline(digest):
        yield as_block(byline)


def _points(digest: Digest) -> Iterator[str]:
    if digest.core or not digest.groups:
        yield f"## {CORE_LINE}"
    yield from _bullets(digest.core)
    for number, group in enumerate(digest.groups, start=1):
        heading = escaped(group.heading).replace("#", r"\#")
        yield f"## Group {number}: {heading}".rstrip()
        yield from _bullets(group.points)


def _bullets(points: tuple[Point, ...]) -> Iterator[str]:
    if points:
        yield "\n".join(f"- {_statement(point)}" for point in points)


def _statement(point: Point) -> str:
    text, braces = split_final_braces(point.text)
    statement = as_block(text)
    if braces:
        statement += "\\" + escaped(braces)
    return statement + written_attributes(point.key, tuple(map(escaped, point.tags)))


def _references(digest: Digest) -> Iterator[str]:
    if digest.references:
        yield f"## {REFERENCES_LINE}"
        yield "\n".join(f"- {_reference(item)}" for item in digest.references)


def _reference(reference: Reference) -> str:
    return written_reference(reference, "`*_<>&~[]|$")


def _labels(digest: Digest) -> Iterator[str]:
    if digest.tags:
        yield f"Tags: {escaped(', '.join(digest.tags))}"
    if digest.language:
        yield f"Language: {digest.language}"
    if digest.source_url:
        yield f"Source: <{digest.source_url}>"


def as_block(text: str) -> str:
    """Return `text` escaped so that it also opens nothing as the start of a block."""
    opener = _OPENER.match(text)
    if not opener:
        return escaped(text)
    end = opener.end() if opener[0].isdigit() else 0
    return f"{text[:end]}\\{text[end]}{escaped(text[end + 1 :])}"


def escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it is; markers stay bare."""
    return _SPECIAL.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    if not found[1]:
        return f"\\{found[0]}"
    return found[1] + (f"\\{found[2]}" if found[2] else "")


def _sections(text: str) -> Sections:
    """Return the lines of head and sections in the dress of canonical text."""
    title, *lines = text.split("\n")
    sections: Sections = [[title.removeprefix("#").removeprefix(" ")]]
    for line in filter(None, lines):
        if line.startswith("## "):
            sections.append([line[3:]])
        elif sections[1:] and not line.startswith("- "):
            sections.append([line])
        else:
            sections[-1].append(line)
    return sections


_MARKDOWN = Form(_sections, unescaped, to_markdown)
