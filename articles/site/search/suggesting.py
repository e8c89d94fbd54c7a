"""What a search may be meant for while it is typed: tags, publications, titles.

A larger site hardly makes it longer. Names are found by their beginnings, of which
there is a row for each word, so that what is typed is one range of an index; words that
go on from what is typed are one range of the vocabulary, which is sorted; and the
newest titles with one of them are read from the search index, newest first, until there
are enough.

A word is chosen by the number of its titles, with those that wait: nothing of these is
ever shown, but of more words than are looked up the last may differ for them.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import CharField, Value
from django.utils import timezone

from articles.models.search import Clause, Match, SearchEntry
from articles.models.tokens import TITLED, Phrase, Token, fold, is_unspaced, tokens
from articles.models.vocabulary import NameStart, Word, range_of, said
from articles.site.page.addresses import path_of
from articles.site.store.selections import joined
from articles.site.words.wording import foreign_language, outlet

if TYPE_CHECKING:
    from django.db.models import QuerySet

MAX_TYPED = 100
"""Whoever types more than this looks for something that he knows already."""

_MOST = {"tag": 5, "publication": 3, "article": 5}
_NAMES = 100
"""Of the beginnings in reach so many are compared, in alphabetical order."""
_WORDS = 40
_TITLES = 40
"""Some of which may have the characters of a Chinese word but not in a row."""
_LEAST_WORD = 2
"""One letter begins too many words to tell anything of a title."""
_ANY_PAGE = "none"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page that may be meant."""

    kind: str
    """tag, publication or article."""
    name: str
    path: str
    language: str
    """Of the name; "" where nothing tells."""
    also: str = ""
    """The other name by which it was found; "" where its own was."""


class _Row(NamedTuple):
    kind: str
    found: str
    """The name or word that goes on from what was typed."""
    name: str
    native_name: str
    slug: str
    language: str


def suggestions(typed: str) -> list[Suggestion]:
    """Return what `typed` may be the beginning of, by kind; two queries at most."""
    begun = said(typed)
    if not begun or len(typed) > MAX_TYPED:
        return []
    found = list(tokens(fold(typed)))
    rows = _rows(begun, _open_word(typed, found))
    words = [row.found for row in rows if row.kind == "word"]
    return [*_names(rows, begun), *_titles(typed, found, words)]


def _open_word(typed: str, found: list[Token]) -> str:
    """Return the word that is being typed, "" where none is."""
    if not found or not typed[-1].isalnum():
        return ""
    word = found[-1].word
    return word if len(word) >= _LEAST_WORD else ""


def _rows(begun: str, word: str) -> list[_Row]:
    """Return the names and words that go on from what was typed; one query."""
    parts = [_tags(begun), _publications(begun), *([_words(word)] if word else [])]
    with connection.cursor() as cursor:
        cursor.execute(*joined(parts, "UNION ALL"))
        return [_Row(*row) for row in cursor.fetchall()]


def _tags(begun: str) -> "QuerySet[Any, tuple[Any, ...]]":
    live = NameStart.objects.begun_by(begun).filter(
        tag__counter__first_live_from__lte=timezone.now()
    )
    none = Value("", CharField())
    return live.values_list(
        Value("tag", CharField()), "name", "tag__name", none, "tag__slug", none
    )[:_NAMES]


def _publications(begun: str) -> "QuerySet[Any, tuple[Any, ...]]":
    live = NameStart.objects.begun_by(begun).filter(
        publication__counter__first_live_from__lte=timezone.now()
    )
    columns = ("name", "native_name", "slug", "language")
    return live.values_list(
        Value("publication", CharField()),
        "name",
        *(f"publication__{column}" for column in columns),
    )[:_NAMES]


def _words(word: str) -> "QuerySet[Any, tuple[Any, ...]]":
    first, behind = range_of(word)
    rows = Word.objects.filter(text__gte=first, text__lt=behind, titles__gt=0)
    none = Value("", CharField())
    return rows.order_by("-titles", "text").values_list(
        Value("word", CharField()), "text", none, none, none, none
    )[:_WORDS]


def _names(rows: list[_Row], begun: str) -> Iterator[Suggestion]:
    """Yield tags and publications: those that begin so first, then the shorter ones."""
    names = [row for row in rows if row.kind != "word"]
    names.sort(key=lambda row: _distance(row, begun))
    for kind in ("tag", "publication"):
        ones = [row for row in names if row.kind == kind]
        different = {row.slug: row for row in reversed(ones)}
        best = sorted(different.values(), key=lambda row: _distance(row, begun))
        yield from map(_named, best[: _MOST[kind]])


def _distance(row: _Row, begun: str) -> tuple[bool, bool, int, str]:
    is_alias = row.found not in (row.name, row.native_name)
    is_inside = not said(row.found).startswith(begun)
    return is_inside, is_alias, len(row.found), row.found


def _named(row: _Row) -> Suggestion:
    is_own = row.found in (row.name, row.native_name)
    key = {"tag": "expression", "publication": "slug"}[row.kind]
    return Suggestion(
        row.kind,
        outlet(row.name, row.native_name),
        path_of(row.kind, **{key: row.slug}),
        foreign_language(row.name, row.language, _ANY_PAGE),
        "" if is_own else row.found,
    )


def _titles(typed: str, found: list[Token], words: list[str]) -> Iterator[Suggestion]:
    """Yield the newest articles with all of it in their titles; one query."""
    clauses = tuple(_clauses(typed, found, words))
    if not clauses:
        return
    newest = SearchEntry.objects.newest(Match(within=clauses), limit=_TITLES)
    columns = ("title", "slug", "language")
    rows = newest.values_list(*(f"article__{column}" for column in columns))
    runs = _runs(typed)
    whole = (row for row in rows if all(run in said(row[0]) for run in runs))
    for title, slug, language in itertools.islice(whole, _MOST["article"]):
        yield Suggestion(
            "article",
            title,
            path_of("article", slug=slug),
            foreign_language(title, language, _ANY_PAGE),
        )


def _clauses(typed: str, found: list[Token], words: list[str]) -> Iterator[Clause]:
    """Yield what a title must have, as tokens of which one is enough."""
    if not found or (len(found) == 1 and len(found[0].word) == 1):
        return
    *whole, last = found
    for token in whole:
        yield _titled([token.word or token.text])
    if _open_word(typed, found) and words:
        yield _titled(words)
    elif whole and len(last.word) == 1 and typed[-1].isalnum():
        return  # The beginning of a word that says nothing yet.
    elif last.word or not whole or whole[-1].end != last.end:
        # Else it is the last character of a run, which the token before it has.
        yield _titled([last.word or last.text])


def _titled(texts: list[str]) -> Clause:
    return tuple(Phrase((TITLED + text,)) for text in texts)


def _runs(typed: str) -> list[str]:
    """Return what must stand in a title just as it was typed: all but words."""
    runs = itertools.groupby(said(typed), is_unspaced)
    return ["".join(characters) for is_run, characters in runs if is_run]
