"""The log: who did what at the desk, written in the transaction that does it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, ngettext, pgettext

from articles.models import ApiToken, Article, LogEntry, Publication, Tag
from articles.site.words.wording import listed


@dataclass(frozen=True, slots=True)
class Program:
    """A user's own program, which acts for the user by a token."""

    owner: User
    token: str
    """What the token is called; readers never see it, the log tells it."""


Actor = User | str | Program
"""A user, a program of a user's, or the name of the command that acts."""

Verb = LogEntry.Verb
Subject = LogEntry.Subject

_KINDS: dict[type, str] = {
    Article: Subject.ARTICLE,
    Tag: Subject.TAG,
    Publication: Subject.PUBLICATION,
    User: Subject.USER,
    Group: Subject.GROUP,
    ApiToken: Subject.TOKEN,
}
_MOST_NAMED = 300
"""Characters of a name, in every column that holds one."""


def account_of(actor: Actor) -> User | None:
    """Return the user who acts, by hand or by a program; None for a command."""
    if isinstance(actor, str):
        return None
    return actor.owner if isinstance(actor, Program) else actor


def name_of(actor: Actor) -> str:
    """Return how the log and readers name who acts."""
    if isinstance(actor, str):
        return actor[:_MOST_NAMED]
    user = actor.owner if isinstance(actor, Program) else actor
    return (user.get_full_name() or user.get_username())[:_MOST_NAMED]


def record(
    actor: Actor, verb: str, subject: Any, *, note: str = "", **facts: Any
) -> LogEntry:
    """Write that `actor` did `verb` to an article, a tag, a publication or a user."""
    account = account_of(actor)
    if isinstance(actor, Program):
        facts["token"] = actor.token
    return LogEntry.objects.create(
        actor_id=account.pk if account else None,
        actor_name=name_of(actor),
        verb=verb,
        subject=_KINDS[type(subject)],
        subject_id=subject.pk,
        subject_name=str(subject)[:_MOST_NAMED],
        owner_id=getattr(subject, "owner_id", None),
        note=note,
        facts=facts,
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A log entry in words."""

    entry: LogEntry
    what: str
    details: str
    note: str = ""
    """What whoever did it said of it."""


def in_words(entry: LogEntry) -> Said:
    """Return the entry as the reader's language says it."""
    details = pgettext("between facts", "; ").join(_details(entry))
    note = "" if entry.verb in _NOTED else entry.note
    return Said(entry, entry.get_verb_display(), details, note)


def _details(entry: LogEntry) -> list[str]:
    """Return what the facts tell; a fact that is new to this table says nothing."""
    details = [
        say(entry.facts[name]) for name, say in _TOLD.items() if entry.facts.get(name)
    ]
    if entry.verb in _NOTED:
        details.append(gettext(_NOTED[entry.verb]) % entry.note)
    return details


def _days_in_words(days: int) -> str:
    return ngettext("for %d day", "for %d days", days) % days


def _moment_in_words(written: str) -> str:
    moment = datetime.datetime.fromisoformat(written)
    return date_format(timezone.localtime(moment), "Y-m-d H:i")


def _fields_in_words(names: list[str]) -> str:
    """Return such as “changed: introduction”: the labels that the forms show."""
    labels = {
        field.name: str(field.verbose_name)
        for model in (Tag, Publication)
        for field in model._meta.concrete_fields
    }
    return gettext("changed: %s") % listed(labels.get(name, name) for name in names)


_NOTED: dict[str, str] = {
    Verb.BROUGHT_BACK: gettext_noop("edition %s"),
    Verb.READDRESSED: gettext_noop("now: %s"),
}
"""Where the note is a number or an address, and no words of whoever did it."""

_TOLD: dict[str, Callable[[Any], str]] = {
    "counts": lambda counts: counts_in_words(counts),
    "edition": lambda number: gettext("edition %d") % number,
    "live_from": lambda moment: gettext("for %s") % _moment_in_words(moment),
    "days": _days_in_words,
    "fields": lambda names: _fields_in_words(names),
    "aliases_added": lambda names: gettext("other names added: %s") % listed(names),
    "aliases_removed": lambda names: gettext("other names removed: %s") % listed(names),
    "was": lambda name: gettext("before: %s") % name,
    "may": lambda scopes: str(dict(ApiToken.Scopes.choices).get(scopes, scopes)),
    "token": lambda name: gettext("by the API token “%s”") % name,
}


def counts_in_words(counts: dict[str, int]) -> str:
    """Return such as “2 points reworded, 1 reference added”."""
    words = (_count_in_words(kind, count) for kind, count in counts.items())
    return listed(word for word in words if word)


def _count_in_words(kind: str, count: int) -> str:
    """Return one count; a kind that is new to this table says nothing."""
    forms = {
        "fields": ngettext("%d field changed", "%d fields changed", count),
        "tags_added": ngettext("%d tag added", "%d tags added", count),
        "tags_removed": ngettext("%d tag removed", "%d tags removed", count),
        "groups_added": ngettext("%d group added", "%d groups added", count),
        "groups_removed": ngettext("%d group removed", "%d groups removed", count),
        "groups_reworded": ngettext(
            "%d group headed anew", "%d groups headed anew", count
        ),
        "groups_moved": ngettext("%d group moved", "%d groups moved", count),
        "points_added": ngettext("%d point added", "%d points added", count),
        "points_removed": ngettext("%d point removed", "%d points removed", count),
        "points_reworded": ngettext("%d point reworded", "%d points reworded", count),
        "points_moved": ngettext("%d point moved", "%d points moved", count),
        "points_recited": ngettext(
            "%d point cited anew", "%d points cited anew", count
        ),
        "points_retagged": ngettext(
            "%d point tagged anew", "%d points tagged anew", count
        ),
        "references_added": ngettext(
            "%d reference added", "%d references added", count
        ),
        "references_removed": ngettext(
            "%d reference removed", "%d references removed", count
        ),
        "references_changed": ngettext(
            "%d reference changed", "%d references changed", count
        ),
    }
    if kind == "tags_reordered":
        return gettext("tags reordered")
    return forms[kind] % count if kind in forms else ""
