"""Two saves of one draft that cross: mine, theirs and what both began with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.digest import Digest, Merge, complete, match_keys, merge
from articles.models import Article
from articles.models.documents import read_draft, resolved

from .drafts import origin_of

CHOICE = "choice-"
"""What the names of the fields begin with in which an editor chooses."""

_CHOICES = ("base", "mine", "theirs", "both")


@dataclass(frozen=True)
class Crossing:
    """What an editor typed, and what somebody saved meanwhile."""

    base: Digest
    mine: Digest
    theirs: Digest
    theirs_revision: int

    @cached_property
    def merge(self) -> Merge:
        """Every place where the two differ from what both began with."""
        return merge(self.base, self.mine, self.theirs)

    @property
    def needs_choices(self) -> bool:
        """Whether the two say different things and both say something new.

        What both added is the same under other keys; the merge knows.
        """
        return self.merge.mine not in (self.base, self.theirs)

    @property
    def settled(self) -> Digest:
        """What there is to save where nothing has to be chosen: nothing of mine."""
        return self.theirs

    def merged(self, choices: Mapping[str, str]) -> Digest:
        """Return the digest that the editor's choices make."""
        chosen: dict[str, Any] = {
            name.removeprefix(CHOICE): choices[name]
            for name in choices
            if name.startswith(CHOICE) and choices[name] in _CHOICES
        }
        return self.merge.choose(chosen)


def find_crossing(article_id: int, seen: int, typed: Digest) -> Crossing | None:
    """Return how `typed` meets what was saved since the revision `seen`.

    None where nobody saved since. Holds the article until the transaction ends, so
    that nobody saves between this look and the save that follows.
    """
    article = Article.objects.select_for_update(of=("self",)).get(pk=article_id)
    if article.revision == seen:
        return None
    draft = read_draft(article_id)
    base = origin_of(article, seen) or draft.digest
    mine = match_keys(base, complete(resolved(typed)))
    return Crossing(base, mine, draft.digest, draft.revision)
