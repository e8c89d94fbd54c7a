"""The ways on from a tag expression: each leads to as many articles as it says."""

import datetime
import re
from collections import deque

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.publishing import Publishing, publish, withdraw
from articles.site.lists.listings import PAGE_SIZE
from articles.site.store import prepared, remembering
from articles.site.tags import facets
from articles.site.tags.expressions import MAX_TAGS

from .conftest import NOON
from .test_articles import slugs, walk

PROMISE = re.compile(r"([\d,]+)(\+?)$")


@pytest.fixture
def few_are_looked_at(monkeypatch):
    """Look at three articles only, so that five are more than can be counted."""
    monkeypatch.setattr(facets, "NEWEST", 3)
    monkeypatch.setattr("articles.site.tags.refining.NEWEST", 3)
    prepared._compiled.cache_clear()
    yield
    prepared._compiled.cache_clear()


def ways_on(page):
    """Return the paths that a page offers, each with its promise and the least mark."""
    ways = page.one("div", class_="ways-on")
    found = {}
    for link in page.all("a", rel="nofollow"):
        if not any(parent is ways for parent in link.parents):
            continue
        number, least = PROMISE.search(link.words).groups()
        found[link["href"]] = (int(number.replace(",", "")), least)
    return found


def counted(read, path):
    """Return how many articles really are listed at a path."""
    return sum(len(page) for page in walk(read, path))


def has(tags, path):
    """Tell whether an article with these tags belongs to the expression of a path."""
    joined, _, without = path.removeprefix("/tags/").partition("/?without=")
    joined = joined.strip("/")
    is_in = (
        any(tag in tags for tag in joined.split(","))
        if "," in joined
        else all(tag in tags for tag in joined.split("+"))
    )
    return is_in and not set(without.split(",")) & set(tags)


def test_every_way_from_every_page_keeps_its_promise(client, read, live):
    # Some combinations several times, some once, some never.
    masks = [number * number % 11 + 1 for number in range(PAGE_SIZE)]
    library = [
        "".join(tag for at, tag in enumerate("abcd") if mask >> at & 1)
        for mask in masks
    ]
    for tags in library:
        live(tags=tuple(tags), groups=())
    waiting, promises = deque(f"/tags/{tag}/" for tag in "abcd"), {}
    seen = set(waiting)
    while waiting:
        path = waiting.popleft()
        page = read(path)
        listed = len(slugs(page))
        assert listed == sum(has(tags, path) for tags in library), path
        assert promises.get(path, listed) == listed, path
        canonical = page.one("link", rel="canonical")["href"]
        assert canonical.endswith(path)
        for onward, (number, least) in ways_on(page).items():
            assert number > 0
            assert not least
            assert promises.setdefault(onward, number) == number, (path, onward)
            if onward not in seen:
                seen.add(onward)
                waiting.append(onward)
    assert len(seen) > 70


@given(st.lists(st.sets(st.sampled_from("abcxyz"), min_size=1), min_size=1, max_size=6))
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_published_no_way_leads_to_an_empty_page(read, live, library):
    with transaction.atomic():
        remembering.forget()
        for tags in library:
            live(tags=tuple(sorted(tags)), groups=())
        for path in {f"/tags/{min(tags)}/" for tags in library}:
            for onward, (number, _least) in ways_on(read(path)).items():
                assert len(slugs(read(onward))) == number > 0
        transaction.set_rollback(True)


def test_of_more_than_are_looked_at_only_the_least_is_promised(
    read, live, few_are_looked_at
):
    for tags in ("abx", "ab", "a", "b", "abc", "ac", "abc", "a"):
        live(tags=tuple(tags), groups=())
    for path in ("/tags/a/", "/tags/a+b/", "/tags/a,b/", "/tags/c/?without=x"):
        for onward, (number, least) in ways_on(read(path)).items():
            really = counted(read, onward)
            assert really >= number if least else really == number, (path, onward)
    page = read("/tags/a/")
    assert page.one("p", class_="tag-size").words == "7 digests"
    assert ways_on(page)["/tags/a+b/"] == (1, "+")
    size = read("/tags/a+b/").one("p", class_="tag-size").words
    assert size == "At least 3 digests"


def test_what_waits_counts_nowhere_until_its_time(client, read, make_article):
    with time_machine.travel(NOON, tick=False):
        for tags, hours in (("ab", 0), ("a", 0), ("abs", 1), ("bs", 1)):
            article = make_article(tags=tuple(tags), groups=())
            time = NOON + datetime.timedelta(hours=hours) if hours else None
            publish(article.pk, Publishing(author_name="Ada", live_from=time))
        page = read("/tags/a/")
        assert ways_on(page) == {
            "/tags/a+b/": (1, ""),
            "/tags/a/?without=b": (1, ""),
        }
        assert page.one("p", class_="tag-size").words == "2 digests"
        assert client.get("/tags/a+s/").status_code == 404
        assert "s" not in [name.words for name in page.all("bdi")]
    with time_machine.travel(NOON + datetime.timedelta(hours=1), tick=False):
        page = read("/tags/a/")
        assert page.one("p", class_="tag-size").words == "3 digests"
        assert ways_on(page) == {
            "/tags/a+b/": (2, ""),
            "/tags/a+s/": (1, ""),
            "/tags/a,b/": (4, ""),
            "/tags/a,s/": (4, ""),
            "/tags/a/?without=b": (1, ""),
            "/tags/a/?without=s": (2, ""),
        }


