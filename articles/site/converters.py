"""What may stand in an address. An address that cannot exist is a 404 at once."""

import re
from pathlib import PurePosixPath

from django.urls import register_converter

from articles.digest.model import MAX_KEY
from articles.models.names import is_slug
from articles.models.sources import MAX_SOURCE_KEY
from articles.site.article.citing import FORMS, Form

_MAX_TYPED = 1_000
"""Longer than any expression of slugs can be that leads somewhere."""
_FILES = {".atom", ".rss", ".json", ".md", ".txt", ".xml", ".php"}
"""Names do end with a dot and letters, but hardly with these."""


class SlugConverter:
    """A slug as the project makes them: Unicode, never with a dot or a slash."""

    regex = "[^/.]+"

    def to_python(self, value: str) -> str:
        """Return the slug; Django takes the ValueError for no match."""
        if not is_slug(value):
            raise ValueError
        return value

    def to_url(self, value: str) -> str:
        """Return the slug as it stands in an address."""
        return value


class ExpressionConverter(SlugConverter):
    """Tags joined as `articles.site.tags.expressions` has it, or names as typed."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Return what was typed; Django takes the ValueError for no match."""
        is_file = PurePosixPath(value).suffix in _FILES
        if is_file or not value.isprintable() or len(value) > _MAX_TYPED:
            raise ValueError
        return value


class NumberConverter:
    """The number of an edition or a sitemap: from 1, written in one way only."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the number as it stands in an address."""
        return str(value)


class MonthConverter:
    """A month, with its zero, so that it has one address."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the number as it stands in an address."""
        return f"{value:02}"


class DayConverter(MonthConverter):
    """A day, with its zero; whether its month has it is another question."""

    regex = "0[1-9]|[12][0-9]|3[01]"


class YearConverter(MonthConverter):
    """A year, with its zeros, from 0001."""

    regex = "(?!0000)[0-9]{4}"

    def to_url(self, value: int) -> str:
        """Return the year as it stands in an address."""
        return f"{value:04}"


class FeedConverter:
    """A form of a feed, as its address ends."""

    regex = "atom|rss|json"

    def to_python(self, value: str) -> str:
        """Return the form."""
        return value

    def to_url(self, value: str) -> str:
        """Return the form as it stands in an address."""
        return value


class KeyConverter:
    """The key of a point."""

    regex = f"[A-Za-z0-9_-]{{1,{MAX_KEY}}}"

    def to_python(self, value: str) -> str:
        """Return the key."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key as it stands in an address."""
        return value


class SourceConverter:
    """The key of a source, as `articles.models.sources` makes it."""

    regex = f"[0-9a-f]{{{MAX_SOURCE_KEY}}}"

    def to_python(self, value: str) -> str:
        """Return the key."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key as it stands in an address."""
        return value


class FormConverter:
    """A form of a citation, by the suffix of its address."""

    regex = "|".join(re.escape(form.suffix) for form in FORMS)

    def to_python(self, value: str) -> Form:
        """Return the form."""
        return next(form for form in FORMS if form.suffix == value)

    def to_url(self, value: Form) -> str:
        """Return its suffix."""
        return value.suffix


register_converter(SlugConverter, "name")
register_converter(ExpressionConverter, "expression")
register_converter(NumberConverter, "number")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(DayConverter, "day")
register_converter(FeedConverter, "feed")
register_converter(KeyConverter, "key")
register_converter(FormConverter, "citation")
register_converter(SourceConverter, "source")
