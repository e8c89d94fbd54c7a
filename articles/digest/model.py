"""The Digest: one immutable value that says everything we say about one article."""

import datetime
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from .text import TAG_SEPARATORS, key_of, one_line

SCHEMA_VERSION = 1

MAX_TITLE = 300
MAX_HEADING = 300
MAX_STATEMENT = 5_000
MAX_TAG = 100
MAX_URL = 2_048
MAX_PASSAGE = 5_000
MAX_KEY = 40
MAX_POINTS = 2_000
MAX_TAGS = 1_000
"""Different ones, those of the points included."""
MAX_NUMBER = 9_999

_KEY = re.compile(rf"[A-Za-z0-9_-]{{1,{MAX_KEY}}}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?")

_QUOTED = 60
"""How much of the characters concerned a message repeats."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something found in a text or a digest, said in the editor's words."""

    severity: Severity
    """An error stops publishing (and importing, when a parser found it)."""
    code: str
    """A stable name for the kind of problem, such as "missing-title"."""
    message: str
    """What is wrong and what to do about it."""
    line: int | None = None
    """Line in the text, from 1; None where the problem has no place in a text."""
    column: int | None = None
    """Column in that line, in characters, from 1."""
    text: str = ""
    """The characters concerned, as they stood in the input."""
    path: str = ""
    """Place in the document, such as "groups[0].points[2].text"."""

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else self.path
        return "".join((f"{place}: " if place else "", self.message, self.quoted))

    @property
    def quoted(self) -> str:
        """The characters concerned, after a colon, where the message names them not."""
        return _quoted(self.text) if self.text not in self.message else ""


def _quoted(text: str) -> str:
    """Return `text` in quotes after a colon, cut to what fits in a line."""
    seen = "".join(c if c.isprintable() else " " for c in text)
    words = " ".join(seen.split())
    return f": “{words[:_QUOTED]}…”" if len(words) > _QUOTED else f": “{words}”"


