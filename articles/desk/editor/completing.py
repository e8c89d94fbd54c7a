"""Names that go on from what an editor has typed: of tags and of publications."""

from typing import Any, TypedDict

from django.db.models import Case, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length

from articles.desk.counting import CountOf
from articles.digest import TextError, key_of, one_line
from articles.models import ArticleTag, Publication, PublicationName, Tag, TagName
from articles.models.names import MAX_KEY

from .suggesting import UNSPACED

MOST = 10
"""How many are offered; more would have to be read one by one."""

_MOST_NAMES = 100
"""Names looked at for MOST tags or publications, each of which may have several."""


class CompletedTag(TypedDict):
    """A tag that goes on from what was typed."""

    name: str
    matched: str
    """The alias that was found; "" where it was the tag's own name."""
    count: int
    """How many articles at the desk have the tag, counted as far as `counting` does."""


class CompletedPublication(TypedDict):
    """A publication that goes on from what was typed."""

    name: str
    native_name: str
    matched: str
    """The alias that was found; "" where it was a name shown anyway."""


def complete_tags(typed: str) -> list[CompletedTag]:
    """Return the tags with a name one of whose words begins as typed; two queries."""
    found = _found(TagName.objects.all(), "tag", typed)
    counted = Tag.objects.filter(pk__in=found).annotate(count=_counted())
    tags = {pk: row for pk, *row in counted.values_list("pk", "name", "count")}
    return [
        CompletedTag(name=name, matched=_matched(names, name), count=count)
        for names, (name, count) in ((found[pk], tags[pk]) for pk in found)
    ]


def complete_publications(typed: str) -> list[CompletedPublication]:
    """Return the publications with a name one of whose words begins as typed.

    Two queries.
    """
    found = _found(PublicationName.objects.all(), "publication", typed)
    publications = Publication.objects.in_bulk(found)
    return [
        CompletedPublication(
            name=publications[pk].name,
            native_name=publications[pk].native_name,
            matched=_matched(
                names, publications[pk].name, publications[pk].native_name
            ),
        )
        for pk, names in found.items()
    ]


def _found(table: QuerySet[Any], owner: str, typed: str) -> dict[int, list[str]]:
    """Return the ids of the best owners, with their names that go on from `typed`."""
    found: dict[int, list[str]] = {}
    if key := _key(typed):
        names = _going_on(table, key).values_list(owner, "name")[:_MOST_NAMES]
        for pk, name in names:
            found.setdefault(pk, []).append(name)
    return dict(list(found.items())[:MOST])


def _key(typed: str) -> str:
    """Return the key of what was typed; "" where no name can hold it."""
    try:
        key = key_of(one_line(typed))
    except TextError:
        return ""
    return key if len(key) <= MAX_KEY else ""


def _going_on(table: QuerySet[Any], key: str) -> QuerySet[Any]:
    """Return the names with `key` where a word begins: the name itself comes first."""
    begins = Q(key__startswith=key)
    inside = Q(key__contains=f" {key}") | Q(key__contains=f"-{key}")
    if UNSPACED.match(key):
        inside = Q(key__contains=key)
    closeness = Case(
        When(key=key, then=Value(0)), When(begins, then=Value(1)), default=Value(2)
    )
    return table.filter(begins | inside).order_by(closeness, Length("key"), "key")


def _matched(names: list[str], *shown: str) -> str:
    return "" if any(name in shown for name in names) else names[0]


def _counted() -> CountOf:
    return CountOf(ArticleTag.objects.filter(tag=OuterRef("pk")))
