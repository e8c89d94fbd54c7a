"""What a tag expression means today: the tags it names, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from articles.site.store import taxonomy
from articles.site.store.selections import Selection
from articles.site.store.taxonomy import NamedTag

from . import expressions
from .expressions import Expression, Words

_MAX_INDEXED = 2


class UnknownTags(Http404):
    """Some of the tags that were asked for do not exist, as far as readers know."""

    def __init__(self, slugs: tuple[str, ...], rest: "Terms | None") -> None:
        """Take what is unknown, and what the expression is without it."""
        super().__init__(slugs)
        self.slugs = slugs
        self.rest = rest


@dataclass(frozen=True, slots=True)
class Terms:
    """An expression in its canonical form, and its tags."""

    expression: Expression
    tags: tuple[NamedTag, ...]
    """Each once."""

    @property
    def by_slug(self) -> dict[str, NamedTag]:
        """The tags by their addresses."""
        return {tag.slug: tag for tag in self.tags}

    @property
    def words(self) -> tuple[Words, ...]:
        """The title in pieces, so that each name can say its language."""
        names = {tag.slug: tag.name for tag in self.tags}
        return expressions.in_words(self.expression, names)

    @property
    def title(self) -> str:
        """The title as one text."""
        return "".join(piece.text for piece in self.words)

    @property
    def tag(self) -> NamedTag | None:
        """The tag, where the expression is nothing else."""
        return self.tags[0] if len(self.tags) == 1 else None

    @property
    def is_indexed(self) -> bool:
        """Whether search engines should keep the page.

        There are more combinations than articles: theirs end with two tags.
        """
        return (
            len(self.expression.slugs) <= _MAX_INDEXED and not self.expression.without
        )

    @property
    def selection(self) -> Selection:
        """The articles it stands for."""
        return Selection(
            self._ids(self.expression.all_of),
            self._ids(self.expression.any_of),
            self._ids(self.expression.without),
        )

    def _ids(self, slugs: tuple[str, ...]) -> tuple[int, ...]:
        """Return the ids of these tags, the one with the fewest articles first."""
        tags = self.by_slug
        rarest_first = sorted(slugs, key=lambda slug: tags[slug].weight)
        return tuple(tags[slug].id for slug in rarest_first)


def terms_of(asked: Expression) -> Terms:
    """Return what an expression means today; one query.

    UnknownTags where a tag does not exist; Http404 where the expression contradicts
    itself.
    """
    found = taxonomy.tags_at(dict.fromkeys(asked.slugs))
    wanted = asked.canonical({slug: tag.slug for slug, tag in found.items()})
    terms = Terms(wanted, tuple(dict.fromkeys(found.values())))
    if unknown := _missing(asked.slugs, found):
        raise UnknownTags(unknown, terms if wanted.joined else None)
    if wanted.is_contradictory:
        raise Http404
    return terms


def _missing(slugs: Iterable[str], found: dict[str, NamedTag]) -> tuple[str, ...]:
    return tuple(slug for slug in dict.fromkeys(slugs) if slug not in found)
