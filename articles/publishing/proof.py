"""Proof that what readers see is what the editions say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from articles.digest import DigestError, from_json, sha256
from articles.models import Article, Edition, LiveArticle, LivePointTag

from . import live
from .addresses import claim
from .generation import opened, raise_generation


@dataclass(frozen=True, slots=True)
class Difference:
    """One article whose live rows or editions are not what they should be."""

    article_id: int
    message: str


def find_differences(
    seen: Callable[[], None] = lambda: None,
) -> Iterator[Difference]:
    """Yield what differs, article by article; `seen` is called after each.

    Each article is compared while the door is closed, so that publishing meanwhile
    makes no false alarm.
    """
    for article_id in published_ids():
        with opened():
            yield from _differences_of(Article.objects.get(pk=article_id))
            transaction.set_rollback(True)
        seen()


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
    ]
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
    if isinstance(row, LivePointTag):
        content["point_id"] = row.point.position
    return content


def rebuild(seen: Callable[[], None] = lambda: None) -> None:
    """Build the live rows of every article anew, each in its own transaction."""
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
