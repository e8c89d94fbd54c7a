"""“Did you mean”: near queries that find something, where one finds nothing.

Words are compared with the words of what is published, Chinese with what stands there
and with names. A word within two slips (a letter too many, too few, wrong, or two
exchanged) of what was typed, at most one of them in its first four letters, begins with
one of some two hundred groups of four letters; so few ranges of the vocabulary are
read, however large it is. Short words have one slip at most.
"""

import functools
import importlib.util
import itertools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from articles.models.search import Match, SearchEntry, place_of
from articles.models.tokens import Phrase, fold, phrase, placed
from articles.models.vocabulary import NameStart, Word, Words, range_of, words_of
from articles.site.store.remembering import remembered
from articles.site.store.state import State

from .querying import Item, Query

MOST = 3
_ITEMS = 4
_PIECES = 6
"""A longer phrase was copied from somewhere rather than typed with a slip."""
_LONGEST = 100
_TRIES = 6
"""Of near queries so many are looked up, the likeliest first."""
_LEAST_WORD, _LEAST_FOR_TWO = 3, 6
_HEAD = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_RUN = 6
_LIKE = 30
"""Articles, the newest, in which a word of Chinese with another character is sought."""
_READINGS = 8
"""A character may be read in several ways, a word in the product of these."""


def guesses(state: State, query: Query) -> tuple[Query, ...]:
    """Return near queries that find at least one article, the likeliest first."""
    items = [item for item in query.items if _is_text(item)][:_ITEMS]
    missed = [item for item in items if not _is_found(item.phrases)]
    mended = {item: _mended(state, item) for item in missed}
    mended = {item: near for item, near in mended.items() if near}
    if not mended:
        return ()
    choices = itertools.islice(itertools.product(*mended.values()), _TRIES)
    near = (query.with_others(dict(zip(mended, each, strict=True))) for each in choices)
    found = (each for each in near if not each.is_too_much and _finds(each.match))
    return tuple(itertools.islice(found, MOST))


def _is_text(item: Item) -> bool:
    is_other = item.field or item.is_unwanted or item.text.endswith("*")
    return not is_other and len(item.text) <= _LONGEST


def _is_found(phrases: tuple[Phrase, ...]) -> bool:
    return _finds(Match((phrases,)))


def _finds(match: Match) -> bool:
    return SearchEntry.objects.newest(match, limit=1).exists()


