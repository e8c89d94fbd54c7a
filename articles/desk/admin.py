"""The desk's pages in Django's admin; what they do stands in the desk's modules."""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import taggit.models
from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin, TabularInline
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.digest import check
from articles.models import (
    Article,
    LiveArticle,
    Publication,
    PublicationName,
    Tag,
    TagName,
)
from articles.models.documents import read_draft
from articles.publishing import (
    Publishing,
    PublishingError,
    has_unpublished_changes,
    opened,
    publish,
    refresh,
    restore,
    withdraw,
)

from .drafts import save_edit
from .forms import (
    AliasFormSet,
    ArticleForm,
    DecisionForm,
    PublicationAliasForm,
    PublicationForm,
    PublishForm,
    TagAliasForm,
    TagForm,
    WithdrawForm,
)

# Taggit's own tags are not used; ours are.
admin.site.unregister(taggit.models.Tag)
admin.site.site_header = _("The desk")
admin.site.site_title = _("The desk")
admin.site.index_title = _("Digests")


MAX_WORDS = 10
"""In a search: each word compares every name and text once more."""


class DeskAdmin(ModelAdmin):
    """What all pages of the desk have in common."""

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Save behind the door: what a form found free nobody else takes meanwhile."""
        with _door_of(request):
            return super().changeform_view(request, *args, **options)

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Delete behind the door: what nobody used nobody starts to use meanwhile."""
        with _door_of(request):
            return super().delete_view(request, *args, **options)

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """List; what no link or form of the list can say is a bad request."""
        if not _could_be_meant(request):
            raise BadRequest("no page of the desk asks this")
        return super().changelist_view(request, *args, **options)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Refuse regular expressions, which can be wrong or without end."""
        return "regex" not in lookup and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search for the first words; thousands would keep the database for hours."""
        words = search_term.split()
        if len(words) > MAX_WORDS:
            messages.warning(request, _SEARCHED % {"count": MAX_WORDS})
        return super().get_search_results(
            request, queryset, " ".join(words[:MAX_WORDS])
        )


def _door_of(request: HttpRequest) -> AbstractContextManager[None]:
    return opened() if request.method == "POST" else nullcontext()


def _could_be_meant(request: HttpRequest) -> bool:
    """Return whether address and selection hold what a database can be asked."""
    said = (value for _, values in request.GET.lists() for value in values)
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    return not any("\0" in value for value in said) and all(
        _NUMBER.fullmatch(number) for number in chosen
    )


_NUMBER = re.compile("[0-9]{1,18}")
_SEARCHED = _("The search takes %(count)d words; the others were left out.")


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
    fields = ["text", "status", "seen", "readers_see", "problems", "history"]
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
        if not change:
            obj.owner_id = request.user.pk
            obj.save()
        save_edit(obj, form.edit())
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


class _AliasInline(TabularInline):
    """Other names by which something is found.

    Its own names, today's and earlier ones, are not among them: editions carry them.
    """

    formset = AliasFormSet
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the names that the owner never had itself."""
        return super().get_queryset(request).filter(was_own=False)


class TagAliasInline(_AliasInline):
    """Synonyms of a tag."""

    model = TagName
    form = TagAliasForm


class PublicationAliasInline(_AliasInline):
    """Other names of a publication."""

    model = PublicationName
    form = PublicationAliasForm


class _TaxonomyAdmin(DeskAdmin):
    """Something whose names readers see: saving it renews the pages that show it."""

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: Any
    ) -> None:
        """Save the aliases, then renew the articles that show the name."""
        super().save_related(request, form, formsets, change)
        refresh(self.shown_by(form.instance))

    def shown_by(self, obj: Any) -> Iterable[LiveArticle]:
        """Return the live articles that show the name."""
        raise NotImplementedError

    @admin.display(description=_("Earlier names"))
    def earlier_names(self, obj: Any) -> str:
        """Return the names it had before, which still lead to it."""
        if not obj.pk:
            return "–"
        own = obj.names.filter(was_own=True).exclude(name=obj.name)
        return ", ".join(own.values_list("name", flat=True)) or "–"


@admin.register(Tag)
class TagAdmin(_TaxonomyAdmin):
    """Tags and themes."""

    form = TagForm
    readonly_fields = ["earlier_names"]
    inlines = [TagAliasInline]
    list_display = ["name", "is_theme", "theme_order", "slug"]
    list_filter = ["is_theme"]
    search_fields = ["names__name"]

    def shown_by(self, obj: Tag) -> Iterable[LiveArticle]:
        """Return the live articles tagged so, or with a tagged point."""
        return LiveArticle.objects.filter(tag_rows__tag=obj)


@admin.register(Publication)
class PublicationAdmin(_TaxonomyAdmin):
    """Publications."""

    form = PublicationForm
    readonly_fields = ["earlier_names"]
    inlines = [PublicationAliasInline]
    list_display = ["name", "native_name", "language", "country", "homepage"]
    list_filter = ["language", "country"]
    search_fields = ["names__name"]

    def shown_by(self, obj: Publication) -> Iterable[LiveArticle]:
        """Return the publication's live articles."""
        return obj.live_articles.all()
