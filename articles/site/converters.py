"""What may stand in an address. An address that cannot exist is a 404 at once."""

import unicodedata

from django.urls import register_converter

from articles.models.names import MAX_SLUG


def is_slug(text: str) -> bool:
    """Whether `text` has only what a slug may hold: letters, marks, digits, - and _.

    Keeps NUL and other controls from the database, which refuses some of them.
    """
    return 0 < len(text) <= MAX_SLUG and all(
        character in "-_" or unicodedata.category(character)[0] in "LMN"
        for character in text
    )


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


class NumberConverter:
    """The number of an edition: from 1, written in one way only."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the number as it stands in an address."""
        return str(value)


register_converter(SlugConverter, "name")
register_converter(NumberConverter, "number")
