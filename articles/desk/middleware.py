"""Sessions, users and messages exist at the desk only."""

from collections.abc import Awaitable, Callable
from typing import Any

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.middleware import csrf, locale
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from articles.site.headers import CONTENT_SECURITY_POLICY

from .views.session import session_ended

DESK = "/admin/"


class _DeskOnly(MiddlewareMixin):
    """Steps aside for every request that is not for the desk."""

    def __call__(
        self, request: HttpRequest
    ) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if request.path_info.startswith(DESK):
            return super().__call__(request)
        return self.get_response(request)


class SessionMiddleware(_DeskOnly, sessions.SessionMiddleware):
    """Django's sessions, at the desk."""


class LocaleMiddleware(_DeskOnly, locale.LocaleMiddleware):
    """Django's choice of language, at the desk: from its cookie, else the browser's."""

    def process_request(self, request: HttpRequest) -> None:
        """Choose; Django's own asks the path alone where any has a language prefix."""
        translation.activate(translation.get_language_from_request(request))
        request.LANGUAGE_CODE = translation.get_language()


class CsrfViewMiddleware(_DeskOnly, csrf.CsrfViewMiddleware):
    """Django's tokens, at the desk; elsewhere no answer ever sets a cookie."""

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        """Check the token; Django calls this by itself, past the class's own call."""
        if not request.path_info.startswith(DESK):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class AuthenticationMiddleware(_DeskOnly, auth.AuthenticationMiddleware):
    """Django's users, at the desk."""


class MessageMiddleware(_DeskOnly, messages.MessageMiddleware):
    """Django's messages, at the desk."""


class DeskAnswerMiddleware:
    """Gives the desk's answers their headers: private, never framed, strict CSP."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and add the headers where the request is for the desk."""
        response = self.get_response(request)
        if _is_sent_to_login(request, response):
            # The login page would forget what was typed.
            response = session_ended(request)
        if request.path_info.startswith(DESK):
            response.headers.setdefault("Cache-Control", "private, no-store")
            response.headers.setdefault("X-Frame-Options", "DENY")
            response.headers["Content-Security-Policy"] = _policy(response)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            # The address of a review link is the key to its draft.
            response.headers["Referrer-Policy"] = "same-origin"
        return response


def _policy(response: HttpResponseBase) -> str:
    """Return the site's policy; the desk shows its own previews in a frame."""
    policy = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    if response.headers["X-Frame-Options"] == "SAMEORIGIN":
        return policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return policy


def _is_sent_to_login(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether a form was sent in after its session had ended."""
    login = f"{DESK}login/"
    # The login page itself can be asked to speak another language.
    is_form = request.method == "POST" and request.path_info != f"{DESK}language/"
    return is_form and response.headers.get("Location", "").startswith(login)
