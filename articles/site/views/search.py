"""Search, for people."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.site.lists import scopes
from articles.site.page.addresses import path_of
from articles.site.page.pages import Head, feed_links, page, show
from articles.site.search.guessing import guesses
from articles.site.search.querying import (
    MAX_ITEMS,
    MAX_LENGTH,
    MAX_WIDE,
    Query,
    TooMuchError,
    parse,
)
from articles.site.search.searching import search as find


@page
def search(request: HttpRequest) -> HttpResponse:
    """Show what a query finds; without one, how to ask."""
    try:
        query = parse(request.GET.get("q", ""))
    except TooMuchError:
        return _too_much(request)
    if not query.groups:
        return _nothing_to_look_for(request, query)
    sort = "newest" if request.GET.get("sort") == "newest" else ""
    after = request.GET.get("after", "")
    results = find(query, sort=sort, after=after)
    is_doubtful = not after and (not results.count or query.has_choices)
    near = guesses(query) if is_doubtful else ()
    return _show(request, query, sort, after, results=results, guesses=near)


def _show(
    request: HttpRequest,
    query: Query,
    sort: str = "",
    after: str = "",
    **content: object,
) -> HttpResponse:
    asked = {"q": str(query), "sort": sort, "after": after}
    said = urlencode({name: value for name, value in asked.items() if value})
    path = path_of("search")
    head = Head(
        title=_("Search: %(query)s") % {"query": query} if said else _("Search"),
        path=f"{path}?{said}" if said else path,
        description=_("Search every viewpoint of the digests here"),
        is_indexed=not said,
        feeds=feed_links(scopes.of_search(str(query))) if query.groups else (),
    )
    return show(request, "search.html", head, query=query, sort=sort, **content)


def _nothing_to_look_for(request: HttpRequest, query: Query) -> HttpResponse:
    """Show how to ask; say so where signs were typed that no text is found by."""
    if not request.GET.get("q", "").strip():
        return _show(request, query, results=None)
    problem = _("There is no word in it to look for.")
    return _show(request, query, results=None, problem=problem)


def _too_much(request: HttpRequest) -> HttpResponse:
    limits = {"length": MAX_LENGTH, "count": MAX_ITEMS, "wide": MAX_WIDE}
    problem = _(
        "That is too much at once. A search has at most %(length)d characters and "
        "%(count)d words; at most %(wide)d of them are dates or end with *."
    )
    response = _show(request, Query(), results=None, problem=problem % limits)
    response.status_code = 400
    return response
