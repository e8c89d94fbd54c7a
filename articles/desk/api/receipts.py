"""What a program is told of the draft that it handed in."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.desk.dating import date_problems
from articles.desk.intake import Fate, Outcome
from articles.digest import Digest, Parsed, Problem, check, complete
from articles.models import Article, LiveArticle
from articles.site.api.resources import page_url
from articles.site.api.shapes import (
    ADDRESS,
    NUMBER,
    TEXT,
    Field,
    Shape,
    list_of,
    or_null,
)

from .problems import told


@dataclass(frozen=True, slots=True)
class Receipt:
    """A draft as it stands after it was handed in."""

    article: Article
    outcome: Outcome
    problems: tuple[Problem, ...]


def receipt_of(article: Article, outcome: Outcome, parsed: Parsed) -> Receipt:
    """Return what is told: of reading, of the intake, and what the desk finds."""
    digest = complete(parsed.digest or Digest())
    found = (*check(digest), *date_problems(digest))
    return Receipt(article, outcome, (*parsed.problems, *outcome.problems, *found))


def desk_url(article: Article) -> str:
    """Return the whole address of an article's page at the desk."""
    path = reverse("admin:articles_article_change", args=[article.pk])
    return f"{settings.SITE_URL}{path}"


def _page(receipt: Receipt) -> str | None:
    """Return where readers see the article; None where they do not see it, or yet."""
    live = LiveArticle.objects.public().filter(pk=receipt.article.pk).first()
    return page_url("article", live.slug) if live else None


_PROBLEM: dict[str, Any] = {"$ref": "#/components/schemas/DigestProblem"}

RECEIPT = Shape(
    "Receipt",
    "A draft that was handed in.",
    (
        Field("id", "Of the article at the desk.", NUMBER, lambda r: r.article.pk),
        Field(
            "url", "Of its page at the desk.", ADDRESS, lambda r: desk_url(r.article)
        ),
        Field(
            "outcome",
            "`created`, or `unchanged` where the desk has an article that says the"
            " same.",
            {"type": "string", "enum": [Fate.CREATED.value, Fate.UNCHANGED.value]},
            lambda r: r.outcome.fate.value,
        ),
        Field(
            "title", "Of the article; may be empty.", TEXT, lambda r: r.article.title
        ),
        Field(
            "revision",
            "Rises with every save of the draft.",
            NUMBER,
            lambda r: r.article.revision,
        ),
        Field(
            "status",
            "Where the draft stands.",
            {"type": "string", "enum": Article.Status.values},
            lambda r: r.article.status,
        ),
        Field(
            "edition",
            "The number of the edition that the request published; else null.",
            or_null(NUMBER),
            lambda r: r.outcome.edition,
        ),
        Field("page", "Where readers see it; else null.", or_null(ADDRESS), _page),
        Field(
            "problems",
            "What was guessed, dropped or is doubtful, and what an edition lacks.",
            list_of(_PROBLEM),
            lambda r: told(r.problems),
        ),
    ),
)
