"""The one JSON form of a digest: of commands, export, page alternate and API.

    digest    := {"schema_version": 1, "title", "language", "publication", "published",
                  "source_url": string, "core": [point…], "groups": [group…],
                  "references": [reference…], "tags": [string…]}
    point     := {"key": string, "text": string, "tags": [string…]}
    group     := {"heading": string, "points": [point…]}
    reference := {"number": integer, "locator", "quote", "url": string}

Read strictly: only `schema_version`, a point's `text` and a reference's `number` must
be there; what is absent is empty; an unknown key or another type is refused.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

from .model import (
    SCHEMA_VERSION,
    Digest,
    DigestError,
    Group,
    Point,
    Problem,
    Reference,
    refuse,
)
from .text import TextError, clean

_T = TypeVar("_T")

_LONGEST_INTEGER = 18
"""More digits than any number here needs, few enough to convert at once."""

_NAMES = {str: "text", int: "a whole number", list: "a list", dict: "an object"}


def to_json(digest: Digest) -> dict[str, Any]:
    """Return `digest` as JSON values, keys in the order the form is documented in."""
    return {
        "schema_version": SCHEMA_VERSION,
        "title": digest.title,
        "language": digest.language,
        "publication": digest.publication,
        "published": digest.published,
        "source_url": digest.source_url,
        "core": [point_to_json(point) for point in digest.core],
        "groups": [
            {
                "heading": group.heading,
                "points": [point_to_json(point) for point in group.points],
            }
            for group in digest.groups
        ],
        "references": [reference_to_json(reference) for reference in digest.references],
        "tags": list(digest.tags),
    }


def from_json(value: object, path: str = "") -> Digest:
    """Return the digest `value` says; DigestError with the path of what is wrong.

    `path` is where `value` itself stands, such as "digests[2]".
    """
    form = _Object(value, path)
    _check_version(form)
    fields = {
        name: form.text(name)
        for name in ("title", "language", "publication", "published", "source_url")
    }
    core = form.items("core", point_from_json)
    groups = form.items("groups", group_from_json)
    references = form.items("references", reference_from_json)
    tags = form.items("tags", text_from_json)
    form.refuse_other_keys()
    with _at(path):
        return Digest(
            **fields, core=core, groups=groups, references=references, tags=tags
        )


def dumps(digest: Digest) -> str:
    """Return the canonical JSON text: sorted keys, no blanks, nothing escaped."""
    return json.dumps(
        to_json(digest), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def loads(text: str) -> Digest:
    """Return the digest that the JSON `text` says; DigestError where it says none."""
    return from_json(parse_json(text))


def sha256(digest: Digest) -> str:
    """Return the SHA-256 of the canonical JSON in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(dumps(digest).encode()).hexdigest()


