"""What the desk answers who has no session, or no permission."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.desk.editor.reading import read_document

# Buttons and what the browser adds by itself.
_UNTYPED = (
    *("_", "csrfmiddlewaretoken", "names-", "choice-"),
    *("seen", "theirs", "work", "decided", "action", "point_key"),
)
# Whatever a form calls it: old_password, new_password1.
_NEVER_SHOWN = "password"
# Their browser offers back there what it kept.
_EDITORS = ("articles_article_change", "articles_article_add")


def session_ended(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose session or token is gone; give back what was typed in it."""
    typed = {
        name: value
        for name, value in request.POST.items()
        if len(value) > 1 and not name.startswith(_UNTYPED) and _NEVER_SHOWN not in name
    }
    context = {
        **admin.site.each_context(request),
        "text": read_document(str(typed.pop("text", ""))).shown,
        "typed": typed,
        "again": _page_of(request),
    }
    return render(
        request, "admin/session_ended.html", context, status=403, using="desk"
    )


def _page_of(request: HttpRequest) -> str:
    """Return the page to log in for: the editor's own, else the desk's first."""
    match = request.resolver_match
    if match and match.url_name in _EDITORS:
        return request.path
    return reverse("admin:index")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer who may not do what was asked; give back the digest that was typed.

    A draft may have been moved on while its writer worked on it.
    """
    context = {
        **admin.site.each_context(request),
        "text": read_document(request.POST.get("text", "")).shown,
    }
    return render(request, "admin/refused.html", context, status=403, using="desk")
