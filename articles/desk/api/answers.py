"""Answers given once: the same request with the same key is done once.

The header is that of the IETF's draft-ietf-httpapi-idempotency-key-header. Only what
was done is kept: a refusal writes nothing, so after one the key is free.
"""

import datetime
import hashlib
import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from articles.models import ApiToken, KeptAnswer
from articles.models.access import MAX_ANSWER_KEY
from articles.site.api.problems import BAD_REQUEST, ProblemError

from .problems import KEY_REUSED

HEADER = "Idempotency-Key"
_CHARACTERS = f"[!#-~]{{1,{MAX_ANSWER_KEY}}}"
PATTERN = f'^({_CHARACTERS}|"{_CHARACTERS}")$'
"""With the quotation marks of structured fields (RFC 8941), or without."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as far as another one can be the same."""

    token: ApiToken
    key: str
    """"" where the program gave none: then each request stands for itself."""
    sha256: str


def asking_of(
    request: HttpRequest, token: ApiToken, *, wishes: str, body: bytes
) -> Asking:
    """Return the request with its key; ProblemError for a key that cannot be one."""
    key = request.headers.get(HEADER, "")
    if HEADER in request.headers and not re.fullmatch(PATTERN.strip("^$"), key):
        said = f"{HEADER} is 1 to {MAX_ANSWER_KEY} visible ASCII characters."
        raise ProblemError(BAD_REQUEST, said)
    about = f"{request.content_type}\n{wishes}\n".encode()
    return Asking(token, key.strip('"'), hashlib.sha256(about + body).hexdigest())


def kept_answer(asking: Asking) -> KeptAnswer | None:
    """Return what the same request was answered before.

    ProblemError where another request was sent with this key.
    """
    if not asking.key:
        return None
    kept = KeptAnswer.objects.filter(
        token=asking.token, key=asking.key, made_at__gt=_since()
    ).first()
    if kept and kept.request_sha256 != asking.sha256:
        said = f"Another request was sent with this {HEADER}; take a new one for this."
        raise ProblemError(KEY_REUSED, said)
    return kept


def keep(asking: Asking, status: int, body: str) -> None:
    """Keep an answer, in the transaction of what it tells of; forget old ones."""
    KeptAnswer.objects.filter(made_at__lte=_since()).delete()
    if asking.key:
        KeptAnswer.objects.create(
            token=asking.token,
            key=asking.key,
            request_sha256=asking.sha256,
            status=status,
            body=body,
        )


def _since() -> datetime.datetime:
    return timezone.now() - KeptAnswer.KEPT_FOR
