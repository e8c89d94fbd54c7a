"""Leave for other sites' pages to read the API, and nothing more (CORS).

Nothing here depends on who asks, so every origin may read every answer. No cookie is
ever looked at.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from .problems import NOT_ALLOWED, problem

METHODS = "GET, HEAD, OPTIONS"
_DAY = 24 * 3600
_ALLOWED_HEADERS = "Accept, Content-Type, If-Match, If-None-Match"
_EXPOSED_HEADERS = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"


def let_all_read(response: HttpResponse) -> HttpResponse:
    """Let pages of every origin read an answer; return it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED_HEADERS
    return response


def for_reading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make `view` answer GET and HEAD, from every origin; OPTIONS says so."""

    @wraps(view)
    def answer(request: HttpRequest, **parameters: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return let_all_read(view(request, **parameters))
        if request.method == "OPTIONS":
            return let_all_read(_options())
        said = f"{request.method} is none of {METHODS}."
        refused = problem(NOT_ALLOWED, said, headers={"Allow": METHODS})
        return let_all_read(refused)

    return answer


def _options() -> HttpResponse:
    """Tell what may be asked here, browsers that ask beforehand among others."""
    return HttpResponse(
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": _ALLOWED_HEADERS,
            "Access-Control-Max-Age": str(_DAY),
        }
    )
