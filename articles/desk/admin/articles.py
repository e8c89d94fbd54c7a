"""Articles in the admin."""

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from articles.desk.article_page import (
    STEPS,
    article_page,
    deleted_meanwhile,
    show_crossing,
)
from articles.desk.drafts import create_draft, delete_draft, save_edit
from articles.desk.editor import views as editor_views
from articles.desk.editor.fields import said_with_place
from articles.desk.forms import ArticleForm
from articles.desk.permissions import may_delete, may_edit, user_of, visible
from articles.desk.views import (
    comments,
    exports,
    history,
    new,
    previews,
    steps,
    tagging,
)
from articles.models import Article

from .article_list import ArticleListMixin
from .base import door_of

_WORK = re.compile("[A-Za-z0-9_-]{1,64}")


@admin.register(Article)
class ArticleAdmin(ArticleListMixin):
    """Articles: each is one text in the digest notation, saved through the Digest."""

    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"

    def get_urls(self) -> list[Any]:
        """Return the desk's own pages of articles, then Django's."""
        own = [
            *editor_views.article_urls,
            *previews.article_urls(),
            *comments.article_urls(),
            *steps.article_urls(),
            *history.article_urls(),
            *exports.article_urls(),
            *new.new_urls(),
            *tagging.article_urls(),
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
        with door_of(request):
            if request.method == "POST" and not self.get_object(request, object_id):
                if not self.has_change_permission(request):
                    raise PermissionDenied
                return deleted_meanwhile(request)
            return super().change_view(request, object_id, *args, **options)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **options: Any
    ) -> HttpResponse:
        """Show the article's page, or the choices where two saves crossed."""
        form = context["adminform"].form
        if crossing := getattr(form, "crossing", None):
            return show_crossing(request, form, crossing)
        context |= article_page(request, options.get("obj"), form)
        return super().render_change_form(request, context, *args, **options)

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
            save_edit(obj, form.edit(), user_of(request))
        else:
            obj.pk = create_draft(form.edit().digest, user_of(request)).pk
            obj.refresh_from_db()
        for problem in form.problems:
            messages.warning(request, said_with_place(problem))

    def save_related(self, *_args: Any) -> None:
        """Do nothing: the Digest holds all that belongs to the article."""

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        """Delete a draft, and say so in the log."""
        delete_draft(obj, user_of(request))

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
