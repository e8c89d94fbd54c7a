"""Every link leads somewhere, and no page asks the tables of the desk."""

import re
from collections import Counter, deque
from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.digest import from_json
from articles.models import Address, Article, LiveArticle, Tag
from articles.publishing import change_address, withdraw
from articles.site.lists.listings import PAGE_SIZE

from .markup import parse

DESK_TABLES = [
    f'"{table}"'
    for table in (
        "articles_article",
        "articles_point",
        "articles_viewpointgroup",
        "articles_reference",
        "articles_articletag",
        "articles_pointtag",
        "auth_user",
        "django_session",
    )
]


@pytest.fixture
def site(live, publish_many, revise, make_article):
    """Fill a site with one of everything."""
    publish_many(PAGE_SIZE + 1)
    article = live(title="科研与开源", tags=("开源", "C++"))
    digest = from_json(article.digest)
    revise(article.pk, replace(digest, tags=("开源",)), kind="correction", note="Tag.")
    withdraw(live(title="Gone").pk, reason="Wrong.", author_name="Ada")
    make_article(title="Secret draft", tags=("secret",), publication="Secret outlet")
    Article.objects.filter(pk=article.pk).update(title="Secret change")
    Tag.objects.filter(name="locks").update(is_theme=True, introduction="Waiting.")


MOST_OF_A_KIND = 8
WORDS = re.compile(
    r"zh-hans|articles|points|editions|changes|publications|tags|archive|sources"
    r"|search|saved|feed|\.\w+|[?&]\w+"
)


def kind_of(path):
    """Return what kind of page is at a path: its words without its names."""
    return path.count("/"), tuple(WORDS.findall(path))


def crawl(client):
    """Yield pages that can be reached from the front page, with their texts.

    Some of every kind: pages of one kind lead to the same kinds of pages.
    """
    waiting, seen, kinds = deque(["/"]), {"/"}, Counter()
    while waiting:
        path = waiting.popleft()
        # A link to the newer page leads to it at the address that it has already.
        response = client.get(path, follow="after=" in path)
        assert response.status_code == 200, path
        text = response.content.decode()
        yield path, text
        if not response["Content-Type"].startswith("text/html"):
            continue
        page = parse(text)
        assert page.mistakes == [], path
        # As robots do: combinations of tags have tests of their own.
        ways = [a["href"] for a in page.all("a") if not a.has("rel", "nofollow")]
        heads = [e["href"] for e in page.all("link")]
        for link in [*ways, *heads]:
            target, _, fragment = link.removeprefix(settings.SITE_URL).partition("#")
            if fragment and not target:
                assert fragment in page.ids, f"{path}{link}"
            if target.startswith("/static/"):
                assert finders.find(target.removeprefix("/static/")), target
            elif target.startswith("/") and target not in seen:
                seen.add(target)
                kinds[kind_of(target)] += 1
                if kinds[kind_of(target)] <= MOST_OF_A_KIND:
                    waiting.append(target)


def test_every_internal_link_of_every_page_answers(client, site):
    paths = [unquote(path) for path, _ in crawl(client)]
    assert "/articles/科研与开源/editions/2/changes/" in paths
    assert "/articles/科研与开源.md" in paths
    assert "/tags/locks/" in paths
    assert any(path.startswith("/articles/?before=") for path in paths)
    assert len(paths) > 100


def test_nothing_of_a_draft_shows_anywhere(client, site):
    for path, text in crawl(client):
        assert "secret" not in text.casefold(), path


def test_no_page_asks_the_tables_of_the_desk(client, site):
    change_address(LiveArticle.objects.first().pk, "away")
    with CaptureQueriesContext(connection) as captured:
        for _ in crawl(client):
            pass
        for slug in Address.objects.values_list("slug", flat=True):
            client.get(f"/articles/{slug}/editions/")
        client.get("/articles/nothing/")
        client.get("/tags/nothing/")
        client.get("/publications/nothing/")
        client.get("/readyz")
    for query in captured:
        assert not any(table in query["sql"] for table in DESK_TABLES), query["sql"]


def test_every_page_has_one_heading_of_the_first_rank_and_its_landmarks(client, site):
    for path, text in crawl(client):
        if text.startswith("<!doctype html>"):
            page = parse(text)
            assert len(page.all("h1")) == 1, path
            assert page.one("main")["id"] == "content"
            assert page.one("a", class_="skip")["href"] == "#content"
            head = page.one("head")
            # Drawings have titles of their own.
            [title] = [t for t in page.all("title") if head in t.parents]
            assert title.words
            ranks = [
                int(e.tag[1]) for e in page.elements if e.tag in ("h2", "h3", "h4")
            ]
            rises = zip([1, *ranks], ranks, strict=False)
            assert all(after - before <= 1 for before, after in rises), path
