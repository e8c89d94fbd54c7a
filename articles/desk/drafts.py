"""Save what an editor typed."""

from dataclasses import dataclass

from django.db.models import F

from articles.digest import Digest, complete
from articles.models import Article
from articles.models.documents import save_digest


@dataclass(frozen=True, slots=True)
class Edit:
    """What an editor wants an article to be."""

    digest: Digest
    status: str
    seen: int
    """The revision that the editor worked from."""


def save_edit(article: Article, edit: Edit) -> bool:
    """Make the article what the editor wants; return whether anything changed.

    Raises StaleRevisionError where somebody else saved it since.
    """
    changed = save_digest(article, complete(edit.digest), seen=edit.seen)
    if edit.status == article.status and not article._state.adding:
        return changed
    article.status = edit.status
    Article.objects.filter(pk=article.pk).update(
        status=edit.status, revision=F("revision") + (0 if changed else 1)
    )
    return True
