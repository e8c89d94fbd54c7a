"""What the desk's own pages have in common: look-up, permission, context."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from articles.desk.permissions import may_view, visible
from articles.models import Article

View = Callable[..., HttpResponse]
ArticlePermission = Callable[[User | AnonymousUser, Article], bool]
UserPermission = Callable[[User | AnonymousUser], bool]


def about_article(
    permission: ArticlePermission, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[View], View]:
    """Make `view` a page about one article; it is given the article, not its id.

    404 for an article the user may not even see, 403 for what they may not do.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(
            request: HttpRequest, article_id: int, **parameters: Any
        ) -> HttpResponse:
            article = _visible_article(request, article_id)
            if not permission(request.user, article):
                raise PermissionDenied
            try:
                return view(request, article, **parameters)
            except Article.DoesNotExist:
                # Somebody deleted it after it was looked up.
                raise Http404 from None

        return _of_desk(answer, methods)

    return decorate


def of_desk(
    permission: UserPermission, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[View], View]:
    """Make `view` a page of the desk for those who have `permission`, else 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **parameters: Any) -> HttpResponse:
            if not permission(request.user):
                raise PermissionDenied
            return view(request, **parameters)

        return _of_desk(answer, methods)

    return decorate


def _of_desk(view: View, methods: tuple[str, ...]) -> View:
    """Ask for a log-in first, as Django's admin does, and take `methods` only.

    HEAD is asked without a token, so it goes nowhere that GET does not go.
    """

    @wraps(view)
    def answer(request: HttpRequest, **parameters: Any) -> HttpResponse:
        heads = ["HEAD"] if "GET" in methods else []
        guarded = require_http_methods([*methods, *heads])(view)
        return admin.site.admin_view(guarded)(request, **parameters)

    return answer


def _visible_article(request: HttpRequest, article_id: int) -> Article:
    articles = Article.objects.select_related("publication", "live", "owner")
    article = visible(request.user, articles).filter(pk=article_id).first()
    if article is None or not may_view(request.user, article):
        raise Http404
    return article


def show(
    request: HttpRequest, template: str, title: str, **content: Any
) -> HttpResponse:
    """Render a page of the desk; `template` extends admin/base_site.html."""
    context = {**admin.site.each_context(request), "title": title, **content}
    return TemplateResponse(request, template, context, using="desk")
