"""What an editor typed or pasted, or the editor's script sent, read as digests."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from articles.digest import (
    Digest,
    DigestError,
    Parsed,
    Problem,
    check,
    complete,
    parse,
    parse_all,
    problems_of,
    read_digests,
    to_json,
    write,
)
from articles.digest.examining import MOST_PROBLEMS
from articles.digest.jsonform import parse_json
from articles.digest.text import MAX_FILE_BYTES


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, as far as it says something."""

    digest: Digest | None
    problems: tuple[Problem, ...] = ()
    """What reading found; none of the rules'."""
    document: dict[str, Any] | None = None
    """The JSON form as it was sent, or of what was read; None where there is none."""
    shown: str = ""
    """The text for a text area: as typed, or the notation of what a script sent."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the text from being a digest."""
        return tuple(p for p in self.problems if p.severity == "error")


def read_document(text: str) -> Reading:
    """Return the one digest that `text` says, in the notation or as JSON."""
    try:
        value = _json_value(text)
        if value is not None:
            return _read_value(text, value)
        parsed = parse(text)
    except DigestError as error:
        return Reading(None, (error.problem,), shown=text)
    if parsed.digest is None or has_error(parsed.problems):
        return Reading(None, parsed.problems, shown=text)
    return Reading(parsed.digest, parsed.problems, to_json(parsed.digest), text)


def read_documents(text: str) -> tuple[Parsed, ...]:
    """Return all digests that a pasted `text` holds, in the notation or as JSON."""
    try:
        if _json_value(text) is not None:
            return read_digests("paste.json", text.encode("utf-8", "surrogatepass"))
        return parse_all(text)
    except DigestError as error:
        return (Parsed(None, (error.problem,)),)


def reading_of(digest: Digest) -> Reading:
    """Return a digest as if it had just been read."""
    return Reading(digest, (), to_json(digest), write(digest))


def problems_in(reading: Reading) -> tuple[Problem, ...]:
    """Return what reading found and what the rules find, at its place in the document.

    The rules see the digest as saving completes it: with a reference for every number.
    """
    if reading.digest is None or reading.document is None:
        return reading.problems
    whole = complete(reading.digest)
    return reading.problems + tuple(
        _placed(problem, whole, reading.document) for problem in check(whole)
    )


def _placed(problem: Problem, whole: Digest, document: dict[str, Any]) -> Problem:
    """Return the problem of a reference with the place that this has as it was sent.

    A digest sorts its references, and saving adds some; those have no place yet.
    """
    if not (found := _REFERENCE.fullmatch(problem.path)):
        return problem
    number = whole.references[int(found["index"])].number
    numbers = [reference["number"] for reference in document.get("references", [])]
    place = f"[{numbers.index(number)}]" if number in numbers else ""
    return replace(problem, path=f"references{place}")


_REFERENCE = re.compile(r"references\[(?P<index>[0-9]+)\]")


def has_error(problems: Iterable[Problem]) -> bool:
    """Return whether one of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)


def _read_value(text: str, value: Any) -> Reading:
    digest, problems = problems_of(value)
    if digest:
        return Reading(digest, (), value, write(digest))
    document = value if _is_document(problems) else None
    return Reading(None, problems, document, text)


def _is_document(problems: tuple[Problem, ...]) -> bool:
    """Return whether a refused value has the form of a digest, if not its limits."""
    return len(problems) < MOST_PROBLEMS and _ILL_FORMED.isdisjoint(
        problem.code for problem in problems
    )


_ILL_FORMED = {"missing-key", "unknown-key", "wrong-type", "unknown-version"}
"""What no editor could show: it is no document at all."""


def _json_value(text: str) -> object:
    """Return the JSON value that `text` is; None where it is in the notation.

    A title may begin with a brace, and a text of markers with a bracket: what is no
    JSON counts as a text where it can be read as one.
    """
    if not text.lstrip().startswith(("{", "[")):
        return None
    _refuse_too_large(text)
    try:
        return parse_json(text)
    except DigestError as error:
        refusal = error
    try:
        parse_all(text)
    except DigestError:
        raise refusal from None
    return None


def _refuse_too_large(text: str) -> None:
    # A lone surrogate cannot be encoded; the text gate refuses it with its place.
    if len(text.encode("utf-8", "surrogatepass")) > MAX_FILE_BYTES:
        raise DigestError(
            Problem(
                "error",
                "too-large",
                f"a document has at most {MAX_FILE_BYTES:,} bytes; split it",
            )
        )
