"""Pages for what went wrong, in the reader's words. They ask no database."""

import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.site.api import problems
from articles.site.api.reading import let_all_read
from articles.site.article.whereabouts import Withdrawn
from articles.site.headers import FOR_ONE_ALONE
from articles.site.page.frames import framed
from articles.site.page.pages import Head


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at this address, or add the slash it lacks."""
    if problems.is_for_api(request):
        return let_all_read(problems.nothing_here(request))
    composed = unicodedata.normalize("NFC", request.path)
    if composed != request.path and is_valid_path(composed):
        return redirect(quote(composed), permanent=True)
    if not request.path.endswith("/") and is_valid_path(f"{request.path_info}/"):
        path = request.get_full_path(force_append_slash=True)
        return redirect(path, permanent=True)
    return _show(request, "not_found.html", _("Nothing at this address"), 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request itself cannot be understood."""
    if problems.is_for_api(request):
        said = "The request cannot be understood, its host included."
        return _of_api(request, problems.problem(problems.BAD_REQUEST, said))
    return _show(request, "bad_request.html", _("That request makes no sense"), 400)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    if problems.is_for_api(request):
        said = "The fault is the site's; asking again later may help."
        return _of_api(request, problems.problem(problems.FAILED, said))
    return _show(request, "failed.html", _("Something broke"), 500)


def _of_api(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let all read it, unless somebody was writing: that is between the two."""
    if request.method != "POST":
        return let_all_read(answer)
    answer.headers["Cache-Control"] = FOR_ONE_ALONE
    return answer


def gone(request: HttpRequest, withdrawn: Withdrawn) -> HttpResponse:
    """Say why an article was withdrawn, in the form that was asked for."""
    form = PurePosixPath(request.path).suffix
    if form in (".md", ".txt", ".bib"):
        text = f"{_('Withdrawn')}\n\n{withdrawn.reason}\n"
        return HttpResponse(text, status=410, content_type="text/plain; charset=utf-8")
    if form == ".json":
        return _gone_as_json(withdrawn)
    return _show(request, "gone.html", _("Withdrawn"), 410, withdrawn=withdrawn)


def _gone_as_json(withdrawn: Withdrawn) -> HttpResponse:
    """Return the problem as RFC 9457 has it."""
    problem = {"status": 410, "title": _("Withdrawn"), "detail": withdrawn.reason}
    return JsonResponse(
        problem,
        status=410,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _show(
    request: HttpRequest, template: str, title: str, status: int, **content: object
) -> HttpResponse:
    head = Head(title=title, is_indexed=False)
    # A page that found out that it is gone knows the state already.
    state = getattr(request, "state", None)
    themes = state.themes if state else ()
    content |= framed(get_language(), head, themes, timezone.localdate())
    return render(request, template, content, status=status, using="site")
