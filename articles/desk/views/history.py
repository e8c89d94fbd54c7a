"""An article's history: what it was, compared with what it is, and brought back."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.desk.comparing import (
    DRAFT,
    edition_in_words,
    offered,
    usual_pair,
    version_of,
)
from articles.desk.drafts import bring_back
from articles.desk.intake import find_another
from articles.desk.log_reading import Page, entries_of, page_of
from articles.desk.marking import titled
from articles.desk.permissions import may_edit, may_view, user_of
from articles.digest import from_json
from articles.models import Article, Edition, Withdrawal
from articles.models.documents import StaleRevisionError, resolved
from articles.publishing import opened
from articles.site.article.history import compare

from .asking import about_article, show


class _BackForm(forms.Form):
    edition = forms.IntegerField(min_value=1)
    seen = forms.IntegerField(min_value=0)


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that readers noticed, or would have."""

    at: Any
    words: str
    who: str
    note: str
    edition: Edition | None = None
    url: str = ""
    """Where readers see it."""


@about_article(may_view, ("GET",))
def history(request: HttpRequest, article: Article) -> HttpResponse:
    """List what became of the article, to compare any two states of it."""
    old, new = usual_pair(article)
    page: Page = page_of(entries_of(article), request.GET.get("before", ""))
    return show(
        request,
        "admin/articles/article/history.html",
        _("History"),
        article=article,
        events=_events(article),
        log=page,
        old=old,
        new=new,
    )


def _events(article: Article) -> list[_Event]:
    """Return editions and withdrawals, the newest first."""
    editions = article.editions.defer("digest").order_by("number")
    events = [_published(article, edition) for edition in editions]
    for withdrawal in article.withdrawals.all():
        events += _taken_down(withdrawal)
    return sorted(events, key=lambda event: event.at, reverse=True)


def _published(article: Article, edition: Edition) -> _Event:
    live = getattr(article, "live", None)
    url = ""
    if live is not None and edition.number >= live.first_number:
        url = reverse("site:edition", args=[live.slug, edition.number])
    return _Event(
        edition.published_at,
        edition_in_words(edition),
        edition.author_name,
        edition.note,
        edition,
        url,
    )


def _taken_down(withdrawal: Withdrawal) -> list[_Event]:
    events = [
        _Event(
            withdrawal.withdrawn_at,
            _("withdrawn"),
            withdrawal.author_name,
            withdrawal.reason,
        )
    ]
    if withdrawal.restored_at:
        events.append(_Event(withdrawal.restored_at, _("restored"), "", ""))
    return events


@about_article(may_view, ("GET",))
def compare_versions(request: HttpRequest, article: Article) -> HttpResponse:
    """Show what differs between two states of the article, point by point."""
    usual_old, usual_new = usual_pair(article)
    old = version_of(article, request.GET.get("from", usual_old))
    new = version_of(article, request.GET.get("to", usual_new))
    if old is None or new is None:
        raise Http404
    pair = {old.name, new.name}
    edition = old.edition or new.edition if DRAFT in pair else None
    return show(
        request,
        "admin/articles/article/compare.html",
        _("Compare"),
        article=article,
        old=old,
        new=new,
        comparison=compare(old.digest, new.digest),
        versions=_with_asked(offered(article), old, new),
        edition=edition if may_edit(request.user, article) else None,
    )


def _with_asked(versions: list[tuple[str, str]], *asked: Any) -> list[tuple[str, str]]:
    """Return the versions offered, and those asked for, which may be older."""
    names = {name for name, _words in versions}
    others = {each.name: each.words for each in asked if each.name not in names}
    return [*versions, *others.items()]


@about_article(may_edit, ("POST",))
def bring_edition_back(request: HttpRequest, article: Article) -> HttpResponse:
    """Make the draft say what an edition said."""
    form = _BackForm(request.POST)
    if not form.is_valid():
        raise Http404
    number, seen = form.cleaned_data["edition"], form.cleaned_data["seen"]
    edition = get_object_or_404(article.editions, number=number)
    comparison = reverse("admin:articles_article_compare", args=[article.pk])
    back = redirect(f"{comparison}?from=e{number}&to={DRAFT}")
    try:
        with opened():
            if not may_edit(request.user, Article.objects.get(pk=article.pk)):
                # Somebody has moved it on since it was looked up.
                raise PermissionDenied
            other = _another_like(article, edition)
            if other:
                messages.error(request, _is_taken(request, other))
                return back
            is_changed = bring_back(article, edition, seen, user_of(request))
    except StaleRevisionError:
        messages.error(
            request,
            _(
                "Somebody saved the draft after you opened this page, so nothing was "
                "brought back. Look at what it says now, then decide once more."
            ),
        )
        return back
    words = (
        _("Edition %d is back at the desk. Readers see it once it is published.")
        if is_changed
        else _("The draft says already what edition %d said.")
    )
    messages.success(request, words % number)
    return redirect("admin:articles_article_change", article.pk)


def _another_like(article: Article, edition: Edition) -> Article | None:
    """Return the article that has the edition's source or title by now, if one has."""
    return find_another(resolved(from_json(edition.digest)), article.pk)


def _is_taken(request: HttpRequest, other: Article) -> str:
    if not may_view(request.user, other):
        return _("Another article has the source or title of this edition now.")
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Another article has the source or title of this edition now:"),
        reverse("admin:articles_article_change", args=[other.pk]),
        titled(str(other), other.language),
    )


def article_urls() -> list[Any]:
    """Return the pages about an article, under the admin's own of articles."""
    return [
        path("<int:article_id>/history/", history, name="articles_article_history"),
        path(
            "<int:article_id>/compare/",
            compare_versions,
            name="articles_article_compare",
        ),
        path(
            "<int:article_id>/bring-back/",
            bring_edition_back,
            name="articles_article_bring_back",
        ),
    ]
