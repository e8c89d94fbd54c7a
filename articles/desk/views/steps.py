"""The steps of a draft, each on a page that says what it does before it is done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.desk import transitions
from articles.desk.dating import date_problems
from articles.desk.permissions import (
    may_publish,
    may_review,
    may_submit,
    may_take_back,
    user_of,
)
from articles.desk.problem_words import reasons, said
from articles.desk.step_forms import (
    AddressForm,
    FirstPublishForm,
    NextPublishForm,
    NoteForm,
    SendBackForm,
    StepForm,
    WithdrawForm,
)
from articles.desk.transitions import TransitionError
from articles.digest import Problem, check, from_json
from articles.models import Article, Edition, LiveArticle
from articles.models.documents import Draft, read_draft
from articles.publishing import PublishingError
from articles.site.article.history import compare

from .asking import about_article, show

STEP_TEMPLATE = "admin/articles/article/step.html"


def _take(
    request: HttpRequest,
    article: Article,
    form: forms.Form,
    act: Callable[..., object],
    **page: Any,
) -> HttpResponse:
    """Ask on a page; once the form is filled in, act and go back to the article."""
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data)
        except (TransitionError, PublishingError) as error:
            form.add_error(None, reasons(error))
        else:
            messages.success(request, page["done"])
            return redirect("admin:articles_article_change", article.pk)
    return show(request, STEP_TEMPLATE, article=article, form=form, **page)


@about_article(may_submit)
def submit(request: HttpRequest, article: Article) -> HttpResponse:
    """Hand the draft to the editors."""
    return _take(
        request,
        article,
        NoteForm(request.POST or None),
        lambda note: transitions.submit(article, user_of(request), note),
        title=_("Submit for review"),
        button=_("Submit"),
        intro=_("The editors see it next. You can take it back until it is live."),
        done=_("Submitted; the editors see it now."),
    )


@about_article(may_take_back)
def take_back(request: HttpRequest, article: Article) -> HttpResponse:
    """Go on working on the draft."""
    return _take(
        request,
        article,
        StepForm(request.POST or None),
        lambda: transitions.take_back(article, user_of(request)),
        title=_("Take back from review"),
        button=_("Take back"),
        intro=_("It is a draft again, and yours to edit."),
        done=_("It is a draft again."),
    )


@about_article(may_review)
def send_back(request: HttpRequest, article: Article) -> HttpResponse:
    """Give the draft back to its writer."""
    return _take(
        request,
        article,
        SendBackForm(request.POST or None),
        lambda note: transitions.send_back(article, user_of(request), note),
        title=_("Send back"),
        button=_("Send back"),
        intro=_("It becomes a draft again; the writer sees your note."),
        done=_("Sent back with your note."),
    )


@about_article(may_review)
def make_ready(request: HttpRequest, article: Article) -> HttpResponse:
    """Say that the draft may be published."""
    return _take(
        request,
        article,
        NoteForm(request.POST or None),
        lambda note: transitions.make_ready(article, user_of(request), note),
        title=_("Mark as ready"),
        button=_("Mark as ready"),
        intro=_("It waits to be published."),
        done=_("Marked as ready."),
    )


@about_article(may_publish)
def withdraw(request: HttpRequest, article: Article) -> HttpResponse:
    """Take the article down."""
    return _take(
        request,
        article,
        WithdrawForm(request.POST or None),
        lambda reason: transitions.withdraw_article(article, user_of(request), reason),
        title=_("Withdraw"),
        button=_("Withdraw"),
        intro=_(
            "Readers no longer see the article; all its addresses say that it was "
            "withdrawn, and why. You can restore it later."
        ),
        done=_("Withdrawn. Readers see your reason."),
    )


@about_article(may_publish)
def restore(request: HttpRequest, article: Article) -> HttpResponse:
    """Put a withdrawn article back."""
    return _take(
        request,
        article,
        StepForm(request.POST or None),
        lambda: transitions.restore_article(article, user_of(request)),
        title=_("Restore"),
        button=_("Restore"),
        intro=_("Readers see the newest edition again, at its old address."),
        done=_("Restored; readers see it again."),
    )


@about_article(may_publish)
def change_address(request: HttpRequest, article: Article) -> HttpResponse:
    """Give the article another address."""
    current = article.addresses.filter(is_current=True).first()
    initial = {"wanted": current.slug if current else ""}
    return _take(
        request,
        article,
        AddressForm(request.POST or None, initial=initial),
        lambda wanted: transitions.give_address(article, user_of(request), wanted),
        title=_("Change the address"),
        button=_("Change"),
        intro=_("The address that the article has now will lead to the new one."),
        done=_("The article has its new address; the old one leads there."),
    )


@about_article(may_publish)
def publish(request: HttpRequest, article: Article) -> HttpResponse:
    """Publish the draft, after a look at what readers will see changed."""
    draft = read_draft(article.pk)
    row = LiveArticle.objects.filter(article=article).first()
    form = _publish_form(request, article, draft)
    if request.method == "POST" and form.is_valid():
        _publish(request, article, form, draft)
        if not form.errors:
            return redirect("admin:articles_article_change", article.pk)
    problems = (*check(draft.digest), *date_problems(draft.digest))
    comparison = compare(from_json(row.digest), draft.digest) if row else None
    return show(
        request,
        "admin/articles/article/publish.html",
        _("Publish"),
        article=article,
        form=form,
        draft=draft,
        live=row,
        errors=_said(problems, "error"),
        warnings=_said(problems, "warning"),
        comparison=comparison,
        is_said=bool(comparison and comparison.changes.is_empty and _was_seen(article)),
        zone=timezone.get_current_timezone_name(),
    )


def _publish_form(request: HttpRequest, article: Article, draft: Draft) -> forms.Form:
    """Return the form for a first edition, or for one over what readers see."""
    is_first = not _was_seen(article)
    kind: type[forms.Form] = FirstPublishForm if is_first else NextPublishForm
    return kind(request.POST or None, initial={"seen": draft.revision})


def _was_seen(article: Article) -> bool:
    """Return whether readers have seen the article, so that nothing can wait."""
    return article.editions.filter(live_from__lte=timezone.now()).exists()


def _publish(
    request: HttpRequest, article: Article, form: forms.Form, draft: Draft
) -> None:
    """Publish what the editor looked at; what keeps it from it goes into the form."""
    values = form.cleaned_data
    if values["seen"] != draft.revision:
        form.data = {**request.POST.dict(), "seen": str(draft.revision)}
        form.add_error(
            None,
            _(
                "Somebody saved the draft after you opened this page. Look at it once "
                "more below, then publish."
            ),
        )
        return
    try:
        edition = transitions.publish_draft(article, user_of(request), **values)
    except (TransitionError, PublishingError) as error:
        form.add_error(None, reasons(error))
        return
    messages.success(request, _became(edition))


def _became(edition: Edition | None) -> str:
    """Return what became of the draft, with a link to where readers see it."""
    if edition is None:
        return _("Nothing to publish: readers see it as it is.")
    slug = edition.article.addresses.get(is_current=True).slug
    if edition.live_from > timezone.now():
        at = timezone.localtime(edition.live_from)
        return _("Scheduled for %s.") % f"{at:%Y-%m-%d %H:%M}"
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Published as edition %d.") % edition.number,
        reverse("site:article", args=[slug]),
        _("See it as readers do"),
    )


def _said(problems: tuple[Problem, ...], severity: str) -> list[str]:
    return [said(problem) for problem in problems if problem.severity == severity]


def article_urls() -> list[Any]:
    """Return the pages about an article, under the admin's own of articles."""
    steps = {
        "submit": submit,
        "take-back": take_back,
        "send-back": send_back,
        "ready": make_ready,
        "publish": publish,
        "withdraw": withdraw,
        "restore": restore,
        "address": change_address,
    }
    return [
        path(
            f"<int:article_id>/{name}/",
            view,
            name=f"articles_article_{name.replace('-', '_')}",
        )
        for name, view in steps.items()
    ]
