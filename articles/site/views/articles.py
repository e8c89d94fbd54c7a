"""An article: its page and the same as Markdown and JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from articles.digest import to_json
from articles.digest.markdown import to_markdown
from articles.site.article.showing import article_shown
from articles.site.article.whereabouts import PublicArticle, elsewhere, live_at
from articles.site.page.pages import page, show
from articles.site.store.state import PublicRequest

from .errors import gone


def article_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make `view` a public page that is given the public article and not its slug.

    What moved answers 301 to the same page at its new address, what was withdrawn 410.
    """

    @page
    @wraps(view)
    def answer(request: HttpRequest, slug: str, **parameters: Any) -> HttpResponse:
        live = live_at(slug)
        return view(request, live, **parameters) if live else _not_here(request, slug)

    return answer


def _not_here(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what became of the article that had this address."""
    if withdrawn := elsewhere(slug):
        return gone(request, withdrawn)
    raise Http404


@page
def article(request: PublicRequest, slug: str) -> HttpResponse:
    """Show the article's current edition."""
    shown = article_shown(request.state, request.language, slug)
    if shown is None:
        return _not_here(request, slug)
    return show(request, "article.html", shown.head, shown=shown)


@article_page
def markdown(request: HttpRequest, live: PublicArticle) -> HttpResponse:
    """Answer the article's digest as Markdown."""
    text = to_markdown(live.digest)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


@article_page
def json(request: HttpRequest, live: PublicArticle) -> HttpResponse:
    """Answer the article's digest as JSON, keys in the order they are documented in."""
    digest = to_json(live.digest)
    return JsonResponse(digest, json_dumps_params={"ensure_ascii": False})
