"""Save what an editor typed."""

from dataclasses import dataclass

from django.db import transaction
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


@transaction.atomic
def save_edit(article: Article, edit: Edit) -> bool:
    """Make the article what the editor wants; return whether anything changed.

    Raises StaleRevisionError where somebody else saved it since.
    """
    stored = Article.objects.filter(pk=article.pk)
    moved = stored.exclude(status=edit.status).update(status=edit.status)
    article.status = edit.status
    changed = save_digest(article, complete(edit.digest), seen=edit.seen)
    if moved and not changed:
        stored.update(revision=F("revision") + 1)
    return bool(moved or changed)
