"""What rests on one source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.site.article import sources
from articles.site.page.addresses import path_of, with_parameters, with_query
from articles.site.page.pages import Head, page, show
from articles.site.store import positions
from articles.site.words.wording import excerpt

_LONGEST_ADDRESS = 100


@page
def source(request: HttpRequest, key: str) -> HttpResponse:
    """Show every point that cites one address, with the passages it rests on."""
    if after := positions.after_point(request):
        turned_back = sources.page_before(key, after)
        return redirect(with_parameters(path_of("source", key=key), before=turned_back))
    found = sources.source_at(key, positions.before_point(request))
    address = excerpt(found.url.partition("://")[2], _LONGEST_ADDRESS)
    head = Head(
        title=_("What rests on %(address)s") % {"address": address},
        path=with_query(path_of("source", key=key), request, "before"),
        description=_("Viewpoints that cite one source, with the passages they quote."),
        # What a single article says of a source stands on its own page already.
        is_indexed=found.has_several,
    )
    return show(request, "source.html", head, source=found)
