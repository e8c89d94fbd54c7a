"""What the page of a tag expression says beside its articles."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from articles.site.lists import viewpoints
from articles.site.lists.voices import Voice
from articles.site.store.remembering import remembered
from articles.site.store.selections import Selection
from articles.site.store.state import State
from articles.site.times import charts
from articles.site.times.charts import Chart

from .expressions import MAX_TAGS
from .facets import Facets, PublicationFacet, TagFacet, facets
from .refining import Refinements, refinements
from .terms import Terms

_MOST_RELATED = 12
_VOICES = 3
_POINTS = 60
"""So many points are looked through for voices of different articles."""


@dataclass(frozen=True, slots=True)
class TagPage:
    """What is known of an expression's articles."""

    size: int
    """How many they are."""
    is_least: bool
    """Whether there may be more."""
    refinements: Refinements
    others: tuple[str, ...] | None
    """Names of some tags to join by “or”, what is related and the themes; None where
    nothing can be joined so."""
    related: tuple[TagFacet, ...]
    publications: tuple[PublicationFacet, ...]
    chart: Chart | None


@remembered(512)
def tag_page(state: State, terms: Terms) -> TagPage:
    """Return what is known of an expression's articles; one query."""
    found = facets(terms.selection)
    whole = [tag.articles for tag in found.tags if terms.tag and tag.id == terms.tag.id]
    related = _related(terms, found)
    return TagPage(
        size=whole[0] if whole else found.size,
        is_least=not whole and not found.is_whole,
        refinements=refinements(terms, found),
        others=_others(state, terms, related),
        related=related,
        publications=found.publications,
        chart=charts.of_life(found.months, state.today),
    )


def _others(
    state: State, terms: Terms, related: Iterable[TagFacet]
) -> tuple[str, ...] | None:
    expression = terms.expression
    if len(expression.all_of) > 1 or len(expression.slugs) >= MAX_TAGS:
        return None
    own = {tag.id for tag in terms.tags}
    themes = ((theme.tag_id, theme.name) for theme in state.themes)
    tags = {**dict(themes), **{tag.id: tag.name for tag in related}}
    return tuple(sorted(name for tag, name in tags.items() if tag not in own))


def _related(terms: Terms, found: Facets) -> tuple[TagFacet, ...]:
    """Return the tags that say most of these articles: common here, rare elsewhere."""
    own = {tag.id for tag in terms.tags}
    others = [tag for tag in found.tags if tag.id not in own]
    weighed = sorted(others, key=lambda tag: -tag.shared / math.sqrt(tag.articles))
    return tuple(weighed[:_MOST_RELATED])


@remembered(512)
def voices(_state: State, selection: Selection) -> tuple[Voice, ...]:
    """Return one of the newest points of each of a few articles; one query."""
    found = viewpoints.points(selection, None, _POINTS).voices
    return tuple(_one_point(voice) for voice in found[:_VOICES])


def _one_point(voice: Voice) -> Voice:
    """Keep one point; the core viewpoint stands among the articles already."""
    points = [point for point in voice.points if not point.is_core] or voice.points
    return replace(voice, points=tuple(points[:1]))
