"""The way of a draft: submitted, sent back, found ready, published, withdrawn.

Each verb is one transaction with its entry in the log. Who may do it is asked in
`permissions`, before.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from articles.models import Article, Edition
from articles.publishing import (
    Publishing,
    change_address,
    opened,
    publish,
    restore,
    withdraw,
)

from .log import Actor, Verb, name_of, record

Status = Article.Status

_FROM: dict[str, tuple[str, ...]] = {
    Verb.SUBMITTED: (Status.DRAFT,),
    Verb.TAKEN_BACK: (Status.IN_REVIEW, Status.READY),
    Verb.SENT_BACK: (Status.IN_REVIEW, Status.READY),
    Verb.MADE_READY: (Status.DRAFT, Status.IN_REVIEW),
}
_VERBS = {
    Edition.Kind.FIRST: Verb.PUBLISHED,
    Edition.Kind.UPDATE: Verb.UPDATED,
    Edition.Kind.CORRECTION: Verb.CORRECTED,
}


class TransitionError(Exception):
    """The draft does not stand where this step begins; the message says where."""


def submit(article: Article, actor: Actor, note: str = "") -> None:
    """Hand the draft to the editors."""
    _move(article, actor, Verb.SUBMITTED, Status.IN_REVIEW, note)


def take_back(article: Article, actor: Actor) -> None:
    """Go on working on what waits for the editors."""
    _move(article, actor, Verb.TAKEN_BACK, Status.DRAFT)


def send_back(article: Article, actor: Actor, note: str) -> None:
    """Give the draft back to its writer, with a note that says why."""
    if not note.strip():
        raise TransitionError(_("Say what is to be done; the writer reads it."))
    _move(article, actor, Verb.SENT_BACK, Status.DRAFT, note)


def make_ready(article: Article, actor: Actor, note: str = "") -> None:
    """Say that the draft may be published."""
    _move(article, actor, Verb.MADE_READY, Status.READY, note)


def _move(
    article: Article, actor: Actor, verb: str, status: str, note: str = ""
) -> None:
    with opened():
        moved = Article.objects.filter(pk=article.pk, status__in=_FROM[verb]).update(
            status=status
        )
        if not moved:
            raise TransitionError(_not_from_here(article))
        article.status = status
        record(actor, verb, article, note=note.strip(), revision=article.revision)


def _not_from_here(article: Article) -> str:
    stored = Article.objects.filter(pk=article.pk).first()
    if stored is None:
        return _("Somebody deleted the article meanwhile.")
    return _("The article is “%(status)s” now; somebody moved it on meanwhile.") % {
        "status": stored.get_status_display()
    }


def publish_draft(
    article: Article,
    actor: Actor,
    *,
    kind: str = Edition.Kind.UPDATE,
    note: str = "",
    live_from: datetime | None = None,
    seen: int | None = None,
) -> Edition | None:
    """Publish the draft; return the edition, None where it is live as it is.

    `seen` is the revision that was looked at, where somebody looked: another one is
    not published. Raises TransitionError then, PublishingError with what is wrong, in
    the editor's words.
    """
    with opened():
        if seen not in (None, _revision_of(article)):
            raise TransitionError(_("Somebody saved the draft meanwhile."))
        publishing = Publishing(name_of(actor), kind, note, live_from)
        edition = publish(article.pk, publishing)
        if edition is None:
            return None
        facts: dict[str, object] = {"edition": edition.number}
        if edition.live_from > edition.published_at:
            facts["live_from"] = edition.live_from.isoformat()
            verb: str = Verb.SCHEDULED
        else:
            verb = _VERBS[Edition.Kind(edition.kind)]
        record(actor, verb, article, note=edition.note, **facts)
    return edition


def _revision_of(article: Article) -> int:
    """Return the draft's revision now; nobody saves it while the door is open."""
    return Article.objects.values_list("revision", flat=True).get(pk=article.pk)


def withdraw_article(article: Article, actor: Actor, reason: str) -> None:
    """Take the article down; readers are told the reason. Raises PublishingError."""
    with opened():
        withdraw(article.pk, reason=reason, author_name=name_of(actor))
        record(actor, Verb.WITHDRAWN, article, note=reason.strip())


def restore_article(article: Article, actor: Actor) -> None:
    """Put a withdrawn article back. Raises PublishingError."""
    with opened():
        restore(article.pk)
        record(actor, Verb.RESTORED, article)


def give_address(article: Article, actor: Actor, wanted: str) -> str:
    """Give the article another address; return it. Raises PublishingError."""
    with opened():
        was = article.addresses.filter(is_current=True).values_list("slug", flat=True)
        before = was.first()
        if before is None:
            raise TransitionError(
                _("The article gets its address when it is first published.")
            )
        slug = change_address(article.pk, wanted)
        if slug != before:
            record(actor, Verb.READDRESSED, article, note=slug, was=before)
    return slug
