"""What the editor's scripts ask the desk, as JSON.

Each function checks for itself who asks, and answers 403 instead of leading to the
login page, where what was typed would be lost.
"""

import functools
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path, reverse

from articles.desk.dating import date_problems
from articles.desk.intake import find_another
from articles.desk.permissions import may_view, may_write
from articles.desk.problem_words import problem_json
from articles.digest import Digest, Problem, complete, to_json
from articles.digest import write as written

from . import completing, suggesting
from .reading import problems_in, read_document, read_documents

View = Callable[[HttpRequest], HttpResponse]

_ID = re.compile("[0-9]{1,18}")


def _for_editors(method: str) -> Callable[[View], View]:
    """Let only those in who may write articles, and only by `method`."""

    def guarded(view: View) -> View:
        @functools.wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            if not (request.user.is_staff and may_write(request.user)):
                return JsonResponse({}, status=HTTPStatus.FORBIDDEN)
            if request.method != method:
                return HttpResponseNotAllowed([method])
            return view(request)

        return answer

    return guarded


@_for_editors("POST")
def read(request: HttpRequest) -> HttpResponse:
    """Answer with the digests in a pasted text, completed as every entrance does."""
    parsed = read_documents(_text(request))
    digests = [complete(one.digest) for one in parsed if one.digest]
    problems = [problem for one in parsed for problem in one.problems]
    return _answer(
        map(problem_json, problems), digests=[to_json(digest) for digest in digests]
    )


@_for_editors("POST")
def check(request: HttpRequest) -> HttpResponse:
    """Answer with all that is wrong with a document: form, rules, and at the desk."""
    reading = read_document(_text(request))
    problems = [problem_json(problem) for problem in problems_in(reading)]
    if reading.digest:
        problems += map(problem_json, date_problems(reading.digest))
        problems += _at_the_desk(request, reading.digest)
    return _answer(problems)


@_for_editors("POST")
def write(request: HttpRequest) -> HttpResponse:
    """Answer with the document as canonical text."""
    reading = read_document(_text(request))
    text = written(reading.digest) if reading.digest else ""
    return _answer(map(problem_json, reading.problems), text=text)


@_for_editors("GET")
def complete_tags(request: HttpRequest) -> HttpResponse:
    """Answer with the known tags that go on from what was typed."""
    return JsonResponse({"tags": completing.complete_tags(request.GET.get("q", ""))})


@_for_editors("POST")
def suggest_tags(request: HttpRequest) -> HttpResponse:
    """Answer with the known tags that occur in a document and are not on it yet."""
    document = read_document(_text(request)).document
    return JsonResponse({"tags": suggesting.suggest_tags(document) if document else []})


@_for_editors("GET")
def complete_publications(request: HttpRequest) -> HttpResponse:
    """Answer with the known publications that go on from what was typed."""
    found = completing.complete_publications(request.GET.get("q", ""))
    return JsonResponse({"publications": found})


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "")


def _answer(problems: Iterable[dict[str, Any]], **rest: object) -> JsonResponse:
    """Return an answer about a text; 413 where it is more than one text may hold."""
    problems = list(problems)
    too_large = any(problem["code"] == "too-large" for problem in problems)
    return JsonResponse(
        {**rest, "problems": problems},
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.OK,
    )


def _at_the_desk(request: HttpRequest, digest: Digest) -> list[dict[str, Any]]:
    """Return the problem that another article is about the same, if one is.

    Its title and a link for those who may see it.
    """
    number = request.POST.get("article", "")
    found = find_another(digest, int(number) if _ID.fullmatch(number) else None)
    if found is None:
        return []
    message = "this article is at the desk already"
    if not may_view(request.user, found):
        return [problem_json(Problem("error", "clash", message, path="title"))]
    problem = Problem(
        "error", "clash", f"{message}: {found}", text=str(found), path="title"
    )
    link = reverse("admin:articles_article_change", args=[found.pk])
    return [problem_json(problem) | {"link": link}]


# Joined by the admin classes to their own addresses; no guard of the admin's stands
# before them, because that would lead to the login page.
article_urls = [
    path("read/", read, name="articles_article_read"),
    path("check/", check, name="articles_article_check"),
    path("write/", write, name="articles_article_write"),
]
tag_urls = [
    path("complete/", complete_tags, name="articles_tag_complete"),
    path("suggest/", suggest_tags, name="articles_tag_suggest"),
]
publication_urls = [
    path("complete/", complete_publications, name="articles_publication_complete"),
]
