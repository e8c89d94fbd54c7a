"""Live rows: an article's editions, resolved through today's taxonomy."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from articles.digest import Digest, cited_numbers, from_json, to_json, without_markers
from articles.models import (
    Article,
    Edition,
    LiveArticle,
    LiveArticleTag,
    LiveCitation,
    LivePoint,
    LivePointTag,
    Publication,
    Tag,
)
from articles.models.documents import read_digest, resolved
from articles.models.sources import source_key
from articles.models.vocabulary import Words

from . import indexing
from .counting import Entry, entries, entries_of, recount
from .generation import opened, raise_generation
from .vocabulary import recount_words, renew_starts, words_now


@dataclass(frozen=True, slots=True)
class LiveRows:
    """The rows that make one article live, not yet saved."""

    article: LiveArticle
    article_tags: list[LiveArticleTag]
    points: list[LivePoint]
    point_tags: list[LivePointTag]
    citations: list[LiveCitation]


@dataclass(frozen=True, slots=True)
class LiveSpan:
    """Since when readers see an article, and from which edition on."""

    live_from: datetime.datetime
    first_number: int


def span_of(editions: Iterable[Edition]) -> LiveSpan:
    """Return since when the editions of an article, in order, have been seen.

    An edition that was replaced before its time came was never seen.
    """
    span: LiveSpan | None = None
    for edition in editions:
        if span is None or edition.published_at < span.live_from:
            span = LiveSpan(edition.live_from, edition.number)
    if span is None:
        raise ValueError("an article without editions is not live")
    return span


@dataclass(frozen=True, slots=True)
class Names:
    """What a digest speaks of by name, and its article's address."""

    slug: str
    publication: Publication
    tags: dict[str, Tag]
    """Those of the digest and of its points, by their names in it."""


def build(article: Article) -> LiveRows:
    """Return the rows that the article's editions and today's taxonomy ask for."""
    editions = list(article.editions.order_by("number"))
    digest = resolved(from_json(editions[-1].digest))
    names = Names(
        slug=article.addresses.get(is_current=True).slug,
        publication=Publication.objects.named_or_new(digest.publication),
        tags=Tag.objects.named_or_new(dict.fromkeys(_tag_names(digest))),
    )
    return rows_of(editions, digest, names)


def rows_of(editions: list[Edition], digest: Digest, names: Names) -> LiveRows:
    """Return the rows of an article, given all its editions in order; no query."""
    live = _live_article(editions, digest, names)
    points = _live_points(live, digest)
    return LiveRows(
        live,
        _article_tags(live, digest, names.tags),
        points,
        _point_tags(points, digest, names.tags),
        _citations(points, digest),
    )


def _live_article(editions: list[Edition], digest: Digest, names: Names) -> LiveArticle:
    span = span_of(editions)
    newest = editions[-1]
    corrections = [
        edition
        for edition in editions
        if edition.kind == Edition.Kind.CORRECTION
        and edition.number > span.first_number
    ]
    return LiveArticle(
        article=newest.article,
        edition=newest,
        number=newest.number,
        first_number=span.first_number,
        slug=names.slug,
        title=digest.title,
        publication=names.publication,
        published=digest.published,
        day=_day(digest, span.live_from),
        language=digest.language,
        source_url=digest.source_url,
        source_key=source_key(digest.source_url),
        standfirst=_standfirst(digest),
        point_count=sum(1 for _ in digest.points()),
        digest=to_json(digest),
        live_from=span.live_from,
        updated_at=max(newest.published_at, span.live_from),
        corrected_at=corrections[-1].published_at if corrections else None,
    )


def _standfirst(digest: Digest) -> str:
    """Return the core viewpoint as one text; Chinese and Japanese set no blanks."""
    blank = "" if digest.language[:2].lower() in ("zh", "ja") else " "
    return blank.join(without_markers(point.text) for point in digest.core)


def _day(digest: Digest, live_from: datetime.datetime) -> datetime.date:
    if digest.published:
        return datetime.date.fromisoformat(digest.published[:10])
    return timezone.localdate(live_from)


def _tag_names(digest: Digest) -> list[str]:
    """Return every tag of the digest and of its points, in reading order."""
    return [*digest.tags, *(tag for point in digest.points() for tag in point.tags)]


def _article_tags(
    live: LiveArticle, digest: Digest, tags: dict[str, Tag]
) -> list[LiveArticleTag]:
    own = {tags[name] for name in digest.tags}
    return [
        LiveArticleTag(
            article=live, tag=tag, on_article=tag in own, live_from=live.live_from
        )
        for tag in dict.fromkeys(tags[name] for name in _tag_names(digest))
    ]


