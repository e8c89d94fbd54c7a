"""Tag many articles at once: what, with what result, and then it is done."""

import re
from collections import Counter
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.permissions import may_write, user_of, visible
from articles.desk.tagging import Became, Outcome, preview_tagging, tag_many
from articles.desk.taxonomy_forms import TagManyForm
from articles.models import Article

from .asking import of_desk, show

MOST_AT_ONCE = 500
"""Articles tagged in one go; each is saved by itself, and somebody waits."""
_MOST_TOLD = 20
_ID = re.compile("[0-9]{1,18}")


def article_urls() -> list[Any]:
    """Return the page that tags many articles."""
    return [path("tag-many/", tag_articles, name="articles_article_tag_many")]


@of_desk(may_write)
def tag_articles(request: HttpRequest) -> HttpResponse:
    """Ask which tags to add and remove, show what would become, then do it.

    The list of articles leads here with their numbers, `?articles=1,2`.
    """
    found = _articles(request)
    has_more = len(found) > MOST_AT_ONCE
    found = found[:MOST_AT_ONCE]
    step = request.POST.get("step", "")
    form = TagManyForm(request.POST if step else None)
    outcomes: list[Outcome] = []
    if form.is_valid():
        words = form.cleaned_data
        if step == "save":
            done = tag_many(found, words["add"], words["remove"], user_of(request))
            _tell(request, done)
            return redirect("admin:articles_article_changelist")
        outcomes = preview_tagging(
            found, words["add"], words["remove"], user_of(request)
        )
    response = show(
        request,
        "admin/articles/taxonomy/tag_many.html",
        _("Add or remove tags"),
        opts=Article._meta,
        articles=found,
        has_more=has_more,
        most=MOST_AT_ONCE,
        form=form,
        outcomes=outcomes,
        tagged=sum(outcome.became == Became.TAGGED for outcome in outcomes),
        new_tags=form.new_tags() if outcomes else [],
    )
    if form.errors:
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def _articles(request: HttpRequest) -> list[Article]:
    """Return those of the articles asked for that the user may see."""
    if request.method == "POST":
        numbers = request.POST.getlist("article")
    else:
        numbers = request.GET.get("articles", "").split(",")
    chosen = [number for number in numbers if _ID.fullmatch(number)]
    articles = visible(request.user, Article.objects.filter(pk__in=chosen))
    return list(articles[: MOST_AT_ONCE + 1])


def _tell(request: HttpRequest, outcomes: list[Outcome]) -> None:
    """Say what was done, what was skipped and why."""
    counts = Counter(outcome.became for outcome in outcomes)
    if tagged := counts[Became.TAGGED]:
        words = ngettext("%d article was tagged.", "%d articles were tagged.", tagged)
        messages.success(request, words % tagged)
    if same := counts[Became.SAME]:
        words = ngettext(
            "%d article was so already.", "%d articles were so already.", same
        )
        messages.info(request, words % same)
    refused = [outcome for outcome in outcomes if outcome.became == Became.REFUSED]
    for outcome in refused[:_MOST_TOLD]:
        words = _("%(what)s: %(details)s")
        facts = {"what": outcome.article, "details": outcome.why}
        messages.warning(request, words % facts)
    if more := len(refused[_MOST_TOLD:]):
        words = ngettext("%d more was skipped.", "%d more were skipped.", more)
        messages.warning(request, words % more)
