"""What rests on a source: every point that cites one address, with what it quotes."""

import datetime
import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urldefrag

from django.db.models import IntegerField, Q, Value
from django.http import Http404
from django.utils import timezone

from articles.digest import cited_numbers
from articles.models.published import LiveArticle, LiveCitation, LivePoint
from articles.models.sources import source_key
from articles.site.lists.listings import Card, digests_of
from articles.site.lists.point_selections import OF_ARTICLE, OF_POINT, OF_TAG
from articles.site.lists.viewpoints import PAGE_SIZE
from articles.site.lists.voices import (
    Quoted,
    Speaker,
    Viewpoint,
    Viewpoints,
    Voice,
    found_in,
    voices_of,
)
from articles.site.store import prepared
from articles.site.store.positions import Position

from .reading import ReadReference

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Source:
    """A source and a page of what rests on it."""

    key: str
    url: str
    """As the newest article on the page writes it, without the place in it."""
    viewpoints: Viewpoints
    digests: tuple[Card, ...]
    """Of the source itself, where that is an article digested here."""

    @property
    def has_several(self) -> bool:
        """Whether more than one article rests on it, as far as the page tells."""
        return len(self.viewpoints.voices) > 1 or not self.viewpoints.is_newest

    @property
    def has_own_digest_only(self) -> bool:
        """Whether nothing else rests on it than the digest of itself."""
        own = {card.article_id for card in self.digests}
        return not self.has_several and all(
            voice.speaker.article_id in own for voice in self.viewpoints.voices
        )


def source_keys(references: Iterable[ReadReference]) -> dict[int, str]:
    """Return the keys of the sources that points cite, by a reference to each.

    Many references of an article are places in the same few sources.
    """
    addresses: dict[str, int] = {}
    for item in references:
        if item.cited_by and item.passage.url:
            address = urldefrag(item.passage.url).url
            addresses.setdefault(address, item.passage.number)
    numbers: dict[str, int] = {}
    for address, number in addresses.items():
        numbers.setdefault(source_key(address), number)
    return {number: key for key, number in numbers.items()}


def source_at(key: str, before: Position | None) -> Source:
    """Return the source with this key; three queries.

    Http404 where nothing public rests on it, or nothing older.
    """
    found = points(key, before)
    if not found.voices:
        raise Http404
    quoted = _quoted(key, (voice.speaker.article_id for voice in found.voices))
    voices = tuple(_with_passages(voice, quoted) for voice in found.voices)
    return Source(
        key=key,
        url=_address(voices),
        viewpoints=replace(found, voices=voices),
        digests=digests_of(key),
    )


def points(
    key: str, before: Position | None = None, size: int = PAGE_SIZE
) -> Viewpoints:
    """Return a page of the points that cite a source; one query."""
    found = tuple(found_in(prepared.rows(_page_of(size), *_asked(key, before))))
    shown = found[:size]
    return Viewpoints(
        tuple(voices_of(shown, before)),
        is_newest=before is None,
        next=_position(*shown[-1]) if len(found) > size else "",
        first=_position(*shown[0]) if before and shown else "",
    )


def page_before(key: str, after: Position, size: int = PAGE_SIZE) -> str:
    """Return the position of the page that ends where the page of `after` begins.

    "" where that is the newest page. One query.
    """
    for row in prepared.rows(_page_before_of(size), *_asked(key, after)):
        return str(Position(*row))
    return ""


def _position(speaker: Speaker, point: Viewpoint) -> str:
    return str(Position(speaker.live_from, speaker.article_id, point.position))


class _Asked(NamedTuple):
    """Which citations are asked for, in the plain values that `prepared` takes."""

    now: datetime.datetime
    moment: datetime.datetime | None
    article_id: int | None
    position: int | None
    key: str


def _asked(key: str, position: Position | None) -> _Asked:
    now = timezone.now()
    if position is None:
        return _Asked(now, None, None, None, key)
    return _Asked(now, position.moment, position.article_id, position.point, key)


@functools.cache
def _page_of(size: int) -> prepared.Build:
    """Return what builds the query of a page; the same function for the same size."""
    return functools.partial(_page, size)


@functools.cache
def _page_before_of(size: int) -> prepared.Build:
    """Return what builds the query for the page before; the same function as well."""
    return functools.partial(_page_before, size)


def _page_before(size: int, *arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select the point that the page before stands behind, if one is above it."""
    given = _Asked._make(arguments)
    place = Value(given.position, IntegerField())
    cited = LiveCitation.objects.public(given.now).filter(
        Q(live_from__gt=given.moment)
        | Q(point__article__gt=given.article_id)
        | Q(point__article=given.article_id, point__position__lt=place),
        source_key=given.key,
        live_from__gte=given.moment,
    )
    nearest = cited.order_by("live_from", "point__article_id", "-point__position")
    columns = ("live_from", "point__article_id", "point__position")
    return nearest.values_list(*columns)[size : size + 1]


def _page(size: int, *arguments: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select a row for each tag of each point, or one where a point has none."""
    given = _Asked._make(arguments)
    cited = LiveCitation.objects.public(given.moment or given.now)
    cited = cited.filter(source_key=given.key)
    if given.moment is not None:
        place = Value(given.position, IntegerField())
        cited = cited.filter(
            Q(live_from__lt=given.moment)
            | Q(point__article__lt=given.article_id)
            | Q(point__article=given.article_id, point__position__gt=place)
        )
    ids = cited.order_by("-live_from", "-point__article_id", "point__position")
    rows = LivePoint.objects.filter(pk__in=ids.values("point")[: size + 1])
    return rows.order_by(
        "-live_from", "-article_id", "position", "tag_rows__pk"
    ).values_list(*OF_ARTICLE, *OF_POINT, *OF_TAG)


def _quoted(key: str, article_ids: Iterable[int]) -> dict[int, dict[int, Quoted]]:
    """Return what each article quotes from a source, by the numbers of its references.

    No more is read of the digests than their references.
    """
    rows = prepared.rows(_references_of, timezone.now(), tuple(article_ids))
    return {
        pk: {
            item["number"]: Quoted(
                item["number"], item["locator"], item["quote"], item["url"]
            )
            for item in references
            if source_key(item["url"]) == key
        }
        for pk, references in rows
    }


def _references_of(
    now: datetime.datetime, article_ids: tuple[int, ...]
) -> "QuerySet[Any, tuple[Any, ...]]":
    rows = LiveArticle.objects.public(now).filter(pk__in=article_ids).order_by()
    return rows.values_list("article_id", "digest__references")


def _address(voices: Iterable[Voice]) -> str:
    for voice in voices:
        for point in voice.points:
            for passage in point.passages:
                return urldefrag(passage.url).url
    raise Http404  # Withdrawn a moment ago.


def _with_passages(voice: Voice, quoted: dict[int, dict[int, Quoted]]) -> Voice:
    """Return a voice whose points tell which passages of the source they rest on."""
    passages = quoted.get(voice.speaker.article_id, {})
    told = tuple(
        point._replace(
            passages=tuple(
                passages[number]
                for number in cited_numbers(point.text)
                if number in passages
            )
        )
        for point in voice.points
    )
    return replace(voice, points=told)
