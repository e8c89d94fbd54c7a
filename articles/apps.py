"""The app and what it hooks into Django."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Digests of articles: the desk, publishing and the site."""

    name = "articles"
    verbose_name = _("Digests")

    def ready(self) -> None:
        """Keep the database's triggers in place, and check that they are."""
        from articles.models import triggers  # noqa: PLC0415

        post_migrate.connect(triggers.apply_after_migrate, sender=self)
        register(triggers.check_triggers, Tags.database)
