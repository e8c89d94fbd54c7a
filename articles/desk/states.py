"""Where an article stands, in one phrase: for lists, pages, the dashboard."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, LiveArticle, Withdrawal


@dataclass(frozen=True, slots=True)
class State:
    """Where an article stands for the desk and for its readers."""

    code: str
    """For styles: draft, in_review, ready, scheduled, live, changed or withdrawn."""
    words: str


def with_states(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return `articles` so that `state_of` asks nothing more of the database."""
    return (
        articles.select_related("live", "publication", "owner")
        # What is long and belongs to no list.
        .defer("live__digest", "live__standfirst")
        .annotate(is_withdrawn=withdrawn())
    )


def withdrawn() -> Exists:
    """Return the condition that an article was taken down and not put back."""
    return Exists(Withdrawal.objects.filter(article=OuterRef("pk"), restored_at=None))


def state_of(article: Article) -> State:
    """Return where the article stands now."""
    live: LiveArticle | None = getattr(article, "live", None)
    if live is not None:
        return _of_live(article, live)
    if is_withdrawn(article):
        return State("withdrawn", _with_status(_("withdrawn"), article))
    return State(article.status, _status(article))


def _of_live(article: Article, live: LiveArticle) -> State:
    is_seen = live.live_from <= timezone.now()
    words = (
        _("live, edition %(number)d") % {"number": live.number}
        if is_seen
        else _("scheduled for %(time)s") % {"time": time_in_words(live.live_from)}
    )
    if article.has_unpublished_changes:
        words = _("%(state)s, with unpublished changes (%(status)s)") % {
            "state": words,
            "status": _status(article),
        }
        return State("changed" if is_seen else "scheduled", words)
    return State("live" if is_seen else "scheduled", _with_status(words, article))


def _with_status(words: str, article: Article) -> str:
    """Return the words with the draft's status where somebody has moved it on."""
    if article.status == Article.Status.DRAFT:
        return words
    return _("%(state)s (%(status)s)") % {"state": words, "status": _status(article)}


def _status(article: Article) -> str:
    return str(Article.Status(article.status).label)


def is_withdrawn(article: Article) -> bool:
    """Return whether the article was taken down and not put back."""
    known: bool | None = getattr(article, "is_withdrawn", None)
    if known is None:
        return article.withdrawals.filter(restored_at=None).exists()
    return known


def time_in_words(moment: datetime.datetime) -> str:
    """Return a moment as the desk writes it, in the desk's time zone."""
    return date_format(timezone.localtime(moment), "Y-m-d H:i")


def warnings_of(article: Article) -> str:
    """Return what the draft lacks, such as “2 uncited · 1 without passage”."""
    counted = (
        (article.error_count, _("%d to mend")),
        (article.uncited_count, _("%d uncited")),
        (article.empty_reference_count, _("%d without passage")),
    )
    return " · ".join(words % count for count, words in counted if count)
