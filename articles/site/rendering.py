"""The Jinja2 environment of public pages."""

import functools
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from . import wording


def environment(**options: Any) -> Environment:
    """Return the environment; a name that a template does not know is an error."""
    made = Environment(  # noqa: S701 - Django's backend turns autoescape on
        **{**options, "undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals.update(
        static=static,
        url=_url,
        site_name=settings.SITE_NAME,
        site_url=settings.SITE_URL,
        current_language=translation.get_language,
        foreign_language=wording.foreign_language,
        link_names=wording.link_names,
    )
    made.filters.update(
        day_in_words=wording.day_in_words,
        excerpt=wording.excerpt,
        host=wording.host_of,
        listed=wording.listed,
        local_day=wording.local_day,
        published_in_words=wording.published_in_words,
        weekday_in_words=wording.weekday_in_words,
    )
    return made


def _url(name: str, **parameters: Any) -> str:
    """Return the path of one of the site's pages."""
    return _url_in(translation.get_language(), name, **parameters)


@functools.lru_cache(maxsize=4096)
def _url_in(_language: str, name: str, **parameters: Any) -> str:
    """Return a path in the active language; a page links to the same few often."""
    return reverse(f"site:{name}", kwargs=parameters)
