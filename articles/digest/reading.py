"""The digests of a file, whatever form they have in it."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from .jsonform import from_json, loads, parse_json
from .model import DigestError, refuse
from .parser import Parsed, parse_all
from .source import decode
from .text import MAX_FILE_BYTES


def read_digests(name: str, data: bytes) -> tuple[Parsed, ...]:
    """Return the digests in a file called `name` that holds `data`, at least one.

    `.json` holds one digest, a list of them or what the command line prints; `.jsonl`
    one in each line, and any number of lines; anything else is text. What holds no
    digest is a Parsed without one and with one error: the whole file, or its part
    where parts stand alone.
    """
    suffix = PurePath(name).suffix.lower()
    try:
        text = decode(data, most_bytes(name))
        if suffix == ".json":
            return tuple(_from_values(parse_json(text)))
        if suffix == ".jsonl":
            return tuple(_from_lines(text)) or (_parsed(_no_digest()),)
        return parse_all(text)
    except DigestError as error:
        return (_parsed(error),)


def most_bytes(name: str) -> float:
    """Return how large a file called `name` may be.

    JSON Lines have no end: an export of a whole site must come back in. Each line is
    held to the limit by itself.
    """
    return math.inf if PurePath(name).suffix.lower() == ".jsonl" else MAX_FILE_BYTES


def _from_values(value: object) -> Iterator[Parsed]:
    path, values = _listed(value)
    if values is None:
        yield Parsed(from_json(value), ())
        return
    if not values:
        raise _no_digest(path)
    for index, item in enumerate(values):
        yield _read(item, f"{path}[{index}]")


def _listed(value: object) -> tuple[str, list[object] | None]:
    """Return where a list of digests stands and the list; None for a lone digest."""
    if isinstance(value, list):
        return "", value
    if isinstance(value, dict) and value.keys() <= {"digests", "problems"}:
        digests = value.get("digests")
        if isinstance(digests, list):
            return "digests", digests
    return "", None


def _read(value: object, path: str) -> Parsed:
    try:
        return Parsed(from_json(value, path), ())
    except DigestError as error:
        return _parsed(error)


def _from_lines(text: str) -> Iterator[Parsed]:
    # Only a line feed ends a line; str.splitlines would cut texts apart (U+2028).
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _from_line(number, line)


def _from_line(number: int, line: str) -> Parsed:
    try:
        return Parsed(loads(decode(line.encode())), ())
    except DigestError as error:
        return _parsed(DigestError(replace(error.problem, line=number)))


def _no_digest(path: str = "") -> DigestError:
    return refuse("no-digest", "no digest here; add at least one", path)


def _parsed(error: DigestError) -> Parsed:
    """Return what is to say about a part that holds no digest."""
    return Parsed(None, (error.problem,))