def _mended(state: State, item: Item) -> list[Item]:
    """Return what the item may have been meant for: its unknown pieces replaced."""
    pieces = list(_pieces(item.text))
    if len(pieces) > _PIECES:
        return []
    near = {}
    for start, end in pieces:
        piece = item.text[start:end]
        known = len(pieces) > 1 and (found := phrase(piece)) and _is_found((found,))
        if not known:
            near[start, end] = _near_words(state, piece) or _near_runs(piece)
    near = {place: texts for place, texts in near.items() if texts}
    choices = itertools.product(*near.values()) if near else ()
    return [
        replace(item, text=_replaced(item.text, dict(zip(near, each, strict=True))))
        for each in itertools.islice(choices, MOST)
    ]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a text stand, and its runs without blanks."""
    begun: tuple[int, int] | None = None
    for token in placed(text):
        if not token.word and begun and token.start < begun[1]:
            begun = begun[0], max(begun[1], token.end)
            continue
        if begun:
            yield begun
        begun = token.start, token.end
    if begun:
        yield begun


def _replaced(text: str, pieces: dict[tuple[int, int], str]) -> str:
    for (start, end), other in sorted(pieces.items(), reverse=True):
        text = f"{text[:start]}{other}{text[end:]}"
    return text


def _near_words(state: State, typed: str) -> list[str]:
    """Return published words a few slips from what was typed, the nearest first."""
    word = fold(typed)
    if len(word) < _LEAST_WORD or not word.isalpha() or not _is_spelt(word):
        return []
    slips = 1 if len(word) < _LEAST_FOR_TWO else 2
    counts = dict(_words_like(word, slips))
    alike = process.extract(
        word,
        list(counts),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=slips,
        limit=None,
    )
    waiting = _waiting(state).articles if alike else Counter()
    ranked = sorted(
        (distance, waiting[text] - counts[text], text)
        for text, distance, _place in alike
        if text != word and counts[text] > waiting[text]
    )
    different = {phrase(text): text for *_rank, text in reversed(ranked)}
    return [text for *_rank, text in ranked if text in different.values()][:MOST]


def _is_spelt(word: str) -> bool:
    """Whether a word is written in letters: one for a sound, not for a syllable."""
    return all(token.word for token in placed(word))


# Range by range: PostgreSQL would read all words for each, were it free to choose.
_IN_RANGES = {
    "sqlite": "SELECT word.text, word.articles FROM (VALUES {rows}) AS near"
    " CROSS JOIN articles_word AS word WHERE word.text >= near.column1 AND"
    " word.text < near.column2 AND length(word.text) BETWEEN %s AND %s",
    "postgresql": "SELECT word.text, word.articles FROM (VALUES {rows}) AS"
    " near (first, last) CROSS JOIN LATERAL (SELECT text, articles FROM articles_word"
    ' WHERE text >= near.first COLLATE "C" AND text < near.last COLLATE "C" OFFSET 0)'
    " AS word WHERE length(word.text) BETWEEN %s AND %s",
}


def _words_like(word: str, slips: int) -> list[tuple[str, int]]:
    """Return the words that may be so near, with in how many articles; one query."""
    near = {word, *_with_one_slip(word, _HEAD if slips > 1 else len(word))}
    if slips == 1:
        return list(Word.objects.filter(text__in=near).values_list("text", "articles"))
    ranges = [range_of(head) for head in sorted({each[:_HEAD] for each in near})]
    rows = ", ".join(["(%s, %s)"] * len(ranges))
    lengths = (len(word) - slips, len(word) + slips)
    with connection.cursor() as cursor:
        cursor.execute(
            _IN_RANGES[connection.vendor].format(rows=rows),
            [*itertools.chain.from_iterable(ranges), *lengths],
        )
        return cursor.fetchall()


def _with_one_slip(word: str, head: int) -> Iterator[str]:
    """Yield what the word becomes by one slip among its first letters."""
    letters = {*_LETTERS, *word}
    for place in range(head + 1):
        before, after = word[:place], word[place:]
        for letter in letters:
            yield f"{before}{letter}{after}"
            yield f"{before}{letter}{after[1:]}"
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]


@remembered(1)
def _waiting(_state: State) -> Words:
    """Return what the words of articles count that wait for their time."""
    now = timezone.now()
    waiting = SearchEntry.objects.waiting(now).filter(place__gte=place_of(now))
    return words_of(waiting)


def _near_runs(typed: str) -> list[str]:
    """Return what a word of Chinese may be meant for.

    What sounds the same is first: it is what an input method offers.
    """
    run = fold(typed)
    if not 2 <= len(run) <= _LONGEST_RUN or _is_spelt(run):
        return []
    near = dict.fromkeys((*_names_that_sound_like(run), *_runs_like(run)))
    return [each for each in near if each != run][:MOST]


def _names_that_sound_like(run: str) -> list[str]:
    spoken = list(itertools.islice(_readings_of(run), _READINGS))
    names = NameStart.objects.filter(_is_live(), start__in=spoken).order_by("name")
    return list(names.values_list("name", flat=True).distinct()[:MOST])


def _is_live() -> Q:
    now = timezone.now()
    return Q(tag__counter__first_live_from__lte=now) | Q(
        publication__counter__first_live_from__lte=now
    )


def _readings_of(run: str) -> Iterator[str]:
    """Yield a run in pinyin, in each way in which its characters may be read."""
    known = _readings()
    each_ones = (known.get(str(ord(character)), "").split(",") for character in run)
    return map("".join, itertools.product(*(map(_without_tone, x) for x in each_ones)))


@functools.cache
def _readings() -> dict[str, str]:
    """Return how each character is read, by its number, from the file of pypinyin.

    To load the package takes a quarter of a second and 57 MB, for words of which none
    is needed here.
    """
    spec = importlib.util.find_spec("pypinyin")
    if not spec or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / "pinyin_dict.json"
    readings: dict[str, str] = json.loads(path.read_text("utf-8"))
    return readings


def _without_tone(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable.replace("ü", "v"))
    return "".join(each for each in letters if each.isascii())


def _runs_like(run: str) -> list[str]:
    """Return what stands in published texts but for one character, the commonest first.

    Of two characters only names: too much is like these.
    """
    if len(run) == 2:
        return _names_like(run)
    found: Counter[str] = Counter()
    for place in range(len(run)):
        around = filter(None, (run[:place], run[place + 1 :]))
        wanted = tuple((known,) for part in around if (known := phrase(part)))
        rows = SearchEntry.objects.newest(Match(wanted), limit=_LIKE)
        pattern = _with_any(run, place)
        for zones in rows.values_list("title", "core", "points", "names"):
            others = {each for zone in zones for each in pattern.findall(zone)}
            found.update(f"{run[:place]}{each}{run[place + 1 :]}" for each in others)
    return [text for text, _count in found.most_common(MOST + 1)]


def _with_any(run: str, place: int) -> "re.Pattern[str]":
    """Return what finds the run in a stream with any character at one place."""
    signs = [re.escape(each) for each in run]
    signs[place] = r"(\w)"
    pairs = [first + second for first, second in itertools.pairwise(signs)]
    if 0 < place < len(pairs):
        pairs[place] = pairs[place].replace(r"(\w)", r"\1")
    return re.compile(f" {' '.join(pairs)}")


def _names_like(run: str) -> list[str]:
    first, last = run[0], run[1]
    begun = range_of(first)
    rows = NameStart.objects.filter(_is_live()).filter(
        Q(start=last) | Q(start__gte=begun[0], start__lt=begun[1])
    )
    names = rows.order_by("start", "name").values_list("name", flat=True)[: _LIKE * 3]
    return [name for name in dict.fromkeys(names) if len(name) == len(run)]
