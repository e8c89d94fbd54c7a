"""Live rows: an article's editions, resolved through today's taxonomy."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from articles.digest import Digest, from_json, to_json, without_markers
from articles.models import (
    Article,
    Edition,
    LiveArticle,
    LiveArticleTag,
    LivePoint,
    LivePointTag,
    Publication,
    Tag,
)
from articles.models.documents import read_digest, resolved

from .generation import opened, raise_generation


@dataclass(frozen=True, slots=True)
class LiveRows:
    """The rows that make one article live, not yet saved."""

    article: LiveArticle
    article_tags: list[LiveArticleTag]
    points: list[LivePoint]
    point_tags: list[LivePointTag]


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


def build(article: Article) -> LiveRows:
    """Return the rows that the article's editions and today's taxonomy ask for."""
    editions = list(article.editions.order_by("number"))
    digest = resolved(from_json(editions[-1].digest))
    live = _live_article(article, editions, digest)
    tags = Tag.objects.named_or_new(dict.fromkeys(_tag_names(digest)))
    points = _live_points(live, digest)
    return LiveRows(
        live,
        _article_tags(live, digest, tags),
        points,
        _point_tags(points, digest, tags),
    )


def _live_article(
    article: Article, editions: list[Edition], digest: Digest
) -> LiveArticle:
    span = span_of(editions)
    newest = editions[-1]
    corrections = [
        edition
        for edition in editions
        if edition.kind == Edition.Kind.CORRECTION
        and edition.number > span.first_number
    ]
    return LiveArticle(
        article=article,
        edition=newest,
        number=newest.number,
        first_number=span.first_number,
        slug=article.addresses.get(is_current=True).slug,
        title=digest.title,
        publication=Publication.objects.named_or_new(digest.publication),
        published=digest.published,
        day=_day(digest, span.live_from),
        language=digest.language,
        source_url=digest.source_url,
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


def write(article: Article) -> None:
    """Make the live rows of the article what `build` says they are."""
    rows = build(article)
    remove(article)
    rows.article.save(force_insert=True)
    LiveArticleTag.objects.bulk_create(rows.article_tags)
    LivePoint.objects.bulk_create(rows.points)
    LivePointTag.objects.bulk_create(rows.point_tags)
    note_unpublished_changes(article)


def remove(article: Article) -> None:
    """Remove the article's live rows; nothing of them stays."""
    LiveArticle.objects.filter(article=article).delete()


def take_down(article: Article) -> None:
    """Remove the article's live rows for good, or until it is restored."""
    remove(article)
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


def refresh(articles: Iterable[LiveArticle]) -> int:
    """Build the live rows of these articles anew; return how many there were.

    For a change of the taxonomy, in the transaction that makes it.
    """
    with opened():
        ids = [live.pk for live in articles]
        for first in range(0, len(ids), _AT_ONCE):
            for article in Article.objects.filter(pk__in=ids[first : first + _AT_ONCE]):
                write(article)
        if ids:
            raise_generation()
    return len(ids)
