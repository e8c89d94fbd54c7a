"""The canonical text of a Digest: what `write` emits, `parse` reads back exactly.

A title
Publication name · 2025-11-04 22:06

Core Viewpoint
- A statement with markers [1][2]. {#k3f9}

Group 1: A heading
- A point [2]. {#m2p7 tags: open source, 开源}

References
[1] p. 3 — "a short quote" <https://example.org/a>
[2]

Tags: open source, Yangtze River Delta
Language: en
Source: <https://example.org/article>
"""

from collections.abc import Iterable, Iterator

from .lines import reads_as_another_line
from .model import Digest, Point, Reference
from .notation import (
    BYLINE_DOT,
    CORE_LINE,
    REFERENCES_LINE,
    SEPARATOR,
    split_final_braces,
)


def write(digest: Digest) -> str:
    """Return the canonical text of `digest`; it ends with a newline."""
    sections = [_head(digest), *_points(digest), *_references(digest), *_labels(digest)]
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def write_all(digests: Iterable[Digest]) -> str:
    """Return the canonical texts of several digests, `---` lines between them."""
    return f"{SEPARATOR}\n".join(map(write, digests))


def written_title(title: str) -> str:
    """Return the title line: a backslash marks what would read as another line."""
    return f"\\{title}" if not title or reads_as_another_line(title) else title


def written_byline(digest: Digest) -> str:
    """Return `Name · date`, `date`, `Name ·` or ""."""
    moment = digest.published.replace("T", " ")
    if not digest.publication:
        return moment
    return f"{digest.publication}{BYLINE_DOT} {moment}".rstrip()


def written_point(point: Point) -> str:
    """Return statement, key and tags as they stand after the bullet."""
    text, braces = split_final_braces(point.text)
    if braces:
        text = f"{text}\\{braces}"
    return text + written_attributes(point.key, point.tags)


def written_attributes(key: str, tags: tuple[str, ...]) -> str:
    """Return ` {#key tags: a, b}`, as much of it as there is."""
    parts = []
    if key:
        parts.append(f"#{key}")
    if tags:
        parts.append(f"tags: {', '.join(tags)}")
    return f" {{{' '.join(parts)}}}" if parts else ""


def written_reference(reference: Reference, also: str = "") -> str:
    """Return number, locator, quote and address, as far as they are known.

    In locator and quote the characters of `also` are escaped too.
    """
    parts = [f"[{reference.number}]"]
    if reference.locator:
        parts.append(_escaped(reference.locator, '\\"<' + also))
    if reference.locator and reference.quote:
        parts.append("—")
    if reference.quote:
        quote = _escaped(reference.quote, '\\"' + also)
        parts.append(f'"{quote}"')
    if reference.url:
        parts.append(f"<{reference.url}>")
    return " ".join(parts)


def _head(digest: Digest) -> list[str]:
    byline = written_byline(digest)
    return [written_title(digest.title), *([byline] if byline else [])]


def _points(digest: Digest) -> Iterator[list[str]]:
    """Yield core and groups; the core line also says that there are no groups."""
    if digest.core or not digest.groups:
        yield [CORE_LINE, *_bullets(digest.core)]
    for number, group in enumerate(digest.groups, start=1):
        yield [f"Group {number}: {group.heading}".rstrip(), *_bullets(group.points)]


def _bullets(points: Iterable[Point]) -> Iterator[str]:
    return (f"- {written_point(point)}" for point in points)


def _references(digest: Digest) -> Iterator[list[str]]:
    if digest.references:
        yield [REFERENCES_LINE, *map(written_reference, digest.references)]


def _labels(digest: Digest) -> Iterator[list[str]]:
    lines = []
    if digest.tags:
        lines.append(f"Tags: {', '.join(digest.tags)}")
    if digest.language:
        lines.append(f"Language: {digest.language}")
    if digest.source_url:
        lines.append(f"Source: <{digest.source_url}>")
    yield lines


def _escaped(text: str, special: str) -> str:
    return "".join(f"\\{c}" if c in special else c for c in text)
