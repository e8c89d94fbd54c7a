"""The index of tags: in the order of the alphabet, by letter, or the most used."""

import datetime
import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models.alphabet import HAN, LATIN, NO_SCRIPT
from articles.models.counters import LiveTag
from articles.models.published import LiveArticleTag
from articles.site.store import prepared
from articles.site.store.counts import Rows
from articles.site.store.remembering import remembered
from articles.site.store.state import State
from articles.site.times.charts import Chart, of_months
from articles.site.times.periods import months_of_tags

PAGE_SIZE = 200
MOST_ON_ONE_PAGE = 500
_MOST_USED = 24
_COLUMNS = ("tag_id", "tag__name", "tag__slug", "tag__is_theme")
_PLACE = ("script", "initial", "sort_key")


@dataclass(frozen=True, slots=True)
class IndexedTag:
    """A tag in an index, and how many public articles have it."""

    tag_id: int
    name: str
    slug: str
    is_theme: bool
    articles: int
    script: str
    initial: str
    """The letter it stands under; “#” for digits and signs."""
    sort_key: str
    """Its place in the alphabet."""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A page of the index of tags."""

    tags: tuple[IndexedTag, ...]
    next: str = ""
    """The key that the next page stands after; "" where this is the last."""


@dataclass(frozen=True, slots=True)
class Initial:
    """A letter that tags stand under, of one script."""

    script: str
    initial: str
    tags: int


def index_of_tags(
    *,
    script: str | None = None,
    initial: str | None = None,
    after: str = "",
    size: int = PAGE_SIZE,
) -> IndexPage:
    """Return a page of the public tags in the order of the alphabet.

    Those of one script or under one letter, where it is given. One query.
    """
    now = timezone.now()
    build = _page_of(prepared.size_for(size))
    rows = prepared.rows(build, now, script, initial, after)
    tags = tuple(IndexedTag(*row) for row in rows[:size])
    return IndexPage(tags, tags[-1].sort_key if len(rows) > size else "")


@functools.cache
def _page_of(size: int) -> prepared.Build:
    """Return what builds the query of a page; the same function for the same size."""
    return functools.partial(_indexed, size)


def _indexed(
    size: int,
    now: datetime.datetime,
    script: str | None,
    initial: str | None,
    after: str,
) -> Rows:
    tags: QuerySet[LiveTag] = LiveTag.objects.public(now).filter(sort_key__gt=after)
    if script is not None:
        tags = tags.filter(script=script)
    if initial is not None:
        tags = tags.filter(initial=initial)
    tags = tags.annotate(public=F("articles") - _waiting_of_tag(now))
    rows = tags.order_by("sort_key").values_list(*_COLUMNS, "public", *_PLACE)
    return rows[: size + 1]


def _waiting_of_tag(now: datetime.datetime) -> Coalesce:
    """Return the number of articles with the tag of the row that wait."""
    rows = LiveArticleTag.objects.waiting(now).filter(tag=OuterRef("tag")).order_by()
    number = rows.values("tag").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, IntegerField()), 0)


def initials() -> tuple[Initial, ...]:
    """Return the letters that public tags stand under, by script and letter."""
    return tuple(Initial(*row) for row in prepared.rows(_initials, timezone.now()))


def _initials(now: datetime.datetime) -> Rows:
    letters = LiveTag.objects.public(now).values("script", "initial").order_by()
    return (
        letters.annotate(tags=Count("pk"))
        .order_by("script", "initial")
        .values_list("script", "initial", "tags")
    )


@dataclass(frozen=True, slots=True)
class ThemeEntry:
    """A theme in the index."""

    tag: IndexedTag
    introduction: str
    chart: Chart
    """Of its last twelve months."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the index and, where all stand on one page, its tags."""

    initial: Initial
    tags: tuple[IndexedTag, ...] = ()


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The letters of one script."""

    script: str
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class TagIndex:
    """The first page of the index."""

    themes: tuple[ThemeEntry, ...]
    most_used: tuple[IndexedTag, ...]
    alphabets: tuple[Alphabet, ...]
    is_whole: bool
    """Whether all tags stand on it; otherwise each letter has a page of its own."""


@remembered(4)
def tag_index(state: State) -> TagIndex:
    """Return the first page of the index; four queries at most."""
    rows = prepared.rows(_heads, timezone.now())
    heads = [(IndexedTag(*row[:-2]), *row[-2:]) for row in rows]
    letters = _in_order(initials())
    is_whole = sum(letter.tags for letter in letters) <= MOST_ON_ONE_PAGE
    most_first = sorted(
        (tag for tag, _, _ in heads), key=lambda tag: (-tag.articles, tag.sort_key)
    )
    return TagIndex(
        themes=tuple(_themes(heads, state)),
        most_used=tuple(most_first[:_MOST_USED]),
        alphabets=tuple(
            _alphabets(_whole(letters) if is_whole else map(Letter, letters))
        ),
        is_whole=is_whole,
    )


def _heads(now: datetime.datetime) -> Rows:
    """Select the themes, and more of the most used tags than are shown.

    More, since the counters have what waits, too: taken off, it may move some down.
    """
    public = LiveTag.objects.public(now)
    most = public.order_by("-articles", "sort_key").values("pk")[: 2 * _MOST_USED]
    tags = public.filter(Q(tag__is_theme=True) | Q(pk__in=most)).order_by()
    counted = tags.annotate(public=F("articles") - _waiting_of_tag(now))
    theme = ("tag__introduction", "tag__theme_order")
    return counted.values_list(*_COLUMNS, "public", *_PLACE, *theme)


def _themes(
    heads: list[tuple[IndexedTag, str, int]], state: State
) -> Iterator[ThemeEntry]:
    themes = sorted(
        (head for head in heads if head[0].is_theme),
        key=lambda head: (head[2], head[0].sort_key),
    )
    ids = [tag.tag_id for tag, _, _ in themes]
    year = state.today.replace(day=1) - datetime.timedelta(days=320)
    months = months_of_tags(ids, year)
    for tag, introduction, _ in themes:
        yield ThemeEntry(tag, introduction, of_months(months[tag.tag_id]))


def _in_order(letters: Iterable[Initial]) -> list[Initial]:
    """Put Latin letters first, then Chinese, other scripts, and what has no letter."""
    ranks = {LATIN: 0, HAN: 1, NO_SCRIPT: 3}
    return sorted(
        letters,
        key=lambda letter: (ranks.get(letter.script, 2), letter.script, letter.initial),
    )


def _alphabets(letters: Iterable[Letter]) -> Iterator[Alphabet]:
    for script, of_it in itertools.groupby(letters, lambda each: each.initial.script):
        yield Alphabet(script, tuple(of_it))


def _whole(letters: Iterable[Initial]) -> Iterator[Letter]:
    tags: dict[tuple[str, str], list[IndexedTag]] = {}
    for tag in index_of_tags(size=MOST_ON_ONE_PAGE).tags:
        tags.setdefault((tag.script, tag.initial), []).append(tag)
    for letter in letters:
        yield Letter(letter, tuple(tags.get((letter.script, letter.initial), ())))
