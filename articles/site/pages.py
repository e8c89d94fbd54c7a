"""What makes a view a public page: safe methods only, and an ETag."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from articles.models.published import LiveArticle, SiteGeneration

from .version import VERSION

View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """Make `view` a public page: GET and HEAD, answered 304 where nothing changed."""
    return require_safe(condition(etag_func=_etag)(view))


def _etag(request: HttpRequest, **_parameters: Any) -> str:
    """Return the ETag of whatever page this is, from one query.

    A page changes when something is published or renamed (the generation), when a
    scheduled article goes live, and with the code. The address is part of it, so that
    one page's tag never fits another's.
    """
    newest = LiveArticle.objects.public().order_by().values(newest=Max("live_from"))
    row = (
        SiteGeneration.objects.filter(pk=1)
        .annotate(newest=newest.values("newest")[:1])
        .values_list("number", "newest")
        .first()
    )
    parts = (VERSION, translation.get_language(), request.get_full_path(), row)
    text = repr(parts).encode("utf-8", "surrogatepass")
    return quote_etag(hashlib.blake2b(text, digest_size=12).hexdigest())
