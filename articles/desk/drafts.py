"""Save and delete drafts, each with its entry in the log."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.digest import Digest, complete, diff, from_json
from articles.models import Article, Edition, Revision
from articles.models.documents import compared, resolved, save_digest
from articles.publishing import note_unpublished_changes, opened

from .log import Actor, Verb, account_of, record
from .transitions import TransitionError


@dataclass(frozen=True, slots=True)
class Edit:
    """What an editor wants an article to say."""

    digest: Digest
    seen: int
    """The revision that the editor worked from."""


def create_draft(digest: Digest, owner: Actor, *, imported_sha256: str = "") -> Article:
    """Return a new article that says `digest`, owned by the user who made it."""
    with opened():
        article = Article.objects.create(
            owner=account_of(owner),
            imported_sha256=imported_sha256,
        )
        save_digest(article, complete(digest), seen=article.revision)
        record(owner, Verb.CREATED, article, revision=article.revision)
    return article


def save_edit(
    article: Article, edit: Edit, actor: Actor, verb: str = Verb.EDITED, note: str = ""
) -> bool:
    """Make the article say what the editor wants; return whether anything changed.

    Raises StaleRevisionError where somebody else saved it since.
    """
    with opened():
        before, after = compared(article, complete(edit.digest))
        if not save_digest(article, after, seen=edit.seen):
            return False
        note_unpublished_changes(article)
        counts = diff(before, after).counts()
        record(
            actor,
            verb,
            article,
            note=note,
            revision=article.revision,
            since=edit.seen,
            counts=counts,
        )
    return True


def bring_back(article: Article, edition: Edition, seen: int, actor: Actor) -> bool:
    """Make the draft say again what an edition said, in the names of today."""
    digest = resolved(from_json(edition.digest))
    note = f"{edition.number}"
    return save_edit(article, Edit(digest, seen), actor, Verb.BROUGHT_BACK, note)


def delete_draft(article: Article, actor: Actor) -> None:
    """Delete an article that was never published, with all that belongs to it.

    The log keeps what it said last. Raises TransitionError where it was published,
    Article.DoesNotExist where it is gone already.
    """
    with opened():
        if Article.objects.get(pk=article.pk).editions.exists():
            raise TransitionError(_("it was published; withdraw it instead"))
        newest = article.revisions.last()
        record(actor, Verb.DELETED, article, digest=newest.digest if newest else None)
        article.delete()


def origin_of(article: Article, seen: int) -> Digest | None:
    """Return what the draft said at the revision `seen`; None where nobody knows."""
    revision = (
        Revision.objects.filter(article=article, number__lte=seen)
        .order_by("-number")
        .first()
    )
    return resolved(from_json(revision.digest)) if revision else None
