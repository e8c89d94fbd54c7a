"""Reads the messages of Django templates for Babel, which knows Python and Jinja2.

Django itself turns a template into something like Python, with every message in a call
of gettext at its own line; `babel.cfg` names this function for templates/admin.
"""

from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Any]:
    """Yield the line, the function, the messages and the comments of each call."""
    source = templatize(file.read().decode("utf-8"))
    # What is left of the markup keeps its indentation, which Python would mind.
    python = "\n".join(line.lstrip() for line in source.split("\n"))
    yield from extract_python(BytesIO(python.encode()), keywords, comment_tags, {})
