"""The site's own vocabulary: what a search that is being typed may be meant for.

Kept by publishing in its own transaction, like the counters, and like these it knows
nothing of the time: what still waits for it is taken off where it is read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .alphabet import pinyin_of
from .counters import CodePointField
from .counters import Counter as Counted
from .search import ZONES, SearchEntry
from .taxonomy import MAX_NAME, Publication, Tag
from .tokens import (
    MAX_WORD,
    TITLED,
    fold,
    is_unspaced,
    without_needless_blanks,
    words_in,
)

LEAST_WORD = 2
MAX_START = 40
_LAST = "\U0010ffff"
_SIGNS = re.compile(r"[^\w+#]+")


class StartQuerySet(models.QuerySet["NameStart"]):
    """Beginnings of names, found by how somebody begins to type one."""

    def begun_by(self, typed: str) -> "StartQuerySet":
        """Return those that go on from `typed`, in order: one range of an index."""
        begun = said(typed)[:MAX_START]
        rows = self.filter(start__gte=begun, start__lt=begun + _LAST)
        return rows.order_by("start", "name")


class NameStart(models.Model):
    """A way in which somebody may begin to type a name of a live tag or publication.

    From each of its words or Chinese characters on, in pinyin, or by its initials.
    """

    start = CodePointField(max_length=MAX_START)
    name = CodePointField(max_length=MAX_NAME, help_text=_("The whole name."))
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, related_name="starts")
    publication = models.ForeignKey(
        Publication, models.CASCADE, null=True, related_name="starts"
    )

    objects = StartQuerySet.as_manager()

    class Meta:
        ordering = ["start", "name"]
        verbose_name = _("beginning of a name")
        verbose_name_plural = _("beginnings of names")
        constraints = [
            models.CheckConstraint(
                condition=Q(tag=None) ^ Q(publication=None),
                name="name_start_is_of_one",
            ),
        ]
        indexes = [models.Index(fields=["start", "name"], name="name_starts")]

    def __str__(self) -> str:
        return self.start


def said(name: str) -> str:
    """Return a name as it is compared while it is typed: words with single blanks."""
    return without_needless_blanks(_SIGNS.sub(" ", fold(name)).strip())


def starts_of(name: str) -> set[str]:
    """Return all ways in which somebody may begin to type a name."""
    whole = said(name)
    places = (
        place
        for place, character in enumerate(whole)
        if place == 0
        or whole[place - 1] == " "
        or is_unspaced(character)
        or is_unspaced(whole[place - 1])
    )
    starts = {whole[place:] for place in places}
    return {each[:MAX_START].strip() for each in (*starts, *pinyin_of(whole))} - {""}


class Word(Counted):
    """A word as it is written, and how many live articles have it.

    Not the number of times: an article that says it twice counts once.
    """

    text = CodePointField(max_length=MAX_WORD, primary_key=True)
    titles = models.PositiveIntegerField(help_text=_("Articles with it in the title."))

    class Meta(Counted.Meta):
        ordering = ["text"]
        verbose_name = _("word")
        verbose_name_plural = _("words")
        indexes = [
            # All that is asked: no row itself need be read.
            models.Index(fields=["text", "titles", "articles"], name="word_counts"),
        ]


@dataclass(slots=True)
class Words:
    """In how many articles, and in how many of their titles, words stand."""

    articles: "Counter[str]" = field(default_factory=Counter)
    titles: "Counter[str]" = field(default_factory=Counter)

    def add(self, entry: SearchEntry) -> None:
        """Count an article by its row in the index."""
        zones = (words_in(getattr(entry, zone)) for zone in ZONES)
        words = set(filter(_is_kept, set().union(*zones)))
        self.articles.update(words)
        self.titles.update(words & words_in(entry.title, TITLED))


def words_of(entries: Iterable[SearchEntry]) -> Words:
    """Return what the words of some articles count, by their rows in the index."""
    words = Words()
    for entry in entries:
        words.add(entry)
    return words


def _is_kept(word: str) -> bool:
    """Whether a word is one that is suggested; numbers are not."""
    return len(word) >= LEAST_WORD and word[0].isalpha()


def range_of(beginning: str) -> tuple[str, str]:
    """Return what words that begin so are not before, and before."""
    return beginning, beginning + _LAST


def rows_of(words: Words) -> Iterator[Word]:
    """Yield the rows of words that stand somewhere, in their order."""
    for text in sorted(words.articles):
        yield Word(text=text, articles=words.articles[text], titles=words.titles[text])
