"""Steps taken with many articles at once, each article by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Article, Edition
from articles.publishing import PublishingError, opened

from . import transitions
from .bulk_forms import PublishManyForm
from .drafts import delete_draft
from .permissions import (
    Anybody,
    may_delete,
    may_publish,
    may_review,
    may_submit,
)
from .problem_words import reasons
from .states import is_withdrawn, with_states
from .step_forms import NoteForm, SendBackForm, StepForm, WithdrawForm
from .transitions import TransitionError

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Status = Article.Status
Wishes = Mapping[str, Any]
"""What the form of a step asked for."""


@dataclass(frozen=True, slots=True)
class BulkStep:
    """One step: who may take it, what it asks, what it does with one article."""

    name: str
    label: "StrPromise"
    intro: "StrPromise"
    form: type[StepForm]
    may: Callable[[Anybody, Article], bool]
    hindrance: Callable[[Article], str]
    """Why it cannot be done with this article; "" where nothing is in the way."""
    act: Callable[[Article, User, Wishes], str]
    """Does it; returns why there was nothing to do, else ""."""
    done: Callable[[int], str]
    """Says of how many articles it was done."""
    is_of_text: bool = True
    """Whether a text saved meanwhile is another matter than the one decided on."""

    def refusal(self, user: Anybody, article: Article) -> str:
        """Return why this user cannot do it with this article; "" where they can."""
        hindrance = self.hindrance(article)
        if hindrance or self.may(user, article):
            return hindrance
        return _("you may not do this with it")


@dataclass(slots=True)
class Outcome:
    """What became of the articles chosen."""

    done: list[Article] = field(default_factory=list)
    skipped: list[tuple[Article, str]] = field(default_factory=list)
    """Each with the reason."""
    missing: int = 0
    """How many are not there any more, or not for this user."""


def chosen(articles: QuerySet[Article], ids: Iterable[int]) -> QuerySet[Article]:
    """Return the articles with these ids, with all that the steps look at."""
    editions = Edition.objects.filter(article=OuterRef("pk"))
    rows = with_states(articles.filter(pk__in=list(ids)))
    return rows.annotate(was_published=Exists(editions)).order_by("pk")


def take(
    step: BulkStep,
    articles: QuerySet[Article],
    seen: Mapping[int, int],
    user: User,
    wishes: Wishes,
) -> Outcome:
    """Take the step with each article by itself; one that refuses stops no other.

    `articles` are those the user may see; `seen` has the revision of each that was
    decided on, 0 where that does not matter.
    """
    outcome = Outcome()
    for number in sorted(seen):
        with opened():
            # Looked at behind the door, where nobody moves it on or saves it.
            article = chosen(articles, [number]).first()
            if article is None:
                outcome.missing += 1
                continue
            reason = _take(step, article, seen[number], user, wishes)
        if reason:
            outcome.skipped.append((article, reason))
        else:
            outcome.done.append(article)
    return outcome


def _take(
    step: BulkStep, article: Article, seen: int, user: User, wishes: Wishes
) -> str:
    """Take the step with one article; return why not, else ""."""
    if step.is_of_text and seen not in (0, article.revision):
        return _("somebody saved it meanwhile; look at it once more")
    refusal = step.refusal(user, article)
    if refusal:
        return refusal
    # Deleting takes the number from the object, and the report still names it.
    number = article.pk
    try:
        return step.act(article, user, wishes)
    except (TransitionError, PublishingError) as error:
        return "; ".join(reasons(error))
    finally:
        article.pk = number


def _stands(*allowed: str) -> Callable[[Article], str]:
    """Return what says that a draft stands where the step does not begin."""

    def hindrance(article: Article) -> str:
        if article.status in allowed:
            return ""
        return _("it is “%(status)s”") % {"status": article.get_status_display()}

    return hindrance


def _not_publishable(article: Article) -> str:
    if is_withdrawn(article):
        return _("it is withdrawn; restore it first")
    if article.error_count:
        return _("it has errors; open it to see them")
    live = getattr(article, "live", None)
    is_seen = live is not None and live.live_from <= timezone.now()
    if is_seen and not article.has_unpublished_changes:
        return _("nothing to publish: readers see it as it is")
    return ""


def _not_live(article: Article) -> str:
    return "" if hasattr(article, "live") else _("it is not live")


def _not_withdrawn(article: Article) -> str:
    return "" if is_withdrawn(article) else _("it is not withdrawn")


def _published(article: Article) -> str:
    if getattr(article, "was_published", True):
        return _("it was published; withdraw it instead")
    return ""


def _publish(article: Article, user: User, wishes: Wishes) -> str:
    edition = transitions.publish_draft(article, user, **wishes)
    return "" if edition else _("nothing to publish: readers see it as it is")


def _withdraw(article: Article, user: User, wishes: Wishes) -> str:
    transitions.withdraw_article(article, user, wishes["reason"])
    return ""


def _restore(article: Article, user: User, _wishes: Wishes) -> str:
    transitions.restore_article(article, user)
    return ""


def _submit(article: Article, user: User, wishes: Wishes) -> str:
    transitions.submit(article, user, wishes["note"])
    return ""


def _make_ready(article: Article, user: User, wishes: Wishes) -> str:
    transitions.make_ready(article, user, wishes["note"])
    return ""


def _send_back(article: Article, user: User, wishes: Wishes) -> str:
    transitions.send_back(article, user, wishes["note"])
    return ""


def _delete(article: Article, user: User, _wishes: Wishes) -> str:
    delete_draft(article, user)
    return ""


SUBMIT = BulkStep(
    "submit_selected",
    gettext_lazy("Submit for review"),
    gettext_lazy("The editors see them next."),
    NoteForm,
    may_submit,
    _stands(Status.DRAFT),
    _submit,
    lambda n: ngettext("%d article submitted.", "%d articles submitted.", n) % n,
)
MAKE_READY = BulkStep(
    "make_ready_selected",
    gettext_lazy("Mark as ready"),
    gettext_lazy("They wait to be published."),
    NoteForm,
    may_review,
    _stands(Status.DRAFT, Status.IN_REVIEW),
    _make_ready,
    lambda n: (
        ngettext("%d article marked as ready.", "%d articles marked as ready.", n) % n
    ),
)
SEND_BACK = BulkStep(
    "send_back_selected",
    gettext_lazy("Send back"),
    gettext_lazy("They become drafts again; each writer sees your note."),
    SendBackForm,
    may_review,
    _stands(Status.IN_REVIEW, Status.READY),
    _send_back,
    lambda n: ngettext("%d article sent back.", "%d articles sent back.", n) % n,
)
PUBLISH = BulkStep(
    "publish_selected",
    gettext_lazy("Publish"),
    gettext_lazy(
        "Readers see them at once, as the drafts stand; those that wait for their "
        "time wait no longer."
    ),
    PublishManyForm,
    may_publish,
    _not_publishable,
    _publish,
    lambda n: ngettext("%d article published.", "%d articles published.", n) % n,
)
WITHDRAW = BulkStep(
    "withdraw_selected",
    gettext_lazy("Withdraw"),
    gettext_lazy(
        "Readers no longer see them; all their addresses say that they were withdrawn, "
        "and why. You can restore them later."
    ),
    WithdrawForm,
    may_publish,
    _not_live,
    _withdraw,
    lambda n: ngettext("%d article withdrawn.", "%d articles withdrawn.", n) % n,
    is_of_text=False,
)
RESTORE = BulkStep(
    "restore_selected",
    gettext_lazy("Restore"),
    gettext_lazy("Readers see their newest editions again, at their old addresses."),
    StepForm,
    may_publish,
    _not_withdrawn,
    _restore,
    lambda n: ngettext("%d article restored.", "%d articles restored.", n) % n,
    is_of_text=False,
)
DELETE = BulkStep(
    "delete_drafts",
    gettext_lazy("Delete drafts"),
    gettext_lazy(
        "What was never published is deleted, with its comments and earlier states. "
        "The log keeps what each draft said last."
    ),
    StepForm,
    may_delete,
    _published,
    _delete,
    lambda n: ngettext("%d draft deleted.", "%d drafts deleted.", n) % n,
)
