"""The states an article was in, each of which can be compared with any other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.digest import Digest, from_json
from articles.models import Article, Edition, Revision
from articles.models.documents import read_draft, resolved

from .states import time_in_words

DRAFT = "draft"
"""The name of what the draft says now."""

_EDITION = re.compile("e([0-9]{1,9})")
_REVISION = re.compile("r([0-9]{1,9})")
_MOST_OFFERED = 50


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said at some time, in the names of today."""

    name: str
    """As addresses have it: e3 is an edition, r7 a saved draft, draft is now."""
    words: str
    digest: Digest
    edition: int | None = None
    """The number, where it is an edition."""


def version_of(article: Article, name: str) -> Version | None:
    """Return the version of that name; None where the article never was so.

    A revision that changed nothing said what the one before it said.
    """
    if name == DRAFT:
        return Version(
            DRAFT, _("the draft as it is now"), read_draft(article.pk).digest
        )
    if found := _EDITION.fullmatch(name):
        return _edition(article, int(found[1]))
    if found := _REVISION.fullmatch(name):
        return _revision(article, int(found[1]))
    return None


def _edition(article: Article, number: int) -> Version | None:
    edition = article.editions.filter(number=number).first()
    if edition is None:
        return None
    digest = resolved(from_json(edition.digest))
    return Version(f"e{number}", edition_in_words(edition), digest, number)


def _revision(article: Article, number: int) -> Version | None:
    if number > article.revision:
        return None
    earlier = article.revisions.filter(number__lte=number)
    revision = earlier.order_by("-number").first()
    if revision is None:
        return None
    digest = resolved(from_json(revision.digest))
    return Version(f"r{number}", revision_in_words(revision), digest)


def edition_in_words(edition: Edition) -> str:
    """Return such as “edition 2, correction”."""
    return _("edition %(number)d, %(kind)s") % {
        "number": edition.number,
        "kind": edition.get_kind_display(),
    }


def revision_in_words(revision: Revision) -> str:
    """Return such as “the draft saved at 2025-11-04 22:06”."""
    return _("the draft saved at %s") % time_in_words(revision.saved_at)


def offered(article: Article) -> list[tuple[str, str]]:
    """Return the versions that are worth a choice, by name, the newest first.

    All editions, and the drafts that were saved last.
    """
    return list(_offered(article))


def _offered(article: Article) -> Iterator[tuple[str, str]]:
    yield DRAFT, _("the draft as it is now")
    for edition in article.editions.defer("digest").order_by("-number"):
        yield f"e{edition.number}", edition_in_words(edition)
    revisions = article.revisions.defer("digest").order_by("-number")
    for revision in revisions[:_MOST_OFFERED]:
        yield f"r{revision.number}", revision_in_words(revision)


def usual_pair(article: Article) -> tuple[str, str]:
    """Return what to compare where nothing is asked: what readers see, and the draft.

    Before the first edition it is the draft's beginning that the draft stands beside.
    """
    editions = article.editions.order_by("-number")
    newest = editions.values_list("number", flat=True).first()
    if newest:
        return f"e{newest}", DRAFT
    first = article.revisions.order_by("number").values_list("number", flat=True)
    return f"r{first.first() or article.revision}", DRAFT