def parse_json(text: str) -> object:
    """Return the value of the JSON `text` (RFC 8259); DigestError where it is none.

    Refused as well, since programs disagree on them: a key given twice, NaN and
    infinities, integers that are no number here, nesting deeper than Python can follow.
    """
    try:
        return json.loads(
            text,
            object_pairs_hook=_unique_keys,
            parse_constant=_refuse_constant,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        raise DigestError(
            Problem(
                "error",
                "bad-json",
                f"this is not JSON ({error.msg}); correct it",
                line=error.lineno,
                column=error.colno,
            )
        ) from None
    except RecursionError:
        raise refuse(
            "bad-json", "the JSON is nested too deeply; a digest has five levels"
        ) from None


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value: dict[str, object] = {}
    for key, content in pairs:
        if key in value:
            raise refuse(
                "duplicate-key",
                f"the key {_quoted(key)} stands twice in one object; remove one",
            )
        value[key] = content
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise refuse("bad-json", f"{name} is not JSON; write a number or leave it out")


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_INTEGER:
        raise refuse("bad-json", f"the number {digits[:10]}… is too large; correct it")
    return int(digits)


def point_to_json(point: Point) -> dict[str, Any]:
    """Return `point` as it stands in its digest's JSON."""
    return {"key": point.key, "text": point.text, "tags": list(point.tags)}


def point_from_json(value: object, path: str) -> Point:
    """Return the point that `value`, standing at `path`, says; refused as a digest."""
    form = _Object(value, path)
    form.require("text")
    key, text, tags = (
        form.text("key"),
        form.text("text"),
        form.items("tags", text_from_json),
    )
    form.refuse_other_keys()
    with _at(path):
        return Point(text, key, tags)


def reference_to_json(reference: Reference) -> dict[str, Any]:
    """Return `reference` as it stands in its digest's JSON."""
    return {
        "number": reference.number,
        "locator": reference.locator,
        "quote": reference.quote,
        "url": reference.url,
    }


def group_from_json(value: object, path: str) -> Group:
    """Return the group that `value`, standing at `path`, says; refused as a digest."""
    form = _Object(value, path)
    heading, points = form.text("heading"), form.items("points", point_from_json)
    form.refuse_other_keys()
    with _at(path):
        return Group(heading, points)


def reference_from_json(value: object, path: str) -> Reference:
    """Return the reference that `value`, at `path`, says; refused as a digest."""
    form = _Object(value, path)
    form.require("number")
    number = form.integer("number")
    locator, quote, url = form.text("locator"), form.text("quote"), form.text("url")
    form.refuse_other_keys()
    with _at(path):
        return Reference(number, locator, quote, url)


def _check_version(form: "_Object") -> None:
    form.require("schema_version")
    version = form.integer("schema_version")
    if version != SCHEMA_VERSION:
        raise refuse(
            "unknown-version",
            f"this is schema_version {version}, but only {SCHEMA_VERSION} is known "
            "here; convert it",
            form.path_of("schema_version"),
        )


class _Object:
    """A JSON object that is read key by key; what nobody reads is unknown."""

    def __init__(self, value: object, path: str) -> None:
        self._values: dict[str, object] = _typed(value, dict, path)
        self._path = path
        self._read: set[str] = set()

    def path_of(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def require(self, key: str) -> None:
        if key not in self._values:
            raise refuse("missing-key", f"“{key}” is missing; add it", self._path)

    def text(self, key: str) -> str:
        return text_from_json(self._value(key, ""), self.path_of(key))

    def integer(self, key: str) -> int:
        return _typed(self._value(key, 0), int, self.path_of(key))

    def items(self, key: str, read: Callable[[object, str], _T]) -> tuple[_T, ...]:
        path = self.path_of(key)
        values: list[object] = _typed(self._value(key, []), list, path)
        return tuple(read(value, f"{path}[{i}]") for i, value in enumerate(values))

    def refuse_other_keys(self) -> None:
        if unknown := [key for key in self._values if key not in self._read]:
            known = ", ".join(sorted(self._read))
            raise refuse(
                "unknown-key",
                f"{_quoted(unknown[0])} is no key here; remove it (known: {known})",
                self._path,
            )

    def _value(self, key: str, default: object) -> object:
        self._read.add(key)
        return self._values.get(key, default)


def text_from_json(value: object, path: str) -> str:
    """Return the text that `value`, standing at `path`, is; refused as a digest."""
    text = _typed(value, str, path)
    try:
        return clean(text)
    except TextError as error:
        raise refuse("bad-character", str(error), path) from None


def _typed(value: object, kind: type[_T], path: str) -> _T:
    """Return `value` if it is exactly of `kind`: true is a bool, so it is no number."""
    if type(value) is not kind:
        message = f"this must be {_NAMES[kind]}, not {_kind_of(value)}; correct it"
        raise refuse("wrong-type", message, path)
    return value


def _kind_of(value: object) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return _NAMES.get(type(value), "a fraction")


def _quoted(key: str) -> str:
    """Return a key from outside so that any terminal or page can show it."""
    shown = (
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in key[:40]
    )
    return f"“{''.join(shown)}”"


@contextmanager
def _at(path: str) -> Iterator[None]:
    """Put `path` before the path of a refusal by the model."""
    try:
        yield
    except DigestError as error:
        inner = error.problem.path
        full = f"{path}.{inner}" if path else inner
        raise refuse(error.problem.code, error.problem.message, full) from None
