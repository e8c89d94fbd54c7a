"""Lists of articles, or of their points."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.site.lists import listings as lookups
from articles.site.lists import scopes
from articles.site.lists.scopes import Scope
from articles.site.machines import structured
from articles.site.page.pages import head_of, page, show
from articles.site.store import positions

from .viewpoints import show_viewpoints


def show_listing(
    request: HttpRequest, scope: Scope, template: str, **content: Any
) -> HttpResponse:
    """Show a page of what a scope selects, by article or, where asked to, by point."""
    view = request.GET.get("view")
    if view == "viewpoints":
        return show_viewpoints(request, scope, template, **content)
    if view is not None:
        raise Http404
    is_by_day = scope.selection.days is not None
    if after := positions.after_article(request, is_by_day=is_by_day):
        turned_back = lookups.page_before(scope.selection, after)
        return redirect(scope.path(before=turned_back))
    before = positions.before(request, is_by_day=is_by_day)
    listing = lookups.articles(scope.selection, before)
    head = head_of(scope, before=str(before or ""))
    head = replace(
        head, structured=structured.collection(scope, head.path, listing.cards)
    )
    content |= {"scope": scope, "view": "articles", "listing": listing}
    return show(request, template, head, **content)


@page
def articles(request: HttpRequest) -> HttpResponse:
    """Show all articles, newest first."""
    return show_listing(request, scopes.all_articles(), "articles.html")
