"""What makes a view a public page: safe methods only, and an ETag."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from articles.models.published import LiveArticle, SiteGeneration

from .taxonomy import theme_tags
from .version import VERSION

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in another form, for machines."""

    content_type: str
    path: str


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


def show(
    request: HttpRequest, template: str, head: Head, **content: Any
) -> HttpResponse:
    """Render a page with its head and the themes of the navigation.

    One query, unless the view has the themes already.
    """
    if "theme_tags" not in content:
        content["theme_tags"] = tuple(theme_tags())
    return render(request, template, {**content, "head": head}, using="site")


def page(view: View) -> View:
    """Make `view` a public page: GET and HEAD, answered 304 where nothing changed.

    Other conditions are judged by the answer: an address that leads nowhere is a 404
    whatever the reader holds (RFC 9110, 13.2.1).
    """

    @wraps(view)
    def answer(request: HttpRequest, **parameters: Any) -> HttpResponse:
        etag = _etag(request)
        if etag in request.headers.get("If-None-Match", ""):
            return HttpResponseNotModified(headers={"ETag": etag})
        response = view(request, **parameters)
        if response.status_code == 200:
            response.headers["ETag"] = etag
        # Typed as if it could find nothing to answer; given a response it returns one.
        return get_conditional_response(request, etag, response=response) or response

    return require_safe(answer)


def _etag(request: HttpRequest) -> str:
    """Return the ETag of whatever page this is, from one query.

    A page changes when something is published or renamed (the generation), when a
    scheduled article goes live, and with the code. The address is part of it, so that
    one page's tag never fits another's.
    """
    newest = LiveArticle.objects.public().order_by("-live_from").values("live_from")
    row = (
        SiteGeneration.objects.filter(pk=1)
        .values_list("number", Subquery(newest[:1]))
        .first()
    )
    parts = (VERSION, translation.get_language(), request.get_full_path(), row)
    text = repr(parts).encode("utf-8", "surrogatepass")
    return quote_etag(hashlib.blake2b(text, digest_size=12).hexdigest())
