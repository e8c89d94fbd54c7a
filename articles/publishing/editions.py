"""Publish: freeze the desk's digest as the next edition and make it live."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.digest import Digest, check, from_json, sha256, to_json
from articles.digest.model import SCHEMA_VERSION
from articles.models import Article, Edition
from articles.models.documents import read_digest, resolved

from . import live
from .addresses import claim
from .errors import NotPublishableError, PublishingError
from .generation import locked, opened, raise_generation


@dataclass(frozen=True, slots=True)
class Publishing:
    """Who publishes, and what readers are told of it."""

    author_name: str
    kind: str = Edition.Kind.UPDATE
    """Of an edition after the first, which is always of kind "first"."""
    note: str = ""
    """For readers; a correction must say what was wrong."""
    live_from: datetime.datetime | None = None
    """When to go live, aware; only before readers have seen the article."""


def publish(article_id: int, publishing: Publishing) -> Edition | None:
    """Publish what the desk holds; return the new edition.

    The draft that stays is the beginning of the next edition, hence a draft again.
    None where the newest edition says the same already. Raises NotPublishableError
    where the digest breaks a rule, PublishingError where the request does.
    """
    with opened():
        article = locked(article_id)
        digest = read_digest(article)
        newest = article.editions.order_by("-number").first()
        _refuse_withdrawn(article)
        if newest and _is_said(digest, newest) and not _is_moved(article, publishing):
            _begin_anew(article)
            return None
        _refuse_errors(digest)
        edition = _freeze(article, digest, newest, publishing)
        claim(article, digest.title)
        _begin_anew(article)
        live.write(article)
        raise_generation()
    return edition


def waits_until(article_id: int) -> datetime.datetime | None:
    """Return when readers will see just what the desk holds.

    None where it is to be published first, or readers see the article already, or
    never will as long as it is withdrawn. Asked behind the door.
    """
    article = locked(article_id)
    editions = list(article.editions.order_by("number"))
    if not editions or article.withdrawals.filter(restored_at=None).exists():
        return None
    live_from = live.span_of(editions).live_from
    is_waiting = live_from > timezone.now()
    is_said = is_waiting and _is_said(read_digest(article), editions[-1])
    return live_from if is_said else None


def _begin_anew(article: Article) -> None:
    """Make the draft, which readers see now as it is, a draft again."""
    Article.objects.filter(pk=article.pk).update(status=Article.Status.DRAFT)


def _refuse_withdrawn(article: Article) -> None:
    if article.withdrawals.filter(restored_at=None).exists():
        raise PublishingError(_("the article is withdrawn; restore it first"))


def _is_said(digest: Digest, newest: Edition) -> bool:
    return resolved(from_json(newest.digest)) == digest


def _is_moved(article: Article, publishing: Publishing) -> bool:
    """Return whether an article that waits for its time is given another one."""
    waits_for = live.span_of(article.editions.order_by("number")).live_from
    return waits_for > timezone.now() and waits_for != publishing.live_from


def _refuse_errors(digest: Digest) -> None:
    errors = tuple(p for p in check(digest) if p.severity == "error")
    if errors:
        raise NotPublishableError(errors)


def _freeze(
    article: Article, digest: Digest, newest: Edition | None, publishing: Publishing
) -> Edition:
    now = timezone.now()
    return Edition.objects.create(
        article=article,
        number=newest.number + 1 if newest else 1,
        kind=_kind(newest, publishing),
        note=publishing.note.strip(),
        digest=to_json(digest),
        schema_version=SCHEMA_VERSION,
        sha256=sha256(digest),
        published_at=now,
        live_from=_live_from(article, publishing, now),
        author_name=publishing.author_name,
    )


def _kind(newest: Edition | None, publishing: Publishing) -> str:
    if newest is None:
        return Edition.Kind.FIRST
    if publishing.kind not in (Edition.Kind.UPDATE, Edition.Kind.CORRECTION):
        raise PublishingError(
            _("an edition after the first is an update or a correction")
        )
    if publishing.kind == Edition.Kind.CORRECTION and not publishing.note.strip():
        raise PublishingError(
            _("a correction needs a public note that says what was wrong")
        )
    return publishing.kind


def _live_from(
    article: Article, publishing: Publishing, now: datetime.datetime
) -> datetime.datetime:
    wanted = publishing.live_from
    if wanted is None:
        return now
    editions = list(article.editions.order_by("number"))
    if editions and live.span_of(editions).live_from <= now:
        raise PublishingError(_("readers see the article already; publish at once"))
    return max(wanted, now)
