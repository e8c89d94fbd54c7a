"""Drafts on the page that readers would see, for editors and for invited reviewers."""

import datetime
import re
import secrets

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.digest import Digest
from articles.models import Article, Publication, ReviewLink
from articles.models.documents import read_draft, resolved
from articles.publishing import opened
from articles.site.article.previews import preview

from .log import Actor, Verb, name_of, record

DEFAULT_DAYS = 7
MOST_DAYS = 90

_TOKEN = re.compile("[A-Za-z0-9_-]{1,64}")


@xframe_options_sameorigin
def show_preview(request: HttpRequest, digest: Digest, notice: str) -> HttpResponse:
    """Show what readers would see of `digest`, in the names of today."""
    digest = resolved(digest)
    publication = (
        Publication.objects.named(digest.publication) if digest.publication else None
    )
    return preview(request, digest, publication, notice)


def make_link(article: Article, actor: Actor, days: int = DEFAULT_DAYS) -> ReviewLink:
    """Make an address at which anybody who has it reads this draft for some days.

    Raises Article.DoesNotExist where somebody has deleted the draft.
    """
    with opened():
        link = ReviewLink.objects.create(
            article=Article.objects.get(pk=article.pk),
            token=secrets.token_urlsafe(32),
            made_by=name_of(actor),
            expires_at=timezone.now() + datetime.timedelta(days=days),
        )
        record(actor, Verb.LINK_MADE, article, link=link.pk, days=days)
    return link


def revoke_link(link: ReviewLink, actor: Actor) -> None:
    """End a review link now. One that has ended already stays as it is."""
    with opened():
        open_links = ReviewLink.objects.filter(pk=link.pk, revoked_at=None)
        if open_links.update(revoked_at=timezone.now()):
            record(actor, Verb.LINK_REVOKED, link.article, link=link.pk)


def open_links(article: Article) -> list[ReviewLink]:
    """Return the article's links that still lead to it, the newest first."""
    return list(
        article.review_links.filter(revoked_at=None, expires_at__gt=timezone.now())
    )


def draft_behind(token: str) -> Digest | None:
    """Return the draft that a link leads to; None where it leads nowhere any more."""
    if not _TOKEN.fullmatch(token):
        return None
    link = ReviewLink.objects.filter(
        token=token, revoked_at=None, expires_at__gt=timezone.now()
    ).first()
    return read_draft(link.article_id).digest if link else None


def reviewers_notice() -> str:
    """Return what an invited reviewer is told above the draft."""
    return _(
        "This is a draft for your review. It is not published; please do not pass the "
        "link on."
    )
