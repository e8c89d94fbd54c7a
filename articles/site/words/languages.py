"""The interface's languages, as addresses tell them.

The site's own language has no prefix; each other one stands under its code. The path
alone decides, so that shared caches hold one answer for each address.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, pgettext


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A page in one of the interface's languages."""

    code: str
    """As HTML names it, such as zh-Hans."""
    name: str
    """In that language itself."""
    path: str
    is_current: bool
    is_default: bool
    """Whether it is the site's own, which has no prefix."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A language's own words to readers at home in it who are at a page in another."""

    code: str
    """As HTML names it."""
    words: str
    dismissal: str


def language_of_path(path: str) -> str:
    """Return the code of the language that a path is in."""
    first = path[1:].partition("/")[0]
    others = (code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    return first if first in others else settings.LANGUAGE_CODE


def path_in(path: str, code: str) -> str:
    """Return the same page's path, query included, in another language."""
    here = language_of_path(path.partition("?")[0])
    bare = path if here == settings.LANGUAGE_CODE else path[len(here) + 1 :] or "/"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def in_all_languages(path: str) -> tuple[LanguageLink, ...]:
    """Return the page at `path` in each of the interface's languages."""
    current = translation.get_language()
    return tuple(
        LanguageLink(
            code=html_code(code),
            name=name,
            path=path_in(path, code),
            is_current=code == current,
            is_default=code == settings.LANGUAGE_CODE,
        )
        for code, name in settings.LANGUAGES
    )


def html_code(code: str) -> str:
    """Return a code as HTML and HTTP write it: zh-Hans, not zh-hans."""
    return translation.to_locale(code).replace("_", "-")


def offers() -> tuple[Offer, ...]:
    """Return the offers of the interface's other languages."""
    current = translation.get_language()
    return tuple(_offer(code) for code, _ in settings.LANGUAGES if code != current)


def _offer(code: str) -> Offer:
    with translation.override(code):
        return Offer(
            code=html_code(code),
            # Translators: in your own language, of your own language.
            words=pgettext("in the language itself", "Read this page in English"),
            dismissal=gettext("No, thank you"),
        )
