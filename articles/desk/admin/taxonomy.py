"""Tags and publications in the admin."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import TabularInline
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.desk.editor import views as editor_views
from articles.desk.taxonomy_forms import (
    AliasFormSet,
    PublicationAliasForm,
    PublicationForm,
    TagAliasForm,
    TagForm,
)
from articles.models import (
    LiveArticle,
    Publication,
    PublicationName,
    Tag,
    TagName,
)
from articles.publishing import refresh

from .base import DeskAdmin


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

    def get_urls(self) -> list[Any]:
        """Return what the editor asks about tags, then Django's pages."""
        return [*editor_views.tag_urls, *super().get_urls()]

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

    def get_urls(self) -> list[Any]:
        """Return what the editor asks about publications, then Django's pages."""
        return [*editor_views.publication_urls, *super().get_urls()]

    def shown_by(self, obj: Publication) -> Iterable[LiveArticle]:
        """Return the publication's live articles."""
        return obj.live_articles.all()
