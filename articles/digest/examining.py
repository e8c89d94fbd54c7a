"""Everything that keeps a JSON value from being a digest, not only the first of it.

An object is read key by key, each with the least that the others must be, so that what
one part says wrong hides nothing in another.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from .jsonform import (
    from_json,
    group_from_json,
    point_from_json,
    reference_from_json,
    text_from_json,
)
from .model import MAX_POINTS, SCHEMA_VERSION, Digest, DigestError, Point, Problem

MOST_PROBLEMS = 1_000
"""More than anybody mends in one go; a hostile value has a million."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How one kind of object is read, and which objects stand in it."""

    read: Callable[[object, str], object]
    least: Mapping[str, object]
    """The keys it must have, with something that is never refused."""
    unique: str = ""
    """The key whose value no other object of this kind may have."""
    place: str = ""
    """Where a digest holds such objects."""
    has_tags: bool = False
    parts: Mapping[str, "_Form"] = field(default_factory=dict)


_POINT = _Form(
    point_from_json, {"text": "-"}, unique="key", place="core", has_tags=True
)
_GROUP = _Form(group_from_json, {}, parts={"points": _POINT})
_REFERENCE = _Form(
    reference_from_json, {"number": 1}, unique="number", place="references"
)
_DIGEST = _Form(
    from_json,
    {"schema_version": SCHEMA_VERSION},
    has_tags=True,
    parts={"core": _POINT, "groups": _GROUP, "references": _REFERENCE},
)


def problems_of(value: object) -> tuple[Digest | None, tuple[Problem, ...]]:
    """Return the digest `value` says, or None and what is refused, each with its path.

    A value is refused where from_json refuses it. A number or key that stands twice is
    a problem of the later one.
    """
    try:
        return from_json(value), ()
    except DigestError as error:
        found = tuple(islice(_Examination().problems(value), MOST_PROBLEMS))
        # What only the whole is refused for, no part tells of.
        return None, found or (error.problem,)


class _Examination:
    """A walk through a value that keeps in mind what may stand there only once."""

    def __init__(self) -> None:
        self._points = 0
        self._known: set[tuple[str, object]] = set()

    def problems(self, value: object) -> Iterator[Problem]:
        yield from self._of_object(_DIGEST, value, "")
        as_many = (Point("-"),) * min(self._points, MAX_POINTS + 1)
        yield from _refusals(lambda: Digest(core=as_many))

    def _of_object(self, form: _Form, value: object, path: str) -> Iterator[Problem]:
        self._points += form is _POINT
        if type(value) is not dict or form.least.keys() - value.keys():
            yield from _refusals(lambda: form.read(value, path))
        if type(value) is dict:
            for key, content in value.items():
                yield from self._of_key(form, key, content, path)

    def _of_key(
        self, form: _Form, key: str, content: object, path: str
    ) -> Iterator[Problem]:
        full = f"{path}.{key}" if path else key
        if type(content) is list and key in form.parts:
            for index, item in enumerate(content):
                yield from self._of_object(form.parts[key], item, f"{full}[{index}]")
        elif type(content) is list and key == "tags" and form.has_tags:
            for index, tag in enumerate(content):
                yield from _of_tag(form, tag, path, f"{full}[{index}]")
        else:
            part = yield from _refusals(
                lambda: form.read({**form.least, key: content}, path)
            )
            if part and key == form.unique:
                yield from self._of_second(form, part, full)

    def _of_second(self, form: _Form, part: object, path: str) -> Iterator[Problem]:
        """Yield the problem if an earlier object has what only one may have."""
        name = (form.unique, getattr(part, form.unique))
        if name in self._known:
            twice: dict[str, Any] = {form.place: (part, part)}
            for problem in _refusals(lambda: Digest(**twice)):
                yield replace(problem, path=path)
        self._known.add(name)


def _of_tag(form: _Form, tag: object, path: str, full: str) -> Iterator[Problem]:
    text = yield from _refusals(lambda: text_from_json(tag, full))
    if text is not None:
        yield from _refusals(lambda: form.read({**form.least, "tags": [text]}, path))


def _refusals(read: Callable[[], object]) -> Generator[Problem, None, object]:
    """Yield what `read` refuses; return what it reads, None where it refuses."""
    try:
        return read()
    except DigestError as error:
        yield error.problem
        return None
