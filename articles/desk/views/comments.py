"""Comments on a draft: made and settled."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.desk.comments import add_comment, settle
from articles.desk.permissions import may_comment, user_of
from articles.desk.step_forms import CommentForm
from articles.models import Article
from articles.models.documents import read_draft

from .asking import about_article, show


@about_article(may_comment, ("POST",))
def add(request: HttpRequest, article: Article) -> HttpResponse:
    """Say something of the draft, or of one of its points."""
    form = CommentForm(read_draft(article.pk).digest, request.POST)
    if not form.is_valid():
        return show(
            request,
            "admin/articles/article/step.html",
            _("Comment"),
            article=article,
            form=form,
            button=_("Comment"),
        )
    add_comment(article, user_of(request), **form.cleaned_data)
    messages.success(request, _("Your comment stands below."))
    return _back(article)


@about_article(may_comment, ("POST",))
def settle_one(request: HttpRequest, article: Article, comment_id: int) -> HttpResponse:
    """Say that a comment is dealt with."""
    settle(get_object_or_404(article.comments, pk=comment_id), user_of(request))
    messages.success(request, _("The comment is settled."))
    return _back(article)


def _back(article: Article) -> HttpResponse:
    url = reverse("admin:articles_article_change", args=[article.pk])
    return redirect(f"{url}#comments")


def article_urls() -> list[Any]:
    """Return the pages about an article, under the admin's own of articles."""
    return [
        path("<int:article_id>/comments/", add, name="articles_article_comment_add"),
        path(
            "<int:article_id>/comments/<int:comment_id>/settle/",
            settle_one,
            name="articles_article_comment_settle",
        ),
    ]
