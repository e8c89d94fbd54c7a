"""Lists of articles, or of their points."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from articles.site.lists import chapters, listings, scopes, viewpoints
from articles.site.lists.scopes import Scope
from articles.site.lists.showing import articles_shown, viewpoints_shown, ways_shown
from articles.site.page.pages import page, show
from articles.site.store import positions
from articles.site.store.state import PublicRequest


def show_listing(
    request: PublicRequest, scope: Scope, template: str, **content: Any
) -> HttpResponse:
    """Show a page of what a scope selects, by article or, where asked to, by point.

    A page that is asked for by what stands after it is found at its own address.
    """
    view = request.GET.get("view")
    if view == "viewpoints":
        return _show_viewpoints(request, scope, template, **content)
    if view is not None:
        raise Http404
    is_by_day = scope.selection.days is not None
    if after := positions.after_article(request, is_by_day=is_by_day):
        turned_back = listings.page_before(scope.selection, after)
        return redirect(scope.path(before=turned_back))
    before = positions.before(request, is_by_day=is_by_day)
    listed = articles_shown(request.state, request.language, scope, before)
    content |= {"scope": scope, "view": "articles", "listed": listed}
    return show(request, template, listed.head, **content)


def _show_viewpoints(
    request: PublicRequest, scope: Scope, template: str, **content: Any
) -> HttpResponse:
    """Show a page of the points of what a scope selects, in groups where asked to."""
    by = chapters.asked(request, scope.selection)
    is_by_day = scope.selection.days is not None
    if after := positions.after_point(request, is_by_day=is_by_day):
        size = viewpoints.size_of(by)
        turned_back = viewpoints.page_before(scope.selection, after, size)
        return redirect(scope.path(view="viewpoints", by=by, before=turned_back))
    before = positions.before_point(request, is_by_day=is_by_day)
    listed = viewpoints_shown(request.state, request.language, scope, before, by)
    content |= {"scope": scope, "view": "viewpoints", "listed": listed}
    return show(request, template, listed.head, **content)


@page
def articles(request: PublicRequest) -> HttpResponse:
    """Show all articles, newest first."""
    beside = ways_shown(request.state, request.language)
    return show_listing(request, scopes.all_articles(), "articles.html", beside=beside)
