"""What listings are of: a selection of articles with its address and its words.

A listing, its viewpoints and its feeds are made of the same scope. Each function here
raises Http404 where there is nothing to list, Moved where it is listed elsewhere.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models.names import slug_of
from articles.models.taxonomy import Publication
from articles.site.page.addresses import machine_path_of, path_of, with_parameters
from articles.site.store import taxonomy
from articles.site.store.remembering import remembered
from articles.site.store.selections import Selection
from articles.site.store.state import State
from articles.site.tags import expressions
from articles.site.tags.expressions import Expression
from articles.site.tags.terms import Terms, UnknownTags, terms_of
from articles.site.times import archive
from articles.site.times.periods import Period
from articles.site.words.wording import excerpt

_LONGEST_ADDRESS = 100


class Moved(Exception):  # noqa: N818 - the name of an answer, not of a fault
    """What was asked for is found on the same page with other parameters."""

    def __init__(
        self, parameters: Mapping[str, Any], query: Mapping[str, str] | None = None
    ) -> None:
        """Take the parameters of the route and those of the query that differ."""
        super().__init__(parameters, query)
        self.parameters = dict(parameters)
        self.query = dict(query or {})


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way from the front page to a page."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A selection of articles as readers find and name it."""

    name: str
    """Of its route, such as "tag"; its feeds' is "tag_feed"."""
    title: str
    description: str
    selection: Selection
    parameters: dict[str, Any] = field(default_factory=dict, hash=False)
    """Of its route."""
    query: dict[str, str] = field(default_factory=dict, hash=False)
    """What else its address carries, such as `without`."""
    is_indexed: bool = True
    """Whether search engines should keep it."""
    way: tuple[Crumb, ...] = ()
    """What stands between the front page and this one."""

    def path(self, **query: str) -> str:
        """Return the address of its newest page in the active language."""
        path = path_of(self.name, **self.parameters)
        return with_parameters(path, **{**self.query, **query})

    def feed_path(self, form: str, **query: str) -> str:
        """Return the address of its feed; `form` is atom, rss or json."""
        path = machine_path_of(f"{self.name}_feed", **self.parameters, form=form)
        return with_parameters(path, **{**self.query, **query})


def path_of_tags(expression: Expression) -> str:
    """Return the address of what a canonical expression stands for."""
    path = path_of("tag", expression=expression.joined)
    return with_parameters(path, without=expression.left_out)


def all_articles() -> Scope:
    """Return the scope of everything."""
    return Scope(
        name="articles",
        title=_("All articles"),
        description=_("Every digest on this site, newest first."),
        selection=Selection(),
    )


def front_page() -> Scope:
    """Return the scope of the front page, which is that of everything."""
    return Scope(
        name="front",
        title=settings.SITE_NAME,
        description=_("Short, cited digests of articles, newest first."),
        selection=Selection(),
    )


def of_search(query: str) -> Scope:
    """Return the scope of what a search finds, which no Selection can say."""
    return Scope(
        name="search",
        title=_("Search: %(query)s") % {"query": query},
        description=_("Digests that “%(query)s” finds, newest first.")
        % {"query": query},
        selection=Selection(),
        query={"q": query},
        is_indexed=False,
    )


def of_source(key: str, url: str) -> Scope:
    """Return the scope of what rests on a source, which no Selection can say."""
    address = excerpt(url.partition("://")[2], _LONGEST_ADDRESS)
    return Scope(
        name="source",
        title=_("What rests on %(address)s") % {"address": address},
        description=_("Viewpoints that cite one source, with the passages they quote."),
        selection=Selection(),
        parameters={"key": key},
    )


def of_publication(slug: str) -> tuple[Publication, Scope]:
    """Return the publication at this address and the scope of its articles."""
    found = taxonomy.publication_at(slug)
    if found.slug != slug:
        raise Moved({"slug": found.slug})
    return found, Scope(
        name="publication",
        title=found.name,
        description=_("Digests of articles from %(name)s.") % {"name": found.name},
        selection=Selection(publication=found.pk),
        parameters={"slug": found.slug},
        way=(Crumb(_("Publications"), path_of("publications")),),
    )


@dataclass(frozen=True, slots=True)
class ArchivedPeriod:
    """A year, a month or a day that has articles, and the scope of these."""

    period: Period
    articles: int
    scope: Scope


def of_period(state: State, **date: int) -> ArchivedPeriod:
    """Return what the archive has of a year, a month or a day.

    Raises EmptyPeriod, too.
    """
    period, articles = archive.period_at(state, **date)
    steps = (Crumb(each.title, each.path) for each in period.parents)
    scope = Scope(
        name=period.name,
        title=period.title,
        description=_("Digests of articles of %(period)s.") % {"period": period.title},
        selection=Selection(days=(period.first_day, period.last_day)),
        parameters=period.parameters,
        way=(Crumb(_("Archive"), path_of("archive")), *steps),
    )
    return ArchivedPeriod(period, articles, scope)


def of_tags(joined: str, without: Iterable[str] = ()) -> tuple[Terms, Scope]:
    """Return what a tag expression means, and the scope of the articles it stands for.

    `without` are the parameters of that name. Raises UnknownTags and Unclear, too.
    """
    composed = unicodedata.normalize("NFC", joined)
    if composed != joined:
        raise Moved({"expression": composed})
    left_out = ",".join(filter(None, without))
    asked = _asked(joined, left_out)
    try:
        terms = terms_of(asked)
    except UnknownTags:
        _lead_to_name(joined)
        raise
    _stay_here(asked, terms.expression, joined, left_out)
    return terms, _scope_of(terms, get_language())


@remembered(512)
def _scope_of(terms: Terms, _language: str) -> Scope:
    return Scope(
        name="tag",
        title=terms.title,
        description=_("Digests of articles about %(name)s.") % {"name": terms.title},
        selection=terms.selection,
        parameters={"expression": terms.expression.joined},
        query={"without": terms.expression.left_out},
        is_indexed=terms.is_indexed,
        way=(Crumb(_("Tags"), path_of("tags")),),
    )


def _asked(joined: str, left_out: str) -> Expression:
    try:
        return expressions.parse(joined, left_out)
    except ValueError:
        pass  # Names, perhaps.
    try:
        return expressions.typed(joined, left_out)
    except ValueError:
        raise Http404 from None


def _lead_to_name(joined: str) -> None:
    """Raise Moved where the words of one name were taken for several tags."""
    if " " not in joined:
        return
    for tag in taxonomy.tags_at([slug_of(joined)]).values():
        raise Moved({"expression": tag.slug})


def _stay_here(
    asked: Expression, wanted: Expression, joined: str, left_out: str
) -> None:
    """Raise Moved unless what was asked for differs in its order only."""
    ordered = asked.in_order()
    other_path = (asked.joined, ordered.joined) != (joined, wanted.joined)
    other_query = (asked.left_out, ordered.left_out) != (left_out, wanted.left_out)
    if other_path or other_query:
        query = {"without": wanted.left_out} if other_query else None
        raise Moved({"expression": wanted.joined}, query)
