"""The list of all articles, page by page."""

import datetime
import itertools
from dataclasses import replace

import pytest
from django.utils import timezone

from articles.digest import from_json
from articles.models import LiveArticle
from articles.site.lists.listings import PAGE_SIZE
from articles.site.store.positions import Position

from .conftest import NOON


def slugs(page):
    """Return the addresses of the articles on a page of a listing."""
    return [
        link["href"]
        for link in page.all("a")
        if any("card-title" in parent.classes for parent in link.parents)
    ]


def walk(read, path):
    """Follow “Older” from `path` to the end; return what each page listed."""
    pages = []
    while path:
        page = read(path)
        pages.append(slugs(page))
        older = page.all("a", rel="next")
        path = (
            path.partition("?")[0] + "?" + older[0]["href"].partition("?")[2]
            if older
            else ""
        )
    return pages


def test_articles_stand_newest_first(read, publish_many):
    made = publish_many(3)
    assert slugs(read("/articles/")) == [f"/articles/{a.slug}/" for a in made[::-1]]


@pytest.mark.parametrize("minutes", [1, 0], ids=["one a minute", "all at once"])
def test_paging_visits_every_article_exactly_once(read, publish_many, minutes):
    made = publish_many(2 * PAGE_SIZE + 1, minutes=minutes)
    pages = walk(read, "/articles/")
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 1]
    assert list(itertools.chain(*pages)) == [f"/articles/{a.slug}/" for a in made[::-1]]


def test_a_full_last_page_has_no_link_to_an_empty_one(read, publish_many):
    publish_many(PAGE_SIZE)
    assert read("/articles/").all("nav", class_="pager") == []


def test_an_older_page_leads_back_to_the_newest(read, publish_many):
    publish_many(PAGE_SIZE + 1)
    older = read("/articles/").one("a", rel="next")["href"]
    page = read(older)
    assert "/articles/" in [
        link["href"]
        for link in page.all("a")
        if any("pager" in parent.classes for parent in link.parents)
    ]
    assert page.one("link", rel="canonical")["href"].endswith(older)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%00",
        "AAAA",
        "A" * 22,
        "A" * 23,
        "f" * 22,
        "_" * 22,
        "中文",
        "A" * 3000,
    ],
)
def test_a_position_nobody_was_given_is_not_found(client, live, cursor):
    live()
    assert client.get(f"/articles/?before={cursor}").status_code == 404


def test_a_position_written_otherwise_is_not_found(client, live):
    live()
    position = str(Position(NOON, 1))
    assert client.get(f"/articles/?before={position}").status_code == 200
    # The last character holds two bits that decoding ignores.
    assert client.get(f"/articles/?before={position[:-1]}R").status_code == 404


def test_a_position_in_the_future_shows_nothing_scheduled(client, live):
    article = live()
    later = timezone.now() + datetime.timedelta(days=1)
    LiveArticle.objects.update(live_from=later)
    position = Position(later + datetime.timedelta(days=1), article.pk)
    assert client.get(f"/articles/?before={position}").status_code == 404


def test_a_page_whose_articles_are_gone_still_leads_on(read, publish_many):
    publish_many(1)
    page = read(f"/articles/?before={Position(NOON, 1)}")
    assert "Nothing older." in page.words
    assert "/articles/" in page.links


def test_a_card_says_what_the_article_is(read, publish_many):
    publish_many(1, title="Locks")
    card = read("/articles/").one("article", class_="card").words
    assert card == (
        "Systems Quarterly Locks A queue is a lock that remembers who came. "
        "5 March 2024 4 points"
    )


def test_a_card_says_when_the_article_was_corrected(read, live, revise):
    article = live()
    digest = replace(from_json(article.digest), title="Locks, corrected")
    revise(article.pk, digest, kind="correction", note="The title.")
    assert "Corrected" in read("/articles/").one("article", class_="card").words


def turned_back(client, read, path):
    """Follow “Newer” from `path` to the newest page; return where each click led."""
    places = []
    while newer := read(path).all("a", rel="prev"):
        response = client.get(newer[0]["href"])
        assert response.status_code == 302
        path = response.headers["Location"]
        places.append(path)
    return places


def walked_addresses(read, path):
    """Follow “Older” from `path` to the end; return the addresses of all pages."""
    places = [path]
    while older := read(places[-1]).all("a", rel="next"):
        places.append(older[0]["href"])
    return places


LISTINGS = (
    "/articles/",
    "/tags/locks/",
    "/tags/fairness,locks/",
    "/tags/locks/?without=sieves",
    "/publications/systems-quarterly/",
    "/archive/2024/",
    "/articles/?view=viewpoints",
    "/tags/fairness,locks/?view=viewpoints",
    "/archive/2024/?view=viewpoints&by=publication",
)


@pytest.mark.parametrize("minutes", [1, 0], ids=["one a minute", "all at once"])
def test_newer_leads_through_the_pages_that_older_led_through(
    client, read, publish_many, minutes
):
    publish_many(2 * PAGE_SIZE + 2, minutes=minutes, tags=("locks", "fairness"))
    publish_many(1, tags=("sieves",))
    for path in LISTINGS:
        there = walked_addresses(read, path)
        assert len(there) > 1
        assert turned_back(client, read, there[-1]) == there[-2::-1]


def test_the_newest_page_has_no_newer_one(read, publish_many):
    publish_many(PAGE_SIZE + 1)
    assert read("/articles/").all("a", rel="prev") == []


def test_newer_shows_nothing_that_waits_for_its_time(client, publish_many):
    made = publish_many(PAGE_SIZE + 2)
    later = timezone.now() + datetime.timedelta(days=1)
    LiveArticle.objects.filter(pk=made[-1].pk).update(live_from=later)
    position = Position(made[0].live_from, made[0].article_id)
    response = client.get(f"/articles/?after={position}")
    assert (response.status_code, response.headers["Location"]) == (302, "/articles/")


def test_turning_back_takes_two_queries(
    client, publish_many, django_assert_num_queries
):
    made = publish_many(3)
    path = f"/articles/?after={Position(made[0].live_from, made[0].article_id)}"
    client.get(path)
    # 1 the state of the site; 2 the article that the page before stands behind
    with django_assert_num_queries(2):
        client.get(path)


@pytest.mark.parametrize("view", ["", "&view=viewpoints"])
@pytest.mark.parametrize("cursor", ["", "x", "%00", "A" * 22, "f" * 24, "中文"])
def test_nobody_turns_back_from_a_position_nobody_was_given(client, live, cursor, view):
    live()
    assert client.get(f"/articles/?after={cursor}{view}").status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_a_listing_takes_five_queries_however_long(
    client, publish_many, django_assert_num_queries, count
):
    publish_many(count)
    # 1 the state of the site with its themes; 2 the newest day; 3 its month; 4 what the
    # newest articles are about; 5 the articles with their publications
    with django_assert_num_queries(5):
        client.get("/articles/")
    # 2 to 5 are remembered as long as nothing is published.
    with django_assert_num_queries(1):
        client.get("/articles/")


def test_no_listing_reads_digests(client, publish_many, django_assert_num_queries):
    publish_many(2)
    with django_assert_num_queries(5) as captured:
        client.get("/articles/")
    assert not any('"digest"' in query["sql"] for query in captured)
