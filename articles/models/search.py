"""The search index: token streams of each live article, and how they are asked.

The rows are the same on every database; each indexes them in its own way. SQLite has an
FTS5 table beside them, which triggers keep; PostgreSQL a GIN index over their tokens.
An index narrows a search down, newest articles first. Whether the tokens of a phrase
follow each other it cannot tell: that the streams themselves prove.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DatabaseError, connection, models, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import facets
from .published import LiveArticle, LiveQuerySet
from .tokens import Phrase

PER_SECOND = 1 << 10
"""Places in the order of publication for each second; what finds none takes later."""

ZONES = ("facets", "title", "core", "points", "names")
"""The columns that hold streams."""

Clause = tuple[Phrase, ...]
"""Phrases, any one of which is enough."""


@dataclass(frozen=True, slots=True)
class Match:
    """What an article must have, and must not have, to be found."""

    all_of: tuple[Clause, ...] = ()
    """Texts; each that stands in the title or the core viewpoint ranks higher."""
    none_of: Clause = ()
    within: tuple[Clause, ...] = ()
    """Facets: tags, publications, days and languages, which rank nothing."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All that must be met; everything meets a match that asks for nothing."""
        return (*self.all_of, *self.within) or ((Phrase((facets.ANY,)),),)


class Hit(NamedTuple):
    """An article that was found."""

    place: int
    article_id: int
    facets: str
    score: int
    """Two for each clause met by the title, one for each met by the core viewpoint."""


def place_of(moment: datetime.datetime) -> int:
    """Return the first place of what goes live within the second of `moment`."""
    return int(moment.timestamp()) * PER_SECOND


class SearchQuerySet(LiveQuerySet["SearchEntry"]):
    """Rows of the index, found by what they hold."""

    def matching(
        self, match: Match, *, limit: int, before: int | None = None
    ) -> list[Hit]:
        """Return the newest public articles that match, newest first; one query.

        `before` is the place of an article; only older ones are returned then.
        """
        score = RawSQL(*_score(match), output_field=models.IntegerField())  # noqa: S611 - values apart
        found = self.newest(match, limit=limit, before=before)
        columns = found.annotate(score=score).values_list(*Hit._fields)
        return [Hit(*row) for row in columns]

    def newest(
        self, match: Match, *, limit: int, before: int | None = None
    ) -> "SearchQuerySet":
        """Select the rows of the newest public articles that match, newest first."""
        now = timezone.now()
        last = place_of(now) + PER_SECOND
        below = last if before is None else min(before, last)
        select = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
        places = RawSQL(*select(match, below, limit))  # noqa: S611 - values apart
        return self.public(now).filter(place__in=places).order_by("-place")


class SearchEntry(models.Model):
    """What can be found of one live article, as tokens."""

    # Of this kind only because it is the number that SQLite itself gives rows.
    place = models.BigAutoField(
        primary_key=True,
        help_text=_("In the order in which articles went live, which results have."),
    )
    article = models.OneToOneField(
        LiveArticle, models.CASCADE, related_name="search_entry"
    )
    live_from = models.DateTimeField()
    facets = models.TextField(help_text=_("Tags, publication, day and language."))
    title = models.TextField()
    core = models.TextField()
    points = models.TextField()
    names = models.TextField(
        help_text=_("All names of the publication and of the tags.")
    )
    pairs = models.TextField(help_text=_("What phrases of words are looked up by."))
    spans = models.TextField(help_text=_("The spans of time that the place lies in."))

    objects = SearchQuerySet.as_manager()

    class Meta:
        ordering = ["-place"]
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("entries of the search index")

    def __str__(self) -> str:
        return str(self.article_id)


_Sql = tuple[str, list[Any]]


def _score(match: Match) -> _Sql:
    """Return the expression for a Hit's score."""
    terms: list[str] = ["0"]
    values: list[Any] = []
    for clause in match.all_of:
        title, core = _holds(clause, ["title"]), _holds(clause, ["core"])
        terms.append(f"CASE WHEN {title[0]} THEN 2 WHEN {core[0]} THEN 1 ELSE 0 END")
        values += [*title[1], *core[1]]
    return " + ".join(terms), values


def _holds(clause: Clause, zones: Iterable[str] = ZONES) -> _Sql:
    """Return the condition that one of these zones holds one of these phrases."""
    position = {"sqlite": "instr", "postgresql": "strpos"}[connection.vendor]
    table = connection.ops.quote_name(SearchEntry._meta.db_table)
    tests = [
        (f"{position}({table}.{zone}, %s) > 0", phrase.needle)
        for phrase in clause
        for zone in zones
    ]
    condition = " OR ".join(test for test, _needle in tests)
    return f"({condition})", [needle for _test, needle in tests]


def _proof(match: Match) -> _Sql:
    """Return the condition for what the index cannot tell: that phrases are whole."""
    conditions: list[str] = ["1 = 1"]
    values: list[Any] = []
    for clause in match.clauses:
        if any(len(phrase.tokens) > 1 for phrase in clause):
            condition, needles = _holds(clause)
            conditions.append(condition)
            values += needles
    unwanted = tuple(each for each in match.none_of if len(each.tokens) > 1)
    if unwanted:
        condition, needles = _holds(unwanted)
        conditions.append(f"NOT {condition}")
        values += needles
    return " AND ".join(conditions), values


