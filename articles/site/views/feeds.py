"""Every listing as a feed, at one address whatever the language."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse

from articles.site.article import sources
from articles.site.lists import listings, scopes, viewpoints
from articles.site.lists.scopes import Scope
from articles.site.machines import feeds
from articles.site.page.pages import page
from articles.site.search import searching, speaking
from articles.site.search.querying import TooMuchError, parse
from articles.site.store.state import PublicRequest
from articles.site.tags.tag_pages import tag_page


def _feed_of(request: HttpRequest, scope: Scope, form: str) -> HttpResponse:
    """Answer the newest page of a scope as a feed, of its points where asked to."""
    view = request.GET.get("view")
    if view == "viewpoints":
        entries = feeds.point_entries(viewpoints.points(scope.selection))
        titled = replace(scope, title=viewpoints.title_of(scope))
        return feeds.answer(titled, entries, form, view=view)
    if view is not None:
        raise Http404
    cards = listings.articles(scope.selection).cards
    return feeds.answer(scope, feeds.article_entries(cards), form)


@page
def front(request: HttpRequest, form: str) -> HttpResponse:
    """Answer the newest articles, under the name of the site."""
    return _feed_of(request, scopes.front_page(), form)


@page
def articles(request: HttpRequest, form: str) -> HttpResponse:
    """Answer the newest articles."""
    return _feed_of(request, scopes.all_articles(), form)


@page
def publication(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer the newest articles of a publication."""
    _found, scope = scopes.of_publication(slug)
    return _feed_of(request, scope, form)


@page
def tag(request: PublicRequest, expression: str, form: str) -> HttpResponse:
    """Answer the newest articles that a tag expression stands for."""
    without = request.GET.getlist("without")
    terms, scope = scopes.of_tags(expression, without)
    if not tag_page(request.state, terms).size:
        raise Http404
    return _feed_of(request, scope, form)


@page
def period(request: PublicRequest, form: str, **date: int) -> HttpResponse:
    """Answer the newest articles of a year, a month or a day."""
    return _feed_of(request, scopes.of_period(request.state, **date).scope, form)


@page
def source(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Answer the newest points that cite a source."""
    found = sources.source_at(key, None)
    entries = feeds.point_entries(found.viewpoints)
    return feeds.answer(scopes.of_source(key, found.url), entries, form)


@page
def search(request: HttpRequest, form: str) -> HttpResponse:
    """Answer the newest articles that a search finds, or what they say of it."""
    view = request.GET.get("view")
    if view not in (None, "viewpoints"):
        raise Http404
    try:
        query = parse(request.GET.get("q", ""))
    except TooMuchError:
        raise Http404 from None
    if not query.groups:
        raise Http404
    scope = scopes.of_search(str(query))
    if view:
        said = speaking.viewpoints(query, sort="newest", after="")
        entries = feeds.point_entries(said.listing)
        titled = replace(scope, title=viewpoints.named(scope))
        return feeds.answer(titled, entries, form, view=view)
    found = searching.search(query, sort="newest", after="").results
    entries = feeds.article_entries(result.card for result in found)
    return feeds.answer(scope, entries, form)
