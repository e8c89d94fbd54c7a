"""The log as it is read: by page, by filter, each entry with where it leads."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from articles.models import Article, LogEntry, Publication, Tag

from .log import Said, Subject, Verb, in_words
from .permissions import Anybody, sees_all

PER_PAGE = 50
COMMAND = "command"
"""Who acts without an account."""

_NUMBER = re.compile("[0-9]{1,18}")
_MODELS: dict[str, type[Model]] = {
    Subject.ARTICLE: Article,
    Subject.TAG: Tag,
    Subject.PUBLICATION: Publication,
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a page shows it."""

    said: Said
    url: str = ""
    """Of what it was done to, where that is still there."""
    diff_url: str = ""
    """Of what it changed, where it changed a text."""
    version: str = ""
    """The name of the state that it left the draft in, where it saved one."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, the newest first."""

    lines: list[Line]
    older: int | None
    """What the next page begins below; None where there is none."""
    is_newest: bool


def entries_of(article: Article) -> QuerySet[LogEntry]:
    """Return all that was done with the article."""
    return LogEntry.objects.filter(subject=Subject.ARTICLE, subject_id=article.pk)


def readable(user: Anybody) -> QuerySet[LogEntry]:
    """Return the entries the user may read: all, or those of own drafts and acts."""
    entries = LogEntry.objects.all()
    if sees_all(user):
        return entries
    return entries.filter(Q(owner_id=user.pk) | Q(actor_id=user.pk))


def filtered(
    entries: QuerySet[LogEntry], wanted: Mapping[str, Any]
) -> QuerySet[LogEntry]:
    """Return the entries of an actor, verb, subject, name, time, as far as wanted."""
    conditions = {
        "verb": wanted.get("verb"),
        "subject": wanted.get("subject"),
        "subject_id": wanted.get("id"),
        "subject_name__icontains": wanted.get("name"),
        "at__date__gte": wanted.get("since"),
        "at__date__lte": wanted.get("until"),
    }
    asked = {name: value for name, value in conditions.items() if value}
    actor = wanted.get("actor")
    if actor:
        asked["actor_id"] = None if actor == COMMAND else int(actor)
    return entries.filter(**asked)


def page_of(entries: QuerySet[LogEntry], before: str) -> Page:
    """Return the entries below the number `before`, or the newest."""
    is_newest = not _NUMBER.fullmatch(before)
    if not is_newest:
        entries = entries.filter(pk__lt=int(before))
    found = list(entries.order_by("-pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    older = shown[-1].pk if len(found) > PER_PAGE else None
    return Page(lines_of(shown), older, is_newest)


def lines_of(entries: Iterable[LogEntry]) -> list[Line]:
    """Return the entries with where they lead; at most one query for each kind."""
    entries = list(entries)
    there = {kind: _existing(model, kind, entries) for kind, model in _MODELS.items()}
    return [_line(entry, there.get(entry.subject, set())) for entry in entries]


def _existing(model: type[Model], kind: str, entries: list[LogEntry]) -> set[int]:
    wanted = {entry.subject_id for entry in entries if entry.subject == kind}
    if not wanted:
        return set()
    rows = model._default_manager.filter(pk__in=wanted)
    return set(rows.values_list("pk", flat=True))


def _line(entry: LogEntry, there: set[int]) -> Line:
    said = in_words(entry)
    if entry.subject_id not in there:
        return Line(said)
    url = reverse(f"admin:articles_{entry.subject}_change", args=[entry.subject_id])
    if entry.subject != Subject.ARTICLE:
        return Line(said, url)
    return Line(said, url, _diff_url(entry), _version(entry))


def _diff_url(entry: LogEntry) -> str:
    """Return the page that compares what was before the entry with what it made."""
    facts = entry.facts
    if "since" in facts and "revision" in facts:
        pair = f"r{facts['since']}", f"r{facts['revision']}"
    elif facts.get("edition", 1) > 1:
        pair = f"e{facts['edition'] - 1}", f"e{facts['edition']}"
    else:
        return ""
    page = reverse("admin:articles_article_compare", args=[entry.subject_id])
    return f"{page}?from={pair[0]}&to={pair[1]}"


def _version(entry: LogEntry) -> str:
    """Return the name of the state that the entry saved, "" where it saved none."""
    is_saved = "since" in entry.facts or entry.verb == Verb.CREATED
    return (
        f"r{entry.facts['revision']}" if is_saved and "revision" in entry.facts else ""
    )
