"""The headers of public answers."""

import hashlib

from django.http import HttpResponse
from django.utils.http import quote_etag

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

# Browsers ask again each time and mostly hear 304, so what is published shows at once;
# a shared cache may answer for a minute and, while it asks, for another.
CACHE_CONTROL = "public, max-age=0, s-maxage=60, stale-while-revalidate=60"

# What is true of this moment only: a failure, or whether the site is ready.
NEVER_STORED = "max-age=0, no-store"

# What one program is told of what it did, and nobody else.
FOR_ONE_ALONE = "no-store"


def add_static_headers(headers: dict[str, str], _path: str, _url: str) -> None:
    """Add the policy to a static file's headers; whitenoise calls this at start."""
    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    headers["X-Content-Type-Options"] = "nosniff"


def add_public_headers(response: HttpResponse) -> None:
    """Give a public answer its policy, its caching and an ETag if it has none yet.

    What one program alone is told is no state of its address, so it has no ETag.
    """
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    if response.streaming:
        return  # A static file: whitenoise has given it the rest.
    # A condition of one reader's that was not met is nobody else's answer.
    is_passing = response.status_code == 412 or response.status_code >= 500
    response.headers.setdefault(
        "Cache-Control", NEVER_STORED if is_passing else CACHE_CONTROL
    )
    if response.status_code != 304:
        # Otherwise a server sends the answer in chunks, and HEAD tells no length.
        response.headers["Content-Length"] = str(len(response.content))
    is_shared = response.headers["Cache-Control"] != FOR_ONE_ALONE
    if is_shared and "ETag" not in response.headers:
        content = hashlib.blake2b(response.content, digest_size=12).hexdigest()
        response.headers["ETag"] = quote_etag(content)
