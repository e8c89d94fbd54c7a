"""The publications whose articles are digested, and one of them with its articles."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from articles.site.lists import outlets, scopes, telling
from articles.site.page.addresses import path_of, with_query
from articles.site.page.pages import Head, page, show
from articles.site.store import counts, positions, taxonomy
from articles.site.store.state import PublicRequest
from articles.site.times import charts

from .listings import show_listing


@page
def publications(request: PublicRequest) -> HttpResponse:
    """Show the publications in alphabetical order, and how much each has."""
    names = taxonomy.publications(positions.after(request))
    head = Head(
        title=_("Publications"),
        path=with_query(path_of("publications"), request, "after"),
        description=_("The outlets, journals and series whose articles are digested."),
    )
    numbers = counts.publication_counts(each.pk for each in names.items)
    return show(request, "publications.html", head, names=names, numbers=numbers)


@page
def publication(request: PublicRequest, slug: str) -> HttpResponse:
    """Show one publication: its facts, its volume, what it writes of, its articles."""
    found, scope = scopes.of_publication(slug)
    chart = charts.of_months(outlets.months_of(request.state, found.pk))
    return show_listing(
        request,
        scope,
        "publication.html",
        publication=found,
        other_names=taxonomy.other_names(found),
        chart=chart if chart.total else None,
        tags=telling.of_selection(request.state, scope.selection),
    )
