"""Dates that cannot be, as of today: the document itself knows no today."""

import datetime
from collections.abc import Iterator

from django.utils import timezone

from articles.digest import Digest, Problem

_ONE_DAY = datetime.timedelta(days=1)
"""Where the publication is, tomorrow may have begun."""


def date_problems(digest: Digest) -> Iterator[Problem]:
    """Yield the problem that an article's date is still to come, if it is."""
    latest = timezone.localdate() + _ONE_DAY
    if digest.published[:10] > latest.isoformat():
        yield Problem(
            "warning",
            "future-date",
            "the date of the article lies ahead; see that the year is right",
            text=digest.published,
            path="published",
        )
