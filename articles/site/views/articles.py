"""An article: its page and the same as Markdown and JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse

from articles.digest import from_json, to_json
from articles.digest.markdown import to_markdown
from articles.models.published import LiveArticle
from articles.site.addresses import with_whole_query
from articles.site.pages import Alternate, Head, page, show
from articles.site.reading import read
from articles.site.whereabouts import Moved, elsewhere, live_at
from articles.site.wording import excerpt

from .errors import gone

_DESCRIPTION_LENGTH = 200


def article_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make `view` a public page that is given the live article and not its slug.

    What moved answers 301 to the same page at its new address, what was withdrawn 410.
    """

    @page
    @wraps(view)
    def answer(request: HttpRequest, slug: str, **parameters: Any) -> HttpResponse:
        if live := live_at(slug):
            return view(request, live, **parameters)
        found = elsewhere(slug)
        if found is None:
            raise Http404
        if isinstance(found, Moved):
            return _moved(request, found)
        return gone(request, found)

    return answer


def _moved(request: HttpRequest, moved: Moved) -> HttpResponse:
    """Lead to the same page of the article at its new address."""
    here = resolve(request.path_info)
    path = reverse(here.view_name, kwargs={**here.kwargs, "slug": moved.slug})
    return redirect(with_whole_query(path, request), permanent=True)


@article_page
def article(request: HttpRequest, live: LiveArticle) -> HttpResponse:
    """Show the article's current edition."""
    reading = read(from_json(live.digest))
    head = Head(
        title=live.title,
        path=reverse("site:article", args=[live.slug]),
        description=excerpt(live.standfirst, _DESCRIPTION_LENGTH),
        kind="article",
        alternates=_alternates(live.slug),
    )
    return show(request, "article.html", head, live=live, reading=reading)


def _alternates(slug: str) -> tuple[Alternate, ...]:
    markdown_path = reverse("site:article_markdown", args=[slug])
    json_path = reverse("site:article_json", args=[slug])
    return (
        Alternate("text/markdown", markdown_path),
        Alternate("application/json", json_path),
    )


@article_page
def markdown(request: HttpRequest, live: LiveArticle) -> HttpResponse:
    """Answer the article's digest as Markdown."""
    text = to_markdown(from_json(live.digest))
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


@article_page
def json(request: HttpRequest, live: LiveArticle) -> HttpResponse:
    """Answer the article's digest as JSON, keys in the order they are documented in."""
    digest = to_json(from_json(live.digest))
    return JsonResponse(digest, json_dumps_params={"ensure_ascii": False})
