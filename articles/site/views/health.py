"""Whether the site is alive, and whether it is ready to answer readers."""

import logging
import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.models.published import SiteGeneration
from articles.site.headers import NEVER_STORED

logger = logging.getLogger(__name__)


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the program runs; asks nobody else."""
    return _answer("ok", 200)


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Say that database and cache answer, or which of them does not."""
    parts = {"database": _ask_database, "cache": _ask_cache}
    silent = [name for name, ask in parts.items() if not _answers(name, ask)]
    if silent:
        return _answer(f"not ready: {', '.join(silent)}", 503)
    return _answer("ok", 200)


def _answer(text: str, status: int) -> HttpResponse:
    return HttpResponse(
        f"{text}\n",
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": NEVER_STORED},
    )


def _answers(name: str, ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:
        # Whatever went wrong, and each driver has errors of its own: it is not ready.
        logger.exception("%s does not answer", name)
        return False
    return True


def _ask_database() -> None:
    """Read a table of ours: a database that was never migrated is not ready either."""
    SiteGeneration.objects.filter(pk=1).exists()


def _ask_cache() -> None:
    """Read back what was written just now."""
    word = secrets.token_hex(8)
    cache.set(f"readyz-{word}", word, timeout=10)
    if cache.get(f"readyz-{word}") != word:
        raise LookupError("the cache forgot what was written just now")
