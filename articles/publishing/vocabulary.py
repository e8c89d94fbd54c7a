"""The vocabulary kept beside the live rows: their words, and how their names begin.

In the transaction of whoever writes live rows, as the counters are.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from articles.models import NameStart, PublicationName, SearchEntry, TagName, Word
from articles.models.search import ZONES
from articles.models.vocabulary import Words, rows_of, starts_of, words_of

from .counting import batches, content_of
from .generation import opened, raise_generation

if TYPE_CHECKING:
    from django.db.models import QuerySet

_AT_ONCE = 1_000
_Start = tuple[str, str, int | None, int | None]
"""Beginning, name, tag and publication."""


def words_now(article_ids: Iterable[int]) -> Words:
    """Return what the words of these articles count as they are indexed now."""
    rows = SearchEntry.objects.filter(article__in=list(article_ids)).only(*ZONES)
    return words_of(rows)


def recount_words(before: Words, after: Words) -> None:
    """Bring the counts of words from `before` to `after`."""
    changed = sorted(
        text
        for text in before.articles.keys() | after.articles.keys()
        if before.articles[text] != after.articles[text]
        or before.titles[text] != after.titles[text]
    )
    for texts in batches(changed):
        found = Word.objects.in_bulk(texts)
        rows = [_changed(found.get(text), text, before, after) for text in texts]
        Word.objects.bulk_create(
            [row for row in rows if row.articles],
            update_conflicts=True,
            unique_fields=["text"],
            update_fields=["articles", "titles"],
        )
        gone = [row.text for row in rows if not row.articles]
        if gone:
            Word.objects.filter(text__in=gone).delete()


def _changed(found: Word | None, text: str, before: Words, after: Words) -> Word:
    """Return the row of a word; a count that was wrong before must stop nobody."""
    articles, titles = (found.articles, found.titles) if found else (0, 0)
    return Word(
        text=text,
        articles=max(0, articles + after.articles[text] - before.articles[text]),
        titles=max(0, titles + after.titles[text] - before.titles[text]),
    )


def renew_starts(tag_ids: Iterable[int], publication_ids: Iterable[int]) -> None:
    """Write anew how the names of these tags and publications begin, where it differs.

    For what may have become live, or be live no longer, or have got another name.
    """
    for ids in batches(tag_ids):
        _renew(_tag_starts(ids), NameStart.objects.filter(tag__in=ids))
    for ids in batches(publication_ids):
        _renew(_publication_starts(ids), NameStart.objects.filter(publication__in=ids))


def _renew(wanted: set[_Start], stored: "QuerySet[NameStart]") -> None:
    found: dict[_Start, int] = {
        (start, name, tag, publication): pk
        for pk, start, name, tag, publication in stored.values_list("pk", *_START)
    }
    gone = [pk for start, pk in found.items() if start not in wanted]
    if gone:
        NameStart.objects.filter(pk__in=gone).delete()
    new = (start for start in wanted if start not in found)
    NameStart.objects.bulk_create(NameStart(**_columns(start)) for start in new)


_START = ("start", "name", "tag_id", "publication_id")


def _columns(start: _Start) -> dict[str, Any]:
    return dict(zip(_START, start, strict=True))


def _tag_starts(ids: Iterable[int] | None = None) -> set[_Start]:
    """Return the beginnings of all names of live tags, or of those of some."""
    names = TagName.objects.filter(tag__counter__isnull=False)
    chosen = names if ids is None else names.filter(tag__in=ids)
    return {
        (start, name, tag, None)
        for tag, name in chosen.order_by().values_list("tag", "name")
        for start in starts_of(name)
    }


def _publication_starts(ids: Iterable[int] | None = None) -> set[_Start]:
    names = PublicationName.objects.filter(publication__counter__isnull=False)
    chosen = names if ids is None else names.filter(publication__in=ids)
    return {
        (start, name, None, publication)
        for publication, name in chosen.order_by().values_list("publication", "name")
        for start in starts_of(name)
    }


def misspellings() -> Iterator[str]:
    """Yield a message for each part of the vocabulary that is wrong."""
    stored = Word.objects.order_by("text").iterator(_AT_ONCE)
    for wanted, found in zip_longest(rows_of(_all_words()), stored):
        if wanted is None or found is None or content_of(wanted) != content_of(found):
            yield f"words are miscounted, first {(wanted or found).text}"
            break
    if _tag_starts() | _publication_starts() != set(
        NameStart.objects.order_by().values_list(*_START)
    ):
        yield "beginnings of names differ from the names"


def _all_words() -> Words:
    return words_of(SearchEntry.objects.only(*ZONES).order_by().iterator(_AT_ONCE))


def collect_anew() -> None:
    """Make the vocabulary what the index and the names say."""
    with opened():
        Word.objects.all().delete()
        for rows in batches(rows_of(_all_words())):
            Word.objects.bulk_create(rows)
        NameStart.objects.all().delete()
        for starts in batches(_tag_starts() | _publication_starts(), _AT_ONCE):
            NameStart.objects.bulk_create(
                NameStart(**_columns(start)) for start in starts
            )
        raise_generation()
