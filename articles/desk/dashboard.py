"""The desk's front page: what waits for whom, and what became of things."""

import datetime
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Comment, LogEntry

from .log import Subject, Verb
from .log_reading import Line, lines_of
from .permissions import sees_all, visible
from .states import with_states, withdrawn

MOST = 10
"""How many rows a section shows; the rest is a click away."""
_LATELY = 60
"""How many of one's acts are looked at for what one touched last."""
_STEPS = (
    Verb.SUBMITTED,
    Verb.TAKEN_BACK,
    Verb.SENT_BACK,
    Verb.MADE_READY,
    Verb.PUBLISHED,
    Verb.SCHEDULED,
    Verb.UPDATED,
    Verb.CORRECTED,
)

Articles = QuerySet[Article]


@dataclass(frozen=True, slots=True)
class Row:
    """An article in a section, and what is worth saying of it there."""

    article: Article
    at: datetime.datetime
    note: str = ""
    """In somebody's own words."""
    who: str = ""
    """Whose words they are."""
    anchor: str = ""
    """Where on the article's page the matter stands."""


@dataclass(frozen=True, slots=True)
class Section:
    """Some articles that have something in common."""

    name: str
    title: str
    rows: list[Row]
    query: dict[str, str] = field(default_factory=dict)
    """Of the list that shows all of them; {} where no list does."""
    has_more: bool = False
    is_told_empty: str = ""
    """What is said where there is nothing; such a section is left out otherwise."""

    @property
    def url(self) -> str:
        """The list that shows all of them."""
        if not self.query:
            return ""
        page = reverse("admin:articles_article_changelist")
        return f"{page}?{urlencode(self.query)}"


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that the front page shows one user."""

    waiting: list[Section]
    """What somebody waits for this user to do."""
    others: list[Section]
    touched: list[Line]
    is_first_time: bool


def dashboard_of(user: User) -> Dashboard:
    """Return the front page of `user`; the same few queries however much there is."""
    articles = visible(user, with_states(Article.objects.all()))
    own, steps = _own(user, articles), _steps(articles)
    waiting = [*steps, *own] if sees_all(user) else [*own, *steps]
    others = [
        _open_comments(user),
        _scheduled(articles),
        _changed(articles),
        _warned(articles),
        _live(articles),
    ]
    shown = [section for section in waiting if section.rows or section.is_told_empty]
    rest = [section for section in others if section.rows]
    is_empty = not any(section.rows for section in [*shown, *rest])
    return Dashboard(
        waiting=shown,
        others=rest,
        touched=_touched(user),
        is_first_time=is_empty and not articles.exists(),
    )


def _steps(articles: Articles) -> list[Section]:
    """Return what waits for an editor: to be read, then to be published."""
    return [
        _section(
            "in_review",
            _("In review"),
            articles.filter(status=Article.Status.IN_REVIEW),
            {"status": "in_review"},
            empty=_("Nothing waits for a review."),
        ),
        _section(
            "ready",
            _("Ready to publish"),
            articles.filter(status=Article.Status.READY),
            {"status": "ready"},
            empty=_("Nothing waits to be published."),
        ),
    ]


def _own(user: User, articles: Articles) -> list[Section]:
    """Return what waits for whoever wrote it: sent back, then unfinished."""
    last = LogEntry.objects.filter(
        subject=Subject.ARTICLE, subject_id=OuterRef("pk"), verb__in=_STEPS
    )
    is_sent_back = Exists(
        LogEntry.objects.filter(pk=OuterRef("last_step"), verb=Verb.SENT_BACK)
    )
    drafts = (
        articles.filter(owner=user.pk, status=Article.Status.DRAFT)
        .filter(Q(live__isnull=True) | Q(has_unpublished_changes=True))
        .annotate(last_step=Subquery(last.order_by("-pk").values("pk")[:1]))
    )
    query = {"owner": "me"} if sees_all(user) else {}
    return [
        _sent_back(drafts.filter(is_sent_back)),
        _section(
            "own",
            _("Your drafts"),
            drafts.exclude(is_sent_back).exclude(withdrawn()),
            {**query, "status": "draft"},
        ),
    ]


def _sent_back(drafts: Articles) -> Section:
    found, has_more = _some(drafts.order_by(F("last_step").desc()))
    steps = {article.pk: getattr(article, "last_step", 0) for article in found}
    notes = LogEntry.objects.in_bulk(list(steps.values())) if steps else {}
    rows = []
    for article in found:
        note = notes[steps[article.pk]]
        rows.append(Row(article, note.at, note.note, note.actor_name))
    return Section(
        "sent_back", _("Sent back to you"), rows, {"status": "draft"}, has_more
    )


def _scheduled(articles: Articles) -> Section:
    found, has_more = _some(
        articles.filter(live__live_from__gt=timezone.now()).order_by(
            "live__live_from", "pk"
        )
    )
    rows = [Row(article, article.live.live_from) for article in found]
    return Section(
        "scheduled", _("Scheduled"), rows, {"readers": "scheduled"}, has_more
    )


def _live(articles: Articles) -> Section:
    found, has_more = _some(
        articles.filter(live__live_from__lte=timezone.now()).order_by(
            "-live__live_from", "-pk"
        )
    )
    rows = [Row(article, article.live.live_from) for article in found]
    return Section("live", _("Recently live"), rows, {"readers": "live"}, has_more)


def _changed(articles: Articles) -> Section:
    return _section(
        "changed",
        _("Live, with unpublished changes"),
        articles.filter(
            has_unpublished_changes=True, live__live_from__lte=timezone.now()
        ),
        {"readers": "changed"},
    )


def _warned(articles: Articles) -> Section:
    warned = (
        Q(error_count__gt=0) | Q(uncited_count__gt=0) | Q(empty_reference_count__gt=0)
    )
    return _section(
        "warnings", _("With warnings"), articles.filter(warned), {"warnings": "any"}
    )


def _open_comments(user: User) -> Section:
    """Return what is said of the user's drafts and not yet dealt with."""
    open_ones = (
        Comment.objects.filter(article__owner=user.pk, settled_at=None)
        .select_related("article", "article__publication", "article__live")
        .defer("article__live__digest", "article__live__standfirst")
        .order_by("-pk")
    )
    found = list(open_ones[: MOST + 1])
    rows = [
        Row(each.article, each.made_at, each.text, each.author_name, "#comments")
        for each in found[:MOST]
    ]
    return Section("comments", _("Comments on your drafts"), rows)


def _touched(user: User) -> list[Line]:
    """Return the user's last act with each of the things touched last."""
    acts = LogEntry.objects.filter(actor_id=user.pk).order_by("-pk")[:_LATELY]
    newest: dict[tuple[str, int], LogEntry] = {}
    for entry in acts:
        newest.setdefault((entry.subject, entry.subject_id), entry)
    return lines_of(list(newest.values())[:MOST])


def _section(
    name: str, title: str, articles: Articles, query: dict[str, str], empty: str = ""
) -> Section:
    """Return the articles, the last changed first."""
    found, has_more = _some(articles.order_by("-updated_at", "-pk"))
    rows = [Row(article, article.updated_at) for article in found]
    return Section(name, title, rows, query, has_more, empty)


def _some(articles: Articles) -> tuple[list[Article], bool]:
    """Return the first of them, and whether there are more."""
    found = list(articles[: MOST + 1])
    return found[:MOST], len(found) > MOST
