"""A digest on its way to the desk: the one intake, with its answer."""

import json
from dataclasses import dataclass

from articles.desk.intake import Fate, Outcome, Wishes, find_article, take_in
from articles.desk.permissions import may_publish, may_view
from articles.digest import Digest, Parsed, complete
from articles.models import Article
from articles.publishing import opened
from articles.site.api.problems import ProblemError

from .access import program_of
from .answers import Asking, keep, kept_answer
from .problems import FORBIDDEN, THERE_ALREADY
from .receipts import RECEIPT, desk_url, receipt_of

CREATED, UNCHANGED = 201, 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request comes to, as it is sent and kept."""

    status: int
    body: str


def hand_in(parsed: Parsed, asking: Asking, *, publish: bool) -> Answer:
    """Make a draft of what was read, and publish it if wished.

    ProblemError where the desk has another text of the article, or the owner of the
    token may not publish this one; then nothing is written. Whoever asks the same at
    the same time waits at the door, and gets the answer of the first.
    """
    digest = complete(parsed.digest or Digest())
    with opened():
        if kept := kept_answer(asking):
            return Answer(kept.status, kept.body)
        _check_there(find_article(digest), asking, publish=publish)
        wishes = Wishes(publish=publish, owner=program_of(asking.token))
        outcome = take_in(digest, wishes)
        answer = _answer(parsed, outcome)
        keep(asking, answer.status, answer.body)
    return answer


def _check_there(article: Article | None, asking: Asking, *, publish: bool) -> None:
    """Refuse what touches an article that is not the business of the token's owner."""
    if article is None:
        return
    owner = asking.token.owner
    if not may_view(owner, article):
        raise ProblemError(THERE_ALREADY, "Somebody else has this article at the desk.")
    if publish and not may_publish(owner, article):
        said = "The owner of this token may not publish this article."
        raise ProblemError(FORBIDDEN, said)


def _answer(parsed: Parsed, outcome: Outcome) -> Answer:
    if outcome.fate is Fate.FAILED or outcome.article_id is None:
        raise ProblemError(THERE_ALREADY, f"{outcome.problems[0]}.")
    article = Article.objects.get(pk=outcome.article_id)
    if outcome.fate is Fate.KEPT:
        said = "The desk has another text of this article; change it there."
        raise ProblemError(THERE_ALREADY, said, url=desk_url(article))
    receipt = RECEIPT.written(receipt_of(article, outcome, parsed))
    body = json.dumps(receipt, ensure_ascii=False, separators=(",", ":"))
    return Answer(CREATED if outcome.fate is Fate.CREATED else UNCHANGED, body)
