"""Listings as feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, with full content."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    Stylesheet,
    SyndicationFeed,
)
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles.digest import from_json, language_of, without_markers
from articles.models.published import Edition, LiveArticle
from articles.site.article.reading import read
from articles.site.lists.listings import Card
from articles.site.lists.scopes import Scope
from articles.site.lists.voices import Speaker, Viewpoint, Viewpoints
from articles.site.page.pages import FEED_FORMS
from articles.site.words.languages import html_code
from articles.site.words.wording import excerpt, outlet

_LONGEST_TITLE = 120
_CONTENT_TYPES = {form: content_type for form, _name, content_type in FEED_FORMS}


@dataclass(frozen=True, slots=True)
class Entry:
    """One article, or one point, in a feed."""

    id: str
    """A tag URI (RFC 4151), which no change of address or title touches."""
    path: str
    title: str
    language: str
    summary: str
    """Plain text."""
    content: str
    """HTML, whole."""
    author: str
    published: datetime.datetime
    updated: datetime.datetime
    tags: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Return the whole address."""
        return f"{settings.SITE_URL}{self.path}"


def tag_uri(*parts: object, since: datetime.datetime) -> str:
    """Return the name for ever of what is live here since a day (RFC 4151)."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{since:%Y-%m-%d}:{'/'.join(map(str, parts))}"


def article_entries(cards: Iterable[Card]) -> list[Entry]:
    """Return the entries of these articles, in their order; one query."""
    cards = list(cards)
    corrections = Edition.objects.filter(
        article=OuterRef("pk"),
        kind=Edition.Kind.CORRECTION,
        number__gt=OuterRef("first_number"),
    ).order_by("-number")
    rows = LiveArticle.objects.public().filter(pk__in=[c.article_id for c in cards])
    noted = rows.annotate(correction=Subquery(corrections.values("note")[:1]))
    columns = ("pk", "digest", "updated_at", "correction")
    found = {pk: rest for pk, *rest in noted.values_list(*columns)}
    return [
        _article_entry(card, *found[card.article_id])
        for card in cards
        if card.article_id in found
    ]


def _article_entry(
    card: Card,
    digest: dict[str, Any],
    updated: datetime.datetime,
    correction: str | None,
) -> Entry:
    reading = read(from_json(digest))
    path = reverse("site:article", args=[card.slug])
    page = f"{settings.SITE_URL}{path}"
    content = {"reading": reading, "page": page, "correction": correction}
    return Entry(
        id=tag_uri("articles", card.article_id, since=card.live_from),
        path=path,
        title=card.title,
        language=card.language,
        summary=card.standfirst,
        content=render_to_string("feeds/article.html", content, using="site"),
        author=outlet(card.publication, card.native_name),
        published=card.live_from,
        updated=updated,
        tags=reading.digest.tags,
    )


def point_entries(found: Viewpoints) -> list[Entry]:
    """Return the entries of a page of points, in their order."""
    return [
        _point_entry(voice.speaker, point)
        for voice in found.voices
        for point in voice.points
    ]


def _point_entry(speaker: Speaker, point: Viewpoint) -> Entry:
    path = reverse("site:article", args=[speaker.slug])
    content = {"speaker": speaker, "point": point, "page": f"{settings.SITE_URL}{path}"}
    words = without_markers(point.text)
    return Entry(
        id=tag_uri(
            "articles", speaker.article_id, "points", point.key, since=speaker.live_from
        ),
        path=f"{path}#p-{point.key}",
        title=excerpt(words, _LONGEST_TITLE),
        language=language_of(point.text) or speaker.language,
        summary=words,
        content=render_to_string("feeds/point.html", content, using="site"),
        author=outlet(speaker.publication, speaker.native_name),
        published=speaker.live_from,
        updated=speaker.updated_at,
        tags=tuple(tag.name for tag in point.tags),
    )


def answer(scope: Scope, entries: list[Entry], form: str, **query: str) -> HttpResponse:
    """Return a feed of these entries; `form` is atom, rss or json."""
    make = _json_feed if form == "json" else _xml_feed
    return HttpResponse(
        make(scope, entries, form, query),
        content_type=f"{_CONTENT_TYPES[form]}; charset=utf-8",
    )


_NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _Steady(SyndicationFeed):
    """A feed that says the same as long as nothing changes."""

    def latest_post_date(self) -> datetime.datetime:
        """Return when the newest entry was; Django's own says now where none is."""
        return super().latest_post_date() if self.items else _NEVER


class _Atom(_Steady, Atom1Feed):
    """Django's Atom with whole texts, each in its own language, and a style sheet."""

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed; Django's own leaves the style sheet out."""
        # Django's types know less of the attributes than the generator takes.
        handler: Any = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for sheet in self.feed["stylesheets"]:
            handler.processingInstruction("xml-stylesheet", sheet)
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        language = item["language"]
        return {"xml:lang": language} if language else {}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class _Rss(_Steady, Rss201rev2Feed):
    """Django's RSS with whole texts and the name of who wrote them."""

    def rss_attributes(self) -> dict[str, str]:
        content = "http://purl.org/rss/1.0/modules/content/"
        return {**super().rss_attributes(), "xmlns:content": content}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


def _xml_feed(
    scope: Scope, entries: list[Entry], form: str, query: dict[str, str]
) -> bytes:
    kind = _Atom if form == "atom" else _Rss
    page, here = _addresses(scope, form, query)
    sheet = Stylesheet(static("site/feed.css"), mimetype="text/css")
    feed = kind(
        title=_title(scope),
        link=page,
        description=scope.description,
        subtitle=scope.description,
        language=html_code(settings.LANGUAGE_CODE),
        author_name=settings.SITE_NAME,
        feed_url=here,
        stylesheets=[sheet],
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=escape(entry.summary),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            author_name=entry.author,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.tags,
            content=entry.content,
            language=entry.language,
        )
    return feed.writeString("utf-8").encode()


def _json_feed(
    scope: Scope, entries: list[Entry], form: str, query: dict[str, str]
) -> bytes:
    """Return a feed as https://www.jsonfeed.org/version/1.1/ has it."""
    page, here = _addresses(scope, form, query)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(scope),
        "home_page_url": page,
        "feed_url": here,
        "description": scope.description,
        "language": html_code(settings.LANGUAGE_CODE),
        "icon": f"{settings.SITE_URL}{static('site/icon.svg')}",
        "items": [_json_item(entry) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "date_published": entry.published.isoformat(timespec="seconds"),
        "date_modified": entry.updated.isoformat(timespec="seconds"),
        "authors": [{"name": entry.author}],
        "tags": list(entry.tags),
        "language": entry.language,
    }
    return {name: value for name, value in item.items() if value}


def _addresses(scope: Scope, form: str, query: dict[str, str]) -> tuple[str, str]:
    """Return the addresses of the page and of this feed of it."""
    page, here = scope.path(**query), scope.feed_path(form, **query)
    return f"{settings.SITE_URL}{page}", f"{settings.SITE_URL}{here}"


def _title(scope: Scope) -> str:
    """Return the name of a feed among others in a reader."""
    same = scope.title == settings.SITE_NAME
    return scope.title if same else f"{scope.title} · {settings.SITE_NAME}"
