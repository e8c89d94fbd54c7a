"""Look-ups of publications and tags. One without a public article does not exist."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from articles.models.counters import LivePublication, LiveTag
from articles.models.taxonomy import Publication, PublicationName, Tag, TagName

from . import prepared
from .subrows import RowsAsText

PAGE_SIZE = 200
_MOST_NAMES = 20

_Name = TypeVar("_Name", Publication, Tag)


@dataclass(frozen=True, slots=True)
class Names(Generic[_Name]):
    """One page of an alphabetical list."""

    items: tuple[_Name, ...]
    is_first: bool
    next: str = ""
    """The slug that the next page stands after; "" where this is the last."""


@dataclass(frozen=True, slots=True)
class NamedTag:
    """A tag as listings name it."""

    id: int
    slug: str
    name: str
    is_theme: bool
    introduction: str
    weight: int
    """Its articles, with those that wait: for the speed of queries, not for readers."""


def publications(after: str, size: int = PAGE_SIZE) -> Names[Publication]:
    """Return a page of the publications that have a public article."""
    return _names(_public_publications(), after, size)


def _names(found: "QuerySet[_Name]", after: str, size: int) -> Names[_Name]:
    rows = tuple(found.filter(slug__gt=after).order_by("slug")[: size + 1])
    if not rows and after:
        raise Http404
    shown = rows[:size]
    next_ = shown[-1].slug if len(rows) > size else ""
    return Names(shown, is_first=not after, next=next_)


def publication_at(slug: str) -> Publication:
    """Return the publication at this address, or one that has it as another name.

    Http404 where it has no public article.
    """
    names = PublicationName.objects.filter(publication=OuterRef("pk")).order_by("key")
    others = RowsAsText(names.values_list("name")[:_MOST_NAMES])
    return _at(slug, _public_publications().annotate(all_names=others))


def other_names(publication: Publication) -> tuple[str, ...]:
    """Return by what else a publication that `publication_at` found is known."""
    shown = {publication.name, publication.native_name}
    names = (name for (name,) in json.loads(vars(publication)["all_names"]))
    return tuple(name for name in names if name not in shown)


def tags_at(slugs: Iterable[str]) -> dict[str, NamedTag]:
    """Return the tag at each of these addresses, or one that has it as another name.

    One query. Those without a public article are left out, as if there were none.
    """
    found: dict[str, NamedTag] = {}
    for slug, *columns in prepared.rows(_named, timezone.now(), *slugs):
        tag = NamedTag(*columns)
        # Its own name comes first, then what comes first in the alphabet.
        if slug not in found or tag.slug == slug:
            found[slug] = tag
    return found


def _named(now: datetime.datetime, *slugs: str) -> "QuerySet[Any, tuple[Any, ...]]":
    columns = ("id", "slug", "name", "is_theme", "introduction", "counter__articles")
    # For each of few names: given all public tags, SQLite would list them first.
    live = LiveTag.objects.public(now).filter(tag=OuterRef("tag"))
    return (
        TagName.objects.filter(Exists(live), slug__in=slugs)
        .order_by("tag__slug")
        .values_list("slug", *(f"tag__{column}" for column in columns))
    )


def _at(slug: str, public: "QuerySet[_Name]") -> _Name:
    found = public.filter(slug=slug).first()
    found = found or public.filter(names__slug=slug).order_by("slug").first()
    if found is None:
        raise Http404
    return found


def _public_publications() -> "QuerySet[Publication]":
    live = LivePublication.objects.public().filter(publication=OuterRef("pk"))
    return Publication.objects.filter(Exists(live))


def _public_tags(now: datetime.datetime | None = None) -> "QuerySet[Tag]":
    live = LiveTag.objects.public(now).filter(tag=OuterRef("pk"))
    return Tag.objects.filter(Exists(live))


def theme_tags(now: datetime.datetime | None = None) -> "QuerySet[Tag]":
    """Return the tags that are themes and have a public article, in their order."""
    return _public_tags(now).filter(is_theme=True).order_by("theme_order", "key")
