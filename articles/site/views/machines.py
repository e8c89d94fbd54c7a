"""What the site tells programs of itself."""

import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from articles.site.machines import sitemaps
from articles.site.page.pages import page
from articles.site.store.state import PublicRequest
from articles.site.words.languages import html_code

_VALID_FOR = datetime.timedelta(days=180)


def _answer(
    request: HttpRequest, template: str, content_type: str, **content: Any
) -> HttpResponse:
    kind = f"{content_type}; charset=utf-8"
    name = f"machines/{template}"
    return render(request, name, content, content_type=kind, using="site")


@page
def robots(request: HttpRequest) -> HttpResponse:
    """Say where robots may go."""
    return _answer(request, "robots.txt", "text/plain")


@page
def security(request: PublicRequest) -> HttpResponse:
    """Say whom to tell of a weakness; 404 where nobody was named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # By the day of the state: the ETag changes with it.
    midnight = datetime.datetime.combine(
        request.state.today, datetime.time(), datetime.UTC
    )
    return _answer(
        request,
        "security.txt",
        "text/plain",
        contact=settings.SECURITY_CONTACT,
        expires=midnight + _VALID_FOR,
        languages=", ".join(html_code(code) for code, _name in settings.LANGUAGES),
    )


@page
def llms(request: PublicRequest) -> HttpResponse:
    """Say what there is here, to language models."""
    themes = request.state.themes
    return _answer(request, "llms.txt", "text/markdown", themes=themes)


@page
def opensearch(request: HttpRequest) -> HttpResponse:
    """Tell browsers how to search here."""
    return _answer(
        request,
        "opensearch.xml",
        "application/opensearchdescription+xml",
        language=html_code(settings.LANGUAGE_CODE),
        icon=static("site/icon.svg"),
    )


@page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the sitemaps."""
    parts = [
        reverse("machine:sitemap_of_articles", args=[part]) for part in sitemaps.parts()
    ]
    paths = [reverse("machine:sitemap_of_listings"), *parts]
    return _answer(request, "sitemaps.xml", "application/xml", paths=paths)


@page
def sitemap_of_listings(request: PublicRequest) -> HttpResponse:
    """Name the pages that list articles."""
    entries = sitemaps.listings()
    return _answer(request, "sitemap.xml", "application/xml", entries=entries)


@page
def sitemap_of_articles(request: HttpRequest, part: int) -> HttpResponse:
    """Name some of the articles."""
    entries = list(sitemaps.articles(part))
    if not entries:
        raise Http404
    return _answer(request, "sitemap.xml", "application/xml", entries=entries)


@page
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Name what is new."""
    return _answer(
        request,
        "news-sitemap.xml",
        "application/xml",
        news=sitemaps.news(),
        site_language=settings.LANGUAGE_CODE.partition("-")[0],
    )
