"""The project as an app: registers its system checks."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import register

from .checks import environment_is_usable


class DigestsiteConfig(AppConfig):
    """Brings in the checks of the environment."""

    name = "digestsite"

    def ready(self) -> None:
        """Register the checks."""
        register(environment_is_usable)


class DeskConfig(AdminConfig):
    """Django's admin with the desk as its site."""

    default_site = "articles.desk.sites.DeskSite"
