"""The front page and pages of listings, ready for their frame.

They change with the state of the site only, so each is kept until then.
"""

from dataclasses import dataclass, replace

from django.urls import reverse
from markupsafe import Markup

from articles.site.machines import structured
from articles.site.page.pages import Head, head_of
from articles.site.page.rendering import set_macro
from articles.site.store.positions import Position
from articles.site.store.remembering import remembered
from articles.site.store.selections import Selection
from articles.site.store.state import State
from articles.site.times import archive

from . import chapters, listings, scopes, telling, viewpoints
from .front import front_page
from .scopes import Scope

_MACROS = "parts/listing.html"


@dataclass(frozen=True, slots=True)
class ShownListing:
    """A page of a listing in one language."""

    head: Head
    is_newest: bool
    html: Markup


@dataclass(frozen=True, slots=True)
class ShownFront:
    """The front page in one language."""

    head: Head
    html: Markup


@remembered(4)
def front_shown(state: State, _language: str) -> ShownFront:
    """Return the front page; four queries at most, or none.

    The language is the active one.
    """
    front, scope = front_page(state), scopes.front_page()
    head = head_of(scope)
    things = structured.collection(scope, head.path, front.cards)
    desk = reverse("admin:index")
    return ShownFront(
        replace(head, structured=things),
        set_macro("parts/front.html", "page", front, state.today, desk),
    )


@remembered(256)
def articles_shown(
    _state: State, _language: str, scope: Scope, before: Position | None
) -> ShownListing:
    """Return a page of the articles of a scope; one query, or none.

    The language is the active one.
    """
    listing = listings.articles(scope.selection, before)
    head = head_of(scope, before=str(before or ""))
    things = structured.collection(scope, head.path, listing.cards)
    return ShownListing(
        replace(head, structured=things),
        listing.is_newest,
        set_macro(_MACROS, "articles", scope, listing),
    )


@remembered(4)
def ways_shown(state: State, _language: str) -> Markup:
    """Return the other ways to all articles; three queries, or none.

    The language is the active one.
    """
    tags = telling.of_selection(state, Selection())
    calendar = archive.newest_calendar(state)
    return set_macro(_MACROS, "beside", tags, calendar, state.today)


@remembered(128)
def viewpoints_shown(
    _state: State, _language: str, scope: Scope, before: Position | None, by: str
) -> ShownListing:
    """Return a page of the points of a scope; two queries at most, or none.

    `by` is what they are grouped by, "" for nothing; the language is the active one.
    """
    selection = scope.selection
    listing = viewpoints.points(selection, before, viewpoints.size_of(by))
    head = head_of(scope, view="viewpoints", by=by, before=str(before or ""))
    head = replace(
        head,
        title=viewpoints.title_of(scope),
        # In groups it is the same once more, for readers and not for search engines.
        is_indexed=head.is_indexed and not by,
    )
    offered = chapters.offered(selection)
    groups = chapters.chapters(listing.voices, by) if by else ()
    return ShownListing(
        head,
        listing.is_newest,
        set_macro(_MACROS, "viewpoints", scope, listing, by, offered, groups),
    )
