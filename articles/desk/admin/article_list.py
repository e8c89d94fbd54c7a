"""The list of articles: its columns, filters, search, and what is done with many."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.desk import bulk
from articles.desk.bulk import BulkStep, Outcome, chosen, take
from articles.desk.bulk_forms import ExportForm
from articles.desk.exports import FORMS, draft_of, written
from articles.desk.marking import titled
from articles.desk.permissions import may_publish, may_view, sees_all, user_of
from articles.desk.states import state_of, time_in_words, warnings_of, with_states
from articles.digest import key_of
from articles.models import Article, ArticleTag, Point, PublicationName, TagName

from .article_filters import (
    ChangedFilter,
    LanguageFilter,
    OwnerFilter,
    PublicationFilter,
    ReadersFilter,
    StatusFilter,
    TagFilter,
    WarningsFilter,
    YearFilter,
)
from .base import DeskAdmin, first_words

MOST_TAGGED = 500
"""How many articles fit into the address of the page that tags them."""
_MOST_NAMED = 30
"""How many articles a report names for each reason; the rest are counted."""
_NOTHING = format_html('<span class="none">{}</span>', "–")
"""What a column shows that has nothing to say; narrow screens leave it out."""
_SEEN = re.compile("([0-9]{1,18})-([0-9]{1,9})")

Action = Callable[["ArticleListMixin", HttpRequest, QuerySet], HttpResponseBase | None]


def _step(step: BulkStep, permission: str) -> Action:
    """Return the action of the list that takes a step with what is chosen."""

    def action(
        articles: "ArticleListMixin", request: HttpRequest, queryset: QuerySet
    ) -> HttpResponseBase | None:
        return articles.decide(request, queryset, step)

    action.__name__ = step.name
    return admin.action(description=step.label, permissions=[permission])(action)


@admin.action(description=_("Add or remove tags"), permissions=["change"])
def tag_selected(
    _articles: "ArticleListMixin", request: HttpRequest, queryset: QuerySet
) -> HttpResponseBase | None:
    """Go to the page that tags many articles."""
    ids = list(queryset.values_list("pk", flat=True)[: MOST_TAGGED + 1])
    if len(ids) > MOST_TAGGED:
        messages.error(request, gettext("Tag at most %d at once.") % MOST_TAGGED)
        return None
    query = urlencode({"articles": ",".join(map(str, ids))})
    return redirect(f"{reverse('admin:articles_article_tag_many')}?{query}")


@admin.action(description=_("Export"), permissions=["view"])
def export_selected(
    articles: "ArticleListMixin", request: HttpRequest, queryset: QuerySet
) -> HttpResponseBase | None:
    """Ask for a form of file, then send the drafts in it."""
    form = ExportForm(request.POST if "decided" in request.POST else None)
    if not form.is_valid():
        rows = [
            (each, state_of(each), "")
            for each in chosen(articles.get_queryset(request), _ids(queryset))
        ]
        return articles.ask(request, form, rows, title=_("Export"))
    wanted = articles.get_queryset(request).filter(pk__in=_decided(request))
    ids = [each.pk for each in wanted if may_view(request.user, each)]
    return export(ids, form.cleaned_data["format"])


def export(ids: list[int], form_name: str) -> StreamingHttpResponse:
    """Return a file with what these articles say at the desk."""
    form = FORMS[form_name]
    digests = (digest for digest in map(draft_of, ids) if digest)
    name = f"digests-{timezone.localdate():%Y-%m-%d}.{form.ending}"
    return StreamingHttpResponse(
        written(form, digests),
        content_type=form.content_type,
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=name
            )
        },
    )


class ArticleListMixin(DeskAdmin):
    """The list of articles; the page of one is the matter of ArticleAdmin."""

    change_list_template = "admin/articles/article/change_list.html"
    list_display = [
        "titled",
        "stands",
        "outlet",
        "dated",
        "spoken",
        "lacking",
        "owned_by",
        "changed",
    ]
    list_display_links = ["titled"]
    list_filter = [
        StatusFilter,
        ReadersFilter,
        WarningsFilter,
        OwnerFilter,
        PublicationFilter,
        TagFilter,
        LanguageFilter,
        YearFilter,
        ChangedFilter,
    ]
    list_per_page = 50
    search_fields = ["title", "source_url"]
    search_help_text = _("In titles, publications, tags, points and addresses.")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = [
        _step(bulk.SUBMIT, "change"),
        _step(bulk.MAKE_READY, "review"),
        _step(bulk.SEND_BACK, "review"),
        _step(bulk.PUBLISH, "publish"),
        _step(bulk.WITHDRAW, "publish"),
        _step(bulk.RESTORE, "publish"),
        tag_selected,
        export_selected,
        _step(bulk.DELETE, "delete"),
    ]

    @admin.display(description=_("title"), ordering="title")
    def titled(self, article: Article) -> SafeString:
        """Return the title, in its own language."""
        return titled(str(article), article.language)

    @admin.display(description=_("state"))
    def stands(self, article: Article) -> SafeString:
        """Return where the article stands."""
        state = state_of(article)
        return format_html(
            '<span class="state state-{}">{}</span>', state.code, state.words
        )

    @admin.display(description=_("publication"), ordering="publication__key")
    def outlet(self, article: Article) -> SafeString | str:
        """Return the publication's name, and its own name for itself."""
        publication = article.publication
        if publication is None:
            return _NOTHING
        if publication.native_name in ("", publication.name):
            return titled(publication.name)
        return format_html(
            '{} <span class="native">{}</span>',
            titled(publication.name),
            titled(publication.native_name, publication.language),
        )

    @admin.display(description=_("date"), ordering="published_on")
    def dated(self, article: Article) -> str:
        """Return the article's own date."""
        return article.published_on.isoformat() if article.published_on else _NOTHING

    @admin.display(description=_("language"), ordering="language")
    def spoken(self, article: Article) -> str:
        """Return the language's tag."""
        return article.language or _NOTHING

    @admin.display(
        description=_("warnings"),
        ordering=F("error_count") + F("uncited_count") + F("empty_reference_count"),
    )
    def lacking(self, article: Article) -> str:
        """Return what the draft lacks."""
        return warnings_of(article) or _NOTHING

    @admin.display(description=_("owner"), ordering="owner__username")
    def owned_by(self, article: Article) -> str:
        """Return whose draft it is."""
        return article.owner.get_username() if article.owner else _NOTHING

    @admin.display(description=_("changed"), ordering="updated_at")
    def changed(self, article: Article) -> str:
        """Return when the draft was last saved."""
        return time_in_words(article.updated_at)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Return the articles with what their state is told from."""
        return with_states(super().get_queryset(request))

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns; whose draft it is tells those nothing who see theirs."""
        columns = list(super().get_list_display(request))
        if not sees_all(request.user):
            columns.remove("owned_by")
        return columns

    def history_view(self, *_args: Any, **_options: Any) -> HttpResponse:
        """Refuse what is no number; the history has a page of its own."""
        raise Http404

    def get_actions(
        self, request: HttpRequest, action_location: Any = None
    ) -> dict[str, Any]:
        """Return the actions; drafts are deleted by ours, which asks and reports.

        Django asks for the actions of one place since 6.1, and 5.2 knows no places.
        """
        place = () if action_location is None else (action_location,)
        actions = super().get_actions(request, *place)
        actions.pop("delete_selected", None)
        return actions

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """List the articles under their own heading."""
        options["extra_context"] = {
            "title": _("Articles"),
            **(options.get("extra_context") or {}),
        }
        return super().changelist_view(request, *args, **options)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search in all that a draft says; each word must be found somewhere."""
        for word in first_words(request, search_term):
            queryset = queryset.filter(_holds(word))
        return queryset, False

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may publish, correct, withdraw and restore."""
        return may_publish(request.user)

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may send drafts back, or find them ready."""
        return sees_all(request.user)

    def decide(
        self, request: HttpRequest, queryset: QuerySet, step: BulkStep
    ) -> HttpResponse | None:
        """Ask on a page of its own, then act on each article and say what became."""
        form = step.form(request.POST if "decided" in request.POST else None)
        if form.is_valid():
            articles = self.get_queryset(request)
            seen = _decided(request)
            outcome = take(step, articles, seen, user_of(request), form.cleaned_data)
            _report(request, step, outcome)
            return None
        ids = _decided(request) if form.is_bound else _ids(queryset)
        rows = [
            (each, state_of(each), step.refusal(request.user, each))
            for each in chosen(self.get_queryset(request), ids)
        ]
        return self.ask(request, form, rows, title=step.label, intro=step.intro)

    def ask(
        self, request: HttpRequest, form: Any, rows: list[Any], **page: Any
    ) -> HttpResponse:
        """Show what an action asks, and what it would do with each article."""
        able = sum(not refusal for _article, _state, refusal in rows)
        context = {
            **self.admin_site.each_context(request),
            **page,
            "form": form,
            "rows": rows,
            "able": able,
            "unable": len(rows) - able,
            "action": request.POST["action"],
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/articles/decide.html", context)


def _holds(word: str) -> Q:
    """Return the condition that something in a draft holds the word."""
    key = key_of(word)
    points = Point.objects.filter(article=OuterRef("pk"), text__icontains=word)
    outlets = PublicationName.objects.filter(
        publication=OuterRef("publication"), key__contains=key
    )
    tags = ArticleTag.objects.filter(
        content_object=OuterRef("pk"),
        tag__in=TagName.objects.filter(key__contains=key).values("tag"),
    )
    return (
        Q(title__icontains=word)
        | Q(source_url__icontains=word)
        | Q(Exists(outlets))
        | Q(Exists(tags))
        | Q(Exists(points))
    )


def _ids(queryset: QuerySet) -> list[int]:
    return list(queryset.values_list("pk", flat=True))


def _decided(request: HttpRequest) -> dict[int, int]:
    """Return the articles decided on, and the revision of each; 0 where untold."""
    seen = {int(number): 0 for number in request.POST.getlist("_selected_action")}
    for pair in request.POST.getlist("seen"):
        found = _SEEN.fullmatch(pair)
        if not found:
            raise BadRequest("no page of the desk says this")
        if int(found[1]) in seen:
            seen[int(found[1])] = int(found[2])
    return seen


def _report(request: HttpRequest, step: BulkStep, outcome: Outcome) -> None:
    """Say what was done, and what was not and why, with links."""
    if outcome.done:
        is_gone = step is bulk.DELETE
        named = _named(outcome.done, link=_plain if is_gone else _link)
        done = step.done(len(outcome.done))
        messages.success(request, format_html("{} {}", done, named))
    reasons: dict[str, list[Article]] = {}
    for article, reason in outcome.skipped:
        reasons.setdefault(reason, []).append(article)
    for reason, articles in reasons.items():
        count = len(articles)
        skipped = ngettext(
            "%(count)d article skipped: %(reason)s.",
            "%(count)d articles skipped: %(reason)s.",
            count,
        ) % {"count": count, "reason": reason.rstrip(".")}
        message = format_html("{} {}", skipped, _named(articles, link=_link))
        messages.warning(request, message)
    if outcome.missing:
        gone = ngettext(
            "%d article is not there any more.",
            "%d articles are not there any more.",
            outcome.missing,
        )
        messages.warning(request, gone % outcome.missing)


def _named(
    articles: list[Article], *, link: Callable[[Article], SafeString]
) -> SafeString:
    """Return the articles by name, up to a number of them."""
    names: Iterator[tuple[SafeString | str]] = (
        (link(article),) for article in articles[:_MOST_NAMED]
    )
    named = format_html_join(", ", "{}", names)
    rest = len(articles) - _MOST_NAMED
    if rest <= 0:
        return named
    more = ngettext("and %d more", "and %d more", rest) % rest
    return format_html("{} {}", named, more)


def _link(article: Article) -> SafeString:
    url = reverse("admin:articles_article_change", args=[article.pk])
    return format_html(
        '<a href="{}">{}</a>', url, titled(str(article), article.language)
    )


def _plain(article: Article) -> SafeString:
    return titled(str(article), article.language)
