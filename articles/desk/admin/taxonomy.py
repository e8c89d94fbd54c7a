"""Tags and publications in the admin."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import ModelAdmin, SimpleListFilter, StackedInline
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.desk.counting import CountOf, in_words
from articles.desk.editor import views as editor_views
from articles.desk.naming import Saved, live_articles, note_saved
from articles.desk.permissions import user_of, visible
from articles.desk.taxonomy_forms import (
    AliasFormSet,
    PublicationAliasForm,
    PublicationForm,
    TagAliasForm,
    TagForm,
)
from articles.desk.tidying import (
    article_count,
    unused_publications,
    unused_tags,
    uses,
)
from articles.desk.views import taxonomy as views
from articles.models import (
    Article,
    LiveArticle,
    LiveArticleTag,
    PointTag,
    Publication,
    PublicationName,
    Tag,
    TagName,
)
from articles.site.words.wording import listed

from .base import DeskAdmin

_MOST_LINKED = 10
"""Articles named one by one where a tag or publication is in use."""


class _AliasInline(StackedInline):
    """Other names by which something is found.

    Its own names, today's and earlier ones, are not among them: editions carry them.
    Who may change the owner may change these, too.
    """

    formset = AliasFormSet
    template = "admin/articles/taxonomy/aliases.html"
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the names that the owner never had itself."""
        return super().get_queryset(request).filter(was_own=False)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may see the owner."""
        return self._may(request, "view") or self._may(request, "change")

    def has_add_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        """Return whether the user may change the owner, or make one."""
        return self._may(request, "change") or self._may(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may change the owner."""
        return self._may(request, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may change the owner."""
        return self._may(request, "change")

    def _may(self, request: HttpRequest, act: str) -> bool:
        name = self.parent_model._meta.model_name
        return request.user.has_perm(f"articles.{act}_{name}")


class TagAliasInline(_AliasInline):
    """Synonyms of a tag."""

    model = TagName
    form = TagAliasForm


class PublicationAliasInline(_AliasInline):
    """Other names of a publication."""

    model = PublicationName
    form = PublicationAliasForm


class _UseFilter(SimpleListFilter):
    """Whether anything at the desk or live uses it."""

    title = _("use")
    parameter_name = "use"

    def lookups(self, _request: HttpRequest, _admin: ModelAdmin) -> list[Any]:
        """Return the choices."""
        return [("unused", _("unused"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return those chosen."""
        if self.value() != "unused":
            return queryset
        unused = unused_tags() if queryset.model is Tag else unused_publications()
        return queryset & unused


class _CountedList(ChangeList):
    """A list that counts uses for the rows of one page only."""

    model_admin: "_TaxonomyAdmin"

    def get_results(self, request: HttpRequest) -> None:
        """Put the counts on the rows that are shown."""
        super().get_results(request)
        rows = list(self.result_list)
        counts = self.model_admin.counted(self.model._default_manager.all())
        found = counts.in_bulk([row.pk for row in rows])
        for row in rows:
            row.counts = found.get(row.pk)
        self.result_list = rows


class _TaxonomyAdmin(DeskAdmin):
    """Something whose names readers see: saving it renews the pages that show it."""

    change_form_template = "admin/articles/taxonomy/change_form.html"
    change_list_template = "admin/articles/taxonomy/change_list.html"
    delete_confirmation_template = "admin/articles/taxonomy/delete.html"
    delete_selected_confirmation_template = "admin/articles/taxonomy/delete_many.html"
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["names__name"]
    search_help_text = _("Any name: its own, an earlier one or an alias.")

    class Media:
        css = {"all": ["desk/taxonomy.css"]}

    def counted(self, rows: QuerySet) -> QuerySet:
        """Return the rows with their uses counted, as far as `counting` counts."""
        raise NotImplementedError

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        """Return the list that counts."""
        return _CountedList

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return all, with their names at hand."""
        return super().get_queryset(request).prefetch_related("names")

    @admin.display(description=_("other names"))
    def other_names(self, obj: Any) -> str:
        """Return the aliases and earlier names, and a native name."""
        return listed(row.name for row in obj.names.all() if row.name != obj.name)

    @admin.display(description=_("articles"))
    def article_count(self, obj: Any) -> str:
        """Return how many articles at the desk use it."""
        return in_words(obj.counts.article_count)

    @admin.display(description=_("live"))
    def live_count(self, obj: Any) -> str:
        """Return how many live articles show it."""
        return in_words(obj.counts.live_count)

    @admin.display(description=_("Earlier names"))
    def earlier_names(self, obj: Any) -> str:
        """Return the names it had before, which still lead to it."""
        now = {obj.name, getattr(obj, "native_name", "")}
        own = (row.name for row in obj.names.all() if row.was_own)
        return listed(name for name in own if name not in now) or "–"

    @admin.display(description=_("Address"))
    def address(self, obj: Any) -> str:
        """Return where readers find it."""
        return _address_of(obj)

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> list[str]:
        """Return what follows from the rest; something new has none of it yet."""
        return ["address", "earlier_names"] if obj else []

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Show the list, with what keeps it in order."""
        extra = {
            "title": str(self.opts.verbose_name_plural).capitalize(),
            "may_tidy": views.may_change(self.model)(request.user),
        }
        options["extra_context"] = {**(options.get("extra_context") or {}), **extra}
        return super().changelist_view(request, *args, **options)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """Show the page, with what can be done besides."""
        extra = {"may_merge": views.may_merge(self.model)(request.user)}
        return super().change_view(
            request, object_id, *args, **{**options, "extra_context": extra}
        )

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **options: Any
    ) -> HttpResponse:
        """Link to the page that readers see, where there is one."""
        obj = options.get("obj")
        if obj and live_articles(obj).public().exists():
            context["public_address"] = _address_of(obj)
        return super().render_change_form(request, context, *args, **options)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Lead to the desk's log of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        log = reverse("admin:desk_log")
        return redirect(f"{log}?subject={self.opts.model_name}&id={obj.pk}")

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: Any
    ) -> None:
        """Save the aliases, then write the log and renew what readers see."""
        super().save_related(request, form, formsets, change)
        note_saved(form.instance, _saved(form, formsets, change), user_of(request))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return what would be deleted, or in words what uses it and so forbids it."""
        objs = list(objs)
        protected = [line for obj in objs for line in _lines_of_use(request, obj)]
        if protected:
            return [], {}, set(), protected
        lacking = set() if self.has_delete_permission(request) else {self.opts}
        counts = {self.opts.verbose_name_plural: len(objs)}
        return list(map(_with_names, objs)), counts, lacking, []


def _saved(form: forms.ModelForm, formsets: Any, change: Any) -> Saved:
    """Return what the form and the aliases under it changed."""
    added = [row for formset in formsets for row in formset.new_objects]
    changed = [row for formset in formsets for row, _fields in formset.changed_objects]
    removed = [row for formset in formsets for row in formset.deleted_objects]
    return Saved(
        was=str(form.initial.get("name", "")) if change else "",
        fields=tuple(name for name in form.changed_data if name != "name"),
        aliases_added=tuple(row.name for row in [*added, *changed]),
        aliases_removed=tuple(row.name for row in removed),
    )


def _address_of(obj: Tag | Publication) -> str:
    return reverse(f"site:{obj._meta.model_name}", args=[obj.slug])


def _with_names(obj: Any) -> str:
    """Return the name, and after it the others that go with it."""
    others = listed(row.name for row in obj.names.all() if row.name != obj.name)
    return f"{obj} ({others})" if others else str(obj)


def _lines_of_use(request: HttpRequest, obj: Any) -> Iterator[str | list[SafeString]]:
    """Yield what uses it, in words, and under it links to the first articles."""
    used = uses(obj)
    if not used.is_used:
        return
    shown = visible(request.user, Article.objects.filter(pk__in=used.article_ids))
    yield f"{obj}: {used.in_words()}"
    links = [_link(article) for article in shown[:_MOST_LINKED]]
    more = [format_html("…")] if len(used.article_ids) > len(links) else []
    yield [*links, *more]


def _link(article: Article) -> SafeString:
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}">{}</a>', address, article)


@admin.register(Tag)
class TagAdmin(_TaxonomyAdmin):
    """Tags and themes."""

    form = TagForm
    inlines = [TagAliasInline]
    list_display = [
        "name_and_theme",
        "other_names",
        "article_count",
        "point_count",
        "live_count",
    ]
    list_filter = ["is_theme", _UseFilter]

    def get_urls(self) -> list[Any]:
        """Return the desk's own pages of tags, then Django's."""
        own = [*editor_views.tag_urls, *views.tag_urls()]
        return [*own, *super().get_urls()]

    def counted(self, rows: QuerySet[Tag]) -> QuerySet[Tag]:
        """Count articles at the desk, their points, and live articles."""
        of_tag = {"tag": OuterRef("pk")}
        return rows.annotate(
            article_count=article_count(Tag),
            point_count=CountOf(PointTag.objects.filter(**of_tag)),
            live_count=CountOf(LiveArticleTag.objects.filter(**of_tag)),
        )

    @admin.display(description=_("name"), ordering="key")
    def name_and_theme(self, tag: Tag) -> str | SafeString:
        """Return the name, and whether it is a theme."""
        if not tag.is_theme:
            return tag.name
        return format_html('{} <span class="theme">{}</span>', tag.name, _("theme"))

    @admin.display(description=_("points"))
    def point_count(self, tag: Any) -> str:
        """Return how many points at the desk have the tag."""
        return in_words(tag.counts.point_count)


@admin.register(Publication)
class PublicationAdmin(_TaxonomyAdmin):
    """Publications."""

    form = PublicationForm
    inlines = [PublicationAliasInline]
    list_display = [
        "published_name",
        "native_name",
        "other_names",
        "language",
        "country",
        "article_count",
        "live_count",
    ]
    list_filter = [_UseFilter, "language", "country"]

    def get_urls(self) -> list[Any]:
        """Return the desk's own pages of publications, then Django's."""
        own = [*editor_views.publication_urls, *views.publication_urls()]
        return [*own, *super().get_urls()]

    def counted(self, rows: QuerySet[Publication]) -> QuerySet[Publication]:
        """Count articles at the desk and live ones."""
        live = LiveArticle.objects.filter(publication=OuterRef("pk"))
        return rows.annotate(
            article_count=article_count(Publication), live_count=CountOf(live)
        )

    @admin.display(description=_("name"), ordering="key")
    def published_name(self, publication: Publication) -> str:
        """Return the name."""
        return publication.name

    @admin.display(description=_("other names"))
    def other_names(self, obj: Publication) -> str:
        """Return the aliases and earlier names; the native name has its own column."""
        own = (obj.name, obj.native_name)
        return listed(row.name for row in obj.names.all() if row.name not in own)
