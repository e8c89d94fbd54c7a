"""The app and what it hooks into Django."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """Digests of articles: the desk, publishing and the site."""

    name = "articles"
    verbose_name = _("Digests")

    def ready(self) -> None:
        """Register the desk's admin, and keep the database's triggers in place."""
        # Models cannot be imported before the apps are ready, and their package holds
        # the triggers.
        from .models import triggers

        autodiscover_modules("desk.admin")
        pre_migrate.connect(triggers.lift_before_migrate, sender=self)
        post_migrate.connect(triggers.apply_after_migrate, sender=self)
        register(triggers.check_triggers, Tags.database)
