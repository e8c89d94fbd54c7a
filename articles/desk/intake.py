"""Take a digest from outside to the desk: import, paste and API all come this way."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.digest import Digest, Problem, complete, sha256
from articles.models import Article, Publication
from articles.models.documents import compared
from articles.publishing import PublishingError, opened, waits_until

from .drafts import Edit, create_draft, save_edit
from .log import Actor, Program
from .transitions import publish_draft


class Fate(StrEnum):
    """What became of a digest at the desk."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """An article is there already and differs; nobody asked to rewrite it."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to do with a digest beside making a draft of it."""

    publish: bool = False
    update: bool = False
    """Whether an article that is there already is rewritten."""
    dry_run: bool = False
    owner: User | Program | None = None
    author_name: str = ""

    @property
    def actor(self) -> Actor:
        """Who does it: the owner, or whoever the command speaks for."""
        return self.owner or self.author_name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one digest."""

    title: str
    fate: Fate
    edition: int | None = None
    """The number of the edition made, if one was."""
    problems: tuple[Problem, ...] = field(default=())
    article_id: int | None = None
    """Of the article it became, or that the desk had already."""

    @property
    def failed(self) -> bool:
        """Whether something that was asked for could not be done."""
        return any(problem.severity == "error" for problem in self.problems)


def take_in(digest: Digest, wishes: Wishes) -> Outcome:
    """Make or update the draft of `digest`, and publish it if wished.

    One transaction: either all of it is written or nothing. What keeps a digest from
    being published does not keep the draft from being saved.
    """
    try:
        # Behind the door even for a draft: a draft that lacks its date or publication
        # has no unique key that would keep a second importer from making it again.
        with opened():
            outcome = _take_in(complete(digest), wishes)
            transaction.set_rollback(wishes.dry_run)
    except IntegrityError:
        return Outcome(digest.title, Fate.FAILED, problems=(_CLASH,))
    return outcome


_CLASH = Problem(
    "error",
    "clash",
    "another article or name at the desk has the same source, title and date, or "
    "address; look for it there",
)


def _take_in(digest: Digest, wishes: Wishes) -> Outcome:
    warnings = _new_publication(digest)
    article = find_article(digest)
    if article is None:
        article = _create(digest, wishes)
        fate = Fate.CREATED
    else:
        fate = _update(article, digest, wishes)
    number, problems = None, warnings
    if fate is Fate.KEPT:
        problems = ()
    elif wishes.publish:
        number, refusals = _publish(article, wishes)
        problems = (*warnings, *refusals)
    return Outcome(digest.title, fate, number, problems, article.pk)


def find_article(digest: Digest) -> Article | None:
    """Return the article that `digest` is about, if the desk has it.

    The same article has the same source URL; or the same publication, title and date;
    or once came from just this text, whatever became of it since.
    """
    return next(_alike(digest), None) or _once_imported(digest)


def find_another(digest: Digest, article_id: int | None) -> Article | None:
    """Return an article other than this one that `digest` is about, if there is one.

    Its own source does not excuse it from having another one's title, or the reverse.
    """
    alike: list[Article | None] = [*_alike(digest)]
    alike = alike or [_once_imported(digest)]
    others = (article for article in alike if article and article.pk != article_id)
    return next(others, None)


def _alike(digest: Digest) -> Iterator[Article]:
    """Yield the articles of the same source, then those of the same title."""
    if digest.source_url:
        yield from Article.objects.filter(source_url=digest.source_url)
    if digest.title:
        yield from _same_title(digest)


def _same_title(digest: Digest) -> QuerySet[Article]:
    publication = Publication.objects.named(digest.publication)
    if digest.publication and publication is None:
        return Article.objects.none()
    day = digest.published[:10]
    return Article.objects.filter(
        title=digest.title,
        publication=publication,
        published_on=datetime.date.fromisoformat(day) if day else None,
    )


def _once_imported(digest: Digest) -> Article | None:
    return Article.objects.filter(imported_sha256=sha256(digest)).first()


def _new_publication(digest: Digest) -> tuple[Problem, ...]:
    if not digest.publication or Publication.objects.named(digest.publication):
        return ()
    return (
        Problem(
            "warning",
            "new-publication",
            f"the publication “{digest.publication}” is new; see that it is no other "
            "name of one that is there",
            path="publication",
        ),
    )


def _create(digest: Digest, wishes: Wishes) -> Article:
    return create_draft(digest, wishes.actor, imported_sha256=sha256(digest))


def _update(article: Article, digest: Digest, wishes: Wishes) -> Fate:
    if not wishes.update:
        before, after = compared(article, digest)
        return Fate.UNCHANGED if after == before else Fate.KEPT
    if not save_edit(article, Edit(digest, article.revision), wishes.actor):
        return Fate.UNCHANGED
    Article.objects.filter(pk=article.pk).update(imported_sha256=sha256(digest))
    return Fate.UPDATED


def _publish(
    article: Article, wishes: Wishes
) -> tuple[int | None, tuple[Problem, ...]]:
    # Without a time, publishing is publishing now, and would lift an editor's embargo.
    if live_from := waits_until(article.pk):
        return None, (_scheduled(live_from),)
    try:
        edition = publish_draft(article, wishes.actor)
    except PublishingError as error:
        return None, (
            Problem("error", "not-published", f"saved, but not published: {error}"),
        )
    return (edition.number if edition else None), ()


def _scheduled(live_from: datetime.datetime) -> Problem:
    time = timezone.localtime(live_from).isoformat(timespec="minutes")
    return Problem(
        "warning",
        "scheduled",
        f"an editor published this for a set time; it goes live at {time}",
    )
