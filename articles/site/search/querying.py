"""What readers type into a search, understood: no text is wrong.

    query := item (blank item)*             all of them, but “a OR b” is either
    item  := ["-"] [field ":"] (word | word "*" | phrase)
    field := tag | publication | from | to | lang
    phrase := text in "quotes", “quotes” or 「quotes」

Whatever else is typed is text.
"""

import calendar
import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.models import facets
from articles.models.names import slug_of
from articles.models.search import Clause, Match
from articles.models.tokens import Phrase, beginnings, phrase

MAX_LENGTH = 500
MAX_ITEMS = 30
MAX_WIDE = 4
"""Of those, beginnings of words and dates: each stands for very many tokens."""
LEAST_BEGINNING = 3
"""Fewer letters before a `*` begin too many words; the `*` is ignored then."""

_ITEM = re.compile(
    r"(?P<minus>[-－](?=\S))?"
    r"(?:(?P<field>tag|publication|from|to|lang)[:：])?"
    r"(?:\"(?P<straight>[^\"]*)\"|“(?P<curly>[^”]*)”|「(?P<corner>[^」]*)」"
    r"|(?P<bare>\S+))",
    re.IGNORECASE,
)
_MORE = re.compile(r"[-－]|\w+[:：]")
_QUOTES = dict.fromkeys(map(ord, '"“”「」'), " ")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)


class TooMuchError(ValueError):
    """The query is longer than any that is looked up."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked for."""

    text: str
    field: str = ""
    """tag, publication, from, to or lang; "" for words."""
    is_unwanted: bool = False
    is_quoted: bool = False

    def __str__(self) -> str:
        quoted = f'"{self.text}"' if self.is_quoted else self.text
        field = f"{self.field}:" if self.field else ""
        return f"{'-' if self.is_unwanted else ''}{field}{quoted}"

    @property
    def phrases(self) -> Clause:
        """What to look for; one of them is enough."""
        if self.field:
            return tuple(Phrase((token,)) for token in self._facets())
        if self._begins:
            return beginnings(self.text.removesuffix("*"))
        found = phrase(self.text)
        return (found,) if found else ()

    @property
    def _begins(self) -> bool:
        is_open = self.text.endswith("*") and len(self.text) > LEAST_BEGINNING
        return is_open and not (self.field or self.is_quoted)

    @property
    def is_wide(self) -> bool:
        """Whether it stands for very many tokens."""
        return self._begins or self.field in ("from", "to")

    def _facets(self) -> Iterator[str]:
        if self.field == "tag":
            yield facets.tag(slug_of(self.text))
        elif self.field == "publication":
            yield facets.publication(slug_of(self.text))
        elif self.field == "lang":
            yield facets.language(self.text)
        else:
            first, last = days_of(self.text) or (None, None)
            is_from = self.field == "from"
            yield from facets.days(
                first if is_from else None, None if is_from else last
            )


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: of each group of items, one."""

    groups: tuple[tuple[Item, ...], ...] = ()

    def __str__(self) -> str:
        return " ".join(" OR ".join(map(str, group)) for group in self.groups)

    @property
    def items(self) -> Iterator[Item]:
        """All items, in the order typed."""
        return (item for group in self.groups for item in group)

    @property
    def has_choices(self) -> bool:
        """Whether it can find something though one of its words occurs nowhere."""
        return any(len(group) > 1 for group in self.groups)

    @property
    def is_too_much(self) -> bool:
        """Whether it is more than is looked up at once."""
        items = list(self.items)
        is_wide = sum(item.is_wide for item in items) > MAX_WIDE
        return is_wide or len(items) > MAX_ITEMS or len(str(self)) > MAX_LENGTH

    @property
    def match(self) -> Match:
        """What an article must have to be found."""
        wanted = [group for group in self.groups if not group[0].is_unwanted]
        unwanted = [group[0] for group in self.groups if group[0].is_unwanted]
        return Match(
            tuple(_clause(group) for group in wanted if not _narrows(group)),
            tuple(phrase for item in unwanted for phrase in item.phrases),
            tuple(_clause(group) for group in wanted if _narrows(group)),
        )

    @property
    def words(self) -> Clause:
        """What to mark in a text that was found."""
        return tuple(
            phrase
            for item in self.items
            if not (item.field or item.is_unwanted)
            for phrase in item.phrases
        )

    def with_item(self, item: Item) -> "Query":
        """Return the query narrowed down by one more item."""
        return Query((*self.groups, (item,)))

    def with_others(self, others: Mapping[Item, Item]) -> "Query":
        """Return the query with other items in the place of some."""
        return Query(
            tuple(
                tuple(others.get(item, item) for item in group) for group in self.groups
            )
        )


def _narrows(group: tuple[Item, ...]) -> bool:
    return all(item.field for item in group)


def _clause(group: tuple[Item, ...]) -> Clause:
    return tuple(phrase for item in group for phrase in item.phrases)


def parse(text: str) -> Query:
    """Return what `text` asks for; TooMuchError where it is too long."""
    if len(text) > MAX_LENGTH:
        raise TooMuchError
    groups: list[list[Item]] = []
    is_either = False
    shown = "".join(map(_printable, text))
    for item in map(_item, _ITEM.finditer(shown)):
        can_join = bool(groups) and not groups[-1][-1].is_unwanted
        if str(item) == "OR" and can_join and not is_either:
            is_either = True
            continue
        if not item.phrases:
            continue
        if is_either and not item.is_unwanted:
            groups[-1].append(item)
        else:
            groups.append([item])
        is_either = False
    # What is asked for twice is asked for once.
    query = Query(tuple(dict.fromkeys(tuple(dict.fromkeys(g)) for g in groups)))
    if query.is_too_much:
        raise TooMuchError
    return query


def _item(found: re.Match[str]) -> Item:
    quoted = found["straight"] or found["curly"] or found["corner"] or ""
    text = quoted or found["bare"] or ""
    field = (found["field"] or "").lower()
    if field and not _can_be(field, text):
        text, field = f"{field}:{text}", ""
    bare = " ".join(text.translate(_QUOTES).split())
    # A stray quotation mark may be all that keeps a word from being read as more.
    is_kept = bare != text and bool(_MORE.match(bare))
    is_quoted = " " in bare or (not field and (bool(quoted) or is_kept))
    return Item(bare, field, bool(found["minus"]), is_quoted)


def _printable(character: str) -> str:
    """Return a blank for what cannot be shown, nothing for what is never seen."""
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else " "


def _can_be(field: str, text: str) -> bool:
    if field in ("from", "to"):
        return days_of(text) is not None
    if field == "lang":
        return bool(_CODE.fullmatch(text))
    return bool(text.strip())


def days_of(text: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and last day of a year, month or day such as 2025-11-04."""
    found = _DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last = calendar.monthrange(year, month or 12)[1]
    return first, datetime.date(year, month or 12, last)
