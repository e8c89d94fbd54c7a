"""Ways from one tag expression to the next: none leads to an empty page.

What is counted among all articles of an expression is exact. Of one that has more than
are looked at only the least is known, and said to be that.
"""

from collections.abc import Iterator
from typing import NamedTuple

from articles.site.store.taxonomy import NamedTag

from .expressions import MAX_TAGS, Expression
from .facets import NEWEST, Facets, TagFacet
from .terms import Terms

_MOST_CHOICES = 36


class Step(NamedTuple):
    """Another expression, and how many articles it stands for."""

    expression: Expression
    articles: int
    is_least: bool
    """Whether there may be more."""


class Used(NamedTuple):
    """A tag of the expression."""

    tag: NamedTag
    is_left_out: bool
    less: Step | None
    """The expression without it; None where it would name or find nothing."""


class Choice(NamedTuple):
    """A tag that is not in the expression, and what it can be joined to it by."""

    name: str
    slug: str
    both: Step | None
    either: Step | None
    without: Step | None


class Refinements(NamedTuple):
    """All ways on."""

    used: tuple[Used, ...]
    switched: Step | None
    """From both to either, or back."""
    choices: tuple[Choice, ...]
    """The tags that most of the articles have come first."""

    @property
    def joints(self) -> tuple[str, ...]:
        """In which ways some of the choices can be joined: names of their steps."""
        steps = ("both", "either", "without")
        return tuple(
            step
            for step in steps
            if any(getattr(choice, step) for choice in self.choices)
        )


def refinements(terms: Terms, facets: Facets) -> Refinements:
    """Return the ways on from an expression, given what its articles have."""
    expression = terms.expression
    choices = () if len(expression.slugs) >= MAX_TAGS else _choices(expression, facets)
    return Refinements(
        tuple(_used(terms, facets)),
        _switched(expression, facets),
        tuple(choices)[:_MOST_CHOICES],
    )


def _used(terms: Terms, facets: Facets) -> Iterator[Used]:
    """Yield the tags of the expression, each with what it is without it."""
    expression, selection = terms.expression, terms.selection
    several = selection.all_of if len(selection.all_of) > 1 else ()
    removable = several + selection.any_of + selection.without
    sizes = dict(zip(removable, facets.others, strict=False))
    tags = terms.by_slug
    for slug in expression.slugs:
        size = sizes.get(tags[slug].id)
        less = _counted(expression.less(slug), size) if size else None
        yield Used(tags[slug], slug in expression.without, less)


def _switched(expression: Expression, facets: Facets) -> Step | None:
    if len(expression.all_of + expression.any_of) == 1 or not facets.others[-1]:
        return None
    return _counted(expression.switched(), facets.others[-1])


def _counted(expression: Expression, size: int) -> Step:
    return Step(expression, size, is_least=size >= NEWEST)


def _choices(expression: Expression, facets: Facets) -> Iterator[Choice]:
    for tag in facets.tags:
        choice = Choice(
            tag.name,
            tag.slug,
            _both(expression, facets, tag),
            _either(expression, facets, tag),
            _without(expression, facets, tag),
        )
        is_new = tag.slug not in expression.slugs
        if is_new and any((choice.both, choice.either, choice.without)):
            yield choice


def _both(expression: Expression, facets: Facets, tag: TagFacet) -> Step | None:
    """Return what has the tag, too, unless all of it has."""
    if expression.any_of or tag.shared == facets.size:
        return None
    return Step(expression.both(tag.slug), tag.shared, is_least=not facets.is_whole)


def _either(expression: Expression, facets: Facets, tag: TagFacet) -> Step | None:
    """Return what has the tag instead, too, where that adds anything.

    What is left out would have to be left out there, too, and that nobody counted.
    """
    more = tag.articles - tag.shared
    if len(expression.all_of) > 1 or expression.without or more <= 0:
        return None
    number = facets.size + more if facets.is_whole else NEWEST
    return Step(expression.either(tag.slug), number, is_least=not facets.is_whole)


def _without(expression: Expression, facets: Facets, tag: TagFacet) -> Step | None:
    """Return what does not have the tag, unless all of it has."""
    rest = facets.size - tag.shared
    if not rest:
        return None
    return Step(expression.excluding(tag.slug), rest, is_least=not facets.is_whole)
