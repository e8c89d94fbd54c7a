"""The body of an article's page, made once for each digest.

It is a pure function of the digest and of where it stands, so it is remembered by
value: whatever else is published, a page finds it ready.
"""

from typing import TYPE_CHECKING, cast

from django.template import engines
from django.utils import translation
from markupsafe import Markup

from articles.site.store.remembering import remembered

from .reading import digest_in, read

if TYPE_CHECKING:
    from django.template.backends.jinja2 import Jinja2

LONG = 50_000
"""Characters of a digest. Of longer ones few are kept: the longest make megabytes."""


def body_html(raw_digest: str, language: str, path: str) -> Markup:
    """Return groups, points, references and tags of a digest as a page shows them.

    `language` is that of the page; `path` is that of the article whose live edition
    this is, "" for any other.
    """
    make = _long_body if len(raw_digest) > LONG else _body
    return make(raw_digest, language, path)


@remembered(512)
def _body(raw_digest: str, language: str, path: str) -> Markup:
    return _made(raw_digest, language, path)


@remembered(8)
def _long_body(raw_digest: str, language: str, path: str) -> Markup:
    return _made(raw_digest, language, path)


def _made(raw_digest: str, language: str, path: str) -> Markup:
    with translation.override(language):
        reading = read(digest_in(raw_digest))
        site = cast("Jinja2", engines["site"])
        template = site.env.get_template("parts/digest.html")
        # A module's HTML is marked as such by Jinja2 itself, which escaped it.
        return template.make_module({"reading": reading, "path": path}).__html__()
