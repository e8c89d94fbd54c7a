"""An article's public history: its editions, one of them, what changed in it."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.digest import from_json
from articles.site.article.bodies import body_html
from articles.site.article.history import compare
from articles.site.article.whereabouts import PublicArticle, public_editions
from articles.site.page.pages import Head, show
from articles.site.words.dates import local_moment

from .articles import article_page


@article_page
def editions(request: HttpRequest, live: PublicArticle) -> HttpResponse:
    """List the editions readers could see, newest first."""
    found = tuple(public_editions(live).defer("digest"))
    head = Head(
        title=_("Editions of “%(title)s”") % {"title": live.title},
        path=reverse("site:editions", args=[live.slug]),
        is_indexed=False,
    )
    return show(request, "editions.html", head, live=live, editions=found)


@article_page
def edition(request: HttpRequest, live: PublicArticle, number: int) -> HttpResponse:
    """Show one edition as it was."""
    found = public_editions(live).filter(number=number).first()
    if found is None:
        raise Http404
    # Its points are in the body, which may be ready.
    digest = from_json({**found.digest, "core": [], "groups": [], "references": []})
    title = {"title": digest.title, "number": number}
    head = Head(
        title=_("%(title)s (edition %(number)d)") % title,
        path=reverse("site:article", args=[live.slug]),
        kind="article",
        is_indexed=False,
    )
    return show(
        request,
        "edition.html",
        head,
        live=live,
        edition=found,
        digest=digest,
        body=body_html(json.dumps(found.digest), get_language(), ""),
        moment=local_moment(digest.published, live.publication.time_zone),
    )


@article_page
def changes(request: HttpRequest, live: PublicArticle, number: int) -> HttpResponse:
    """Show what an edition changed against the public one before it."""
    pair = list(public_editions(live).filter(number__range=(number - 1, number)))
    if not pair or pair[0].number != number:
        raise Http404
    new, *old = (from_json(edition.digest) for edition in pair)
    title = {"title": live.title, "number": number}
    head = Head(
        title=_("What edition %(number)d of “%(title)s” changed") % title,
        path=reverse("site:changes", args=[live.slug, number]),
        is_indexed=False,
    )
    return show(
        request,
        "changes.html",
        head,
        live=live,
        edition=pair[0],
        comparison=compare(old[0], new) if old else None,
    )
