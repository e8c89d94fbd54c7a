"""Where a page of a listing begins, as it stands in an address."""

import base64
import binascii
import datetime
import struct
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone

from .converters import is_slug

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
_FORM = struct.Struct(">qq")


@dataclass(frozen=True, slots=True)
class Position:
    """An article's place among all articles, newest first."""

    live_from: datetime.datetime
    article_id: int

    def __str__(self) -> str:
        moment = (self.live_from - _EPOCH) // _MICROSECOND
        packed = _FORM.pack(moment, self.article_id)
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def before(request: HttpRequest) -> Position | None:
    """Return the position a page of articles stands before, None for the newest page.

    Http404 where nobody was ever given such a position.
    """
    text = request.GET.get("before")
    if text is None:
        return None
    position = _read(text)
    # What is not live yet has no position; a made-up one must not show it.
    is_possible = position.article_id > 0 and position.live_from <= timezone.now()
    if not is_possible or str(position) != text:
        raise Http404
    return position


def _read(text: str) -> Position:
    try:
        packed = base64.b64decode(f"{text}==", altchars=b"-_", validate=True)
        moment, article_id = _FORM.unpack(packed)
        return Position(_EPOCH + moment * _MICROSECOND, article_id)
    except (binascii.Error, struct.error, OverflowError, ValueError):
        raise Http404 from None


def after(request: HttpRequest) -> str:
    """Return the slug that a page of names stands after, "" for the first page."""
    slug = request.GET.get("after", "")
    if slug and not is_slug(slug):
        raise Http404
    return slug
