"""What the page of a tag expression says around its articles, ready for its frame.

It changes with the state of the site only, so it is kept until then.
"""

from dataclasses import dataclass

from markupsafe import Markup

from articles.site.lists.scopes import Scope
from articles.site.page.rendering import set_macro
from articles.site.store.remembering import remembered
from articles.site.store.state import State

from .tag_pages import tag_page, voices
from .terms import Terms

_MACROS = "tagging.html"


@dataclass(frozen=True, slots=True)
class ShownTag:
    """The page of a tag expression in one language, without its articles."""

    top: Markup
    aside: Markup


@remembered(256)
def tag_shown(
    state: State, _language: str, terms: Terms, scope: Scope, *, is_opening: bool
) -> ShownTag:
    """Return what is said of an expression; two queries, or none.

    `is_opening` is for the page that opens a tag, which has some viewpoints, too.
    The language is the active one.
    """
    about = tag_page(state, terms)
    said = voices(state, terms.selection) if is_opening else ()
    path = scope.path(view="viewpoints")
    return ShownTag(
        top=set_macro(_MACROS, "top", terms, about),
        aside=set_macro(
            _MACROS, "aside", said, path, about.related, about.publications
        ),
    )
