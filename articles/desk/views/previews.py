"""Drafts as pages: beside the editor, and for reviewers without an account."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.desk.editor.reading import read_document
from articles.desk.permissions import may_share, may_view, may_write, user_of
from articles.desk.previews import (
    draft_behind,
    make_link,
    reviewers_notice,
    revoke_link,
    show_preview,
)
from articles.desk.step_forms import LinkForm
from articles.digest import Digest, complete
from articles.models import Article
from articles.models.documents import read_draft

from .asking import about_article, of_desk


@of_desk(may_write)
def preview_new(request: HttpRequest) -> HttpResponse:
    """Show what is typed of an article that nobody has saved yet."""
    return _show_typed(request, Digest())


@about_article(may_view)
def preview(request: HttpRequest, article: Article) -> HttpResponse:
    """Show the draft as it was saved or, by POST, as it is typed now."""
    return _show_typed(request, read_draft(article.pk).digest)


def _show_typed(request: HttpRequest, saved: Digest) -> HttpResponse:
    """Show the posted document; where it is no digest, what was saved last."""
    if request.method != "POST":
        return show_preview(request, saved, str(_NOTICE))
    typed = read_document(request.POST.get("text", "")).digest
    if typed is None:
        return show_preview(request, saved, str(_NOT_YET))
    return show_preview(request, complete(typed), str(_NOTICE))


_NOTICE = gettext_lazy("Preview: this is what readers would see. It is not published.")
_NOT_YET = gettext_lazy(
    "What you typed cannot be shown yet; the problems beside it say why. This is the "
    "draft as it was saved last."
)


@about_article(may_share, ("POST",))
def make(request: HttpRequest, article: Article) -> HttpResponse:
    """Make a review link for some days."""
    form = LinkForm(request.POST)
    if form.is_valid():
        make_link(article, user_of(request), form.cleaned_data["days"])
        messages.success(request, _("The review link is made; it stands below."))
    else:
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
    return _back_to_links(article)


@about_article(may_share, ("POST",))
def revoke(request: HttpRequest, article: Article, link_id: int) -> HttpResponse:
    """End a review link."""
    revoke_link(get_object_or_404(article.review_links, pk=link_id), user_of(request))
    messages.success(request, _("The review link leads nowhere any more."))
    return _back_to_links(article)


def _back_to_links(article: Article) -> HttpResponse:
    url = reverse("admin:articles_article_change", args=[article.pk])
    return redirect(f"{url}#links")


@require_safe
def review(request: HttpRequest, token: str) -> HttpResponse:
    """Show a draft to whoever has its link; no account is needed."""
    digest = draft_behind(token)
    if digest is None:
        raise Http404
    return show_preview(request, digest, reviewers_notice())


def article_urls() -> list[Any]:
    """Return the pages about an article, under the admin's own of articles."""
    return [
        path("preview/", preview_new, name="articles_article_preview_new"),
        path("<int:article_id>/preview/", preview, name="articles_article_preview"),
        path("<int:article_id>/links/", make, name="articles_article_link_make"),
        path(
            "<int:article_id>/links/<int:link_id>/revoke/",
            revoke,
            name="articles_article_link_revoke",
        ),
    ]


def desk_urls() -> list[Any]:
    """Return the page of no model: what a review link leads to."""
    return [path("review/<str:token>/", review, name="desk_review")]
