"""Listings by point instead of by article."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.site.lists import chapters, viewpoints
from articles.site.lists.scopes import Scope
from articles.site.page.pages import head_of, show
from articles.site.store import positions


def show_viewpoints(
    request: HttpRequest, scope: Scope, template: str, **content: Any
) -> HttpResponse:
    """Show a page of the points of what a scope selects, in groups where asked to."""
    selection = scope.selection
    by = chapters.asked(request, selection)
    is_by_day = selection.days is not None
    size = viewpoints.GROUPED_PAGE_SIZE if by else viewpoints.PAGE_SIZE
    if after := positions.after_point(request, is_by_day=is_by_day):
        turned_back = viewpoints.page_before(selection, after, size)
        return redirect(scope.path(view="viewpoints", by=by, before=turned_back))
    before = positions.before_point(request, is_by_day=is_by_day)
    listing = viewpoints.points(selection, before, size)
    head = head_of(scope, view="viewpoints", by=by, before=str(before or ""))
    return show(
        request,
        template,
        # In groups it is the same once more, for readers and not for search engines.
        replace(
            head,
            title=viewpoints.title_of(scope),
            is_indexed=head.is_indexed and not by,
        ),
        scope=scope,
        view="viewpoints",
        listing=listing,
        by=by,
        offered=chapters.offered(selection),
        chapters=chapters.chapters(listing.voices, by) if by else (),
        **content,
    )
