"""The page that makes drafts of texts and files, and its preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext

from articles.desk.intake import Fate
from articles.desk.new import (
    Choices,
    Finding,
    Made,
    look_up,
    make_drafts,
    read_text,
    with_files,
)
from articles.desk.new_cards import SaidProblem, cards_of, said_problems
from articles.desk.new_words import (
    beyond_in_words,
    button_in_words,
    fate_in_words,
    summary_in_words,
    words_for_script,
)
from articles.desk.permissions import may_make, may_view
from articles.desk.uploads import MAX_FILES, MAX_TEXT, SUFFIXES, LeftOut, read_files
from articles.digest.text import unify_lines
from articles.models import Article

from .asking import of_desk, show

_PAGE = "admin/articles/article/new.html"
_PREVIEW = "admin/articles/article/new_preview.html"
_MADE = "admin/articles/article/new_made.html"
_MADE_KEY = "desk-new-made"

_DONE = (Fate.CREATED, Fate.UPDATED, Fate.UNCHANGED)
_OWN = (Fate.CREATED, Fate.UPDATED, Fate.FAILED)
_MOST_TOLD = 10
_MOST_DIGITS = 10


@of_desk(may_make)
def new(request: HttpRequest) -> HttpResponse:
    """Take a text; show what was understood; make drafts of it."""
    text, left_out = _given(request)
    # What stands in a file nobody has seen yet.
    if "_create" in request.POST and not request.FILES:
        return _create(request, text)
    return _page(request, text, left_out=left_out)


@of_desk(may_make, ("POST",))
def preview(request: HttpRequest) -> HttpResponse:
    """Answer a script with the preview alone, and with the texts of files."""
    text, left_out = _given(request)
    context = _understood(request, text)
    if request.FILES:
        context |= {"has_files": True, "text": text, "left_out": left_out}
    return render(request, _PREVIEW, context, using="desk")


@of_desk(may_make, ("GET",))
def made(request: HttpRequest) -> HttpResponse:
    """Say what became of the digests that were taken last."""
    rows = request.session.get(_MADE_KEY)
    if not rows:
        return redirect("admin:articles_article_new")
    outcomes = [Made(title, Fate(fate), pk) for title, fate, pk in rows]
    title = gettext("What became of the text")
    return show(request, _MADE, title, results=_results(_user(request), outcomes))


def new_urls() -> list[Any]:
    """Return the pages, under the admin's own of articles."""
    return [
        path("new/", new, name="articles_article_new"),
        path("new/preview/", preview, name="articles_article_new_preview"),
        path("new/made/", made, name="articles_article_new_made"),
    ]


def _given(request: HttpRequest) -> tuple[str, list[LeftOut]]:
    """Return the text that was sent, those of files in it, and what was not read."""
    typed = unify_lines(request.POST.get("text", ""))
    return with_files(typed, read_files(request.FILES.getlist("files")))


def _user(request: HttpRequest) -> User:
    """Return the user, whom the desk has asked to log in."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def _choices(request: HttpRequest) -> Choices:
    updates = [value.partition(":") for value in request.POST.getlist("_update")]
    return Choices(
        shown=frozenset(request.POST.getlist("_shown")),
        taken=frozenset(request.POST.getlist("_take")),
        updates={
            candidate: int(revision)
            for candidate, _, revision in updates
            if revision.isdecimal() and len(revision) < _MOST_DIGITS
        },
    )


def _create(request: HttpRequest, text: str) -> HttpResponse:
    """Make the drafts; then lead to them, or give back what could not be made."""
    reading, choices, user = read_text(text), _choices(request), _user(request)
    findings = look_up(reading)
    outcomes = make_drafts(findings, choices, user)
    if not _is_all_done(outcomes):
        return _page(request, text, outcomes=outcomes)
    _tell_unseen_problems(request, findings, choices)
    if reading.beyond:
        rest = reading.rest if reading.is_rest_readable else text
        return _page(request, rest, outcomes=outcomes)
    return _lead_to(request, outcomes)


def _is_all_done(outcomes: list[Made]) -> bool:
    fates = {outcome.fate for outcome in outcomes}
    return Fate.FAILED not in fates and not fates.isdisjoint(_DONE)


def _lead_to(request: HttpRequest, outcomes: list[Made]) -> HttpResponse:
    """Redirect to the one draft, or to the table of what became of several."""
    if len(outcomes) == 1:
        article = Article.objects.filter(pk=outcomes[0].article_id or 0).first()
        if article and may_view(_user(request), article):
            messages.success(request, fate_in_words(outcomes[0].fate))
            return redirect(_page_of(article))
    request.session[_MADE_KEY] = [
        [one.title, one.fate.value, one.article_id] for one in outcomes
    ]
    return redirect("admin:articles_article_new_made")


def _tell_unseen_problems(
    request: HttpRequest, findings: Iterable[Finding], choices: Choices
) -> None:
    """Say what was guessed in reading, where no preview has said it."""
    unseen = [
        problem
        for finding in findings
        if finding.candidate.id not in choices.shown and not finding.article
        for problem in finding.candidate.problems
    ]
    for problem in said_problems(unseen[:_MOST_TOLD]):
        messages.warning(request, str(problem))


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the table of what became of each digest."""

    title: str
    fate: str
    url: str
    """Of its page at the desk, where the user may see it."""
    problems: list[SaidProblem]


def _results(user: User, outcomes: Iterable[Made]) -> list[Result]:
    outcomes = list(outcomes)
    articles = Article.objects.in_bulk(one.article_id or 0 for one in outcomes)
    return [_result(user, one, articles.get(one.article_id or 0)) for one in outcomes]


def _result(user: User, outcome: Made, article: Article | None) -> Result:
    is_seen = article is not None and may_view(user, article)
    # Whether another's draft says the same is not for everybody to know.
    fate = outcome.fate if is_seen or outcome.fate in _OWN else Fate.KEPT
    return Result(
        outcome.title,
        fate_in_words(fate),
        _page_of(article) if article and is_seen else "",
        said_problems(outcome.problems),
    )


def _page_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _page(
    request: HttpRequest,
    text: str,
    *,
    left_out: Iterable[LeftOut] = (),
    outcomes: Iterable[Made] = (),
) -> HttpResponse:
    return show(
        request,
        _PAGE,
        gettext("New from text"),
        text=text,
        left_out=list(left_out),
        results=_results(_user(request), outcomes),
        settings={
            "preview": reverse("admin:articles_article_new_preview"),
            "limits": {"text": MAX_TEXT, "files": MAX_FILES},
            "words": words_for_script(),
        },
        suffixes=",".join(SUFFIXES),
        **_understood(request, text),
    )


def _understood(request: HttpRequest, text: str) -> dict[str, Any]:
    """Return what the preview of a text says."""
    if not text.strip():
        return {"cards": [], "button": button_in_words(0, 0)}
    reading, choices = read_text(text), _choices(request)
    findings = look_up(reading)
    taken = [finding for finding in findings if choices.takes(finding)]
    updates = sum(finding.article is not None for finding in taken)
    return {
        "cards": cards_of(findings, choices, _user(request)),
        "summary": summary_in_words(reading, findings),
        "beyond": beyond_in_words(reading),
        "button": button_in_words(len(taken) - updates, updates),
    }
