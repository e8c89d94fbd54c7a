"""What rests on one source."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.site.article import sources
from articles.site.lists import scopes
from articles.site.page.addresses import path_of, with_parameters
from articles.site.page.pages import head_of, page, show
from articles.site.store import positions


@page
def source(request: HttpRequest, key: str) -> HttpResponse:
    """Show every point that cites one address, with the passages it rests on."""
    if after := positions.after_point(request):
        turned_back = sources.page_before(key, after)
        return redirect(with_parameters(path_of("source", key=key), before=turned_back))
    before = positions.before_point(request)
    found = sources.source_at(key, before)
    head = head_of(scopes.of_source(key, found.url), before=str(before or ""))
    # What a single article says of a source stands on its own page already.
    head = replace(head, is_indexed=found.has_several)
    return show(request, "source.html", head, source=found)
