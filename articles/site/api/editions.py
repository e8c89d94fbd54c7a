"""The public history of an article: its editions, one of them, what it changed."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from articles.digest import (
    Changes,
    GroupChange,
    Place,
    PointChange,
    Reference,
    diff,
    from_json,
    point_to_json,
    reference_to_json,
    to_json,
)
from articles.digest import Point as DigestPoint
from articles.models.published import Edition
from articles.site.article.whereabouts import PublicArticle, public_editions
from articles.site.store.state import PublicRequest

from .articles import public_article
from .endpoints import Listed, endpoint
from .parameters import Asked
from .resources import page_url
from .shapes import (
    ADDRESS,
    MOMENT,
    NUMBER,
    TEXT,
    YES_OR_NO,
    Field,
    Schema,
    Shape,
    list_of,
    or_null,
)

_KIND: Schema = {"type": "string", "enum": list(Edition.Kind.values)}
_NUMBER: Schema = {"type": "integer", "minimum": 1}


@dataclass(frozen=True, slots=True)
class ToldEdition:
    """An edition, and the article it is of."""

    live: PublicArticle
    edition: Edition


def _of_edition(name: str, description: str, schema: Schema) -> Field:
    return Field(name, description, schema, lambda told: getattr(told.edition, name))


_EDITION_FIELDS = (
    _of_edition(
        "number", "From 1, without gaps; readers may have missed some.", _NUMBER
    ),
    Field(
        "url",
        "Of its page.",
        ADDRESS,
        lambda told: page_url("edition", told.live.slug, told.edition.number),
    ),
    _of_edition("kind", "A correction admits an error.", _KIND),
    _of_edition("note", "What readers are told of it; may be empty.", TEXT),
    _of_edition("published_at", "When it was made.", MOMENT),
    _of_edition("live_from", "Since when readers see it.", MOMENT),
    _of_edition("sha256", "Of the digest's canonical JSON, in hexadecimal.", TEXT),
    Field(
        "is_current",
        "Whether it is the one that readers see.",
        YES_OR_NO,
        lambda told: told.edition.number == told.live.number,
    ),
)
LISTED_EDITION = Shape("ListedEdition", "An edition in a list.", _EDITION_FIELDS)
EDITION = Shape(
    "Edition",
    "An edition with its digest as it was.",
    (
        *_EDITION_FIELDS,
        Field(
            "digest",
            "The whole document as it was, under the names of then.",
            {"$ref": "#/components/schemas/Digest"},
            lambda told: to_json(from_json(told.edition.digest)),
        ),
    ),
)


@endpoint(
    "Editions of an article, newest first",
    LISTED_EDITION,
    description="All that readers could see, on one page.",
    is_list=True,
)
def editions(_request: PublicRequest, _asked: Asked, slug: str) -> Listed:
    """List editions; three queries, that of the state included."""
    live = public_article(slug)
    found = public_editions(live).defer("digest")
    return Listed(ToldEdition(live, each) for each in found)


@endpoint("An edition of an article", EDITION)
def edition(
    _request: PublicRequest, _asked: Asked, slug: str, number: int
) -> ToldEdition:
    """Tell of an edition; three queries, that of the state included."""
    live = public_article(slug)
    found = public_editions(live).filter(number=number).first()
    if found is None:
        raise Http404
    return ToldEdition(live, found)


_POINT: Schema = or_null({"$ref": "#/components/schemas/DigestPoint"})
_REFERENCE: Schema = or_null({"$ref": "#/components/schemas/Reference"})
_KINDS: Schema = list_of(
    {
        "type": "string",
        "enum": ["added", "removed", "reworded", "recited", "moved", "retagged"],
    }
)

PLACE = Shape(
    "Place",
    "Where a point stands.",
    (
        Field(
            "group",
            "The group, counted from 0; null is the core viewpoint.",
            or_null(NUMBER),
            lambda place: place[0],
        ),
        Field("index", "In its group, from 0.", NUMBER, lambda place: place[1]),
    ),
)
_PLACE: Schema = or_null(PLACE.ref)


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else PLACE.written(place)


def _point(point: DigestPoint | None) -> dict[str, Any] | None:
    return None if point is None else point_to_json(point)


def _reference(reference: Reference | None) -> dict[str, Any] | None:
    return None if reference is None else reference_to_json(reference)


def _kinds(change: GroupChange | PointChange) -> list[str]:
    return [
        kind for kind in _KINDS["items"]["enum"] if getattr(change, f"is_{kind}", False)
    ]


CHANGED_FIELD = Shape(
    "ChangedField",
    "A fact that is another.",
    (
        Field("name", "As in the digest, such as title.", TEXT),
        Field("old", "Before; may be empty.", TEXT),
        Field("new", "Now; may be empty.", TEXT),
    ),
)
CHANGED_GROUP = Shape(
    "ChangedGroup",
    "A group that was added, removed, moved or headed differently.",
    (
        Field("kinds", "What happened to it.", _KINDS, _kinds),
        Field("old_index", "Its place before, from 0.", or_null(NUMBER)),
        Field("new_index", "Its place now, from 0.", or_null(NUMBER)),
        Field("old_heading", "Before; may be empty.", TEXT),
        Field("new_heading", "Now; may be empty.", TEXT),
    ),
)
CHANGED_POINT = Shape(
    "ChangedPoint",
    "A point that is not what or where it was.",
    (
        Field("kinds", "What happened to it.", _KINDS, _kinds),
        Field("old", "Before; null if added.", _POINT, lambda one: _point(one.old)),
        Field("new", "Now; null if removed.", _POINT, lambda one: _point(one.new)),
        Field(
            "old_place", "Where it stood.", _PLACE, lambda one: _place(one.old_place)
        ),
        Field(
            "new_place", "Where it stands.", _PLACE, lambda one: _place(one.new_place)
        ),
    ),
)
CHANGED_REFERENCE = Shape(
    "ChangedReference",
    "A reference that was added, removed or says something else.",
    (
        Field(
            "old", "Before; null if added.", _REFERENCE, lambda one: _reference(one.old)
        ),
        Field(
            "new", "Now; null if removed.", _REFERENCE, lambda one: _reference(one.new)
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ToldChanges:
    """What an edition changed against the public one before it."""

    number: int
    previous: int | None
    changes: Changes


def _changed(name: str, description: str, shape: Shape) -> Field:
    return Field(
        name,
        description,
        list_of(shape.ref),
        lambda told: [shape.written(one) for one in getattr(told.changes, name)],
    )


def _of_tags(name: str, description: str) -> Field:
    return Field(
        name, description, list_of(TEXT), lambda told: list(getattr(told.changes, name))
    )


CHANGES = Shape(
    "Changes",
    "What an edition changed.",
    (
        Field("number", "Of the edition.", _NUMBER),
        Field(
            "previous",
            "The edition it is compared with; null for the first that readers saw.",
            or_null(_NUMBER),
        ),
        _changed("fields", "Facts.", CHANGED_FIELD),
        _of_tags("tags_added", "Of the article."),
        _of_tags("tags_removed", "Of the article."),
        Field(
            "tags_reordered",
            "Whether tags that stay stand in another order.",
            YES_OR_NO,
            lambda told: told.changes.tags_reordered,
        ),
        _changed("groups", "Groups of points.", CHANGED_GROUP),
        _changed("points", "Points.", CHANGED_POINT),
        _changed("references", "References.", CHANGED_REFERENCE),
    ),
)
SHARED = (PLACE, CHANGED_FIELD, CHANGED_GROUP, CHANGED_POINT, CHANGED_REFERENCE)


@endpoint("What an edition changed", CHANGES)
def changes(
    _request: PublicRequest, _asked: Asked, slug: str, number: int
) -> ToldChanges:
    """Compare an edition with the one before; three queries, the state's included."""
    live = public_article(slug)
    pair = list(public_editions(live).filter(number__range=(number - 1, number)))
    if not pair or pair[0].number != number:
        raise Http404
    new, *old = (from_json(each.digest) for each in pair)
    if not old:
        return ToldChanges(number, None, Changes())
    return ToldChanges(number, number - 1, diff(old[0], new))