def _live_points(live: LiveArticle, digest: Digest) -> list[LivePoint]:
    placed = [(point, "", True) for point in digest.core] + [
        (point, group.heading, False)
        for group in digest.groups
        for point in group.points
    ]
    return [
        LivePoint(
            article=live,
            position=position,
            heading=heading,
            is_core=is_core,
            key=point.key,
            text=point.text,
            live_from=live.live_from,
        )
        for position, (point, heading, is_core) in enumerate(placed)
    ]


def _point_tags(
    rows: list[LivePoint], digest: Digest, tags: dict[str, Tag]
) -> list[LivePointTag]:
    return [
        LivePointTag(point=row, tag=tag, live_from=row.live_from)
        for row, point in zip(rows, digest.points(), strict=True)
        for tag in dict.fromkeys(tags[name] for name in point.tags)
    ]


def _citations(rows: list[LivePoint], digest: Digest) -> list[LiveCitation]:
    keys = {each.number: source_key(each.url) for each in digest.references if each.url}
    return [
        LiveCitation(point=row, number=number, source_key=key, live_from=row.live_from)
        for row in rows
        for key, number in _first_numbers(row.text, keys).items()
    ]


def _first_numbers(text: str, keys: dict[int, str]) -> dict[str, int]:
    """Return each source that a point cites, with the first number it cites it by."""
    numbers: dict[str, int] = {}
    for number in cited_numbers(text):
        if number in keys:
            numbers.setdefault(keys[number], number)
    return numbers


def write(article: Article) -> None:
    """Make the live rows of the article what `build` says they are."""
    _write_all([article])


def _write_all(articles: Sequence[Article]) -> None:
    ids = [article.pk for article in articles]
    before, words = entries_of(ids), words_now(ids)
    after = [entry for each in articles for entry in _replace(each)]
    _follow(before, after, words, words_now(ids))


def _follow(before: list[Entry], after: list[Entry], was: Words, now: Words) -> None:
    """Bring counters and vocabulary to what the live rows say by now."""
    recount(before, after)
    recount_words(was, now)
    both = (*before, *after)
    renew_starts(
        {tag for entry in both for tag in entry.points},
        {entry.publication_id for entry in both},
    )


def _replace(article: Article) -> list[Entry]:
    """Put new live rows in the place of the article's; return what they count for."""
    rows = build(article)
    LiveArticle.objects.filter(article=article).delete()
    rows.article.save(force_insert=True)
    LiveArticleTag.objects.bulk_create(rows.article_tags)
    LivePoint.objects.bulk_create(rows.points)
    LivePointTag.objects.bulk_create(rows.point_tags)
    LiveCitation.objects.bulk_create(rows.citations)
    indexing.add(indexing.entry_of(rows.article, rows.points, rows.article_tags))
    note_unpublished_changes(article)
    on_points = ((row.point.article_id, row.tag_id) for row in rows.point_tags)
    return entries([rows.article], rows.article_tags, on_points)


def take_down(article: Article) -> None:
    """Remove the article's live rows for good, or until it is restored."""
    before, words = entries_of([article.pk]), words_now([article.pk])
    LiveArticle.objects.filter(article=article).delete()
    _follow(before, [], words, Words())
    note_unpublished_changes(article)


def has_unpublished_changes(article: Article) -> bool:
    """Return whether the draft says something else than the live article.

    Both speak in the names of today, so a renamed tag is no change.
    """
    shown = LiveArticle.objects.filter(article=article).values_list("digest", flat=True)
    row = shown.first()
    return row is not None and row != to_json(read_digest(article))


def note_unpublished_changes(article: Article) -> None:
    """Write into the article's row whether its draft differs, for the desk's lists.

    For whoever changes the draft, or what readers see of it.
    """
    article.has_unpublished_changes = has_unpublished_changes(article)
    Article.objects.filter(pk=article.pk).update(
        has_unpublished_changes=article.has_unpublished_changes
    )


_AT_ONCE = 500
"""Articles in one query: a theme may have more than a query takes parameters."""


def refresh(shown: Iterable[LiveArticle]) -> int:
    """Build the live rows of these articles anew; return how many there were.

    For a change of the taxonomy, in the transaction that makes it.
    """
    with opened():
        ids = [live.pk for live in shown]
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            _write_all(list(Article.objects.filter(pk__in=some)))
        if ids:
            raise_generation()
    return len(ids)
