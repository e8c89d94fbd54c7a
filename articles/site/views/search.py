"""Search, for people."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.site.lists import scopes
from articles.site.page.addresses import path_of
from articles.site.page.pages import Head, feed_links, page, show
from articles.site.search import searching, speaking
from articles.site.search.guessing import guesses
from articles.site.search.querying import (
    MAX_ITEMS,
    MAX_LENGTH,
    MAX_WIDE,
    Query,
    TooMuchError,
    parse,
)
from articles.site.store.state import PublicRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, and how it is to be shown."""

    query: Query
    view: str = ""
    """viewpoints, or "" for articles."""
    sort: str = ""
    """newest, or "" for the best first."""
    after: str = ""


@page
def search(request: PublicRequest) -> HttpResponse:
    """Show what a query finds; without one, how to ask."""
    view = request.GET.get("view", "")
    if view not in ("", "viewpoints"):
        raise Http404
    try:
        query = parse(request.GET.get("q", ""))
    except TooMuchError:
        return _too_much(request)
    if not query.groups:
        return _nothing_to_look_for(request, query)
    sort = "newest" if request.GET.get("sort") == "newest" else ""
    asked = Asked(query, view, sort, request.GET.get("after", ""))
    look_up = speaking.viewpoints if view else searching.search
    results = look_up(query, sort=sort, after=asked.after)
    is_doubtful = not asked.after and (not results.count or query.has_choices)
    near = guesses(request.state, query) if is_doubtful else ()
    return _show(request, asked, results=results, guesses=near)


def _show(request: HttpRequest, asked: Asked, **content: object) -> HttpResponse:
    query = asked.query
    scope = scopes.of_search(str(query))
    is_asked = bool(query.groups)
    shown = {"view": asked.view, "sort": asked.sort, "after": asked.after}
    head = Head(
        title=scope.title if is_asked else _("Search"),
        path=scope.path(**shown) if is_asked else path_of("search"),
        description=_("Search every viewpoint of the digests here"),
        is_indexed=not is_asked,
        feeds=feed_links(scope, view=asked.view) if is_asked else (),
    )
    content |= {"scope": scope, "query": query, "view": asked.view, "sort": asked.sort}
    return show(request, "search.html", head, **content)


def _nothing_to_look_for(request: HttpRequest, query: Query) -> HttpResponse:
    """Show how to ask; say so where signs were typed that no text is found by."""
    if not request.GET.get("q", "").strip():
        return _show(request, Asked(query), results=None)
    problem = _("There is no word in it to look for.")
    return _show(request, Asked(query), results=None, problem=problem)


def _too_much(request: HttpRequest) -> HttpResponse:
    limits = {"length": MAX_LENGTH, "count": MAX_ITEMS, "wide": MAX_WIDE}
    problem = _(
        "That is too much at once. A search has at most %(length)d characters and "
        "%(count)d words; at most %(wide)d of them are dates or end with *."
    )
    response = _show(request, Asked(Query()), results=None, problem=problem % limits)
    response.status_code = 400
    return response
