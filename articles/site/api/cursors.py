"""Cursors: where a page of a list begins, sealed so that nobody can make one up.

The seal is of the place and of the list, its filters included: the cursor of one list
is none of another. It holds as long as SECRET_KEY does.
"""

import base64
import hmac

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_SEAL = 9
"""Bytes: too many to guess, and no padding in base64."""
_OF_PAGES = ("cursor", "fields", "limit")
"""Parameters that may differ from page to page of one list."""


def sealed(request: HttpRequest, place: str) -> str:
    """Return the cursor of a place in the list that is asked for."""
    said = place.encode()
    made = base64.urlsafe_b64encode(_seal(request, said) + said)
    return made.rstrip(b"=").decode()


def opened(request: HttpRequest, cursor: str) -> str:
    """Return the place that a cursor says; ValueError where it is none of this list."""
    made = base64.urlsafe_b64decode(f"{cursor}{'=' * (-len(cursor) % 4)}".encode())
    seal, said = made[:_SEAL], made[_SEAL:]
    if not said or not hmac.compare_digest(seal, _seal(request, said)):
        raise ValueError("a cursor of no list or of another")
    place = said.decode()
    if sealed(request, place) != cursor:
        raise ValueError("a cursor written in another way")
    return place


def _seal(request: HttpRequest, said: bytes) -> bytes:
    asked = sorted((n, v) for n, v in request.GET.items() if n not in _OF_PAGES)
    of_list = repr((request.path_info, asked)).encode()
    mac = salted_hmac("articles.site.api.cursors", of_list + said, algorithm="sha256")
    return mac.digest()[:_SEAL]
