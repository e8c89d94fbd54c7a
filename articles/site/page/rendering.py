"""The Jinja2 environment of public pages."""

from collections.abc import Iterable, MutableMapping
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.template import engines
from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from articles.site.article import sources
from articles.site.lists import voices
from articles.site.lists.scopes import path_of_tags
from articles.site.search import speaking
from articles.site.store.remembering import remembered
from articles.site.words import cldr, wording
from articles.site.words.languages import html_code, in_all_languages, offers

from .addresses import api_path_of, machine_path_of, path_of

if TYPE_CHECKING:
    from django.template.backends.jinja2 import Jinja2


class _Environment(Environment):
    """Jinja2's, whose templates know their globals from one flat dictionary.

    Jinja2 lays two over one another, which it then walks through name by name for each
    template that is rendered or imported: a fifth of the cost of a page.
    """

    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        """Return the globals of a template, `d` being its own."""
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> Environment:
    """Return the environment; a name that a template does not know is an error."""
    made = _Environment(
        **{**options, "undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # The extension adds the method; Jinja2's types do not know it.
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals.update(
        static=remembered(256)(static),
        url=path_of,
        machine_url=machine_path_of,
        api_url=api_path_of,
        site_name=settings.SITE_NAME,
        site_url=settings.SITE_URL,
        current_language=_current_language,
        languages_of=in_all_languages,
        day_names=cldr.day_names,
        direction=wording.direction,
        foreign_language=wording.foreign_language,
        link_names=wording.link_names,
        part=part,
        parts=parts,
        offers=offers,
        tags_url=path_of_tags,
    )
    made.filters.update(
        country=cldr.country_name,
        day_in_words=wording.day_in_words,
        excerpt=wording.excerpt,
        host=wording.host_of,
        in_thousands=wording.in_thousands,
        language=cldr.language_name,
        listed=wording.listed,
        marked_runs=speaking.marked_runs,
        local_day=wording.local_day,
        month_in_words=cldr.month_in_words,
        published_in_words=wording.published_in_words,
        runs=voices.runs,
        short_month=cldr.short_month,
        source_keys=sources.source_keys,
        script_name=wording.script_name,
        weekday_in_words=wording.weekday_in_words,
        year_in_words=cldr.year_in_words,
    )
    return made


def _current_language() -> str:
    return html_code(translation.get_language())


def part(template: str, macro: str, *arguments: Any, **options: Any) -> Markup:
    """Return what a macro says of these values, remembered from one page to the next.

    For macros that know nothing but their arguments, all of which are values: the same
    card stands on many pages, and setting it costs more than finding it.
    """
    language = translation.get_language()
    return _part_in(language, template, macro, *arguments, **options)


def parts(template: str, macro: str, items: Iterable[Any], **options: Any) -> Markup:
    """Return what a macro says of each item, one after the other, as `part` does."""
    language = translation.get_language()
    parts = [_part_in(language, template, macro, item, **options) for item in items]
    return Markup("\n").join(parts)


@remembered(4096)
def _part_in(
    _language: str, template: str, macro: str, *arguments: Any, **options: Any
) -> Markup:
    return set_macro(template, macro, *arguments, **options)


def set_macro(template: str, macro: str, *arguments: Any, **options: Any) -> Markup:
    """Return what a macro says of these values, in the active language."""
    return getattr(macros(template), macro)(*arguments, **options)


def macros(template: str) -> Any:
    """Return the macros of a template, as its attributes."""
    site = cast("Jinja2", engines["site"])
    return site.env.get_template(template).module
