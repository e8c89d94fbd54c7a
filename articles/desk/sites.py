"""The desk as an admin site: its front page, its log, the pages for reviewers."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from .dashboard import dashboard_of
from .permissions import user_of
from .views import language, log, previews, tokens


class DeskSite(AdminSite):
    """Django's admin site with the desk's own pages."""

    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("Digests")
    # A line of links in the header leaves the editor the width.
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        """Return the desk's own pages, then Django's."""
        return [*self.own_urls(), *super().get_urls()]

    def own_urls(self) -> list[Any]:
        """Return the pages that belong to no model."""
        return [
            *language.desk_urls(),
            *log.desk_urls(),
            *previews.desk_urls(),
            *tokens.desk_urls(),
        ]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what waits for the user, above Django's list of all there is."""
        sees_articles = request.user.has_perm("articles.view_article")
        dashboard = dashboard_of(user_of(request)) if sees_articles else None
        return super().index(request, {"dashboard": dashboard, **(extra_context or {})})
