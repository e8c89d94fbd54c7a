"""Tags and filters of the desk's templates: `{% load desk %}`."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.digest import Segment
from articles.models import Article
from articles.site.words import wording
from articles.site.words.wording import foreign_language

from .states import State, state_of, time_in_words, warnings_of

register = Library()


@register.simple_tag
def titled(title: Any, expected: str = "") -> SafeString:
    """Return a name or title that stands among other words, with its language.

    Of an article, what it is called where it has no title.
    """
    text = str(title)
    language = foreign_language(text, expected)
    if language:
        return format_html('<bdi lang="{}">{}</bdi>', language, text)
    return format_html("<bdi>{}</bdi>", text)


@register.simple_tag
def statement(segments: Iterable[Segment], text: str, expected: str = "") -> SafeString:
    """Return a text that changed as a paragraph, what came and went marked in it."""
    language = foreign_language(text, expected)
    attribute = format_html(' lang="{}"', language) if language else ""
    return format_html(
        '<p class="statement" dir="auto"{}>{}</p>', attribute, _marked(segments)
    )


def _marked(segments: Iterable[Segment]) -> SafeString:
    return format_html_join("", "{}", ((_piece(each),) for each in segments))


def _piece(segment: Segment) -> SafeString | str:
    if segment.kind == "kept":
        return segment.text
    element = "ins" if segment.kind == "added" else "del"
    return format_html("<{0}>{1}</{0}>", element, segment.text)


@register.filter
def state(article: Article) -> State:
    """Return where the article stands."""
    return state_of(article)


@register.filter
def warnings(article: Article) -> str:
    """Return what the draft lacks, in a few words."""
    return warnings_of(article)


@register.filter
def listed(words: Iterable[str]) -> str:
    """Return words in a row, parted as the active language parts them."""
    return wording.listed(words)


@register.filter
def desk_time(moment: datetime.datetime) -> str:
    """Return a moment as the desk writes it."""
    return time_in_words(moment)
