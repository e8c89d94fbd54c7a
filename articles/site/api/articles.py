"""Articles: lists of them, and one of them."""

from functools import partial

from django.http import Http404

from articles.site.article.whereabouts import PublicArticle, elsewhere, live_at
from articles.site.lists import listings
from articles.site.store import positions
from articles.site.store.state import PublicRequest

from .endpoints import Listed, endpoint
from .filters import FILTERS, PAGING, place_in, selection_of
from .parameters import Asked
from .problems import WITHDRAWN, ProblemError
from .resources import ARTICLE, LISTED_ARTICLE, ToldArticle, told, told_alone
from .shapes import moment


def public_article(slug: str) -> PublicArticle:
    """Return the public article at an address.

    Moved where it has another address, ProblemError where it was withdrawn, Http404 for
    all else.
    """
    if live := live_at(slug):
        return live
    withdrawn = elsewhere(slug)
    if withdrawn is None:
        raise Http404
    raise ProblemError(WITHDRAWN, withdrawn.reason, withdrawn_at=moment(withdrawn.on))


@endpoint(
    "Articles, newest first",
    LISTED_ARTICLE,
    description="In the order in which they went live here; with `from` or `to`, by"
    " their own dates.",
    parameters=(*FILTERS, *PAGING),
    is_list=True,
)
def articles(request: PublicRequest, asked: Asked) -> Listed:
    """List articles; at most five queries, that of the state included."""
    selection = selection_of(asked)
    read = partial(positions.article_position, is_by_day=selection.days is not None)
    before = place_in(request, asked, read)
    found = listings.articles(selection, before, asked["limit"])
    with_digest = "digest" in (asked["fields"] or ())
    return Listed(told(found.cards, with_digest=with_digest), found.next)


@endpoint("An article", ARTICLE)
def article(_request: PublicRequest, _asked: Asked, slug: str) -> ToldArticle:
    """Tell of an article; two queries, that of the state included."""
    return told_alone(public_article(slug))
