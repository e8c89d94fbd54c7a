"""Which articles, or whose points: the filters of listings, as parameters."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from django.http import Http404, HttpRequest

from articles.models.names import MAX_SLUG, is_slug
from articles.site.search.querying import days_of
from articles.site.store import taxonomy
from articles.site.store.selections import Selection
from articles.site.tags import expressions
from articles.site.tags.expressions import MAX_TAGS, Expression
from articles.site.tags.terms import UnknownTags, terms_of

from .cursors import opened
from .endpoints import MOST, USUAL
from .parameters import Asked, Parameter, whole_number
from .problems import BAD_REQUEST, NOT_FOUND, Flaw, ProblemError
from .shapes import Schema

_Place = TypeVar("_Place")

# As ECMA 262 writes them (with the flag u), for the OpenAPI document.
SLUG = r"[\p{L}\p{M}\p{N}_-]+"
_TAG_LIST = f"{SLUG}(,{SLUG})*"
_EXPRESSION = f"{SLUG}([+,]{SLUG})*"
_MONTH = "(0[1-9]|1[0-2])"
# Without 29 February, which not every year has.
_DAY = f"({_MONTH}-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
_PERIOD = f"(?!0000)[0-9]{{4}}(-{_MONTH}|-{_DAY})?"


def text_like(pattern: str) -> Schema:
    """Return the schema of a text that a pattern describes as a whole."""
    return {"type": "string", "pattern": f"^{pattern}$"}


def _tags(text: str) -> Expression:
    try:
        return expressions.parse(text)
    except ValueError:
        said = (
            f"It is the slug of a tag, or up to {MAX_TAGS} with + between them (all of"
            " them) or commas (any of them)."
        )
    if all(map(_is_named, re.split("[+ ,]", text))):
        # As with pages: nothing can be found by it.
        raise ProblemError(NOT_FOUND, f"tags: {said}", [Flaw(said, "tags")])
    raise ValueError(said)


def _without(text: str) -> tuple[str, ...]:
    found = _tags(text)
    if len(found.all_of) > 1:
        raise ValueError("Commas stand between tags that are left out.")
    return found.slugs


def _slug(text: str) -> str:
    if is_slug(text):
        return text
    said = "It is a slug: letters, digits, - and _."
    if _is_named(text):
        raise ProblemError(
            NOT_FOUND, f"publication: {said}", [Flaw(said, "publication")]
        )
    raise ValueError(said)


def _is_named(text: str) -> bool:
    """Whether a text may be a slug to a program that knows letters by another table.

    What Unicode counts as a letter differs from version to version.
    """
    return bool(re.fullmatch(rf"([\w-]|[^\x00-\x7f]){{1,{MAX_SLUG}}}", text))


def _days(text: str) -> tuple[datetime.date, datetime.date]:
    days = days_of(text)
    if days is None:
        raise ValueError("It is a year, month or day such as 2025-11-04.")
    return days


TAGS = Parameter(
    "tags",
    "Slugs of tags: `a+b` has both, `a,b` has either. A `+` is sent as `%2B`; as a"
    " blank it is understood, too.",
    text_like(_EXPRESSION),
    _tags,
    example="open-standards",
)
WITHOUT = Parameter(
    "without",
    "Slugs of tags that are left out, with commas between them.",
    text_like(_TAG_LIST),
    _without,
    default=(),
)
PUBLICATION = Parameter(
    "publication",
    "The slug of a publication.",
    text_like(SLUG),
    _slug,
)
FROM = Parameter(
    "from",
    "The first day, by the articles' own dates: `2025`, `2025-11` or `2025-11-04`."
    " With `from` or `to`, these dates order the answer, newest first.",
    text_like(_PERIOD),
    _days,
)
TO = Parameter(
    "to",
    "The last day, as in `from`; a year or month is meant to its end.",
    text_like(_PERIOD),
    _days,
)
FILTERS = (TAGS, WITHOUT, PUBLICATION, FROM, TO)

LIMIT = Parameter(
    "limit",
    f"How many, {USUAL} without it.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    whole_number(1, MOST),
    default=USUAL,
)
CURSOR = Parameter(
    "cursor",
    "Where the page begins: part of `next`, and of nothing else.",
    {"type": "string"},
    str,
    default="",
    is_told=False,
)
PAGING = (LIMIT, CURSOR)


def selection_of(asked: Asked) -> Selection:
    """Return the articles that a request asks for; at most two queries.

    ProblemError where there is no such tag or publication.
    """
    tags = asked["tags"] or Expression()
    selection = _of_tags(replace(tags, without=asked["without"]))
    return replace(
        selection, publication=_publication(asked["publication"]), days=_span(asked)
    )


def _of_tags(expression: Expression) -> Selection:
    if not expression.slugs:
        return Selection()
    try:
        return terms_of(expression).selection
    except UnknownTags as unknown:
        said = f"There is no tag {' or '.join(unknown.slugs)}."
    except Http404:
        said = "No article has a tag and does not have it."
    raise ProblemError(NOT_FOUND, said, [Flaw(said, "tags")])


def _publication(slug: str | None) -> int | None:
    if slug is None:
        return None
    try:
        return taxonomy.publication_at(slug).pk
    except Http404:
        said = f"There is no publication {slug}."
        raise ProblemError(NOT_FOUND, said, [Flaw(said, "publication")]) from None


def _span(asked: Asked) -> tuple[datetime.date, datetime.date] | None:
    if asked["from"] is None and asked["to"] is None:
        return None
    first = asked["from"][0] if asked["from"] else datetime.date.min
    last = asked["to"][1] if asked["to"] else datetime.date.max
    return first, last


def place_in(
    request: HttpRequest, asked: Asked, read: Callable[[str], _Place]
) -> _Place | None:
    """Return the place that the cursor says, as `read` reads it; None without one.

    ProblemError where nobody was given that cursor for this list.
    """
    if not asked["cursor"]:
        return None
    try:
        return read(opened(request, asked["cursor"]))
    except ValueError:
        said = "It is no cursor of this list; take it from `next`."
        flaw = Flaw(said, "cursor")
        raise ProblemError(BAD_REQUEST, f"cursor: {said}", [flaw]) from None