def test_what_was_withdrawn_counts_nowhere(read, live):
    gone = live(tags=("a", "b", "gone"), groups=())
    live(tags=("a", "b"), groups=())
    live(tags=("a",), groups=())
    withdraw(gone.pk, reason="Wrong.", author_name="Ada")
    assert ways_on(read("/tags/a/")) == {
        "/tags/a+b/": (1, ""),
        "/tags/a/?without=b": (1, ""),
    }


def test_an_expression_with_as_many_tags_as_there_may_be_takes_no_more(read, live):
    live(tags=tuple("abcdefg"), groups=())
    live(tags=tuple("abcdef"), groups=())
    live(tags=tuple("abcde"), groups=())
    path = "/tags/" + "+".join("abcde"[:MAX_TAGS]) + "/"
    page = read(path)
    assert page.all("details", class_="refine") == []
    assert "/tags/a+b+c+d/" in ways_on(page)


def test_each_tag_of_an_expression_can_be_dropped_and_the_join_switched(read, live):
    for tags in ("ab", "a", "b", "abc"):
        live(tags=tuple(tags), groups=())
    used = read("/tags/a+b/?without=c").one("ul", class_="used")
    assert used.words == "Drop a 2 Drop b 2 Allow c 2 Any of them 3"


def test_no_robot_is_led_into_the_combinations(read, live):
    for tags in ("ab", "a", "b", "abc"):
        live(tags=tuple(tags), groups=())
    for path in ("/tags/a/", "/tags/a+b/", "/tags/a,b/?without=c", "/tags/"):
        for link in read(path).all("a"):
            is_combined = re.search(r"[+,]|without", link["href"])
            is_here = "aria-current" in link.attributes or "hreflang" in link.attributes
            is_here = is_here or "view=" in link["href"]
            is_followed = "nofollow" not in link.attributes.get("rel", "")
            assert not is_combined or is_here or not is_followed, link


def test_the_ways_on_are_canonical_in_each_language(read, live):
    for tags in ("ab", "a", "b"):
        live(tags=tuple(tags), groups=())
    ways = ways_on(read("/zh-hans/tags/b/"))
    assert set(ways) == {
        "/zh-hans/tags/a+b/",
        "/zh-hans/tags/a,b/",
        "/zh-hans/tags/b/?without=a",
    }


def test_any_tag_is_joined_by_or_and_leads_to_what_has_either(client, read, live):
    live(tags=("a",), groups=())
    live(tags=("b",), groups=())
    live(tags=("C#",), groups=())
    form = read("/tags/a,b/").one("form", class_="either")
    assert form["action"] == "/tags/"
    ways = [
        ("either=a&tag=B", "/tags/a,b/"),
        ("either=b,a&tag=C%23", "/tags/a,b,c-sharp/"),
        ("either=a&tag=b&without=c-sharp", "/tags/a,b/?without=c-sharp"),
        ("either=a&tag=a", "/tags/a/"),
        ("either=a%2Bb&tag=c", "/tags/a+b/"),
    ]
    for query, path in ways:
        response = client.get(f"/tags/?{query}")
        assert (response.status_code, response["Location"]) == (302, path), query
    for path in ("/tags/a,b/", "/tags/a,b,c-sharp/"):
        assert slugs(read(path))


def test_a_tag_to_join_that_there_is_not_is_not_found(client, read, live, make_article):
    live(tags=("a", "blackberries"), groups=())
    make_article(tags=("drafted",))
    page = read("/tags/?either=a&tag=blackberry", status=404)
    assert "/tags/blackberries/" in page.links
    for query in ("a&tag=drafted", "a&tag=", "&tag=a", "a,,b&tag=a", "a&tag=%00"):
        assert client.get(f"/tags/?either={query}").status_code == 404, query
    full = "a,b,c,d,e"
    assert client.get(f"/tags/?either={full}&tag=f").status_code == 404


def test_only_what_can_be_joined_by_or_offers_it(read, live):
    live(tags=("a", "b", "c"), groups=())
    for path, is_offered in (("a", True), ("a,b", True), ("a+b", False)):
        forms = read(f"/tags/{path}/").all("form", class_="either")
        assert bool(forms) == is_offered, path
