"""Points: lists of them, and one of an article."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404

from articles.digest import cited_numbers, reference_to_json
from articles.models.names import slug_of
from articles.models.published import LiveArticle
from articles.site.article.points import PlacedPoint, last_edition_with, point_of
from articles.site.article.whereabouts import PublicArticle
from articles.site.lists import viewpoints
from articles.site.lists.voices import Label, Speaker, Viewpoint
from articles.site.store import positions
from articles.site.store.state import PublicRequest

from .articles import public_article
from .digests import REFERENCE
from .endpoints import Listed, endpoint
from .filters import FILTERS, PAGING, place_in, selection_of
from .parameters import Asked
from .problems import NOT_FOUND, ProblemError
from .resources import LABEL, SPEAKER, page_url
from .shapes import ADDRESS, TEXT, YES_OR_NO, Field, Shape, list_of


@dataclass(frozen=True, slots=True)
class Said:
    """A point, the article that says it and the passages it rests on."""

    speaker: Speaker
    point: Viewpoint
    references: tuple[dict[str, Any], ...] = ()


POINT = Shape(
    "Point",
    "A point with the article that says it.",
    (
        Field(
            "key",
            "Stays the same through all editions of its article.",
            TEXT,
            lambda said: said.point.key,
        ),
        Field(
            "url",
            "Of its page.",
            ADDRESS,
            lambda said: page_url("point", said.speaker.slug, said.point.key),
        ),
        Field(
            "text",
            "With markers such as [2], which name references.",
            TEXT,
            lambda said: said.point.text,
        ),
        Field(
            "is_core",
            "Whether it is part of the core viewpoint.",
            YES_OR_NO,
            lambda said: said.point.is_core,
        ),
        Field(
            "heading",
            "Of its group; may be empty.",
            TEXT,
            lambda said: said.point.heading,
        ),
        Field(
            "tags",
            "Its own; those of its article as a whole go for it, too.",
            list_of(LABEL.ref),
            lambda said: [LABEL.written(label) for label in said.point.tags],
        ),
        Field(
            "references",
            "The passages that its markers name.",
            list_of({"$ref": "#/components/schemas/Reference"}),
            lambda said: list(said.references),
        ),
        Field(
            "article",
            "Where it stands.",
            SPEAKER.ref,
            lambda said: SPEAKER.written(said.speaker),
        ),
    ),
)


@endpoint(
    "Points: who said what",
    POINT,
    description="A point has its own tags and those of its article as a whole. The"
    " articles stand in the order of `articles`, the points of each as they are read.",
    parameters=(*FILTERS, *PAGING),
    is_list=True,
)
def points(request: PublicRequest, asked: Asked) -> Listed:
    """List points; at most six queries, that of the state included."""
    selection = selection_of(asked)
    is_by_day = selection.days is not None
    before = place_in(
        request, asked, partial(positions.point_position, is_by_day=is_by_day)
    )
    found = viewpoints.points(selection, before, asked["limit"])
    said = [
        Said(voice.speaker, point) for voice in found.voices for point in voice.points
    ]
    if asked["fields"] is None or "references" in asked["fields"]:
        said = _with_references(said)
    return Listed(said, found.next)


def _with_references(points: Iterable[Said]) -> list[Said]:
    """Return points with the passages they rest on; one query."""
    points = list(points)
    ids = {said.speaker.article_id for said in points}
    rows = LiveArticle.objects.filter(pk__in=ids).order_by()
    digests = dict(rows.values_list("pk", "digest"))
    return [
        Said(
            said.speaker,
            said.point,
            _cited(said.point.text, digests.get(said.speaker.article_id, {})),
        )
        for said in points
    ]


def _cited(text: str, digest: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return the references that a text cites, names in their documented order."""
    numbers = set(cited_numbers(text))
    return tuple(
        {name: reference[name] for name in REFERENCE["properties"]}
        for reference in digest.get("references", ())
        if reference["number"] in numbers
    )


@endpoint("A point of an article", POINT)
def point(_request: PublicRequest, _asked: Asked, slug: str, key: str) -> Said:
    """Tell of a point; at most three queries, that of the state included."""
    live = public_article(slug)
    placed = point_of(live.digest, key)
    if placed is None:
        raise _not_there(live, key)
    return Said(
        _speaker(live),
        _viewpoint(placed),
        tuple(reference_to_json(one) for one in placed.references),
    )


def _not_there(live: PublicArticle, key: str) -> Exception:
    """Return what says that there is no such point, or which edition has it."""
    number = last_edition_with(live, key)
    if number is None:
        return Http404()
    said = f"The current edition has no such point; edition {number} has it."
    return ProblemError(NOT_FOUND, said, edition=number)


def _speaker(live: PublicArticle) -> Speaker:
    outlet = live.publication
    return Speaker(
        live.article_id,
        live.slug,
        live.title,
        live.language,
        live.published,
        live.day,
        live.live_from,
        live.updated_at,
        outlet.name,
        outlet.native_name,
        outlet.language,
        outlet.slug,
    )


def _viewpoint(placed: PlacedPoint) -> Viewpoint:
    point = placed.point
    tags = tuple(Label(name, slug_of(name)) for name in point.tags)
    return Viewpoint(
        placed.number - 1, placed.heading, placed.is_core, point.key, point.text, tags
    )
