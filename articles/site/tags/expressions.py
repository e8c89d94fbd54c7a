"""Tag expressions as they stand in addresses and in words. No database here.

`a+b` is what has both tags, `a,b` what has either, never mixed; `?without=c,d` leaves
out what has one of those. Any order answers; the canonical one is sorted.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import Http404
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


class Unclear(Http404):
    """What was typed is no expression, but some are near it."""

    def __init__(self, near: tuple[Expression, ...]) -> None:
        """Take the expressions that may have been meant."""
        super().__init__(near)
        self.near = near


class TooManyTags(Unclear):
    """More tags than MAX_TAGS; near is what the first of them make."""


class MixedSigns(Unclear):
    """Both and either at once; near are both readings."""


# Between two signs there is a name; C++ ends with two that join nothing.
_NAME = re.compile(r"[^+]+(?:\+\+(?=\+|$))?")


def typed(joined: str, left_out: str = "") -> Expression:
    """Return the expression that is meant by names of tags in the place of slugs.

    C# means c-sharp, C++ c-plus-plus. What is left out may be joined by either sign.
    Unclear where it cannot be told which is meant; ValueError where nothing is.
    """
    parts = [_names(part) for part in joined.translate(_MEANT).split(_EITHER)]
    tags = tuple(slug for part in parts for slug in part)
    without = tuple(_all_names(left_out.translate(_MEANT))) if left_out else ()
    is_mixed = len(parts) > 1 and len(tags) > len(parts)
    readings = [Expression(any_of=tags, without=without)] if len(parts) > 1 else []
    if is_mixed or not readings:
        readings.insert(0, Expression(all_of=tags, without=without))
    if is_mixed:
        raise MixedSigns(tuple(map(_shortened, readings)))
    if len(tags + without) > MAX_TAGS:
        raise TooManyTags(tuple(map(_shortened, readings)))
    return readings[0]


def _names(text: str) -> tuple[str, ...]:
    """Return the slugs of names joined by “+”."""
    names = _NAME.findall(text)
    if not names or _BOTH.join(names) != text:
        raise ValueError(f"no names: {text!r}")
    return tuple(map(slug_of, names))


def _all_names(text: str) -> Iterator[str]:
    for part in text.split(_EITHER):
        yield from _names(part)


def _shortened(expression: Expression) -> Expression:
    """Return the expression with as many of its tags as there may be."""
    kept = dict.fromkeys(expression.slugs[:MAX_TAGS])
    short = expression.canonical({slug: slug for slug in kept})
    is_whole = len(expression.slugs) <= MAX_TAGS
    return short if is_whole else replace(short, without=())


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
