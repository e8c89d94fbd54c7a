"""Who asks, by which token, and whether the two may do it."""

from django.http import HttpRequest

from articles.desk.log import Program
from articles.desk.permissions import may_act_by_token
from articles.desk.tokens import token_behind
from articles.models import ApiToken
from articles.site.api.problems import Kind, ProblemError

from .problems import FORBIDDEN, UNAUTHORIZED

WRITE = "drafts:write"
PUBLISH = "drafts:publish"

_REALM = 'Bearer realm="drafts"'
_SCHEME = "bearer"


def shown_token(request: HttpRequest) -> ApiToken | None:
    """Return the token that the request shows, if it is one, be it ended."""
    return token_behind(_shown_secret(request))


def _shown_secret(request: HttpRequest) -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == _SCHEME else ""


def let_in(request: HttpRequest, token: ApiToken | None) -> ApiToken:
    """Return the token if it opens the desk today; ProblemError where it does not."""
    if token is None:
        # RFC 6750, 3.1: who showed nothing is told of no error.
        error = "invalid_token" if _shown_secret(request) else ""
        said = "This token is unknown." if error else "Send a token of the desk."
        raise _refusal(UNAUTHORIZED, said, error)
    if token.revoked_at:
        raise _refusal(UNAUTHORIZED, "This token is revoked.", "invalid_token")
    if token.has_ended:
        raise _refusal(UNAUTHORIZED, "This token has ended.", "invalid_token")
    if not may_act_by_token(token.owner):
        raise ProblemError(FORBIDDEN, "The owner of this token may make no drafts.")
    require(token, WRITE)
    return token


def require(token: ApiToken, scope: str) -> None:
    """Refuse, with ProblemError, what the token is not for."""
    if not token.allows(scope):
        said = f"This token has not the scope {scope}."
        raise _refusal(FORBIDDEN, said, f'insufficient_scope", scope="{scope}')


def program_of(token: ApiToken) -> Program:
    """Return who acts by the token, as the log tells it."""
    return Program(token.owner, str(token))


def _refusal(kind: Kind, said: str, error: str) -> ProblemError:
    challenge = f'{_REALM}, error="{error}"' if error else _REALM
    return ProblemError(kind, said, headers={"WWW-Authenticate": challenge})
