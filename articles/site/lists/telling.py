"""What articles are about: their themes, and those of their tags that tell the most."""

import datetime
import math
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count
from django.utils import timezone

from articles.models.published import LiveArticleTag
from articles.site.store import prepared
from articles.site.store.remembering import remembered
from articles.site.store.selections import Bounds, Selection, selected
from articles.site.store.state import State

if TYPE_CHECKING:
    from django.db.models import QuerySet

NEWEST = 1_000
"""So many articles of a selection are looked at, however many it has."""

_MOST_TAGS = 12
_CONSIDERED = 100

_COLUMNS = ("tag__slug", "tag__name", "tag__is_theme", "tag__counter__articles")


class TellingTag(NamedTuple):
    """A tag, by its numbers."""

    slug: str
    name: str
    is_theme: bool
    everywhere: int
    """How many articles of the whole site have it; only compared, never shown."""


@remembered(512)
def of_selection(_state: State, selection: Selection) -> tuple[TellingTag, ...]:
    """Return the most telling tags of the newest articles of a selection; one query."""
    rows = prepared.rows(
        _counted,
        timezone.now(),
        selection.publication,
        *(selection.days or (None, None)),
    )
    return _most_telling({TellingTag(*row[:-1]): row[-1] for row in rows})


def _counted(
    now: datetime.datetime,
    publication: int | None,
    first: datetime.date | None,
    last: datetime.date | None,
) -> "QuerySet[Any, tuple[Any, ...]]":
    days = (first, last) if first and last else None
    newest = selected(
        Selection(publication=publication, days=days), Bounds(now), NEWEST
    )
    rows = LiveArticleTag.objects.filter(article__in=newest.order_by().values("pk"))
    counted = rows.order_by().values("tag").annotate(here=Count("pk"))
    order = ("-tag__is_theme", "-here", "-tag__counter__articles", "tag")
    return counted.order_by(*order).values_list(*_COLUMNS, "here")[:_CONSIDERED]


def of_groups(groups: Iterable[tuple[int, ...]]) -> list[tuple[TellingTag, ...]]:
    """Return the most telling tags of each of some groups of article ids; one query."""
    groups = list(groups)
    ids = tuple(article_id for group in groups for article_id in group)
    tags: dict[int, list[TellingTag]] = {}
    for article_id, *columns in prepared.rows(_of_articles, ids) if ids else ():
        tags.setdefault(article_id, []).append(TellingTag(*columns))
    counts = (
        Counter(tag for article_id in group for tag in tags.get(article_id, ()))
        for group in groups
    )
    return [_most_telling(count) for count in counts]


def _of_articles(ids: tuple[int, ...]) -> "QuerySet[Any, tuple[Any, ...]]":
    rows = LiveArticleTag.objects.filter(article__in=ids).order_by()
    return rows.values_list("article_id", *_COLUMNS)


def _most_telling(counts: dict[TellingTag, int]) -> tuple[TellingTag, ...]:
    """Return the tags that tell the most, given how many of the articles have each."""

    def weight(tag: TellingTag) -> tuple[bool, bool, float, str]:
        here = counts[tag]
        # What several share is told best by what is rare elsewhere. What is but one's
        # own matters less, and least where it leads no further.
        worth = here / math.log(1 + tag.everywhere) if here > 1 else tag.everywhere
        return (not tag.is_theme, here == 1, -worth, tag.slug)

    return tuple(sorted(counts, key=weight)[:_MOST_TAGS])
