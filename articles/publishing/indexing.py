"""The search index: what a live article is found by, written as it is published."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from articles.digest import without_markers
from articles.models import (
    LiveArticle,
    LiveArticleTag,
    LivePoint,
    Publication,
    PublicationName,
    SearchEntry,
    Tag,
    TagName,
)
from articles.models.findable import Findable, Owner
from articles.models.search import PER_SECOND, place_of, spans_of

from .generation import opened, raise_generation
from .vocabulary import recount_words, renew_starts, words_now

_AT_ONCE = 500
"""Articles in one query: a theme may have more than a query takes parameters."""

_Row = TypeVar("_Row", LivePoint, LiveArticleTag)
_Names = dict[int, list[tuple[str, str]]]
"""Names and the addresses they make, by the id of what they mean."""


def entry_of(
    live: LiveArticle,
    points: Iterable[LivePoint],
    article_tags: Iterable[LiveArticleTag],
) -> SearchEntry:
    """Return what one live article is found by, given its rows; two queries."""
    (entry,) = entries([live], points, article_tags)
    return entry


def entries(
    live: Sequence[LiveArticle],
    points: Iterable[LivePoint],
    article_tags: Iterable[LiveArticleTag],
) -> list[SearchEntry]:
    """Return what live articles are found by, given their rows; two queries.

    They are not saved; each has the place it should have, which may be another's.
    """
    points_of, tags_of = _by_article(points), _by_article(article_tags)
    publications = {article.publication_id for article in live}
    tags = {row.tag_id for rows in tags_of.values() for row in rows}
    names = _AllNames(
        _grouped(
            PublicationName.objects.filter(publication__in=publications).values_list(
                "publication", "name", "slug"
            )
        ),
        _grouped(
            TagName.objects.filter(tag__in=tags).values_list("tag", "name", "slug")
        ),
    )
    return [
        _entry(article, points_of[article.pk], tags_of[article.pk], names)
        for article in live
    ]


def _by_article(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    groups: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.article_id].append(row)
    return groups


def _grouped(rows: Iterable[tuple[int, str, str]]) -> _Names:
    groups: _Names = defaultdict(list)
    for owner, name, slug in rows:
        groups[owner].append((name, slug))
    return groups


@dataclass(frozen=True, slots=True)
class _AllNames:
    publications: _Names
    tags: _Names


def _entry(
    live: LiveArticle,
    points: Iterable[LivePoint],
    article_tags: Iterable[LiveArticleTag],
    names: _AllNames,
) -> SearchEntry:
    texts: dict[bool, list[str]] = {True: [], False: []}
    for point in points:
        texts[point.is_core].append(without_markers(point.text))
    found_by = Findable(
        title=live.title,
        core=texts[True],
        points=texts[False],
        publication=_owner(live.publication, names.publications),
        tags=[_owner(row.tag, names.tags) for row in article_tags],
        language=live.language,
        day=live.day,
    )
    place = place_of(live.live_from) + live.pk % PER_SECOND
    return SearchEntry(
        place=place,
        article=live,
        live_from=live.live_from,
        spans=spans_of(place),
        **found_by.columns(),
    )


def _owner(owner: Publication | Tag, names: _Names) -> Owner:
    found = names[owner.pk]
    return Owner(
        owner.slug, [name for name, _slug in found], [slug for _name, slug in found]
    )


def add(entry: SearchEntry) -> None:
    """Save a new entry, in the first free place from its own on."""
    entry.place = _free_place(entry.place)
    entry.spans = spans_of(entry.place)
    entry.save(force_insert=True)


def _free_place(place: int) -> int:
    """Return the first place from `place` on that no article has.

    Many may go live in one second: all that were scheduled for nine o'clock.
    """
    while True:
        later = SearchEntry.objects.filter(place__gte=place).order_by("place")
        taken = list(later.values_list("place", flat=True)[:20])
        if taken != list(range(place, place + 20)):
            return next(free for free in itertools.count(place) if free not in taken)
        place += 20


def as_placed(wanted: SearchEntry, found: SearchEntry | None) -> SearchEntry:
    """Return `wanted` in the place of the row that was found, if it may stand there."""
    if found and found.place >= place_of(wanted.live_from):
        wanted.place, wanted.spans = found.place, spans_of(found.place)
    return wanted


def reindex(shown: Iterable[LiveArticle]) -> int:
    """Renew what these articles are found by; return how many there were.

    For names that no page of an article repeats, such as aliases, in the transaction
    that changes them.
    """
    with opened():
        ids = [live.pk for live in shown]
        for first in range(0, len(ids), _AT_ONCE):
            _reindex_some(ids[first : first + _AT_ONCE])
        if ids:
            raise_generation()
    return len(ids)


def _reindex_some(ids: Sequence[int]) -> None:
    words = words_now(ids)
    live = LiveArticle.objects.filter(pk__in=ids).select_related("publication")
    points = LivePoint.objects.filter(article__in=ids).order_by("article", "position")
    tags = LiveArticleTag.objects.filter(article__in=ids).order_by("pk")
    found = {
        entry.article_id: entry for entry in SearchEntry.objects.filter(article__in=ids)
    }
    shown, tag_rows = list(live.defer("digest")), list(tags.select_related("tag"))
    for entry in entries(shown, points, tag_rows):
        if old := found.get(entry.article_id):
            as_placed(entry, old).save(force_update=True)
        else:
            add(entry)
    recount_words(words, words_now(ids))
    renew_starts(
        {row.tag_id for row in tag_rows}, {article.publication_id for article in shown}
    )
