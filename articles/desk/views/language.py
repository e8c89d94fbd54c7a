"""The language of the desk, which each browser remembers in a cookie."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Speak the language asked for from now on, and go back to where it was asked.

    For everybody: the page that one logs in on speaks one of them too.
    """
    return set_language(request)


def desk_urls() -> list[Any]:
    """Return the pages that belong to no model."""
    return [path("language/", language, name="desk_language")]
