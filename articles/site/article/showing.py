"""The page of an article, ready for its frame.

It changes with the state of the site only, so each is kept until then; its body, the
greater part, is kept for longer (see `bodies`).
"""

from dataclasses import dataclass

from markupsafe import Markup

from articles.site.machines import structured
from articles.site.page.addresses import machine_path_of, path_of
from articles.site.page.pages import Alternate, Head
from articles.site.page.rendering import part, set_macro
from articles.site.store.remembering import remembered
from articles.site.store.state import State
from articles.site.words.dates import local_moment
from articles.site.words.wording import direction, excerpt

from .bodies import LONG, body_html
from .related import also_from, related
from .whereabouts import PublicArticle, live_at

_DESCRIPTION_LENGTH = 200
_MACROS = "parts/article.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of an article in one language."""

    head: Head
    script: Markup
    article_id: int
    direction: str
    """"rtl" where it is read from the right, else ""."""
    top: Markup
    body: Markup
    foot: Markup
    """What is told about it: related digests, editions."""
    slip: Markup
    """What scripts show passages in."""


class _Unkept(Exception):  # noqa: N818 - an answer, not a fault
    """An answer not to be kept, long or none at all: what raises is not remembered."""

    def __init__(self, shown: Shown | None) -> None:
        super().__init__()
        self.shown = shown


def article_shown(state: State, language: str, slug: str) -> Shown | None:
    """Return the page of the public article at this address; None where there is none.

    Three queries at most, or none. `language` is the active one.
    """
    try:
        return _kept(state, language, slug)
    except _Unkept as unkept:
        return unkept.shown


@remembered(512)
def _kept(state: State, language: str, slug: str) -> Shown:
    live = live_at(slug)
    if live is None:
        raise _Unkept(None)
    shown = _shown(state, language, live)
    if len(live.raw_digest) > LONG:
        raise _Unkept(shown)
    return shown


def _shown(state: State, language: str, live: PublicArticle) -> Shown:
    path = path_of("article", slug=live.slug)
    moment = local_moment(live.published, live.publication.time_zone)
    near = related(state, live.article_id, live.tags)
    others = () if near else also_from(state, live.article_id, live.publication.slug)
    return Shown(
        head=_head(live, path),
        script=part(_MACROS, "script"),
        article_id=live.article_id,
        direction=direction(live.language, live.title),
        top=set_macro(_MACROS, "top", live, moment),
        body=body_html(live.raw_digest, language, path),
        foot=set_macro(_MACROS, "foot", live, near, others),
        slip=part(_MACROS, "slip"),
    )


def _head(live: PublicArticle, path: str) -> Head:
    return Head(
        title=live.title,
        path=path,
        description=excerpt(live.standfirst, _DESCRIPTION_LENGTH),
        kind="article",
        alternates=(
            Alternate(
                "text/markdown", machine_path_of("article_markdown", slug=live.slug)
            ),
            Alternate(
                "application/json", machine_path_of("article_json", slug=live.slug)
            ),
        ),
        structured=structured.article(live),
    )
