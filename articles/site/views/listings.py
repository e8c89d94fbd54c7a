"""The front page and the lists: articles, publications, tags."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.site import listings as lookups
from articles.site import positions, taxonomy
from articles.site.addresses import with_query, with_whole_query
from articles.site.pages import Head, page, show

_ON_FRONT_PAGE = 12


@page
def front(request: HttpRequest) -> HttpResponse:
    """Show the newest digests by day, and the themes."""
    cards = lookups.newest().cards[:_ON_FRONT_PAGE]
    head = Head(
        title=settings.SITE_NAME,
        path=reverse("site:front"),
        description=_("Short, cited digests of articles, newest first."),
    )
    themes = taxonomy.themes()
    return show(
        request,
        "front.html",
        head,
        days=lookups.by_day(cards),
        themes=themes,
        theme_tags=tuple(theme.tag for theme in themes),
    )


@page
def articles(request: HttpRequest) -> HttpResponse:
    """Show all articles, newest first."""
    listing = lookups.newest(positions.before(request))
    head = Head(
        title=_("All articles"),
        path=with_query(reverse("site:articles"), request, "before"),
        description=_("Every digest on this site, newest first."),
    )
    return show(request, "articles.html", head, listing=listing)


@page
def publications(request: HttpRequest) -> HttpResponse:
    """Show the publications whose articles are digested, in alphabetical order."""
    names = taxonomy.publications(positions.after(request))
    head = Head(
        title=_("Publications"),
        path=with_query(reverse("site:publications"), request, "after"),
        description=_("The outlets, journals and series whose articles are digested."),
    )
    return show(request, "publications.html", head, names=names)


@page
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one publication and its articles."""
    found = taxonomy.publication_at(slug)
    path = reverse("site:publication", args=[found.slug])
    if found.slug != slug:
        return redirect(with_whole_query(path, request), permanent=True)
    listing = lookups.of_publication(found, positions.before(request))
    description = _("Digests of articles from %(name)s.") % {"name": found.name}
    head = Head(
        title=found.name,
        path=with_query(path, request, "before"),
        description=description,
    )
    return show(request, "publication.html", head, publication=found, listing=listing)


@page
def tags(request: HttpRequest) -> HttpResponse:
    """Show the tags in alphabetical order."""
    names = taxonomy.tags(positions.after(request))
    head = Head(
        title=_("Tags"),
        path=with_query(reverse("site:tags"), request, "after"),
        description=_("What the articles here are about, in alphabetical order."),
    )
    return show(request, "tags.html", head, names=names)


@page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the articles with one tag, under its introduction where it is a theme."""
    found = taxonomy.tag_at(slug)
    path = reverse("site:tag", args=[found.slug])
    if found.slug != slug:
        return redirect(with_whole_query(path, request), permanent=True)
    listing = lookups.of_tag(found, positions.before(request))
    description = _("Digests of articles about %(name)s.") % {"name": found.name}
    head = Head(
        title=found.name,
        path=with_query(path, request, "before"),
        description=description,
    )
    return show(request, "tag.html", head, tag=found, listing=listing)
