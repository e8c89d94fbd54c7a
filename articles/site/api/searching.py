"""Search, with the query language of the search page, and stricter: what a person may
have meant otherwise, a program is told."""

import re
import unicodedata
from typing import Any

from articles.site.search import searching
from articles.site.search.highlighting import Run
from articles.site.search.querying import (
    MAX_ITEMS,
    MAX_LENGTH,
    MAX_WIDE,
    Query,
    TooMuchError,
    parse,
)
from articles.site.store.state import PublicRequest

from .endpoints import Listed, endpoint
from .filters import PAGING, place_in, text_like
from .parameters import Asked, Parameter, one_of
from .resources import RUN, SPEAKER
from .shapes import NUMBER, TEXT, YES_OR_NO, Field, Shape, list_of

RELEVANCE, NEWEST = "relevance", "newest"
_PAIRS = (("“", "”"), ("「", "」"))
_FIELD = re.compile(r"(tag|publication|from|to|lang)[:：]", re.IGNORECASE)
_OPERATORS = {"OR"}
# As ECMA 262 writes it, for the OpenAPI document: a letter or digit somewhere, and
# quotation marks in pairs.
_PLAIN = r'[^\p{C}"“”「」]*'
_WORD = r"[\p{L}\p{N}]"
_QUOTED = f'("{_PLAIN}"|“{_PLAIN}”|「{_PLAIN}」)'
_LETTER = (
    f'({_WORD}|"{_PLAIN}{_WORD}{_PLAIN}"|“{_PLAIN}{_WORD}{_PLAIN}”'
    f"|「{_PLAIN}{_WORD}{_PLAIN}」)"
)
_QUERY = f"({_PLAIN}{_QUOTED})*{_PLAIN}{_LETTER}{_PLAIN}({_QUOTED}{_PLAIN})*"


def query_of(text: str) -> Query:
    """Return what a query asks for; ValueError says why it asks for nothing."""
    try:
        query = parse(text)
    except TooMuchError:
        raise ValueError(
            f"It has at most {MAX_LENGTH} characters and {MAX_ITEMS} words; at most"
            f" {MAX_WIDE} of them are dates or end with *."
        ) from None
    if not _is_balanced(text):
        raise ValueError("A quotation mark lacks its other half.")
    if not any(_is_searched_for(item.text) for item in query.items):
        raise ValueError("There is no word in it to look for.")
    for item in query.items:
        if not item.field and not item.is_quoted and _FIELD.match(item.text):
            raise ValueError(f"{item.text} cannot be: dates are as 2025-11-04.")
    return query


def _is_balanced(text: str) -> bool:
    is_paired = all(text.count(first) == text.count(last) for first, last in _PAIRS)
    return is_paired and text.count('"') % 2 == 0


def _is_searched_for(text: str) -> bool:
    is_word = any(unicodedata.category(sign)[0] in "LNS" for sign in text)
    return is_word and text not in _OPERATORS


Q = Parameter(
    "q",
    'What to look for: words, `"a phrase"`, `-word`, `a OR b`, `begin*`, `tag:slug`,'
    " `publication:slug`, `from:2025-11`, `to:2025`, `lang:zh`; at"
    f" most {MAX_LENGTH} characters and {MAX_ITEMS} words.",
    text_like(_QUERY),
    query_of,
    example="open source",
    is_required=True,
)
SORT = Parameter(
    "sort",
    f"What stands first; `{RELEVANCE}` without it.",
    {"type": "string", "enum": [RELEVANCE, NEWEST], "default": RELEVANCE},
    one_of(RELEVANCE, NEWEST),
    default=RELEVANCE,
)


def _runs(runs: tuple[Run, ...]) -> list[dict[str, Any]]:
    return [RUN.written(run) for run in runs]


FOUND_POINT = Shape(
    "FoundPoint",
    "A point that holds what was looked for.",
    (
        Field("key", "Of the point in its article.", TEXT),
        Field(
            "runs",
            "Its text without markers, in pieces.",
            list_of(RUN.ref),
            lambda point: _runs(point.runs),
        ),
    ),
)
RESULT = Shape(
    "Result",
    "An article that was found.",
    (
        Field(
            "article",
            "The article.",
            SPEAKER.ref,
            lambda result: SPEAKER.written(result.card),
        ),
        Field(
            "title_runs",
            "Its title, in pieces.",
            list_of(RUN.ref),
            lambda result: _runs(result.title),
        ),
        Field(
            "standfirst",
            "Its core viewpoint, without markers.",
            TEXT,
            lambda result: result.card.standfirst,
        ),
        Field(
            "points",
            "Those that hold most of what was looked for.",
            list_of(FOUND_POINT.ref),
            lambda result: [FOUND_POINT.written(point) for point in result.points],
        ),
        Field(
            "more_points",
            "How many others hold some of it.",
            NUMBER,
            lambda result: result.more,
        ),
    ),
)
FACET = Shape(
    "Facet",
    "A way to narrow the results down.",
    (
        Field("name", "Of the tag, publication or year.", TEXT),
        Field("count", "How many results have it.", NUMBER),
        Field("q", "The query for these alone.", TEXT, lambda facet: facet.query),
    ),
)


def _facet(name: str, kind: str) -> Field:
    return Field(
        name,
        f"By {kind}, the most frequent first.",
        list_of(FACET.ref),
        lambda facets: [FACET.written(facet) for facet in facets[kind]],
    )


FACETS = Shape(
    "Facets",
    "Ways to narrow the results down.",
    (
        _facet("tags", "tag"),
        _facet("publications", "publication"),
        _facet("years", "year"),
    ),
)
ABOUT = Shape(
    "Results",
    "A page of what was found.",
    (
        Field("count", "How many were found.", NUMBER),
        Field(
            "is_capped",
            f"Whether there are more: the newest {searching.MOST} are ranked, counted.",
            YES_OR_NO,
        ),
        Field(
            "facets",
            "Ways to narrow the results down.",
            FACETS.ref,
            lambda results: FACETS.written(results.facets),
        ),
    ),
)
SHARED = (FOUND_POINT, FACET, FACETS)


def _place(text: str) -> str:
    if not searching.is_position(text):
        raise ValueError("no position")
    return text


@endpoint(
    "Search",
    RESULT,
    description="In titles, points, tags and publications, under all their names.",
    parameters=(Q, SORT, *PAGING),
    is_list=True,
    about=ABOUT,
)
def search(request: PublicRequest, asked: Asked) -> Listed:
    """Find articles; at most five queries, that of the state included."""
    sort = "" if asked["sort"] == RELEVANCE else NEWEST
    after = place_in(request, asked, _place) or ""
    found = searching.search(asked["q"], sort=sort, after=after, size=asked["limit"])
    return Listed(found.results, found.next, found)
