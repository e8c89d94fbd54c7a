"""Proof that what readers see is what the editions say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from articles.digest import DigestError, from_json, sha256
from articles.models import (
    Article,
    Edition,
    LiveArticle,
    LiveCitation,
    LivePointTag,
    SearchEntry,
)
from articles.models.search import index_is_whole, rebuild_index

from . import live
from .addresses import claim
from .census import count_anew, miscounts
from .generation import opened, raise_generation
from .indexing import as_placed, entry_of
from .vocabulary import collect_anew, misspellings


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not what it should be: of one article, or of the whole site."""

    article_id: int | None
    message: str

    def __str__(self) -> str:
        whose = f"article {self.article_id}: " if self.article_id else ""
        return whose + self.message


def find_differences(
    seen: Callable[[], None] = lambda: None,
) -> Iterator[Difference]:
    """Yield what differs, article by article; `seen` is called after each.

    Each article is compared while the door is closed, and the counters are after all of
    them, so that publishing meanwhile makes no false alarm.
    """
    for article_id in published_ids():
        with opened():
            yield from _differences_of(Article.objects.get(pk=article_id))
            transaction.set_rollback(True)
        seen()
    with opened():
        yield from (Difference(None, message) for message in miscounts())
        yield from (Difference(None, message) for message in misspellings())
        if not index_is_whole():
            yield Difference(None, "the search index differs from its entries")
        transaction.set_rollback(True)


def published_ids() -> list[int]:
    """Return the ids of all articles that were ever published."""
    return list(
        Edition.objects.filter(number=1)
        .order_by("article")
        .values_list("article", flat=True)
    )


def _differences_of(article: Article) -> Iterator[Difference]:
    for edition in article.editions.order_by("number"):
        if message := _fault_of(edition):
            yield Difference(article.pk, f"edition {edition.number}: {message}")
            return
    row = LiveArticle.objects.filter(article=article).first()
    if _is_withdrawn(article):
        if row:
            yield Difference(article.pk, "is withdrawn and has live rows")
    elif not article.addresses.filter(is_current=True).exists():
        yield Difference(article.pk, "has no current address")
    elif row is None:
        yield Difference(article.pk, "has no live rows")
    else:
        yield from _differing_rows(article, row)
    if article.has_unpublished_changes != live.has_unpublished_changes(article):
        yield Difference(article.pk, "is wrongly noted as changed or unchanged")


def _fault_of(edition: Edition) -> str:
    try:
        digest = from_json(edition.digest)
    except DigestError as error:
        return f"holds no digest: {error}"
    if sha256(digest) != edition.sha256:
        return "does not have the checksum it was published with"
    return ""


def _is_withdrawn(article: Article) -> bool:
    return article.withdrawals.filter(restored_at=None).exists()


def _differing_rows(article: Article, row: LiveArticle) -> Iterator[Difference]:
    wanted = live.build(article)
    pairs: list[tuple[str, list[models.Model], models.QuerySet[Any]]] = [
        ("article", [wanted.article], LiveArticle.objects.filter(pk=row.pk)),
        ("tags", [*wanted.article_tags], row.tag_rows.order_by("pk")),
        ("points", [*wanted.points], row.points.order_by("position")),
        (
            "tags of points",
            [*wanted.point_tags],
            LivePointTag.objects.filter(point__article=row)
            .select_related("point")
            .order_by("point__position", "pk"),
        ),
        (
            "citations",
            [*wanted.citations],
            LiveCitation.objects.filter(point__article=row)
            .select_related("point")
            .order_by("point__position", "pk"),
        ),
    ]
    entries = SearchEntry.objects.filter(article=row.pk)
    entry = entry_of(wanted.article, wanted.points, wanted.article_tags)
    pairs.append(("search entry", [as_placed(entry, entries.first())], entries))
    for name, rows, found in pairs:
        if [_content(r) for r in rows] != [_content(r) for r in found]:
            yield Difference(article.pk, f"live {name} differ from the editions")


def _content(row: models.Model) -> dict[str, Any]:
    """Return what a live row says, without the numbers a database gives it."""
    content = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname != "id"
    }
    if isinstance(row, LivePointTag | LiveCitation):
        content["point_id"] = row.point.position
    return content


def rebuild(seen: Callable[[], None] = lambda: None) -> None:
    """Count and index anew, then build the live rows of every article, each by itself.

    What an article changes is counted and indexed from there.
    """
    count_anew()
    collect_anew()
    with opened():
        rebuild_index()
    for article_id in published_ids():
        with opened():
            article = Article.objects.get(pk=article_id)
            if _is_withdrawn(article):
                live.take_down(article)
            else:
                claim(article, article.editions.latest("number").digest["title"])
                live.write(article)
            raise_generation()
        seen()
