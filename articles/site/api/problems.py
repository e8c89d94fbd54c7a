"""What went wrong, in the one form of errors under /api/ (RFC 9457).

Who answers a problem elsewhere under /api/ does it the same way. Inside what
`answering_problems` wraps, `raise ProblemError(BAD_REQUEST, "The body is no JSON.")`;
elsewhere, return `problem(…)` with the same arguments. A problem of its own is one more
`Kind`, entered in KINDS, which the readable page and the OpenAPI document list.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from articles.site.headers import NEVER_STORED

API = "/api/"
PAGE = "/api/v1/docs"
"""What the types of problems lead to: the readable page."""
CONTENT_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can go wrong."""

    name: str
    """Of its place on the readable page."""
    status: int
    title: str
    description: str

    @property
    def uri(self) -> str:
        """What programs know it by."""
        return f"{settings.SITE_URL}{PAGE}#{self.name}"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one part of a request."""

    detail: str
    parameter: str = ""
    """Of the query."""
    pointer: str = ""
    """Into the body, as RFC 6901 has it, such as #/references/2/url."""

    @property
    def members(self) -> dict[str, str]:
        """What is said of it."""
        return {name: text for name, text in asdict(self).items() if text}


BAD_REQUEST = Kind(
    "bad-request",
    400,
    "The request makes no sense",
    "A parameter is unknown, given twice or has a value it cannot have. Each one that"
    " is wrong is named in `errors`.",
)
NOT_FOUND = Kind(
    "not-found",
    404,
    "Nothing at this address",
    "There is nothing here, or nothing with the tag or publication that was asked for.",
)
NOT_ALLOWED = Kind(
    "method-not-allowed",
    405,
    "That method is not for this address",
    "`Allow` names those that are.",
)
WITHDRAWN = Kind(
    "withdrawn",
    410,
    "Withdrawn",
    "The article was taken down; `detail` is the public reason, `withdrawn_at` when.",
)
TOO_MANY = Kind(
    "too-many-requests",
    429,
    "Too many requests",
    "`Retry-After` tells how many seconds to wait.",
)
FAILED = Kind(
    "failed", 500, "Something broke", "The fault is the site's, not the request's."
)
KINDS = [BAD_REQUEST, NOT_FOUND, NOT_ALLOWED, WITHDRAWN, TOO_MANY, FAILED]


class ProblemError(Exception):
    """A request that is answered with a problem."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        flaws: Iterable[Flaw] = (),
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        """Take what `problem` takes."""
        super().__init__(kind.name, detail)
        self.response = problem(kind, detail, flaws, headers, **members)


def problem(
    kind: Kind,
    detail: str,
    flaws: Iterable[Flaw] = (),
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> HttpResponse:
    """Return the answer that says what went wrong.

    `members` are further ones of the problem, documented with its kind.
    """
    said: dict[str, Any] = {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        **members,
    }
    if errors := [flaw.members for flaw in flaws]:
        said["errors"] = errors
    text = json.dumps(said, ensure_ascii=False)
    response = HttpResponse(
        text, status=kind.status, content_type=CONTENT_TYPE, headers=headers
    )
    if kind in (TOO_MANY, FAILED):
        response.headers["Cache-Control"] = NEVER_STORED
    return response


def answering_problems(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Make `view` answer ProblemError and Http404 in the form of problems."""

    @wraps(view)
    def answer(request: HttpRequest, **parameters: Any) -> HttpResponse:
        try:
            return view(request, **parameters)
        except ProblemError as error:
            return error.response
        except Http404:
            return nothing_here(request)

    return answer


def is_for_api(request: HttpRequest) -> bool:
    """Whether a request is answered in the form of problems when it goes wrong."""
    return request.path_info.startswith(API)


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing at this address."""
    return problem(NOT_FOUND, f"There is nothing at {request.path}.")
