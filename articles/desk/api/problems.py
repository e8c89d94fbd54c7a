"""What can go wrong in handing in, as kinds of the API's problems."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from articles.digest import Problem
from articles.site.api.problems import KINDS, Kind

UNAUTHORIZED = Kind(
    "unauthorized",
    401,
    "No token that opens this",
    "Send `Authorization: Bearer` with a token of yours. `detail` says whether there is"
    " none, it is unknown, revoked, or has ended.",
)
FORBIDDEN = Kind(
    "forbidden",
    403,
    "The token may not do this",
    "The token lacks the scope, or its owner may not do it (any more). Nothing was"
    " written.",
)
THERE_ALREADY = Kind(
    "there-already",
    409,
    "The desk has this article already",
    "An article of the same source, or of the same publication, title and date, says"
    " something else. It stays as it is; `url` is its page at the desk, where the"
    " token's owner may see it.",
)
NO_LENGTH = Kind(
    "no-length", 411, "No Content-Length", "Send the body with its length, in one part."
)
TOO_LARGE = Kind(
    "too-large", 413, "The body is too large", "A digest has at most 2,000,000 bytes."
)
NOT_READ = Kind(
    "not-read",
    415,
    "A body of this kind is not read",
    "It is text/plain, text/markdown or application/json, in UTF-8 and not compressed.",
)
NO_DIGEST = Kind(
    "no-digest",
    422,
    "Not one digest",
    "The body holds no digest, several, or something that no digest may hold;"
    " `problems` says what, and where.",
)
KEY_REUSED = Kind(
    "key-reused",
    422,
    "The key belongs to another request",
    "A request with this `Idempotency-Key` was sent before and said something else.",
)
KINDS += [
    UNAUTHORIZED,
    FORBIDDEN,
    THERE_ALREADY,
    NO_LENGTH,
    TOO_LARGE,
    NOT_READ,
    NO_DIGEST,
    KEY_REUSED,
]


def told(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return Problems as `python -m articles.digest` prints them, each once."""
    return [
        {name: _shown(value) for name, value in asdict(problem).items()}
        for problem in dict.fromkeys(problems)
    ]


def _shown(value: Any) -> Any:
    # What is quoted may be the very lone surrogate that no answer can hold.
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value
