"""Editorial rows to a Digest and back: the only place that knows both.

Names of publications and tags are read and written through the taxonomy, so a Digest
read here always carries the names of today.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.digest import Digest, Group, check, match_keys, to_json
from articles.digest import Point as DigestPoint
from articles.digest import Reference as DigestReference

from .editorial import Article, ArticleTag, Point, PointTag, Reference, ViewpointGroup
from .history import Revision
from .taxonomy import Publication, Tag


class StaleRevisionError(Exception):
    """The article was saved by somebody else since it was read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's digest as the desk holds it, and the revision it was read at."""

    digest: Digest
    revision: int


def read_draft(article_id: int) -> Draft:
    """Return the digest and the revision it belongs to, read as one.

    Raises Article.DoesNotExist. Reads again where a save came between the queries.
    """
    while True:
        article = Article.objects.select_related("publication").get(pk=article_id)
        digest = read_digest(article)
        if Article.objects.filter(pk=article_id, revision=article.revision).exists():
            return Draft(digest, article.revision)


def read_digest(article: Article) -> Digest:
    """Return the Digest that the article's rows hold; five queries."""
    points = _read_points(article)
    return Digest(
        title=article.title,
        publication=article.publication.name if article.publication else "",
        published=_moment(article),
        language=article.language,
        source_url=article.source_url,
        core=tuple(points[None]),
        groups=tuple(
            Group(group.heading, tuple(points[group.pk]))
            for group in article.groups.order_by("position")
        ),
        references=tuple(
            DigestReference(row.number, row.locator, row.quote, row.url)
            for row in article.references.all()
        ),
        tags=tuple(_tag_names(ArticleTag, [article.pk])[article.pk]),
    )


def _read_points(article: Article) -> dict[int | None, list[DigestPoint]]:
    """Return the points of each group, by the group's id; None is the core."""
    rows = list(article.points.order_by("position"))
    tags = _tag_names(PointTag, [row.pk for row in rows])
    points = defaultdict(list)
    for row in rows:
        point = DigestPoint(row.text, row.key, tuple(tags[row.pk]))
        points[row.group_id].append(point)
    return points


def _tag_names(
    through: type[ArticleTag | PointTag], ids: list[int]
) -> dict[int, list[str]]:
    """Return the names of the tags of each object, in their order."""
    names = defaultdict(list)
    rows = through.objects.filter(content_object__in=ids).order_by("pk")
    for object_id, name in rows.values_list("content_object", "tag__name"):
        names[object_id].append(name)
    return names


def _moment(article: Article) -> str:
    if article.published_on is None:
        return ""
    if article.published_at is None:
        return article.published_on.isoformat()
    moment = datetime.datetime.combine(article.published_on, article.published_at)
    return moment.isoformat(timespec="minutes")


def resolved(digest: Digest) -> Digest:
    """Return `digest` with the names that its publication and tags have today."""
    names = {tag for point in digest.points() for tag in point.tags} | set(digest.tags)
    tags = {name: tag.name for name, tag in Tag.objects.named(names).items()}
    publication = Publication.objects.named(digest.publication)
    return replace(
        digest,
        publication=publication.name if publication else digest.publication,
        tags=_renamed(digest.tags, tags),
        core=_with_tags(digest.core, tags),
        groups=tuple(
            replace(group, points=_with_tags(group.points, tags))
            for group in digest.groups
        ),
    )


def _with_tags(
    points: Iterable[DigestPoint], names: dict[str, str]
) -> tuple[DigestPoint, ...]:
    return tuple(replace(point, tags=_renamed(point.tags, names)) for point in points)


def _renamed(tags: Iterable[str], names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(tag, tag) for tag in tags)


def compared(article: Article, digest: Digest) -> tuple[Digest, Digest]:
    """Return what the article's rows hold, and what they would after a save."""
    before = read_digest(article)
    return before, match_keys(before, resolved(digest))


@transaction.atomic
def save_digest(article: Article, digest: Digest, *, seen: int) -> bool:
    """Make the article's rows hold `digest`; return whether anything changed.

    `seen` is the revision that the editor worked from; StaleRevisionError where it is
    no longer the article's. Points keep their keys by equal and by close text. An
    unknown publication or tag is made.
    """
    before, after = compared(article, digest)
    if after == before:
        return False
    _raise_revision(article, seen)
    _write_article(article, after)
    _write_points(article, after)
    _write_references(article, after)
    Revision.objects.create(
        article=article, number=article.revision, digest=to_json(after)
    )
    return True


def _raise_revision(article: Article, seen: int) -> None:
    """Claim the next revision; the row stays locked until the transaction ends."""
    claimed = Article.objects.filter(pk=article.pk, revision=seen).update(
        revision=F("revision") + 1
    )
    if not claimed:
        raise StaleRevisionError
    article.revision = seen + 1


def _write_article(article: Article, digest: Digest) -> None:
    day, _, time = digest.published.partition("T")
    article.title = digest.title
    article.publication = (
        Publication.objects.named_or_new(digest.publication)
        if digest.publication
        else None
    )
    article.published_on = datetime.date.fromisoformat(day) if day else None
    article.published_at = datetime.time.fromisoformat(time) if time else None
    article.language = digest.language
    article.source_url = digest.source_url
    article.updated_at = timezone.now()
    _count_warnings(article, digest)
    article.save(update_fields=_WRITTEN)


_WRITTEN = (
    *("title", "publication", "published_on", "published_at", "language", "source_url"),
    *("updated_at", "error_count", "uncited_count", "empty_reference_count"),
)
"""The rest of the row is for others to write: where the draft stands, whose it is."""


def _count_warnings(article: Article, digest: Digest) -> None:
    """Put into columns what lists ask of many drafts at once."""
    problems = check(digest)
    article.error_count = sum(p.severity == "error" for p in problems)
    article.uncited_count = sum(p.code == "uncited-point" for p in problems)
    article.empty_reference_count = sum(r.is_empty for r in digest.references)


def _write_points(article: Article, digest: Digest) -> None:
    article.points.all().delete()
    article.groups.all().delete()
    groups = ViewpointGroup.objects.bulk_create(
        ViewpointGroup(article=article, position=position, heading=group.heading)
        for position, group in enumerate(digest.groups)
    )
    rows = [
        Point(
            article=article, group=row, position=place, key=point.key, text=point.text
        )
        for row, points in [
            (None, digest.core),
            *zip(groups, (group.points for group in digest.groups), strict=True),
        ]
        for place, point in enumerate(points)
    ]
    _write_tags(article, digest, Point.objects.bulk_create(rows))


def _write_tags(article: Article, digest: Digest, rows: list[Point]) -> None:
    """Write all tags in bulk: taggit's own way costs queries for every tag."""
    points = list(zip(rows, digest.points(), strict=True))
    names = [*digest.tags, *(tag for _, point in points for tag in point.tags)]
    tags = Tag.objects.named_or_new(dict.fromkeys(names))
    ArticleTag.objects.filter(content_object=article).delete()
    ArticleTag.objects.bulk_create(
        ArticleTag(content_object=article, tag=tag)
        for tag in dict.fromkeys(tags[name] for name in digest.tags)
    )
    PointTag.objects.bulk_create(
        PointTag(content_object=row, tag=tag)
        for row, point in points
        for tag in dict.fromkeys(tags[name] for name in point.tags)
    )


def _write_references(article: Article, digest: Digest) -> None:
    article.references.all().delete()
    Reference.objects.bulk_create(
        Reference(
            article=article,
            number=reference.number,
            locator=reference.locator,
            quote=reference.quote,
            url=reference.url,
        )
        for reference in digest.references
    )
