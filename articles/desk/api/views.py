"""The address that takes digests."""

import json

from django.http import HttpRequest, HttpResponse

from articles.desk.permissions import may_publish
from articles.desk.tokens import note_use
from articles.models import ApiToken
from articles.site.api.limiting import address_of, refusal_of, within_limit
from articles.site.api.parameters import Parameter, one_of, read_query
from articles.site.api.problems import (
    NOT_ALLOWED,
    ProblemError,
    answering_problems,
    problem,
)
from articles.site.headers import FOR_ONE_ALONE

from .access import PUBLISH, let_in, require, shown_token
from .answers import asking_of, kept_answer
from .body import body_of, read_body
from .problems import FORBIDDEN
from .taking import CREATED, Answer, hand_in

PUBLISH_WISH = Parameter(
    name="publish",
    description="Whether readers see it at once. The token needs the scope"
    " `drafts:publish`, and its owner the right to publish; else nothing is written."
    " Where an edition lacks something the draft is made all the same: `edition` is"
    " null, and `problems` has `not-published`.",
    schema={"type": "boolean", "default": False},
    read=lambda text: one_of("true", "false")(text) == "true",
    default=False,
)


def drafts(request: HttpRequest) -> HttpResponse:
    """Take a digest to the desk; the answer is for nobody else, and not for later."""
    # Not the address alone: who reads the API has not knocked here.
    stranger = f"stranger-{address_of(request)}"
    # Before a token is looked up: a guess too many costs the database nothing.
    response = refusal_of(stranger) or _counted(request, stranger)
    response.headers["Cache-Control"] = FOR_ONE_ALONE
    return response


def _counted(request: HttpRequest, stranger: str) -> HttpResponse:
    """Answer within the limit of the token, or of whoever shows none that is known."""
    token = shown_token(request) if request.method == "POST" else None
    client = f"token-{token.pk}" if token else stranger
    return within_limit(client, lambda: _answer(request, token=token))


@answering_problems
def _answer(request: HttpRequest, *, token: ApiToken | None) -> HttpResponse:
    if request.method != "POST":
        said = f"{request.method} is not POST."
        return problem(NOT_ALLOWED, said, headers={"Allow": "POST"})
    token = let_in(request, token)
    note_use(token)
    publish = _publishes(request, token)
    body = body_of(request)
    asking = asking_of(request, token, wishes=f"publish={publish}", body=body)
    if kept := kept_answer(asking):
        return _sent(Answer(kept.status, kept.body))
    parsed = read_body(request.content_type or "", body)
    return _sent(hand_in(parsed, asking, publish=publish))


def _publishes(request: HttpRequest, token: ApiToken) -> bool:
    """Return whether it shall be published; refused where token or owner may not."""
    wished: bool = read_query(request, [PUBLISH_WISH])["publish"]
    if wished:
        require(token, PUBLISH)
        if not may_publish(token.owner):
            raise ProblemError(FORBIDDEN, "The owner of this token may not publish.")
    return wished


def _sent(answer: Answer) -> HttpResponse:
    response = HttpResponse(
        answer.body, status=answer.status, content_type="application/json"
    )
    if answer.status == CREATED:
        response.headers["Location"] = json.loads(answer.body)["url"]
    return response