class DigestError(ValueError):
    """What keeps a text or a value from being a Digest, as one Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def refuse(code: str, message: str, path: str = "") -> DigestError:
    """Return the error that says `message` about the part at `path`."""
    return DigestError(Problem("error", code, message, path=path))


@dataclass(frozen=True, slots=True)
class Point:
    """One statement with its markers, such as "… [1][2].", as they were typed."""

    text: str
    key: str = ""
    """Stable through all editions; "" while nobody has given it one."""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _set(self, text=_limited(self.text, MAX_STATEMENT, "statement", "text"))
        _set(self, tags=_tags(self.tags))
        if not self.text:
            raise refuse("empty-point", "a point needs a statement", "text")
        if self.key and not _KEY.fullmatch(self.key):
            raise refuse(
                "bad-key",
                f"a key is up to {MAX_KEY} Latin letters, digits, - or _",
                "key",
            )


@dataclass(frozen=True, slots=True)
class Group:
    """An ordered, optionally headed set of points."""

    heading: str = ""
    points: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        _set(self, heading=_limited(self.heading, MAX_HEADING, "heading"))
        _set(self, points=tuple(self.points))


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered source passage; every part but the number may be unknown ("")."""

    number: int
    locator: str = ""
    """Where in the source: page, paragraph, section."""
    quote: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MAX_NUMBER:
            raise refuse(
                "bad-number", f"a number goes from 1 to {MAX_NUMBER}", "number"
            )
        _set(self, locator=_limited(self.locator, MAX_PASSAGE, "locator"))
        _set(self, quote=_limited(self.quote, MAX_PASSAGE, "quote"))
        _set(self, url=checked_url(self.url, "url"))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of the passage but its number."""
        return not (self.locator or self.quote or self.url)


@dataclass(frozen=True, slots=True)
class Digest:
    """The document. Normalised when made; DigestError where it cannot be one.

    A draft may lack what an edition may not: title, publication, date, language and
    source URL may be "". Groups with neither heading nor points are left out,
    references stand in ascending order.
    """

    title: str = ""
    publication: str = ""
    published: str = ""
    """YYYY-MM-DD or YYYY-MM-DDTHH:MM, local to the publication."""
    language: str = ""
    """The language of the points, as a BCP 47 tag."""
    source_url: str = ""
    core: tuple[Point, ...] = ()
    groups: tuple[Group, ...] = ()
    references: tuple[Reference, ...] = ()
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _set(self, title=_limited(self.title, MAX_TITLE, "title"))
        _set(self, publication=_limited(self.publication, MAX_TITLE, "publication"))
        _set(self, published=_checked_moment(self.published))
        _set(self, language=_checked_language(self.language))
        _set(self, source_url=checked_url(self.source_url, "source_url"))
        _set(self, core=tuple(self.core), tags=_tags(self.tags))
        _set(self, groups=tuple(g for g in self.groups if g.heading or g.points))
        _set(self, references=_sorted_references(self.references))
        _check_points(self)
        _check_tags(self)

    def points(self) -> Iterator[Point]:
        """Yield every point in reading order, the core first."""
        yield from self.core
        for group in self.groups:
            yield from group.points


def checked_url(url: str, path: str = "url") -> str:
    """Return `url` without outer blanks; DigestError where it is refused."""
    url = one_line(url)
    if not url:
        return ""
    if len(url.encode()) > MAX_URL:
        raise refuse(
            "too-long", f"an address has at most {MAX_URL:,} bytes in UTF-8", path
        )
    if re.search(r"[\s<>\\\x80-\x9f]", url):
        raise refuse(
            "bad-url", "an address holds no blank, <, > or backslash; encode it", path
        )
    if not _is_web_address(url):
        raise refuse(
            "bad-url",
            "an address begins with http:// or https://, names a host, and holds no "
            "user name",
            path,
        )
    return url


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and (parts.port is None or parts.port >= 0)
        )
    except ValueError:
        return False


def _set(value: object, **normalised: object) -> None:
    """Put normalised fields into a frozen value that is still being made."""
    for name, content in normalised.items():
        object.__setattr__(value, name, content)


def _limited(text: str, limit: int, name: str, path: str = "") -> str:
    """Return `text` on one line; DigestError where it is too long for a `name`."""
    text = one_line(text)
    if len(text) > limit:
        raise refuse(
            "too-long",
            f"a {name} has at most {limit:,} characters, this one {len(text):,}",
            path or name,
        )
    return text


def _checked_moment(moment: str) -> str:
    if not moment:
        return ""
    try:
        if not _MOMENT.fullmatch(moment):
            raise ValueError
        datetime.datetime.fromisoformat(moment)
    except ValueError:
        raise refuse(
            "bad-date",
            f"“{moment[:40]}” is not a date such as 2025-11-04 or 2025-11-04T22:06",
            "published",
        ) from None
    return moment


def _checked_language(language: str) -> str:
    if language and (len(language) > 35 or not _LANGUAGE.fullmatch(language)):
        raise refuse(
            "bad-language",
            f"“{language[:40]}” is not a language tag such as en or zh-Hans",
            "language",
        )
    return language


def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names normalised, each once: the first spelling of a key wins."""
    tags: dict[str, str] = {}
    for name in names:
        tag = _limited(name, MAX_TAG, "tag", "tags")
        if not key_of(tag) or any(c in tag for c in TAG_SEPARATORS + "{}"):
            raise refuse(
                "bad-tag",
                f"“{tag}” is no tag: a tag is not empty and holds no comma, "
                "semicolon or brace",
                "tags",
            )
        tags.setdefault(key_of(tag), tag)
    return tuple(tags.values())


def _sorted_references(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    ordered = sorted(references, key=lambda reference: reference.number)
    for one, other in itertools.pairwise(ordered):
        if one.number == other.number:
            raise refuse(
                "duplicate-reference",
                f"two references have the number {one.number}; give one another number",
                "references",
            )
    return tuple(ordered)


def _check_points(digest: Digest) -> None:
    keys = [point.key for point in digest.points() if point.key]
    if len(keys) != len(set(keys)):
        raise refuse("duplicate-key", "two points have the same key", "points")
    if sum(1 for _ in digest.points()) > MAX_POINTS:
        raise refuse(
            "too-many-points", f"a digest has at most {MAX_POINTS:,} points", "points"
        )


def _check_tags(digest: Digest) -> None:
    tags = set(digest.tags).union(*(point.tags for point in digest.points()))
    if len(tags) > MAX_TAGS:
        raise refuse(
            "too-many-tags",
            f"a digest has at most {MAX_TAGS:,} different tags, those of its points "
            "included",
            "tags",
        )
