"""What a page tells search engines of itself: JSON-LD, in the words of schema.org."""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import gettext as _
from markupsafe import Markup

from articles.digest import Digest
from articles.site.article.whereabouts import PublicArticle
from articles.site.lists.listings import Card
from articles.site.lists.scopes import Crumb, Scope
from articles.site.page.addresses import path_of

Thing = dict[str, Any]


def as_json_ld(things: Iterable[Thing]) -> Markup:
    """Return things as the content of a script element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    # Without this one a script element can neither end nor begin inside it.
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - escaped just now


def collection(scope: Scope, path: str, cards: tuple[Card, ...]) -> Markup:
    """Return what a page of a listing is, with its articles in order.

    `path` is that of the page, which need not be the newest.
    """
    here = () if scope.name == "front" else (Crumb(scope.title, scope.path()),)
    page = {
        "@type": "CollectionPage",
        "@id": _url(path),
        "url": _url(path),
        "name": scope.title,
        "description": scope.description,
        "isPartOf": _site(),
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "url": _url(path_of("article", slug=card.slug)),
                    "name": card.title,
                }
                for position, card in enumerate(cards, start=1)
            ],
        },
    }
    return as_json_ld([page, breadcrumbs([*scope.way, *here])])


def breadcrumbs(crumbs: Iterable[Crumb]) -> Thing:
    """Return the way from the front page to a page."""
    way = [Crumb(_("Front page"), path_of("front")), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb.name,
                "item": _url(crumb.path),
            }
            for position, crumb in enumerate(way, start=1)
        ],
    }


def _site() -> Thing:
    return {
        "@type": "WebSite",
        "@id": _url("/#site"),
        "name": settings.SITE_NAME,
        "url": _url("/"),
    }


def publisher() -> Thing:
    """Return who makes the digests."""
    return {
        "@type": "Organization",
        "@id": _url("/#publisher"),
        "name": settings.SITE_NAME,
        "url": _url("/"),
        "logo": _url(static("site/icon.svg")),
    }


def _without_blanks(thing: Mapping[str, Any]) -> Thing:
    """Return a thing without what it leaves empty."""
    return {name: value for name, value in thing.items() if value}


_MOST_CITATIONS = 100
"""In the head of a page; the page itself names them all."""


def article(live: PublicArticle) -> Markup:
    """Return what an article's page is: news that rests on other news, and cites it."""
    path = path_of("article", slug=live.slug)
    digest = live.digest
    page = {
        "@type": "NewsArticle",
        "@id": _url(path),
        "url": _url(path),
        "mainEntityOfPage": _url(path),
        "headline": live.title,
        "description": live.standfirst,
        "inLanguage": live.language,
        "datePublished": live.live_from.isoformat(timespec="seconds"),
        "dateModified": live.updated_at.isoformat(timespec="seconds"),
        "version": live.number,
        "author": publisher(),
        "publisher": publisher(),
        "image": _url(static("site/card.png")),
        "keywords": list(digest.tags),
        "isBasedOn": _original(live),
        "citation": list(_citations(digest)),
        "correction": list(_corrections(live)),
        "isPartOf": _site(),
    }
    outlet = path_of("publication", slug=live.publication.slug)
    crumbs = (Crumb(live.publication.name, outlet), Crumb(live.title, path))
    return as_json_ld([_without_blanks(page), breadcrumbs(crumbs)])


def _original(live: PublicArticle) -> Thing:
    original = {
        "@type": "Article",
        "name": live.title,
        "url": live.source_url,
        "datePublished": live.published,
        "publisher": {"@type": "Organization", "name": live.publication.name},
    }
    return _without_blanks(original)


def _citations(digest: Digest) -> Iterator[Thing]:
    """Yield what the references name; one of which nothing is known names nothing."""
    known = (one for one in digest.references if not one.is_empty)
    for reference in itertools.islice(known, _MOST_CITATIONS):
        work = {
            "@type": "CreativeWork",
            "position": reference.number,
            "name": reference.locator or reference.url,
            "text": reference.quote,
            "url": reference.url,
        }
        yield _without_blanks(work)


def _corrections(live: PublicArticle) -> Iterator[Thing]:
    for edition in live.editions:
        if edition.is_correction and edition.number > live.first_number:
            yield {
                "@type": "CorrectionComment",
                "text": edition.note,
                "datePublished": edition.published_at.isoformat(timespec="seconds"),
                "url": _url(path_of("changes", slug=live.slug, number=edition.number)),
            }


def _url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
