"""What search engines are told of: the pages of the site and when each changed.

As https://www.sitemaps.org/protocol.html and Google's news sitemaps have them.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from articles.models.counters import LivePublication, LiveTag
from articles.models.published import LiveArticle
from articles.site.words.languages import LanguageLink, in_all_languages

AT_ONCE = 5_000
"""Articles of one sitemap, by their ids: with two languages each, a fifth of the limit
of 50,000 addresses, and some 3 MB."""

_MOST_NEWS = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in each language, and when it last changed."""

    languages: tuple[LanguageLink, ...]
    changed: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """An article of the last two days, which is all that news sitemaps may hold."""

    path: str
    title: str
    language: str
    live_from: datetime.datetime


def parts() -> list[int]:
    """Return the numbers of the sitemaps that have articles; one query."""
    part = (F("article_id") - 1) / AT_ONCE + 1
    rows = LiveArticle.objects.public().annotate(part=part).order_by("part")
    return list(rows.values_list("part", flat=True).distinct())


def articles(part: int) -> Iterator[Entry]:
    """Yield the articles of one sitemap; one query."""
    rows = LiveArticle.objects.public().filter(
        pk__gt=(part - 1) * AT_ONCE, pk__lte=part * AT_ONCE
    )
    for slug, changed in rows.order_by("pk").values_list("slug", "updated_at"):
        yield _entry("article", changed, slug=slug)


def listings() -> Iterator[Entry]:
    """Yield the pages that list articles; two queries.

    When they changed is not told: a correction of any article changes its card, too.
    """
    for name in ("front", "articles", "publications", "tags", "archive"):
        yield _entry(name)
    now = timezone.now()
    publications = LivePublication.objects.public(now).order_by("pk")
    for slug in publications.values_list("publication__slug", flat=True):
        yield _entry("publication", slug=slug)
    tags = LiveTag.objects.public(now).order_by("-articles", "sort_key")
    for slug in tags.values_list("tag__slug", flat=True)[:AT_ONCE]:
        yield _entry("tag", expression=slug)


def _entry(
    name: str, changed: datetime.datetime | None = None, **parameters: str
) -> Entry:
    path = reverse(f"site:{name}", kwargs=parameters)
    return Entry(in_all_languages(path), changed)


def news() -> Iterator[News]:
    """Yield what went live yesterday and today, newest first; one query."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    yesterday = midnight - datetime.timedelta(days=1)
    rows = LiveArticle.objects.public().filter(live_from__gte=yesterday)
    columns = ("slug", "title", "language", "live_from")
    newest = rows.order_by("-live_from", "-article_id").values_list(*columns)
    for slug, title, language, live_from in newest[:_MOST_NEWS]:
        path = reverse("site:article", args=[slug])
        yield News(path, title, _news_language(language), live_from)


_CHINESE = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}


def _news_language(tag: str) -> str:
    """Return a language as news sitemaps name it: by country for Chinese only."""
    tag = tag.lower()
    for name, code in _CHINESE.items():
        if tag.startswith(name):
            return code
    return tag.partition("-")[0]
