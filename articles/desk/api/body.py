"""The body of a request, read as one digest, the way pasted texts and files are."""

import re

from django.http import HttpRequest, UnreadablePostError

from articles.desk.editor.reading import has_error, read_documents
from articles.digest import (
    DigestError,
    Parsed,
    Problem,
    decode,
    problems_of,
    read_digests,
)
from articles.digest.jsonform import parse_json
from articles.digest.text import MAX_FILE_BYTES
from articles.site.api.problems import BAD_REQUEST, ProblemError

from .problems import NO_DIGEST, NO_LENGTH, NOT_READ, TOO_LARGE, told

TEXT_TYPES = ("text/plain", "text/markdown")
JSON_TYPE = "application/json"
TYPES = (*TEXT_TYPES, JSON_TYPE)

_CHARSETS = ("", "utf-8", "utf8", "us-ascii")


def body_of(request: HttpRequest) -> bytes:
    """Return the body; ProblemError for one of another kind, or too large to read."""
    _check_kind(request)
    length = request.headers.get("Content-Length", "")
    if not length and "Transfer-Encoding" in request.headers:
        raise ProblemError(NO_LENGTH, "Send the body with a Content-Length.")
    if length and not _LENGTH.fullmatch(length):
        raise ProblemError(BAD_REQUEST, "The Content-Length is no number.")
    if int(length[:_MOST_DIGITS] or 0) > MAX_FILE_BYTES:
        said = f"The body has more than {MAX_FILE_BYTES:,} bytes; split it."
        raise ProblemError(TOO_LARGE, said)
    try:
        return request.body
    except UnreadablePostError:
        raise ProblemError(BAD_REQUEST, "The body broke off.") from None


_LENGTH = re.compile("[0-9]+")
_MOST_DIGITS = 18
"""More than any body has, few enough to convert at once."""


def _check_kind(request: HttpRequest) -> None:
    """Refuse what is no text of ours before a byte of it is read."""
    if request.content_type not in TYPES:
        said = f"Send one of {', '.join(TYPES)} as Content-Type."
        raise ProblemError(NOT_READ, said, headers={"Accept": ", ".join(TYPES)})
    charset = (request.content_params or {}).get("charset", "")
    if charset.lower() not in _CHARSETS:
        raise ProblemError(NOT_READ, "Send the text in UTF-8.")
    coding = request.headers.get("Content-Encoding", "identity")
    if coding.lower() != "identity":
        headers = {"Accept-Encoding": "identity"}
        raise ProblemError(NOT_READ, "Send the body uncompressed.", headers=headers)


def read_body(content_type: str, data: bytes) -> Parsed:
    """Return the one digest in a body, with what reading found.

    ProblemError names every Problem where there is none, are several, or it breaks a
    limit; nothing of a digest that is read is lost.
    """
    is_json = content_type == JSON_TYPE
    found = _read_json(data) if is_json else _read_text(data)
    problems = found[0].problems
    if len(found) > 1:
        said = f"this holds {len(found)} digests; give one at a time"
        problems = (Problem("error", "several-digests", said),)
    if len(found) == 1 and found[0].digest and not has_error(problems):
        return found[0]
    first = next(problem for problem in problems if problem.severity == "error")
    raise ProblemError(NO_DIGEST, f"{first}.", problems=told(problems))


def _read_text(data: bytes) -> tuple[Parsed, ...]:
    try:
        return read_documents(decode(data))
    except DigestError as error:
        return (Parsed(None, (error.problem,)),)


def _read_json(data: bytes) -> tuple[Parsed, ...]:
    found = read_digests("body.json", data)
    if len(found) == 1 and found[0].digest is None:
        return (_examined(data, found[0]),)
    return found


def _examined(data: bytes, refused: Parsed) -> Parsed:
    """Return all that keeps a JSON object from being a digest, not only the first."""
    try:
        value = parse_json(decode(data))
    except DigestError:
        return refused
    if not isinstance(value, dict) or "digests" in value:
        return refused
    return Parsed(None, problems_of(value)[1])
