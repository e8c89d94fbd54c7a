"""Tag many articles at once, each saved as an editor saves it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.contrib.auth.models import User
from django.utils.translation import gettext

from articles.digest import Digest, DigestError, key_of
from articles.models import Article, Tag
from articles.models.documents import read_draft
from articles.publishing import opened

from .drafts import Edit, save_edit
from .permissions import may_edit, may_take_back
from .problem_words import reasons


class Became(StrEnum):
    """What became of one article."""

    TAGGED = "tagged"
    SAME = "same"
    """It had its tags already, and none of those to be removed."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article, or would."""

    article: Article
    became: Became
    why: str = ""
    """Why it was refused."""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagging:
    """Tags to add and to remove, under the names they have today."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    @classmethod
    def named(cls, add: Iterable[str], remove: Iterable[str]) -> "Tagging":
        """Return what these names mean; a name to add may be new."""
        add, remove = tuple(add), tuple(remove)
        known = Tag.objects.named([*add, *remove])
        return cls(
            tuple(known[name].name if name in known else name for name in add),
            tuple(known[name].name for name in remove if name in known),
        )

    def of(self, digest: Digest) -> Digest:
        """Return the digest with the tags added at the end, and those removed."""
        unwanted = {key_of(name) for name in self.remove}
        kept = (name for name in digest.tags if key_of(name) not in unwanted)
        return replace(digest, tags=(*kept, *self.add))


def tag_many(
    articles: Iterable[Article], add: Iterable[str], remove: Iterable[str], actor: User
) -> list[Outcome]:
    """Add and remove tags; return what became of each article.

    Each is saved by itself, if the actor may edit it: one that refuses does not stop
    the others. Tags of points stay as they are.
    """
    tagging = Tagging.named(add, remove)
    return [_tag(article, tagging, actor) for article in articles]


def preview_tagging(
    articles: Iterable[Article], add: Iterable[str], remove: Iterable[str], actor: User
) -> list[Outcome]:
    """Return what would become of each article."""
    tagging = Tagging.named(add, remove)
    return [_outcome(article, tagging, actor) for article in articles]


def _tag(article: Article, tagging: Tagging, actor: User) -> Outcome:
    with opened():
        current = Article.objects.filter(pk=article.pk).first()
        if current is None:
            why = gettext("somebody deleted it meanwhile")
            return Outcome(article, Became.REFUSED, why)
        outcome = _outcome(current, tagging, actor)
        if outcome.became == Became.TAGGED:
            draft = read_draft(current.pk)
            edit = Edit(tagging.of(draft.digest), draft.revision)
            save_edit(current, edit, actor)
    return outcome


def _outcome(article: Article, tagging: Tagging, actor: User) -> Outcome:
    if not may_edit(actor, article):
        return Outcome(article, Became.REFUSED, _why_not(actor, article))
    before = read_draft(article.pk).digest
    try:
        after = tagging.of(before)
    except DigestError as error:
        # More tags than a digest may have, with those it has.
        return Outcome(article, Became.REFUSED, "; ".join(reasons(error)))
    if before == after:
        return Outcome(article, Became.SAME)
    return Outcome(
        article,
        Became.TAGGED,
        added=tuple(name for name in after.tags if name not in before.tags),
        removed=tuple(name for name in before.tags if name not in after.tags),
    )


def _why_not(actor: User, article: Article) -> str:
    if may_take_back(actor, article):
        return gettext("it is “%s”; take it back first") % article.get_status_display()
    return gettext("you may not edit it")
