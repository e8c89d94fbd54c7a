"""The log: who did what at the desk, written in the transaction that does it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext, ngettext

from articles.digest import Changes
from articles.models import Article, LogEntry, Publication, Tag

Actor = User | str
"""A user, or the name of the command that acts."""

Verb = LogEntry.Verb
Subject = LogEntry.Subject

_KINDS: dict[type, str] = {
    Article: Subject.ARTICLE,
    Tag: Subject.TAG,
    Publication: Subject.PUBLICATION,
}
_MOST_NAMED = 300


def name_of(actor: Actor) -> str:
    """Return how the log and readers name who acts."""
    if isinstance(actor, str):
        return actor
    return actor.get_full_name() or actor.get_username()


def record(
    actor: Actor, verb: str, subject: Any, *, note: str = "", **facts: Any
) -> LogEntry:
    """Write that `actor` did `verb` to an article, a tag, a publication or a user."""
    return LogEntry.objects.create(
        actor_id=None if isinstance(actor, str) else actor.pk,
        actor_name=name_of(actor)[:_MOST_NAMED],
        verb=verb,
        subject=_KINDS.get(type(subject), Subject.OTHER),
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


def in_words(entry: LogEntry) -> Said:
    """Return the entry as the reader's language says it."""
    return Said(entry, entry.get_verb_display(), "; ".join(_details(entry)))


def _details(entry: LogEntry) -> list[str]:
    facts = entry.facts
    details = [counts_in_words(facts["counts"])] if facts.get("counts") else []
    if "edition" in facts:
        details.append(gettext("edition %d") % facts["edition"])
    if "live_from" in facts:
        details.append(gettext("for %s") % facts["live_from"])
    if "was" in facts:
        details.append(gettext("before: %s") % facts["was"])
    return details


def counts_of(changes: Changes) -> dict[str, int]:
    """Return how much changed, for the facts of an entry."""
    return changes.counts()


def counts_in_words(counts: dict[str, int]) -> str:
    """Return such as “2 points reworded, 1 reference added”."""
    words = (_count_in_words(kind, count) for kind, count in counts.items())
    return ", ".join(word for word in words if word)


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
