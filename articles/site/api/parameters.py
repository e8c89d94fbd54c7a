"""Parameters of the query: how each is read, and what the OpenAPI document says."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest

from .problems import BAD_REQUEST, Flaw, ProblemError

MAX_QUERY = 8000
"""Characters of a query as it is sent: more than the longest search has, encoded."""

Asked = Mapping[str, Any]
"""What a request asks for, by parameter; what was not given has its default."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query."""

    name: str
    description: str
    schema: dict[str, Any] = field(hash=False)
    read: Callable[[str], Any]
    """Returns the value of what was given; ValueError says what would be right."""
    default: Any = None
    example: str = ""
    is_required: bool = False
    is_told: bool = True
    """Whether the OpenAPI document has it; none that only answers can give."""

    @property
    def described(self) -> dict[str, Any]:
        """What the OpenAPI document says of it."""
        said: dict[str, Any] = {
            "name": self.name,
            "in": "query",
            "required": self.is_required,
            "description": self.description,
            "schema": self.schema,
        }
        if self.schema["type"] == "array":
            said |= {"style": "form", "explode": False}
        return said | ({"example": self.example} if self.example else {})


def read_query(request: HttpRequest, parameters: Iterable[Parameter]) -> Asked:
    """Return what a request asks for; ProblemError names all that is wrong with it."""
    _check_query(request)
    known = {parameter.name: parameter for parameter in parameters}
    asked = {name: parameter.default for name, parameter in known.items()}
    flaws: list[Flaw] = []
    for name, values in request.GET.lists():
        if name not in known:
            flaws.append(Flaw(_unknown(name, known), name))
            continue
        try:
            asked[name] = known[name].read(_only(values))
        except ValueError as wrong:
            flaws.append(Flaw(str(wrong), name))
    flaws += [
        Flaw("It must be given.", parameter.name)
        for parameter in known.values()
        if parameter.is_required and parameter.name not in request.GET
    ]
    if flaws:
        told = flaws[:_MOST_FLAWS]
        raise ProblemError(BAD_REQUEST, " ".join(_sentences(told)), told)
    return asked


def _check_query(request: HttpRequest) -> None:
    """Refuse a query that is too long or no UTF-8, before anything is made of it."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > MAX_QUERY:
        raise ProblemError(
            BAD_REQUEST, f"The query is longer than {MAX_QUERY} characters."
        )
    try:
        unquote_to_bytes(query.encode("latin-1")).decode()
    except UnicodeError:
        raise ProblemError(BAD_REQUEST, "The query is not UTF-8.") from None


def _unknown(name: str, known: Iterable[str]) -> str:
    others = ", ".join(known)
    return (
        f"There is no such parameter here; there are: {others}."
        if others
        else ("There are no parameters here.")
    )


def _only(values: list[str]) -> str:
    if len(values) > 1:
        raise ValueError("It is given more than once.")
    (value,) = values
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in value):
        raise ValueError("It holds a control character.")
    return value


_MOST_FLAWS = 20
_LONGEST_NAME = 40


def _sentences(flaws: Iterable[Flaw]) -> Iterator[str]:
    for flaw in flaws:
        yield f"{flaw.parameter[:_LONGEST_NAME]}: {flaw.detail}"


def whole_number(first: int, last: int) -> Callable[[str], int]:
    """Return what reads a number between two others."""
    form = re.compile(f"[0-9]{{1,{len(str(last))}}}", re.ASCII)

    def read(text: str) -> int:
        number = int(text) if form.fullmatch(text) else -1
        if not first <= number <= last:
            raise ValueError(f"It is a number from {first} to {last}.")
        return number

    return read


def one_of(*words: str) -> Callable[[str], str]:
    """Return what reads one of some words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"It is one of: {', '.join(words)}.")
        return text

    return read


def some_of(words: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Return what reads some of these words, with commas between them."""
    known = tuple(words)

    def read(text: str) -> tuple[str, ...]:
        chosen = tuple(text.split(","))
        if not set(chosen) <= set(known):
            raise ValueError(f"It is some of: {', '.join(known)}.")
        if len(set(chosen)) < len(chosen):
            raise ValueError("It names one more than once.")
        return chosen

    return read
