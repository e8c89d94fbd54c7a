"""Articles in the admin."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.desk.drafts import create_draft, save_edit
from articles.desk.forms import ArticleForm, DecisionForm, PublishForm, WithdrawForm
from articles.digest import check
from articles.models import Article, LiveArticle
from articles.models.documents import read_draft
from articles.publishing import (
    Publishing,
    PublishingError,
    has_unpublished_changes,
    publish,
    restore,
    withdraw,
)

from .base import DeskAdmin


class IsLiveFilter(admin.SimpleListFilter):
    """Live, withdrawn or never published."""

    title = _("readers")
    parameter_name = "readers"

    def lookups(self, _request: HttpRequest, _admin: ModelAdmin) -> list[Any]:
        """Return the choices."""
        return [
            ("live", _("live")),
            ("withdrawn", _("withdrawn")),
            ("never", _("never published")),
        ]

    def queryset(self, _request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the articles chosen."""
        conditions: dict[str | None, dict[str, Any]] = {
            "live": {"live__isnull": False},
            "withdrawn": {"live__isnull": True, "editions__number": 1},
            "never": {"editions__isnull": True},
        }
        return queryset.filter(**conditions.get(self.value(), {}))


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    """Articles: each is one text in the digest notation, saved through the Digest."""

    form = ArticleForm
    fields = ["text", "seen", "readers_see", "problems", "history"]
    readonly_fields = ["readers_see", "problems", "history"]
    list_display = [
        "__str__",
        "publication",
        "published_on",
        "status",
        "live_edition",
        "changed",
    ]
    list_filter = ["status", IsLiveFilter, "publication", "language", "tags"]
    list_select_related = ["publication", "live"]
    list_per_page = 50
    search_fields = ["title", "publication__names__name", "points__text", "source_url"]
    show_full_result_count = False
    actions = ["publish_selected", "withdraw_selected", "restore_selected"]

    @admin.display(description=_("live"), ordering="live__number")
    def live_edition(self, article: Article) -> str:
        """Return the number of the live edition."""
        row = getattr(article, "live", None)
        return gettext("edition %d") % row.number if row else "–"

    @admin.display(description=_("changed"), ordering="updated_at")
    def changed(self, article: Article) -> str:
        """Return when the draft was last saved."""
        return f"{timezone.localtime(article.updated_at):%Y-%m-%d %H:%M}"

    @admin.display(description=_("Readers see"))
    def readers_see(self, article: Article) -> str | SafeString:
        """Return what readers see of the article now."""
        row = LiveArticle.objects.filter(pk=article.pk).first()
        if row is None:
            return gettext("nothing: the article is not live")
        state = (
            _("there are unpublished changes")
            if has_unpublished_changes(article)
            else _("the draft says the same")
        )
        return format_html(
            '<a href="/articles/{}/">{}</a>; {}',
            row.slug,
            _("edition %d") % row.number,
            state,
        )

    @admin.display(description=_("Problems"))
    def problems(self, article: Article) -> str | SafeString:
        """Return what the rules find in the draft as it was last saved."""
        if not article.pk:
            return "–"
        found = check(read_draft(article.pk).digest)
        rows = format_html_join(
            "", "<li>{}: {}</li>", ((p.severity, p.message) for p in found)
        )
        return format_html("<ul>{}</ul>", rows) if found else gettext("none")

    @admin.display(description=_("History"))
    def history(self, article: Article) -> str | SafeString:
        """Return the article's editions and withdrawals, in order."""
        if not article.pk:
            return "–"
        events = [
            (
                e.published_at,
                gettext("edition %d") % e.number,
                str(e.get_kind_display()),
                e.note,
            )
            for e in article.editions.order_by("number")
        ]
        for w in article.withdrawals.all():
            events.append((w.withdrawn_at, gettext("withdrawn"), "", w.reason))
            if w.restored_at:
                events.append((w.restored_at, gettext("restored"), "", ""))
        rows = [
            (f"{when:%Y-%m-%d %H:%M}", *said)
            for when, *said in sorted(events, key=lambda event: event[0])
        ]
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{} {} {} {}</li>", rows)
        )

    def save_form(
        self, _request: HttpRequest, form: ArticleForm, change: Any
    ) -> Article:
        """Return the article; its parts are written in `save_model`."""
        return form.instance

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: Any
    ) -> None:
        """Save what the editor typed, and say what was guessed in reading it."""
        if change:
            save_edit(obj, form.edit(), request.user)
        else:
            created = create_draft(form.edit().digest, request.user)
            obj.pk = created.pk
            obj.refresh_from_db()
        for problem in form.problems:
            messages.warning(request, str(problem))

    def save_related(self, *_args: Any) -> None:
        """Do nothing: the Digest holds all that belongs to the article."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may publish, correct, withdraw and restore."""
        return request.user.has_perm("articles.publish_article")

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish_selected(
        self, request: HttpRequest, queryset: QuerySet
    ) -> HttpResponse | None:
        """Publish the drafts as they stand, once the editor has said how."""

        def act(article: Article, form: DecisionForm) -> str:
            edition = publish(
                article.pk,
                Publishing(author_name=str(request.user), **form.cleaned_data),
            )
            return "" if edition else str(_("nothing to publish: it is live as it is"))

        return self._decide(request, queryset, PublishForm, act)

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw_selected(
        self, request: HttpRequest, queryset: QuerySet
    ) -> HttpResponse | None:
        """Take the articles down, once the editor has said why."""

        def act(article: Article, form: DecisionForm) -> str:
            withdraw(article.pk, author_name=str(request.user), **form.cleaned_data)
            return ""

        return self._decide(request, queryset, WithdrawForm, act)

    @admin.action(description=_("Restore"), permissions=["publish"])
    def restore_selected(
        self, request: HttpRequest, queryset: QuerySet
    ) -> HttpResponse | None:
        """Put withdrawn articles back."""

        def act(article: Article, _form: DecisionForm) -> str:
            restore(article.pk)
            return ""

        return self._decide(request, queryset, DecisionForm, act)

    def _decide(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        form_class: type[DecisionForm],
        act: Callable[[Article, DecisionForm], str],
    ) -> HttpResponse | None:
        """Ask on a page of its own, then act on each article and say what became."""
        form = form_class(request.POST if "decided" in request.POST else None)
        if form.is_valid():
            self._act(request, queryset, lambda article: act(article, form))
            return None
        action = request.POST["action"]
        label = dict(self.get_action_choices(request))[action]
        return TemplateResponse(
            request,
            "admin/articles/decide.html",
            {
                **self.admin_site.each_context(request),
                "title": label,
                "form": form,
                "articles": queryset,
                "action": action,
                "opts": self.opts,
            },
        )

    def _act(
        self, request: HttpRequest, queryset: QuerySet, act: Callable[[Article], str]
    ) -> None:
        """Act on each article by itself; one that refuses does not stop the others."""
        done = 0
        for article in queryset:
            try:
                refusal = act(article)
            except PublishingError as error:
                refusal = str(error)
            except Article.DoesNotExist:
                refusal = gettext("somebody deleted it meanwhile")
            if refusal:
                messages.error(request, f"{article}: {refusal}")
            else:
                done += 1
                self.log_change(request, article, request.POST["action"])
        messages.success(
            request, ngettext("%d article done.", "%d articles done.", done) % done
        )
