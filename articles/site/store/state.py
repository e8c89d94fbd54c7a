"""The state of the site: what decides, beside the address, what a page shows."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone

from articles.models.published import LiveArticle, SiteGeneration

from . import prepared
from .remembering import remembered
from .taxonomy import theme_tags


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the navigation."""

    tag_id: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class State:
    """What readers see now differs from what they saw in another state."""

    generation: int
    """Rises with whatever is published or renamed."""
    newest: datetime.datetime | None
    """When the newest article went live; scheduled ones do so by themselves."""
    today: datetime.date
    """In the site's time zone: some pages name it."""
    themes: tuple[Theme, ...] = ()

    def __hash__(self) -> int:
        """Leave the themes out, which change with the generation only: much asks."""
        return hash((self.generation, self.newest, self.today))


class PublicRequest(HttpRequest):
    """A reader's request, once it is known what it is to be answered with."""

    state: State
    """That the site is in."""
    language: str
    """Code of the interface's language, as the address tells it."""


def read_state() -> State:
    """Return the state of the site, from one query."""
    now = timezone.now()
    rows = prepared.made(_as_it_is, _state_and_themes, now)
    return _state_of(rows, timezone.localdate(now))


def _as_it_is(*row: Any) -> tuple[Any, ...]:
    return row


@remembered(8)
def _state_of(rows: tuple[tuple[Any, ...], ...], today: datetime.date) -> State:
    if not rows:
        return State(0, None, today)  # Nothing was ever published.
    (_place, generation, newest, *_words), *others = rows
    themes = tuple(Theme(tag_id, name, slug) for _, tag_id, _, name, slug, _ in others)
    return State(generation, newest, today, themes)


def _state_and_themes(now: datetime.datetime) -> "QuerySet[Any, tuple[Any, ...]]":
    """Select one row of the site's numbers, then one for each theme in its order."""
    newest = LiveArticle.objects.public(now).order_by("-live_from").values("live_from")
    columns = ("place", "number", "newest", "name", "slug", "key")
    numbers = SiteGeneration.objects.filter(pk=1).annotate(
        place=Value(-1, IntegerField()),
        newest=Subquery(newest[:1]),
        name=Value("", CharField()),
        slug=Value("", CharField()),
        key=Value("", CharField()),
    )
    themes = (
        theme_tags(now)
        .order_by()
        .annotate(
            place=F("theme_order"),
            number=F("pk"),
            newest=Cast(Value(None), DateTimeField()),
        )
    )
    both = numbers.values_list(*columns).union(themes.values_list(*columns), all=True)
    return both.order_by("place", "key")
