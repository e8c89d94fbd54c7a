"""What an edition needs of a digest (errors) and what an editor should see (warnings).

Each rule is one function from a Digest to the problems it finds; RULES lists them.
"""

from collections.abc import Callable, Iterator

from .citations import (
    Place,
    cited_numbers,
    is_valid,
    placed_points,
    without_markers,
)
from .markers import MAX_RANGE, find_markers
from .model import MAX_NUMBER, Digest, Point, Problem, Severity
from .text import key_of

LONG_STATEMENT = 600
"""A statement with more characters than this is hard to read as one point."""

_MOST_NUMBERS_NAMED = 5


def check(digest: Digest) -> tuple[Problem, ...]:
    """Return what is wrong with `digest`: errors first, each kind in reading order."""
    return tuple(problem for rule in RULES for problem in rule(digest))


def _missing_title(digest: Digest) -> Iterator[Problem]:
    if not digest.title:
        yield Problem(
            "error",
            "missing-title",
            "the digest has no title; enter the title of the article",
            path="title",
        )


def _missing_publication(digest: Digest) -> Iterator[Problem]:
    if not digest.publication:
        yield Problem(
            "error",
            "missing-publication",
            "the digest names no publication; enter the outlet the article appeared in",
            path="publication",
        )


def _no_points(digest: Digest) -> Iterator[Problem]:
    if not any(True for _ in digest.points()):
        yield Problem(
            "error",
            "no-points",
            "the digest has no point; add at least one statement",
            path="core",
        )


def _empty_points(digest: Digest) -> Iterator[Problem]:
    for place, point in placed_points(digest):
        if _says_nothing(point):
            yield _about_point(
                "error",
                "empty-point",
                "says nothing; write its statement or remove it",
                place,
                point.text,
            )


def _bad_markers(digest: Digest) -> Iterator[Problem]:
    for place, point in placed_points(digest):
        for marker in find_markers(point.text):
            typed = point.text[marker.start : marker.end]
            if not marker.numbers:
                reason = f"a range goes upwards and over at most {MAX_RANGE} numbers"
            elif not (is_valid(min(marker.numbers)) and is_valid(max(marker.numbers))):
                reason = f"a number goes from 1 to {MAX_NUMBER}"
            else:
                continue
            yield _about_point(
                "error",
                "bad-marker",
                f"has the marker {typed}, but {reason}; correct it",
                place,
                typed,
            )


def _unknown_references(digest: Digest) -> Iterator[Problem]:
    known = {reference.number for reference in digest.references}
    for place, point in placed_points(digest):
        for marker in find_markers(point.text):
            if known.issuperset(marker.numbers):
                continue
            numbers = dict.fromkeys(marker.numbers)
            missing = [n for n in numbers if is_valid(n) and n not in known]
            if missing:
                typed = point.text[marker.start : marker.end]
                yield _about_point(
                    "error",
                    "unknown-reference",
                    f"cites {_listed(missing)} in {typed}, but there is no such "
                    "reference; add it or correct the marker",
                    place,
                    typed,
                )


def _uncited_points(digest: Digest) -> Iterator[Problem]:
    for place, point in placed_points(digest):
        if not any(find_markers(point.text)) and not _says_nothing(point):
            yield _about_point(
                "warning",
                "uncited-point",
                "cites no reference; add a marker such as [1]",
                place,
                point.text,
            )


def _long_statements(digest: Digest) -> Iterator[Problem]:
    for place, point in placed_points(digest):
        if len(point.text) > LONG_STATEMENT:
            yield _about_point(
                "warning",
                "long-statement",
                f"has {len(point.text):,} characters; shorten it or split it "
                f"(over {LONG_STATEMENT} is hard to read)",
                place,
                point.text,
            )


def _repeated_statements(digest: Digest) -> Iterator[Problem]:
    first_places: dict[str, Place] = {}
    for place, point in placed_points(digest):
        if _says_nothing(point):
            continue
        first = first_places.setdefault(key_of(without_markers(point.text)), place)
        if first != place:
            yield _about_point(
                "warning",
                "repeated-statement",
                f"says the same as {_named(first)}; remove one of them",
                place,
                point.text,
            )


def _empty_groups(digest: Digest) -> Iterator[Problem]:
    for index, group in enumerate(digest.groups):
        if not group.points:
            yield Problem(
                "warning",
                "empty-group",
                f"group {index + 1}, “{group.heading}”, has no point; add one or "
                "remove the heading",
                text=group.heading,
                path=f"groups[{index}]",
            )


def _uncited_references(digest: Digest) -> Iterator[Problem]:
    cited = {n for point in digest.points() for n in cited_numbers(point.text)}
    for index, reference in enumerate(digest.references):
        if reference.number not in cited:
            yield Problem(
                "warning",
                "uncited-reference",
                f"no point cites reference {reference.number}; cite it or remove it",
                path=f"references[{index}]",
            )


def _missing_passages(digest: Digest) -> Iterator[Problem]:
    for index, reference in enumerate(digest.references):
        if reference.is_empty:
            yield Problem(
                "warning",
                "missing-passage",
                f"reference {reference.number} has no passage; enter where it stands "
                "in the source, a quote or an address",
                path=f"references[{index}]",
            )


RULES: tuple[Callable[[Digest], Iterator[Problem]], ...] = (
    _missing_title,
    _missing_publication,
    _no_points,
    _empty_points,
    _bad_markers,
    _unknown_references,
    _uncited_points,
    _long_statements,
    _repeated_statements,
    _empty_groups,
    _uncited_references,
    _missing_passages,
)


def _says_nothing(point: Point) -> bool:
    """Whether nothing is left but markers, punctuation and symbols."""
    return not any(map(str.isalnum, without_markers(point.text)))


def _about_point(
    severity: Severity, code: str, message: str, place: Place, text: str
) -> Problem:
    group, index = place
    points = "core" if group is None else f"groups[{group}].points"
    return Problem(
        severity,
        code,
        f"{_named(place)} {message}",
        text=text,
        path=f"{points}[{index}].text",
    )


def _named(place: Place) -> str:
    """Return the place as an editor counts it, from 1."""
    group, index = place
    part = "the core" if group is None else f"group {group + 1}"
    return f"point {index + 1} of {part}"


def _listed(numbers: list[int]) -> str:
    """Return the first numbers in words; a range may stand for a hundred."""
    named = ", ".join(map(str, numbers[:_MOST_NUMBERS_NAMED]))
    more = len(numbers) - _MOST_NUMBERS_NAMED
    return f"{named} and {more} more" if more > 0 else named
