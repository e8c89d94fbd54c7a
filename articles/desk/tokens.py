"""Tokens: made once, shown once, looked up by their hash, revoked for ever."""

import datetime
import hashlib
import re
import secrets
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import ApiToken

from .log import Verb, record

DEFAULT_DAYS = 90
MOST_DAYS = 366

# Hexadecimal digits are chosen whole by a double click, and programs that look for
# leaked secrets find the beginning.
_PREFIX = "dgs_"
_SECRET = re.compile(f"{_PREFIX}[0-9a-f]{{64}}")
_SECRET_BYTES = 32
_SHOWN = len(_PREFIX) + 6
"""So much of a secret is kept to recognise it; 232 of its 256 bits stay unknown."""


class NameTakenError(Exception):
    """The owner has an open token of this name; the message says what to do."""


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token, and its secret, which nobody can read again."""

    token: ApiToken
    secret: str


def make_token(
    owner: User, name: str, scopes: str, days: int = DEFAULT_DAYS
) -> MadeToken:
    """Make a token of `owner` that ends after some days.

    Raises NameTakenError; sending the same form twice makes no second token.
    """
    secret = f"{_PREFIX}{secrets.token_hex(_SECRET_BYTES)}"
    try:
        with transaction.atomic():
            token = ApiToken.objects.create(
                owner=owner,
                name=name,
                scopes=scopes,
                sha256=_hash(secret),
                beginning=secret[:_SHOWN],
                expires_at=timezone.now() + datetime.timedelta(days=days),
            )
            record(owner, Verb.TOKEN_MADE, token, may=scopes, days=days)
    except IntegrityError:
        raise NameTakenError(
            _("You have a token of this name; revoke that one, or choose another name.")
        ) from None
    return MadeToken(token, secret)


def revoke_token(token: ApiToken, actor: User) -> None:
    """End a token now. One that was revoked already stays as it is."""
    with transaction.atomic():
        unrevoked = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
        if unrevoked.update(revoked_at=timezone.now()):
            record(actor, Verb.TOKEN_REVOKED, token)


def token_behind(secret: str) -> ApiToken | None:
    """Return the token with this secret, ended or not; None where there is none.

    The unique index is asked for the hash. How long that takes may tell how the hash of
    a guess begins, and that says nothing of how a secret does: hashes cannot be steered
    towards one another. So no comparison in constant time is needed.
    """
    if not _SECRET.fullmatch(secret):
        return None
    tokens = ApiToken.objects.select_related("owner")
    return tokens.filter(sha256=_hash(secret)).first()


def note_use(token: ApiToken) -> None:
    """Keep the day of the last use: one write a day, however often it is used."""
    today = timezone.localdate()
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
