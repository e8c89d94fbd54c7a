"""Where an article is: live, moved to another address, withdrawn, or nowhere."""

import datetime
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from articles.digest import Digest
from articles.models.published import (
    Address,
    Edition,
    LiveArticle,
    LiveArticleTag,
    Withdrawal,
)
from articles.site.lists.scopes import Moved
from articles.site.store import prepared
from articles.site.store.subrows import RowsAsText

from .reading import digest_in
from .related import MOST_TAGS, SharedTag

_MOST_EDITIONS = 100
"""So many of an article's editions come with it; who wants all asks for them."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """The publication of an article."""

    name: str
    native_name: str
    slug: str
    language: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """An edition that readers saw, without its digest."""

    number: int
    kind: str
    note: str
    published_at: datetime.datetime

    @property
    def is_correction(self) -> bool:
        """Whether it admits an error."""
        return self.kind == Edition.Kind.CORRECTION

    @property
    def kind_in_words(self) -> str:
        """What it is, in the active language."""
        return str(Edition.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class PublicArticle:
    """A public article with all that its pages say of it."""

    article_id: int
    number: int
    first_number: int
    slug: str
    title: str
    published: str
    day: datetime.date
    language: str
    source_url: str
    standfirst: str
    raw_digest: str
    """The digest as JSON text: what is made of it is remembered by it."""
    live_from: datetime.datetime
    updated_at: datetime.datetime
    corrected_at: datetime.datetime | None
    publication: Outlet
    editions: tuple[PublicEdition, ...]
    """Newest first, from the one that readers saw first; the last hundred of them."""
    tags: tuple[SharedTag, ...]
    """Its rarest that other articles have, too, rarest first."""

    @property
    def digest(self) -> Digest:
        """The digest that the current edition shows."""
        return digest_in(self.raw_digest)

    @property
    def correction(self) -> PublicEdition | None:
        """The last correction since readers first saw the article."""
        later = (one for one in self.editions if one.number > self.first_number)
        return next((one for one in later if one.is_correction), None)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Readers had seen the article; it was taken down."""

    reason: str
    on: datetime.datetime


_COLUMNS = (
    "article_id",
    "number",
    "first_number",
    "slug",
    "title",
    "published",
    "day",
    "language",
    "source_url",
    "standfirst",
    "raw_digest",
    "live_from",
    "updated_at",
    "corrected_at",
)
_OUTLET = ("name", "native_name", "slug", "language", "time_zone")


def live_at(slug: str) -> PublicArticle | None:
    """Return the public article at its current address; one query."""
    found = prepared.rows(_live_at, timezone.now(), slug)
    if not found:
        return None
    *row, editions, tags = found[0]
    facts = dict(zip(_COLUMNS, row, strict=False))
    seen = (one for one in _editions(editions) if one.number >= facts["first_number"])
    return PublicArticle(
        **facts,
        publication=Outlet(*row[len(_COLUMNS) :]),
        editions=tuple(seen),
        tags=tuple(itertools.starmap(SharedTag, json.loads(tags))),
    )


def _live_at(
    now: datetime.datetime, slug: str
) -> "QuerySet[LiveArticle, tuple[Any, ...]]":
    editions = Edition.objects.filter(article=OuterRef("article")).order_by("-number")
    columns = ("number", "kind", "note", "published_at")
    tags = (
        LiveArticleTag.objects.filter(
            article=OuterRef("article"), tag__counter__articles__gt=1
        )
        .annotate(name=F("tag__name"), articles=F("tag__counter__articles"))
        .order_by("articles", "tag_id")
        .values_list("tag_id", "name", "articles")
    )
    return (
        LiveArticle.objects.public(now)
        .filter(slug=slug)
        .annotate(
            raw_digest=Cast("digest", TextField()),
            editions=RowsAsText(editions.values_list(*columns)[:_MOST_EDITIONS]),
            tags=RowsAsText(tags[:MOST_TAGS]),
        )
        .order_by()
        .values_list(
            *_COLUMNS,
            *(f"publication__{name}" for name in _OUTLET),
            "editions",
            "tags",
        )
    )


def _editions(text: str) -> Iterator[PublicEdition]:
    for number, kind, note, moment in json.loads(text):
        at = datetime.datetime.fromisoformat(moment)
        # SQLite keeps moments without their zone, which is UTC.
        yield PublicEdition(
            number, kind, note, at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
        )


def elsewhere(slug: str) -> Withdrawn | None:
    """Return why the article that had this address was withdrawn, None for nothing.

    Raises Moved where the article is public at another address.
    """
    # Unordered, since the usual order is that of the desk's articles; one row at most.
    here = {"article": OuterRef("article")}
    live = LiveArticle.objects.public().filter(**here).order_by()
    withdrawals = Withdrawal.objects.filter(
        **here, restored_at=None, was_public=True
    ).order_by()
    row = (
        Address.objects.filter(slug=slug)
        .values_list(
            Subquery(live.values("slug")[:1]),
            Subquery(withdrawals.values("reason")[:1]),
            Subquery(withdrawals.values("withdrawn_at")[:1]),
        )
        .first()
    )
    current, reason, withdrawn_at = row or (None, None, None)
    if current:
        raise Moved({"slug": current})
    return Withdrawn(reason, withdrawn_at) if reason and withdrawn_at else None


def public_editions(live: PublicArticle) -> "QuerySet[Edition]":
    """Return the editions readers could see, newest first.

    Those before the first one were replaced before their time came.
    """
    return Edition.objects.filter(
        article=live.article_id, number__range=(live.first_number, live.number)
    ).order_by("-number")
