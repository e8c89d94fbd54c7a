"""Where a page of a listing begins, as it stands in an address."""

import base64
import datetime
import struct
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone

from articles.models.names import is_slug

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
_FORM = struct.Struct(">qq")
_FORM_OF_POINT = struct.Struct(">qqH")

_END_OF_IDS = 2**63 - 1
"""The one after a position's must still be a number to the databases."""

BEHIND_ALL = 0xFFFF
"""As the place of a point: behind all that its article has."""


@dataclass(frozen=True, slots=True)
class Position:
    """An article's place among all articles: when it went live, or its own day."""

    moment: datetime.datetime
    article_id: int
    point: int | None = None
    """Of a point: its place in its article, from 0."""

    def __str__(self) -> str:
        microseconds = (self.moment - _EPOCH) // _MICROSECOND
        if self.point is None:
            packed = _FORM.pack(microseconds, self.article_id)
        else:
            packed = _FORM_OF_POINT.pack(microseconds, self.article_id, self.point)
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def before(request: HttpRequest, *, is_by_day: bool = False) -> Position | None:
    """Return the position a page of articles stands before, None for the newest page.

    Http404 where nobody was ever given such a position.
    """
    return _given(request, "before", article_position, is_by_day=is_by_day)


def before_point(request: HttpRequest, *, is_by_day: bool = False) -> Position | None:
    """Return the position of a point that a page of points stands behind.

    As `before` does with articles; one is not taken for the other.
    """
    return _given(request, "before", point_position, is_by_day=is_by_day)


def after_article(request: HttpRequest, *, is_by_day: bool = False) -> Position | None:
    """Return the position that a reader turns back from, None for who does not.

    As `before`; the page asked for is the one that ends where this article begins.
    """
    return _given(request, "after", article_position, is_by_day=is_by_day)


def after_point(request: HttpRequest, *, is_by_day: bool = False) -> Position | None:
    """Return the position of a point that a reader turns back from."""
    return _given(request, "after", point_position, is_by_day=is_by_day)


def _given(
    request: HttpRequest,
    name: str,
    read: Callable[..., Position],
    *,
    is_by_day: bool,
) -> Position | None:
    text = request.GET.get(name)
    if text is None:
        return None
    try:
        return read(text, is_by_day=is_by_day)
    except ValueError:
        raise Http404 from None


def article_position(text: str, *, is_by_day: bool = False) -> Position:
    """Return the position of an article that a text says.

    Where articles stand by their own day, that may be a day to come. ValueError where
    nobody was ever given such a position.
    """
    return _position(text, _FORM, is_by_day=is_by_day)


def point_position(text: str, *, is_by_day: bool = False) -> Position:
    """Return the position of a point that a text says, as `article_position` does."""
    return _position(text, _FORM_OF_POINT, is_by_day=is_by_day)


def _position(text: str, form: struct.Struct, *, is_by_day: bool) -> Position:
    position = _read(text, form)
    # What is not live yet has no position; a made-up one must not show it.
    is_past = is_by_day or position.moment <= timezone.now()
    is_id = 0 < position.article_id < _END_OF_IDS
    if not is_id or not is_past or str(position) != text:
        raise ValueError("no position")
    return position


def _read(text: str, form: struct.Struct) -> Position:
    try:
        padding = "=" * (-len(text) % 4)
        packed = base64.b64decode(f"{text}{padding}", altchars=b"-_", validate=True)
        microseconds, *places = form.unpack(packed)
        return Position(_EPOCH + microseconds * _MICROSECOND, *places)
    except (struct.error, OverflowError) as error:
        raise ValueError("no position") from error


def after(request: HttpRequest) -> str:
    """Return the slug that a page of names stands after, "" for the first page."""
    slug = request.GET.get("after", "")
    if slug and not is_slug(slug):
        raise Http404
    return slug
