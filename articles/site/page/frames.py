"""The frame of pages: what is not about what a page shows, set once for each page."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from articles.site.store.remembering import remembered
from articles.site.store.state import Theme

from .rendering import macros, set_macro

if TYPE_CHECKING:
    from .pages import Head

_MACROS = "parts/frame.html"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page."""

    head: Markup
    """Up to where the page adds to its own head."""
    opening: Markup
    """From there to where the page begins."""
    closing: Markup
    """From where it ends."""


def framed(
    language: str, head: "Head", themes: tuple[Theme, ...], today: datetime.date
) -> dict[str, Any]:
    """Return what the template of every page needs; `language` is the active one."""
    frame = _frame_in(language, head, themes, today)
    return {"head": head, "frame": frame, "today": today, "m": macros("macros.html")}


@remembered(512)
def _frame_in(
    _language: str, head: "Head", themes: tuple[Theme, ...], today: datetime.date
) -> Frame:
    return Frame(
        head=set_macro(_MACROS, "head", head),
        opening=set_macro(_MACROS, "opening", head, themes, today),
        closing=set_macro(_MACROS, "closing", head),
    )
