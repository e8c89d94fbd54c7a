"""What every public answer has in common."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from articles.site.words.languages import html_code, language_of_path

from .headers import add_public_headers

_DESK = "/admin/"


class PublicAnswerMiddleware:
    """Answers in the language of the address, with the public headers.

    The language comes from the path alone, so that shared caches hold one answer for
    each address. The desk is left to its own middleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the desk's requests pass untouched."""
        if request.path_info.startswith(_DESK):
            return self.get_response(request)
        language = language_of_path(request.path_info)
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = html_code(language)
        add_public_headers(response)
        return response


class AllowedHostMiddleware:
    """Refuses a request for a host that is not ours, before anything is made for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; DisallowedHost, which is a 400, for a host not in ALLOWED_HOSTS."""
        request.get_host()
        return self.get_response(request)
