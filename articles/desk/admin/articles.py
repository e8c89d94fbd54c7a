"""Articles in the admin."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.desk.article_page import (
    STEPS,
    article_page,
    deleted_meanwhile,
    show_crossing,
)
from articles.desk.drafts import create_draft, delete_draft, save_edit
from articles.desk.editor import views as editor_views
from articles.desk.editor.fields import said_with_place
from articles.desk.forms import ArticleForm, DecisionForm, PublishForm, WithdrawForm
from articles.desk.permissions import may_delete, may_edit, visible
from articles.desk.views import comments, previews, steps
from articles.models import Article
from articles.publishing import (
    Publishing,
    PublishingError,
    publish,
    restore,
    withdraw,
)

from .base import DeskAdmin

_WORK = re.compile("[A-Za-z0-9_-]{1,64}")


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
    change_form_template = "admin/articles/article/change_form.html"
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

    def get_urls(self) -> list[Any]:
        """Return the desk's own pages of articles, then Django's."""
        own = [
            *editor_views.article_urls,
            *previews.article_urls(),
            *comments.article_urls(),
            *steps.article_urls(),
        ]
        return [*own, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Return the articles that the user may see."""
        return visible(request.user, super().get_queryset(request))

    def has_change_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        """Return whether the user may edit this draft, or drafts at all."""
        if obj is None:
            return super().has_change_permission(request)
        return may_edit(request.user, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        """Return whether the user may delete this draft, or drafts at all."""
        if obj is None:
            return super().has_delete_permission(request)
        return may_delete(request.user, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, *_args: Any, **_options: Any
    ) -> Any:
        """Return the form, which knows who edits."""
        return type("ArticleForm", (ArticleForm,), {"user": request.user})

    def get_fieldsets(self, _request: HttpRequest, obj: Any = None) -> Any:
        """Return the form's fields; the template places them."""
        return [(None, {"fields": ["text", "seen", "theirs", "work"]})]

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """Edit the article; where somebody deleted it, give back what was typed."""
        if request.method == "POST" and not self.get_object(request, object_id):
            return deleted_meanwhile(request)
        return super().change_view(request, object_id, *args, **options)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **o: Any
    ) -> HttpResponse:
        """Show the article's page, or the choices where two saves crossed."""
        form = context["adminform"].form
        if getattr(form, "crossing", None):
            return show_crossing(request, form)
        context |= article_page(request, obj, form)
        return super().render_change_form(request, context, *args, obj=obj, **o)

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
            obj.pk = create_draft(form.edit().digest, request.user).pk
            obj.refresh_from_db()
        for problem in form.problems:
            messages.warning(request, said_with_place(problem))

    def save_related(self, *_args: Any) -> None:
        """Do nothing: the Digest holds all that belongs to the article."""

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        """Delete a draft, and say so in the log."""
        delete_draft(obj, request.user)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: Any = None
    ) -> HttpResponse:
        """Go on where the editor wanted to."""
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Go on where the editor wanted to."""
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Say that it is saved, so that the browser forgets its copy, and go on."""
        work = request.POST.get("work", "")
        tag = f"saved-{work}" if _WORK.fullmatch(work) else ""
        messages.success(request, gettext("Saved."), extra_tags=tag)
        step = request.POST.get("_step", "")
        if step in STEPS:
            return redirect(f"admin:articles_article_{step}", article.pk)
        if "_close" in request.POST:
            return redirect("admin:articles_article_changelist")
        return redirect("admin:articles_article_change", article.pk)

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
