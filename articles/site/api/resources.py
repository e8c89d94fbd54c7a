"""What the API says of articles, publications and tags."""

import datetime
import itertools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, OuterRef
from django.urls import reverse

from articles.digest import from_json, to_json
from articles.models.names import slug_of
from articles.models.published import LiveArticle, LiveArticleTag
from articles.site.article.whereabouts import PublicArticle
from articles.site.lists.listings import Card
from articles.site.lists.voices import Label, Speaker
from articles.site.store.subrows import RowsAsText

from .shapes import (
    ADDRESS,
    DAY,
    MOMENT,
    NUMBER,
    TEXT,
    YES_OR_NO,
    Field,
    Shape,
    list_of,
    or_null,
)

_MOST_TAGS = 1000


def page_url(name: str, *arguments: Any) -> str:
    """Return the whole address of a page for readers."""
    return f"{settings.SITE_URL}{reverse(f'site:{name}', args=arguments)}"


class Outlet(NamedTuple):
    """The publication of an article, as far as its article says."""

    name: str
    native_name: str
    language: str
    slug: str


OUTLET = Shape(
    "Outlet",
    "The publication of an article.",
    (
        Field("name", "Its name.", TEXT),
        Field("native_name", "In its own language; may be empty.", TEXT),
        Field("language", "A language tag; may be empty.", TEXT),
        Field("slug", "Its address here.", TEXT),
    ),
)
LABEL = Shape(
    "Label",
    "A tag by its name.",
    (
        Field("name", "As it is called today.", TEXT),
        Field("slug", "Its address here, for `tags` and `without`.", TEXT),
    ),
)
SPEAKER = Shape(
    "Speaker",
    "The article that says a point.",
    (
        Field("slug", "Its address here.", TEXT),
        Field(
            "url", "Of its page.", ADDRESS, lambda one: page_url("article", one.slug)
        ),
        Field("title", "Of the article.", TEXT),
        Field("language", "A language tag, of the points; may be empty.", TEXT),
        Field(
            "publication",
            "Where the article was published.",
            OUTLET.ref,
            lambda one: OUTLET.written(outlet_of(one)),
        ),
        Field(
            "published",
            "When, local to the publication; may be empty.",
            TEXT,
        ),
        Field(
            "day",
            "The day of `published`, or that of `live_from` where it is unknown.",
            DAY,
            lambda one: one.day.isoformat(),
        ),
        Field("live_from", "Since when readers see it.", MOMENT),
    ),
)
RUN = Shape(
    "Run",
    "A piece of a text.",
    (
        Field("text", "Joined, the pieces are the text.", TEXT),
        Field("is_marked", "Whether it is what was looked for.", YES_OR_NO),
    ),
)
SHARED = (OUTLET, LABEL, SPEAKER, RUN)
"""What other shapes refer to."""


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """A public article as the API tells of it."""

    slug: str
    title: str
    language: str
    outlet: Outlet
    published: str
    day: datetime.date
    standfirst: str
    point_count: int
    source_url: str
    labels: tuple[Label, ...]
    edition: int
    live_from: datetime.datetime
    updated_at: datetime.datetime
    corrected_at: datetime.datetime | None
    raw_digest: dict[str, Any] | None = None


ARTICLE_FIELDS = (
    Field("slug", "Its address here; an earlier one leads to it.", TEXT),
    Field(
        "url",
        "Of its page.",
        ADDRESS,
        lambda article: page_url("article", article.slug),
    ),
    Field("title", "Of the article.", TEXT),
    Field("language", "A language tag, of the points; may be empty.", TEXT),
    Field(
        "publication",
        "Where the article was published.",
        OUTLET.ref,
        lambda article: OUTLET.written(article.outlet),
    ),
    Field(
        "published",
        "When, local to the publication: YYYY-MM-DD or YYYY-MM-DDTHH:MM; may be empty.",
        TEXT,
    ),
    Field(
        "day",
        "The day of `published`, or that of `live_from` where it is unknown.",
        DAY,
        lambda article: article.day.isoformat(),
    ),
    Field("source_url", "Of the article itself; may be empty.", TEXT),
    Field("standfirst", "The core viewpoint, without markers.", TEXT),
    Field("point_count", "How many points the digest has.", NUMBER),
    Field(
        "tags",
        "Of the article as a whole; its points have more.",
        list_of(LABEL.ref),
        lambda article: [LABEL.written(label) for label in article.labels],
    ),
    Field("edition", "The number of the current edition.", NUMBER),
    Field("live_from", "Since when readers see it.", MOMENT),
    Field("updated_at", "When the current edition was made.", MOMENT),
    Field("corrected_at", "When it was last corrected; else null.", or_null(MOMENT)),
)