def _known_alone(match: Match) -> list[Phrase]:
    """Return what the index itself can leave out."""
    return [phrase for phrase in match.none_of if len(phrase.tokens) == 1]


_FROM_FTS5 = (
    "SELECT articles_searchindex.rowid FROM articles_searchindex CROSS JOIN"
    " articles_searchentry ON articles_searchentry.place = articles_searchindex.rowid"
    " WHERE articles_searchindex MATCH %s AND articles_searchindex.rowid < %s"
    " AND {proof} ORDER BY articles_searchindex.rowid DESC LIMIT %s"
)


def _sqlite(match: Match, below: int, limit: int) -> _Sql:
    """Return the query for the newest places, by FTS5, whose rows come in order."""
    proof, needles = _proof(match)
    asked = " AND ".join(
        f"({' OR '.join(map(_fts5, clause))})" for clause in match.clauses
    )
    if unwanted := _known_alone(match):
        asked = f"({asked}) NOT ({' OR '.join(map(_fts5, unwanted))})"
    return _FROM_FTS5.format(proof=proof), [asked, below, *needles, limit]


def _fts5(phrase: Phrase) -> str:
    keys = [f'"{key}"' for key in _keys(phrase)]
    if phrase.is_open:
        keys.append(f'"{phrase.tokens[-1]}"*')
    return f"({' AND '.join(keys)})"


def _keys(phrase: Phrase) -> Iterator[str]:
    """Yield the whole tokens by which the index knows a phrase, each once."""
    whole = phrase.tokens[:-1] if phrase.is_open else phrase.tokens
    yield from dict.fromkeys((*whole, *phrase.pairs))


# The index is of these very words; see the migration that makes it. OFFSET keeps
# PostgreSQL from proving phrases where the limit is reached already.
_FROM_GIN = (
    "SELECT articles_searchentry.place FROM unnest(%s::tsquery[]) AS part(asked)"
    " CROSS JOIN LATERAL (SELECT * FROM articles_searchentry WHERE"
    " array_to_tsvector(array_remove(string_to_array(facets || ' ' || title || ' ' ||"
    " core || ' ' || points || ' ' || names || ' ' || pairs || ' ' || spans, ' '),"
    " '¶')) @@ part.asked AND place < %s ORDER BY place DESC OFFSET 0)"
    " AS articles_searchentry WHERE {proof} LIMIT %s"
)


def _postgresql(match: Match, below: int, limit: int) -> _Sql:
    """Return the query for the newest places, by GIN, which knows no order.

    So it is asked for one span of time after the other, backwards and each longer than
    the one before, until there are enough: a common word is never looked up whole.
    """
    proof, needles = _proof(match)
    asked = " & ".join(
        f"({' | '.join(map(_tsquery, clause))})" for clause in match.clauses
    )
    for phrase in _known_alone(match):
        asked += f" & !{_tsquery(phrase)}"
    parts = [
        f"{asked} & ({' | '.join(map(_quoted, span))})"
        for span in spans_back_from(below - 1)
    ]
    return _FROM_GIN.format(proof=proof), [parts, below, *needles, limit]


def _tsquery(phrase: Phrase) -> str:
    keys = list(map(_quoted, _keys(phrase)))
    if phrase.is_open:
        keys.append(f"{_quoted(phrase.tokens[-1])}:*")
    return f"({' & '.join(keys)})"


def _quoted(token: str) -> str:
    return f"'{token}'"


_SPANS = (6, 10, 14, 18, 22, 26)
"""Spans of time that have tokens, each as the power of two of its seconds."""
_OLDEST_ALONE = 4
"""So many of the longest spans are asked one by one, the rest together."""


def spans_of(place: int) -> str:
    """Return the tokens of the spans of time that a place lies in."""
    second = place // PER_SECOND
    return " ".join(_span(size, second >> size) for size in _SPANS)


def _span(size: int, number: int) -> str:
    return f"at·{size}·{number}"


def spans_back_from(place: int) -> Iterator[list[str]]:
    """Yield tokens of spans that together reach back from a place, newest first."""
    second = place // PER_SECOND
    for size, longer in itertools.pairwise(_SPANS):
        first = second >> longer << longer
        numbers = range(second >> size, (first >> size) - 1, -1)
        yield [_span(size, number) for number in numbers]
        second = first - 1
    longest = _SPANS[-1]
    oldest = [_span(longest, number) for number in range(second >> longest, -1, -1)]
    yield from ([token] for token in oldest[:_OLDEST_ALONE])
    yield oldest[_OLDEST_ALONE:]


def index_is_whole() -> bool:
    """Return whether the index has the tokens of all entries, and no others.

    PostgreSQL sees to that itself.
    """
    return connection.vendor != "sqlite" or _order_index("integrity-check", rank=1)


def rebuild_index() -> None:
    """Make the index anew from its entries, where the database does not keep it."""
    if connection.vendor == "sqlite":
        _order_index("rebuild", rank=0)


def _order_index(order: str, *, rank: int) -> bool:
    """Give SQLite's index an order; return whether it found nothing amiss."""
    sql = "INSERT INTO articles_searchindex(articles_searchindex, rank) VALUES (%s, %s)"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [order, rank])
    except DatabaseError:
        return False
    return True
