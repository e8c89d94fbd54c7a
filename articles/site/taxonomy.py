"""Look-ups of publications and tags. One without a public article does not exist."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from articles.models.published import LiveArticle, LiveArticleTag
from articles.models.taxonomy import Publication, Tag

from .listings import Card, cards_by_id

PAGE_SIZE = 200
_ARTICLES_OF_THEME = 3

_Name = TypeVar("_Name", Publication, Tag)


@dataclass(frozen=True, slots=True)
class Names(Generic[_Name]):
    """One page of an alphabetical list."""

    items: tuple[_Name, ...]
    is_first: bool
    next: str = ""
    """The slug that the next page stands after; "" where this is the last."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A tag the editors put forward, with its newest articles."""

    tag: Tag
    cards: tuple[Card, ...]


def publications(after: str) -> Names[Publication]:
    """Return a page of the publications that have a public article."""
    return _names(_public_publications(), after)


def tags(after: str) -> Names[Tag]:
    """Return a page of the tags that have a public article."""
    return _names(_public_tags(), after)


def _names(found: "QuerySet[_Name]", after: str) -> Names[_Name]:
    rows = tuple(found.filter(slug__gt=after).order_by("slug")[: PAGE_SIZE + 1])
    if not rows and after:
        raise Http404
    shown = rows[:PAGE_SIZE]
    next_ = shown[-1].slug if len(rows) > PAGE_SIZE else ""
    return Names(shown, is_first=not after, next=next_)


def publication_at(slug: str) -> Publication:
    """Return the publication at this address, or one that has it as another name.

    Http404 where it has no public article.
    """
    return _at(slug, _public_publications())


def tag_at(slug: str) -> Tag:
    """Return the tag at this address, or one that has it as another name.

    Http404 where it has no public article.
    """
    return _at(slug, _public_tags())


def _at(slug: str, public: "QuerySet[_Name]") -> _Name:
    found = public.filter(slug=slug).first()
    found = found or public.filter(names__slug=slug).order_by("slug").first()
    if found is None:
        raise Http404
    return found


def _public_publications() -> "QuerySet[Publication]":
    articles = LiveArticle.objects.public().filter(publication=OuterRef("pk"))
    return Publication.objects.filter(Exists(articles))


def _public_tags() -> "QuerySet[Tag]":
    return Tag.objects.filter(
        Exists(LiveArticleTag.objects.public().filter(tag=OuterRef("pk")))
    )


def theme_tags() -> "QuerySet[Tag]":
    """Return the tags that are themes and have a public article, in their order."""
    return _public_tags().filter(is_theme=True).order_by("theme_order", "key")


def themes() -> tuple[Theme, ...]:
    """Return the themes with the newest articles of each; two queries for all."""
    rows = LiveArticleTag.objects.public().filter(tag=OuterRef("pk"))
    newest = rows.order_by("-live_from", "-article_id").values("article_id")
    places = range(_ARTICLES_OF_THEME)
    # One short index range for each place; a window would read every article of a tag.
    tags = tuple(
        theme_tags().annotate(
            **{f"newest_{at}": Subquery(newest[at : at + 1]) for at in places}
        )
    )
    ids = {tag: [getattr(tag, f"newest_{at}") for at in places] for tag in tags}
    cards = cards_by_id(pk for found in ids.values() for pk in found if pk)
    return tuple(
        Theme(tag, tuple(cards[pk] for pk in found if pk in cards))
        for tag, found in ids.items()
    )
