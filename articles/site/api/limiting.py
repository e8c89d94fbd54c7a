"""How often one client may ask: so many requests within a window of time.

Counted in Django's cache, by the address that the connection comes from; what a client
says of itself (`X-Forwarded-For`) is not believed. With https a proxy of the site's own
stands before it: then the last address there counts, which that proxy adds.

The headers are those of the IETF's draft-ietf-httpapi-ratelimit-headers (since its
version 8): `RateLimit-Policy` tells the rule, `RateLimit` what is left of it. A shared
cache may hand out somebody else's `RateLimit`; the `Age` of an answer tells that it
came from there and was not counted.
"""

import ipaddress
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from .problems import TOO_MANY, problem

logger = logging.getLogger(__name__)

_NAME = "requests"
_NETWORK = 64
"""Bits of an IPv6 address that one client has to itself."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What one client may still ask."""

    requests: int
    seconds: int
    left: int
    reset: int
    """In so many seconds all of it is there again."""
    is_exceeded: bool

    @property
    def headers(self) -> dict[str, str]:
        """What answers say of it."""
        return {
            "RateLimit-Policy": f'"{_NAME}";q={self.requests};w={self.seconds}',
            "RateLimit": f'"{_NAME}";r={self.left};t={self.reset}',
        }


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make `view` answer no client more often than the setting API_RATE_LIMIT says."""

    @wraps(view)
    def answer(request: HttpRequest, **parameters: Any) -> HttpResponse:
        return within_limit(address_of(request), lambda: view(request, **parameters))

    return answer


def within_limit(client: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer, or a refusal where this client has asked too often."""
    quota = _quota(client, _count)
    if quota is None:
        return answer()
    response = _refuse(quota) if quota.is_exceeded else answer()
    return _with_headers(response, quota)


def refusal_of(client: str) -> HttpResponse | None:
    """Return the refusal where this client has nothing left; nothing is counted."""
    quota = _quota(client, _counted)
    if quota is None or quota.left:
        return None
    return _with_headers(_refuse(quota), quota)


def _with_headers(response: HttpResponse, quota: Quota) -> HttpResponse:
    for name, value in quota.headers.items():
        response.headers[name] = value
    return response


def _refuse(quota: Quota) -> HttpResponse:
    said = f"{quota.requests} requests in {quota.seconds} seconds are the limit."
    return problem(TOO_MANY, said, headers={"Retry-After": str(quota.reset)})


def _quota(client: str, asked_of: Callable[[str, int], int]) -> Quota | None:
    """Return what a client has left, None where nothing is counted.

    A cache that does not answer limits nobody: `/readyz` is where that shows.
    """
    if not settings.API_RATE_LIMIT:
        return None
    requests, seconds = settings.API_RATE_LIMIT
    now = int(time.time())
    window, gone = divmod(now, seconds)
    try:
        asked = asked_of(f"api:{client}:{seconds}:{window}", seconds)
    except Exception:
        # Each cache has errors of its own.
        logger.exception("the cache does not count requests")
        return None
    left = max(0, requests - asked)
    return Quota(requests, seconds, left, seconds - gone, asked > requests)


def _counted(key: str, _seconds: int) -> int:
    """Return how many requests there were under a key before this one."""
    asked: int = cache.get(key, 0)
    return asked


def _count(key: str, seconds: int) -> int:
    """Count a request; return how many there were under a key, this one included."""
    if cache.add(key, 1, timeout=seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # It was forgotten between the two.
        cache.set(key, 1, timeout=seconds)
        return 1


def _last_address(request: HttpRequest) -> str:
    """Return where the request came from when it reached the site or its own proxy."""
    if settings.SECURE_PROXY_SSL_HEADER and "X-Forwarded-For" in request.headers:
        return request.headers["X-Forwarded-For"].rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def address_of(request: HttpRequest) -> str:
    """Return what a client is known by; those without an address are one."""
    try:
        found = ipaddress.ip_address(_last_address(request))
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    network = ipaddress.ip_network((found.packed, _NETWORK), strict=False)
    return str(network.network_address)
