"""The desk as an admin site: its front page, its log, the pages for reviewers."""

from typing import Any

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from .views import log, previews


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
        return [*log.desk_urls(), *previews.desk_urls()]
