"""Tag expressions as they stand in addresses and in words. No database here.

`a+b` is what has both tags, `a,b` what has either, never mixed; `?without=c,d` leaves
out what has one of those. Any order answers; the canonical one is sorted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import pgettext

from articles.models.names import is_slug, slug_of

MAX_TAGS = 5
"""In one expression: more would make addresses without end, and queries as long."""

_BOTH, _EITHER = "+", ","
# What clients make of “+”, and keyboards of both signs.
_MEANT = str.maketrans({" ": _BOTH, "＋": _BOTH, "，": _EITHER, "、": _EITHER})


@dataclass(frozen=True, slots=True)
class Expression:
    """Slugs of tags, joined. Without `any_of` there is at least one in `all_of`."""

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    """Two or more, where `all_of` has none."""
    without: tuple[str, ...] = ()

    @property
    def joined(self) -> str:
        """The expression as it stands in the path."""
        return _BOTH.join(self.all_of) or _EITHER.join(self.any_of)

    @property
    def left_out(self) -> str:
        """What it leaves out, as it stands in the query."""
        return _EITHER.join(self.without)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every tag it names."""
        return self.all_of + self.any_of + self.without

    @property
    def is_contradictory(self) -> bool:
        """Whether it asks for a tag that it leaves out."""
        return not set(self.without).isdisjoint(self.all_of + self.any_of)

    def canonical(self, slugs: Mapping[str, str]) -> "Expression":
        """Return the same with the slugs of today, each once and sorted.

        What has no slug of today is left out; nothing may be left of the expression.
        """
        all_of, any_of, without = (
            tuple(sorted({slugs[slug] for slug in part if slug in slugs}))
            for part in (self.all_of, self.any_of, self.without)
        )
        if len(any_of) == 1:
            all_of, any_of = any_of, ()
        return Expression(all_of, any_of, without)

    def in_order(self) -> "Expression":
        """Return the same, sorted; what it names twice it still names twice."""
        return Expression(
            _sorted(*self.all_of), _sorted(*self.any_of), _sorted(*self.without)
        )

    def both(self, slug: str) -> "Expression":
        """Return what has `slug`, too; not for `any_of`."""
        return replace(self, all_of=_sorted(*self.all_of, slug))

    def either(self, slug: str) -> "Expression":
        """Return what has `slug` instead, too; not for two tags or more in `all_of`."""
        any_of = _sorted(*self.all_of, *self.any_of, slug)
        return replace(self, all_of=(), any_of=any_of)

    def excluding(self, slug: str) -> "Expression":
        """Return what does not have `slug`."""
        return replace(self, without=_sorted(*self.without, slug))

    def less(self, slug: str) -> "Expression":
        """Return the expression as if it had never named `slug`."""
        return self.canonical({s: s for s in self.slugs if s != slug})

    def switched(self) -> "Expression":
        """Return what has either of the tags, instead of both, or the other way."""
        return replace(self, all_of=self.any_of, any_of=self.all_of)


def _sorted(*slugs: str) -> tuple[str, ...]:
    return tuple(sorted(slugs))


def parse(joined: str, left_out: str = "") -> Expression:
    """Return the expression of a path and a query, in its order.

    ValueError where it is none, or has too many tags.
    """
    joined, left_out = joined.translate(_MEANT), left_out.translate(_MEANT)
    tags = _slugs(joined, _EITHER if _EITHER in joined else _BOTH)
    without = _slugs(left_out, _EITHER) if left_out else ()
    if len(tags + without) > MAX_TAGS:
        raise ValueError(f"more than {MAX_TAGS} tags")
    if _EITHER in joined:
        return Expression(any_of=tags, without=without)
    return Expression(all_of=tags, without=without)


def _slugs(text: str, sign: str) -> tuple[str, ...]:
    """Return the slugs that `sign` parts; OpenAI means openai."""
    parts = text.split(sign, MAX_TAGS)
    if not all(map(is_slug, parts)):
        raise ValueError(f"no slugs: {text!r}")
    return tuple(map(slug_of, parts))


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of an expression's title."""

    text: str
    is_name: bool
    """Whether it is the name of a tag, which has a language of its own."""


def in_words(expression: Expression, names: Mapping[str, str]) -> tuple[Words, ...]:
    """Return the title of an expression: Open standards and Databases without China.

    `names` has the name of each slug.
    """
    both = pgettext("between two tags, both of which are asked for", " and ")
    either = pgettext("between two tags, one of which is asked for", " or ")
    without = pgettext("between tags and those that are left out", " without ")
    all_of, any_of, left_out = (
        [names[slug] for slug in part]
        for part in (expression.all_of, expression.any_of, expression.without)
    )
    return (
        *_row(all_of, both),
        *_row(any_of, either),
        *_row(left_out, either, first=without),
    )


def _row(names: list[str], last: str, *, first: str = "") -> Iterator[Words]:
    """Yield names and what stands between them; `first` stands before them all."""
    comma = pgettext("between the words of a list", ", ")
    for place, name in enumerate(names):
        joint = last if place == len(names) - 1 else comma
        if joint := joint if place else first:
            yield Words(joint, is_name=False)
        yield Words(name, is_name=True)