def _digest(article: ToldArticle) -> dict[str, Any]:
    # Read and written again: a database may keep the names in another order.
    return to_json(from_json(article.raw_digest))


_DIGEST = Field(
    "digest", "The whole document.", {"$ref": "#/components/schemas/Digest"}, _digest
)
LISTED_ARTICLE = Shape(
    "ListedArticle",
    "An article in a list.",
    (
        *ARTICLE_FIELDS,
        Field(
            _DIGEST.name, _DIGEST.description, _DIGEST.schema, _digest, is_extra=True
        ),
    ),
)
ARTICLE = Shape("Article", "An article with its digest.", (*ARTICLE_FIELDS, _DIGEST))


def outlet_of(speaker: Card | Speaker) -> Outlet:
    """Return the publication of a listed article."""
    return Outlet(
        speaker.publication,
        speaker.native_name,
        speaker.publication_language,
        speaker.publication_slug,
    )


def told(cards: Iterable[Card], *, with_digest: bool) -> list[ToldArticle]:
    """Return what is told of listed articles, in their order; one query."""
    cards = list(cards)
    if not cards:
        return []
    rows = LiveArticle.objects.filter(pk__in=[card.article_id for card in cards])
    columns = ["pk", "number", "source_url", "updated_at", "own_tags"]
    found = {
        pk: rest
        for pk, *rest in rows.annotate(own_tags=RowsAsText(_own_tags()))
        .order_by()
        .values_list(*columns, *(["digest"] if with_digest else []))
    }
    return [
        _told(card, *found[card.article_id])
        for card in cards
        if card.article_id in found
    ]


def _own_tags() -> Any:
    rows = LiveArticleTag.objects.filter(article=OuterRef("pk"), on_article=True)
    named = rows.annotate(name=F("tag__name"), slug=F("tag__slug")).order_by("pk")
    return named.values_list("name", "slug")[:_MOST_TAGS]


def _told(
    card: Card,
    number: int,
    source_url: str,
    updated_at: datetime.datetime,
    own_tags: str,
    digest: dict[str, Any] | None = None,
) -> ToldArticle:
    return ToldArticle(
        slug=card.slug,
        title=card.title,
        language=card.language,
        outlet=outlet_of(card),
        published=card.published,
        day=card.day,
        standfirst=card.standfirst,
        point_count=card.point_count,
        source_url=source_url,
        labels=tuple(itertools.starmap(Label, json.loads(own_tags))),
        edition=number,
        live_from=card.live_from,
        updated_at=updated_at,
        corrected_at=card.corrected_at,
        raw_digest=digest,
    )


def told_alone(live: PublicArticle) -> ToldArticle:
    """Return what is told of one article."""
    digest = live.digest
    outlet = live.publication
    return ToldArticle(
        slug=live.slug,
        title=live.title,
        language=live.language,
        outlet=Outlet(outlet.name, outlet.native_name, outlet.language, outlet.slug),
        published=live.published,
        day=live.day,
        standfirst=live.standfirst,
        point_count=sum(1 for _point in digest.points()),
        source_url=live.source_url,
        # Its names are those of today, and an address depends on nothing else.
        labels=tuple(Label(name, slug_of(name)) for name in digest.tags),
        edition=live.number,
        live_from=live.live_from,
        updated_at=live.updated_at,
        corrected_at=live.corrected_at,
        raw_digest=to_json(digest),
    )
