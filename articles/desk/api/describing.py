"""What the OpenAPI document says of handing in."""

import json
from typing import Any

from articles.digest.text import MAX_FILE_BYTES
from articles.site.api import digests
from articles.site.api.openapi import problem_answers
from articles.site.api.problems import (
    BAD_REQUEST,
    CONTENT_TYPE,
    FAILED,
    NOT_ALLOWED,
    TOO_MANY,
)
from articles.site.api.shapes import TEXT, Schema, list_of, or_null

from .answers import HEADER, PATTERN
from .body import JSON_TYPE, TEXT_TYPES
from .problems import (
    FORBIDDEN,
    KEY_REUSED,
    NO_DIGEST,
    NO_LENGTH,
    NOT_READ,
    THERE_ALREADY,
    TOO_LARGE,
    UNAUTHORIZED,
)
from .receipts import RECEIPT
from .views import PUBLISH_WISH

PATH = "/drafts"

_PLACE = or_null({"type": "integer", "minimum": 1})
DIGEST_PROBLEM: Schema = {
    "type": "object",
    "description": "Something found in a text or a digest.",
    "properties": {
        "severity": {
            "type": "string",
            "enum": ["error", "warning"],
            "description": "An error keeps it from being published.",
        },
        "code": {**TEXT, "description": "Which problem; docs/notation.md lists them."},
        "message": {**TEXT, "description": "In words, for people."},
        "line": {**_PLACE, "description": "In the text, from 1."},
        "column": {**_PLACE, "description": "In the line, in characters, from 1."},
        "text": {**TEXT, "description": "The characters concerned."},
        "path": {**TEXT, "description": "In the document, as groups[0].points[2]."},
    },
    "required": ["severity", "code", "message", "line", "column", "text", "path"],
    "additionalProperties": False,
}
_REFS = "#/components/schemas/"
_NEEDED = {
    "Digest": ["schema_version"],
    "DigestPoint": ["text"],
    "DigestGroup": [],
    "Reference": ["number"],
}


def _as_sent(name: str, needed: list[str]) -> Schema:
    """Return the schema of a part of the JSON form where what is empty is left out."""
    text = json.dumps(digests.SCHEMAS[name]).replace(_REFS, f"{_REFS}Sent")
    return {**json.loads(text), "required": needed}


SCHEMAS: dict[str, Schema] = {
    RECEIPT.name: RECEIPT.schema(),
    "DigestProblem": DIGEST_PROBLEM,
    **{f"Sent{name}": _as_sent(name, needed) for name, needed in _NEEDED.items()},
}
SECURITY: dict[str, Any] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token that its owner made at the desk: `dgs_…`. Its scopes"
        " are drafts:write and drafts:publish.",
    }
}
_KEY: dict[str, Any] = {
    "name": HEADER,
    "in": "header",
    "description": "Chosen by the program, another for each digest: the same request"
    " with the same key is done once, and answered as the first time for seven days.",
    "schema": {"type": "string", "pattern": PATTERN},
    "example": "3f1c2a7e-newsletter-2025-11-04",
}


def _receipt(description: str, **headers: Any) -> dict[str, Any]:
    content = {JSON_TYPE: {"schema": RECEIPT.ref}}
    return {"description": description, "headers": headers, "content": content}


def _problem_with(description: str, **members: Any) -> dict[str, Any]:
    """Return a problem that says more than all of them do."""
    schema = {
        "allOf": [{"$ref": "#/components/schemas/Problem"}, {"properties": members}]
    }
    return {"description": description, "content": {CONTENT_TYPE: {"schema": schema}}}


_HEADER_TEXT = {"schema": {"type": "string"}}
ITEM: dict[str, Any] = {
    "post": {
        "operationId": "post_drafts",
        "summary": "Hand in a digest as a draft",
        "description": "It is read as texts pasted at the desk are, and becomes a draft"
        " of the token's owner. What the desk has already stays as it is. No answer is"
        " ever stored by a cache.",
        "security": [{"token": []}],
        "parameters": [PUBLISH_WISH.described, _KEY],
        "requestBody": {
            "required": True,
            "description": f"One digest, at most {MAX_FILE_BYTES:,} bytes of UTF-8: a"
            " pasted text, the digest notation, Markdown, or the JSON form.",
            "content": {
                **{
                    each: {"schema": {"type": "string", "minLength": 1}}
                    for each in TEXT_TYPES
                },
                JSON_TYPE: {"schema": {"$ref": f"{_REFS}SentDigest"}},
            },
        },
        "responses": {
            "200": _receipt("The desk has an article that says the same."),
            "201": _receipt(
                "The draft is made.",
                Location={**_HEADER_TEXT, "description": "Its page at the desk."},
            ),
            **problem_answers(
                BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_ALLOWED, NO_LENGTH
            ),
            **problem_answers(TOO_LARGE, NOT_READ, TOO_MANY, FAILED),
            "409": _problem_with(
                f"{THERE_ALREADY.title}. {THERE_ALREADY.description}",
                url={"type": "string", "format": "uri"},
            ),
            "422": _problem_with(
                f"{NO_DIGEST.title}: {NO_DIGEST.description} Or"
                f" {KEY_REUSED.title.lower()}: {KEY_REUSED.description}",
                problems=list_of({"$ref": "#/components/schemas/DigestProblem"}),
            ),
        },
    }
}
