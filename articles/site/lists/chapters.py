"""A page of viewpoints read by publication or by month: who said what, and when."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from articles.site.store.selections import Selection

from .voices import Speaker, Voice

PUBLICATION = "publication"
MONTH = "month"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one publication says on a page, or what is said in one month."""

    anchor: str
    voices: tuple[Voice, ...]

    @property
    def speaker(self) -> Speaker:
        """One of those in it: they share the publication, or the month."""
        return self.voices[0].speaker

    @property
    def count(self) -> int:
        """How many points it has."""
        return sum(len(voice.points) for voice in self.voices)


def offered(selection: Selection) -> tuple[str, ...]:
    """Return what the viewpoints of a selection can be grouped by.

    One publication, or one month, is one group.
    """
    publication = () if selection.publication else (PUBLICATION,)
    first, last = selection.days or (None, None)
    is_one_month = first and last and first.replace(day=1) == last.replace(day=1)
    return publication if is_one_month else (*publication, MONTH)


def asked(request: HttpRequest, selection: Selection) -> str:
    """Return what a request wants viewpoints grouped by, "" for nothing.

    Http404 for what is not offered.
    """
    by = request.GET.get("by")
    if by is None:
        return ""
    if by not in offered(selection):
        raise Http404
    return by


def chapters(voices: Iterable[Voice], by: str) -> tuple[Chapter, ...]:
    """Return voices in groups: who says most first, or the newest month first."""
    if by == MONTH:
        found = _grouped(voices, _month)
        return tuple(sorted(found, key=lambda chapter: chapter.anchor, reverse=True))
    found = _grouped(voices, _publication)
    return tuple(sorted(found, key=lambda chapter: -chapter.count))


def _publication(speaker: Speaker) -> str:
    return f"publication-{speaker.publication_slug}"


def _month(speaker: Speaker) -> str:
    return f"month-{speaker.day.isoformat()[:7]}"


def _grouped(
    voices: Iterable[Voice], anchor_of: Callable[[Speaker], str]
) -> Iterable[Chapter]:
    """Yield chapters by their anchors; each keeps the order of its voices."""

    def key(voice: Voice) -> Any:
        return anchor_of(voice.speaker)

    for anchor, members in itertools.groupby(sorted(voices, key=key), key):
        yield Chapter(anchor, tuple(members))
