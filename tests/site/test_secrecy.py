"""What readers may not see changes no byte of any page, count or chart."""

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone

from articles.models import LiveArticle, LiveCitation
from articles.publishing import Publishing, publish, withdraw
from articles.site.machines import sitemaps
from articles.site.store.remembering import forget

PATHS = [
    *("/", "/articles/", "/articles/?view=viewpoints", "/llms.txt", "/zh-hans/"),
    "/articles/?view=viewpoints&by=month",
    "/articles/?view=viewpoints&by=publication",
    *("/publications/", "/publications/systems-quarterly/", "/publications/hidden/"),
    *("/tags/", "/tags/?script=latin&initial=F", "/tags/?script=latin&initial=H"),
    *("/tags/fairness/", "/tags/fairness/?view=viewpoints", "/tags/fairnes/"),
    *("/tags/fairness+locks/", "/tags/fairness,locks/"),
    "/tags/fairness/?without=locks",
    *("/tags/hidden/", "/tags/fairness+hidden/", "/tags/hidden/feed.atom"),
    *("/archive/", "/archive/2024/", "/archive/2024/03/", "/archive/2024/03/05/"),
    *("/archive/2023/", "/archive/2024/04/", "/archive/2023/feed.atom"),
    *("/feed.atom", "/feed.rss", "/feed.json?view=viewpoints"),
    *("/tags/fairness/feed.json", "/search/feed.json?q=queue"),
    *("/sitemap.xml", "/sitemap-listings.xml"),
    *("/news-sitemap.xml", "/search/?q=queue", "/search/?q=hidden"),
    *(f"/search/suggestions.json?q={typed}" for typed in ("locks", "hid")),
    "/search/completions.json?q=hidden",
    "/search/?q=queue&view=viewpoints",
    "/search/feed.json?q=queue&view=viewpoints",
    *("/search/?q=tag:fairness", "/search/?q=lang:en", "/search/?q=tag:hidden"),
    *("/api/v1/articles", "/api/v1/articles?fields=digest", "/api/v1/points"),
    *("/api/v1/articles?tags=hidden", "/api/v1/articles?publication=hidden"),
    *("/api/v1/articles?tags=fairness,locks&from=2023", "/api/v1/articles?limit=1"),
    *("/api/v1/tags", "/api/v1/tags/fairness", "/api/v1/tags/hidden"),
    *("/api/v1/publications", "/api/v1/publications/systems-quarterly"),
    *("/api/v1/publications/hidden", "/api/v1/search?q=queue"),
    *("/api/v1/search?q=hidden", "/api/v1/search?q=tag:fairness", "/api/v1/themes"),
]
IN_TWO_DAYS = datetime.timedelta(days=2)


@pytest.fixture
def answers(client):
    def ask() -> dict[str, tuple[int, bytes]]:
        forget()
        slugs = LiveArticle.objects.public().values_list("slug", flat=True)
        keys = LiveCitation.objects.public().values_list("source_key", flat=True)
        articles = [f"/articles/{slug}/" for slug in slugs]
        articles += [f"/api/v1/articles/{slug}" for slug in slugs]
        # By the keys of articles, which need not begin at 1.
        articles += [f"/sitemap-articles-{part}.xml" for part in sitemaps.parts()]
        sources = [f"/sources/{key}/" for key in {*keys}]
        sources += [f"{path}feed.json" for path in sources]
        responses = {path: client.get(path) for path in PATHS + articles + sources}
        return {path: (r.status_code, r.content) for path, r in responses.items()}

    return ask


@pytest.fixture
def hidden(make_article, make_digest):
    """Drafts that share all they can with what is public, and have names of their own.

    The last has no date, so that it would stand under the day it goes live.
    """

    def digest(number: int, published: str):
        return replace(
            make_digest(),
            title=f"Hidden {number}",
            publication=("Systems Quarterly", "Hidden")[number % 2],
            published=published,
            tags=("locks", "hidden", "fairness"),
        )

    days = ("2024-03-05", "2023-01-01", "2024-03-06", "")
    return lambda: [make_article(digest(*each)) for each in enumerate(days)]


def draft(article) -> None:
    """Leave it to the desk."""


def schedule(article) -> None:
    live_from = timezone.now() + IN_TWO_DAYS
    publish(article.pk, Publishing(author_name="Ada", live_from=live_from))


def take_down(article) -> None:
    publish(article.pk, Publishing(author_name="Ada"))
    withdraw(article.pk, reason="It was wrong.", author_name="Ada")


@pytest.mark.parametrize("hide", [draft, schedule, take_down])
def test_what_is_not_public_changes_nothing(live, answers, hidden, hide):
    live(tags=("locks",))
    live(tags=("locks", "fairness"), published="2024-05-06")
    before = answers()
    for article in hidden():
        hide(article)
    assert answers() == before


def test_the_same_changes_most_pages_once_it_is_public(live, answers, hidden):
    live(tags=("locks",))
    before = answers()
    for article in hidden():
        publish(article.pk, Publishing(author_name="Ada"))
    after = answers()
    same = {path for path in PATHS if before[path] == after[path]}
    assert same == {
        "/api/v1/themes",  # None of the tags is one.
        "/llms.txt",
        "/sitemap.xml",
        "/tags/fairnes/",
        "/search/suggestions.json?q=locks",
    }
