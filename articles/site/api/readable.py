"""The API in words: what the readable page says, from the endpoints themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from .endpoints import Endpoint
from .openapi import endpoints
from .shapes import Schema

BASE = "/api/v1"
_KINDS = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}


class Piece(NamedTuple):
    """A stretch of a description."""

    text: str
    is_code: bool


class Part(NamedTuple):
    """A parameter or a field."""

    name: str
    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One endpoint."""

    anchor: str
    path: str
    example: str
    """Of an address to look at; "" where there is none that always leads somewhere."""
    summary: str
    description: tuple[Piece, ...]
    parameters: tuple[Part, ...]
    fields: tuple[Part, ...]


def chapters() -> Iterator[Chapter]:
    """Yield what is said of each endpoint, in the order of the addresses."""
    for path, made in endpoints():
        yield Chapter(
            anchor=path.strip("/").replace("/", "-").translate(_NO_BRACES) or "index",
            path=f"{BASE}{path}",
            example=_example(path, made),
            summary=made.summary,
            description=pieces(made.description),
            parameters=tuple(
                Part(each.name, kind_of(each.schema), pieces(each.description))
                for each in made.parameters
                if each.is_told
            ),
            fields=tuple(
                Part(each.name, kind_of(each.schema), pieces(each.description))
                for each in _fields(made)
            ),
        )


def other(operation: str, summary: str) -> tuple[str, str]:
    """Return an operation of another room with its whole path, and its words."""
    method, path = operation.split(" ")
    return f"{method} {BASE}{path}", summary


_NO_BRACES = str.maketrans("", "", "{}")


def _fields(made: Endpoint) -> Iterable[Any]:
    return (*made.shape.fields, *(made.about.fields if made.about else ()))


def _example(path: str, made: Endpoint) -> str:
    if "{" in path:
        return ""
    needed = {each.name: each.example for each in made.parameters if each.is_required}
    return f"{BASE}{path}?{urlencode(needed)}" if needed else f"{BASE}{path}"


def pieces(text: str) -> tuple[Piece, ...]:
    """Return a description in pieces; what stands between backticks is code."""
    parts = text.split("`")
    return tuple(
        Piece(part, is_code=place % 2 == 1) for place, part in enumerate(parts) if part
    )


def kind_of(schema: Schema) -> str:
    """Return in a word or two what a schema describes."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "oneOf" in schema:
        return " or ".join(map(kind_of, schema["oneOf"]))
    if schema["type"] == "array":
        return f"list of {kind_of(schema['items'])}"
    return _KINDS[schema["type"]]
