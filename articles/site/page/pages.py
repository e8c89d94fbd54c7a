"""What makes a view a public page: safe methods only, and an ETag."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from markupsafe import Markup

from articles.site.lists.scopes import Moved, Scope
from articles.site.store.state import PublicRequest, State, read_state
from articles.site.version import VERSION
from articles.site.words.languages import path_in

from .addresses import with_other_query
from .frames import framed

View = Callable[..., HttpResponse]

_CONDITIONS = {
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
}

FEED_FORMS = (
    ("atom", "Atom", "application/atom+xml"),
    ("rss", "RSS", "application/rss+xml"),
    ("json", "JSON Feed", "application/feed+json"),
)
"""Each with the end of its address, its name and its content type."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another form, for machines."""

    content_type: str
    path: str
    title: str = ""
    name: str = ""
    """Of the form, such as Atom."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself to browsers, search engines and previews."""

    title: str
    path: str = ""
    """Of the canonical address; "" where a page has none."""
    description: str = ""
    kind: str = "website"
    """As Open Graph names it."""
    is_indexed: bool = True
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[Alternate, ...] = ()
    """Of the listing on the page, by form."""
    structured: Markup | None = field(default=None, compare=False)
    """What the page is, as JSON-LD: follows from the rest and the state of the site."""

    @property
    def place(self) -> str:
        """Return the first part of the address, such as “tags”; "" for none."""
        bare = path_in(self.path, settings.LANGUAGE_CODE)
        return bare[1:].partition("/")[0]


def show(
    request: HttpRequest, template: str, head: Head, **content: Any
) -> HttpResponse:
    """Render a page with its head, the themes of the navigation and the languages."""
    state: State = getattr(request, "state", None) or read_state()
    language = getattr(request, "language", None) or get_language()
    content |= framed(language, head, state.themes, state.today)
    return render(request, template, content, using="site")


def page(view: View) -> View:
    """Make `view` a public page: GET and HEAD, answered 304 where nothing changed.

    The view finds the State of the site and the language in its request. Other
    conditions are judged by the answer: an address that leads nowhere is a 404 whatever
    the reader holds (RFC 9110, 13.2.1).
    """

    @wraps(view)
    def answer(request: HttpRequest, **parameters: Any) -> HttpResponse:
        state, language = read_state(), get_language()
        etag = _etag(request, state, language)
        if etag in request.headers.get("If-None-Match", ""):
            return HttpResponseNotModified(headers={"ETag": etag})
        asked = cast("PublicRequest", request)
        asked.state, asked.language = state, language
        try:
            response = view(asked, **parameters)
        except Moved as moved:
            return _moved(request, moved)
        if response.status_code == 200:
            response.headers["ETag"] = etag
        if not _CONDITIONS.isdisjoint(request.META):
            # Typed as if it could find nothing to answer; given a response it returns
            # one.
            answered = get_conditional_response(request, etag, response=response)
            return answered or response
        return response

    return require_safe(answer)


def _etag(request: HttpRequest, state: State, language: str) -> str:
    """Return the ETag of whatever page this is.

    A page changes when something is published or renamed, when a scheduled article
    goes live, at midnight, and with the code. The address is part of it, so that one
    page's tag never fits another's.
    """
    seen = (state.generation, state.newest, state.today)
    parts = (VERSION, language, request.get_full_path(), *seen)
    text = repr(parts).encode("utf-8", "surrogatepass")
    return quote_etag(hashlib.blake2b(text, digest_size=12).hexdigest())


def _moved(request: HttpRequest, moved: Moved) -> HttpResponse:
    """Lead to the same page, or feed, with the parameters that are right today."""
    here = resolve(request.path_info)
    path = reverse(here.view_name, kwargs={**here.kwargs, **moved.parameters})
    return redirect(with_other_query(path, request, moved.query), permanent=True)


def head_of(scope: Scope, **query: str) -> Head:
    """Return what a page of a listing says of itself; `query` tells which page."""
    return Head(
        title=scope.title,
        path=scope.path(**query),
        description=scope.description,
        feeds=feed_links(scope, view=query.get("view", "")),
        is_indexed=scope.is_indexed,
    )


def feed_links(scope: Scope, view: str = "") -> tuple[Alternate, ...]:
    """Return the links to the feeds of a listing, or of its points."""
    return tuple(
        Alternate(
            content_type,
            scope.feed_path(form, view=view),
            f"{scope.title} ({name})",
            name,
        )
        for form, name, content_type in FEED_FORMS
    )
