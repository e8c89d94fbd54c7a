"""The Jinja2 environment of public pages."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """Return the environment; a name that a template does not know is an error."""
    made = Environment(  # noqa: S701 - Django's backend turns autoescape on
        **{**options, "undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True
    )
    made.globals.update(
        static=static,
        url=reverse,
        site_name=settings.SITE_NAME,
        site_url=settings.SITE_URL,
        current_language=translation.get_language,
    )
    return made
