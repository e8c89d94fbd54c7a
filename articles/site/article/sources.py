"""What rests on a source: every point that cites one address, with what it quotes."""

import datetime
import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
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
from articles.site.lists.voices import Quoted, Viewpoints, Voice, found_in, voices_of
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
    rows = prepared.rows(
        _page_of(size),
        timezone.now(),
        before.moment if before else None,
        before.article_id if before else None,
        before.point if before else None,
        key,
    )
    found = tuple(found_in(rows))
    shown = found[:size]
    next_ = ""
    if len(found) > size:
        speaker, point = shown[-1]
        next_ = str(Position(speaker.live_from, speaker.article_id, point.position))
    return Viewpoints(tuple(voices_of(shown, before)), before is None, next_)


@functools.cache
def _page_of(size: int) -> prepared.Build:
    """Return what builds the query of a page; the same function for the same size."""
    return functools.partial(_page, size)


def _page(
    size: int,
    now: datetime.datetime,
    moment: datetime.datetime | None,
    article_id: int | None,
    position: int | None,
    key: str,
) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select a row for each tag of each point, or one where a point has none."""
    cited = LiveCitation.objects.public(moment or now).filter(source_key=key)
    if moment is not None:
        cited = cited.filter(
            Q(live_from__lt=moment)
            | Q(point__article__lt=article_id)
            | Q(
                point__article=article_id,
                point__position__gt=Value(position, IntegerField()),
            )
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
