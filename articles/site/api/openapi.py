"""The OpenAPI document: made from the endpoints, so that it says what they do.

What stands in another room, and so is no Endpoint of the reading API, enters itself:

    add_path("/drafts", {"post": {…}}, schemas={"Receipt": {…}})

with the values of OpenAPI 3.1. Its problems are told by `problem_answers`.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLPattern, get_resolver

from articles.digest.model import MAX_KEY
from articles.site.version import VERSION

from . import editions, resources, searching
from .digests import SCHEMAS
from .endpoints import Endpoint
from .filters import SLUG, text_like
from .problems import (
    BAD_REQUEST,
    CONTENT_TYPE,
    FAILED,
    KINDS,
    NOT_FOUND,
    TOO_MANY,
    WITHDRAWN,
    Kind,
)
from .shapes import Schema

_URLS = "articles.site.api.urls"
_BASE = "v1"
_PARAMETER = re.compile(r"<\w+:(\w+)>")

_IN_PATHS: dict[str, Schema] = {
    "slug": {
        "description": "As `slug` in lists has it.",
        "schema": text_like(SLUG),
    },
    "number": {
        "description": "The number of an edition, from 1.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
    },
    "key": {
        "description": "The key of a point.",
        "schema": text_like(f"[A-Za-z0-9_-]{{1,{MAX_KEY}}}"),
    },
}
_PROBLEM: Schema = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 has it.",
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Which problem."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "In words, for people."},
        "errors": {
            "type": "array",
            "description": "All that is wrong with the request, part by part.",
            "items": {
                "type": "object",
                "properties": {
                    "detail": {"type": "string"},
                    "parameter": {"type": "string", "description": "Of the query."},
                    "pointer": {
                        "type": "string",
                        "description": "Into the body, as RFC 6901 has it.",
                    },
                },
                "required": ["detail"],
            },
        },
        "withdrawn_at": {"type": "string", "format": "date-time"},
        "edition": {
            "type": "integer",
            "description": "The newest that has the point that was asked for.",
        },
    },
    "required": ["type", "title", "status", "detail"],
}

_added_paths: dict[str, dict[str, Any]] = {}
_added_schemas: dict[str, Schema] = {}
_added_security: dict[str, Any] = {}


def add_path(
    path: str,
    item: dict[str, Any],
    schemas: dict[str, Schema] | None = None,
    security_schemes: dict[str, Any] | None = None,
) -> None:
    """Enter a path of another room, and the schemas that it refers to."""
    _added_paths[path] = item
    _added_schemas.update(schemas or {})
    _added_security.update(security_schemes or {})


def problem_answers(*kinds: Kind) -> dict[str, Any]:
    """Return the answers of an operation that can meet with these problems."""
    return {
        str(kind.status): {"$ref": f"#/components/responses/{_answer_name(kind)}"}
        for kind in kinds
    }


def document() -> dict[str, Any]:
    """Return the whole document, as OpenAPI 3.1 has it."""
    found = dict(endpoints())
    return {
        "openapi": "3.1.1",
        "info": {
            "title": f"{settings.SITE_NAME}: API",
            "version": f"1+{VERSION}",
            "description": "What is published, for programs. Everybody may read it."
            " HEAD is answered wherever GET is.",
        },
        "servers": [{"url": f"{settings.SITE_URL}/api/v1"}],
        "paths": {path: _item(path, each) for path, each in found.items()}
        | _added_paths,
        "components": {
            "schemas": {**_schemas(), **_added_schemas},
            "responses": {_answer_name(kind): _problem_answer(kind) for kind in KINDS},
            "headers": _HEADERS,
            "securitySchemes": _added_security,
        },
    }


def others() -> Iterator[tuple[str, str]]:
    """Yield the operations of other rooms, such as “POST /drafts”, and their words."""
    for path, item in _added_paths.items():
        for method, operation in item.items():
            if isinstance(operation, dict):
                yield f"{method.upper()} {path}", operation.get("summary", "")


def endpoints() -> Iterator[tuple[str, Endpoint]]:
    """Yield the endpoints with their paths, in the order of the addresses."""
    for pattern in get_resolver(_URLS).url_patterns:
        made = getattr(getattr(pattern, "callback", None), "endpoint", None)
        if isinstance(made, Endpoint):
            route = str(_route(pattern)).removeprefix(_BASE)
            yield _PARAMETER.sub(r"{\1}", route), made


def _route(pattern: Any) -> str:
    assert isinstance(pattern, URLPattern)  # noqa: S101 - only these have callbacks
    return str(pattern.pattern)


def _item(path: str, made: Endpoint) -> dict[str, Any]:
    inside = re.findall(r"{(\w+)}", path)
    name = "_".join(re.findall(r"\w+", path)) or "index"
    return {
        **({"parameters": [_in_path(name) for name in inside]} if inside else {}),
        "get": {"operationId": f"get_{name}", **_operation(made, inside)},
    }


def _in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, **_IN_PATHS[name]}


def _operation(made: Endpoint, inside: list[str]) -> dict[str, Any]:
    problems = [BAD_REQUEST, NOT_FOUND, TOO_MANY, FAILED]
    if "slug" in inside:
        problems.append(WITHDRAWN)
    content = {"application/json": {"schema": made.schema}}
    answers: dict[str, Any] = {
        "200": {"description": "It is there.", "headers": _refs(), "content": content},
        "304": {"description": "It is as `If-None-Match` has it."},
    }
    if inside:
        answers["301"] = {"description": "It has another address: `Location`."}
    return {
        "summary": made.summary,
        **({"description": made.description} if made.description else {}),
        "parameters": [each.described for each in made.parameters if each.is_told],
        "responses": {**answers, **problem_answers(*problems)},
    }


_HEADERS: dict[str, Any] = {
    "ETag": {
        "description": "Send it back as `If-None-Match`.",
        "schema": {"type": "string"},
    },
    "RateLimit": {
        "description": "What is left: `r` requests, until `t` seconds have passed.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "The rule: `q` requests in `w` seconds.",
        "schema": {"type": "string"},
    },
}


def _refs() -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS}


def _answer_name(kind: Kind) -> str:
    return "".join(word.capitalize() for word in kind.name.split("-"))


def _problem_answer(kind: Kind) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": f"{kind.title}. {kind.description}",
        "content": {CONTENT_TYPE: {"schema": schema}},
    }


def _schemas() -> dict[str, Schema]:
    return {
        **{
            shape.name: shape.schema()
            for room in (resources, searching, editions)
            for shape in room.SHARED
        },
        **{
            made.shape.name: made.shape.schema(is_whole=not made.has_fields)
            for _path, made in endpoints()
        },
        **SCHEMAS,
        "Problem": _PROBLEM,
    }
