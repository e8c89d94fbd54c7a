"""Feeds: the listings, for programs that read news."""

import datetime
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.digest import Point, from_json
from articles.models import Tag, TagName
from articles.publishing import Publishing, change_address, publish

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LISTINGS = ["/", "/articles/", "/publications/systems-quarterly/", "/tags/locks/"]


def atom(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return ElementTree.fromstring(response.content)


def titles(root):
    return [e.findtext(f"{ATOM}title") for e in root.iter(f"{ATOM}entry")]


@pytest.mark.parametrize("listing", LISTINGS)
@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("atom", "application/atom+xml"),
        ("rss", "application/rss+xml"),
        ("json", "application/feed+json"),
    ],
)
def test_every_listing_has_its_feed(client, read, live, listing, form, content_type):
    live(title="Queues & <locks>")
    response = client.get(f"{listing}feed.{form}")
    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    if form == "json":
        assert json.loads(response.content)["items"][0]["title"] == "Queues & <locks>"
    else:
        found = [e.text for e in ElementTree.fromstring(response.content).iter()]
        assert "Queues & <locks>" in found
    named = read(listing).one("link", rel="alternate", type=content_type)
    assert named["href"] == f"http://127.0.0.1:8000{listing}feed.{form}"


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_an_entry_carries_the_whole_digest_with_its_passages(client, live, form):
    article = live()
    root = atom(client, f"/feed.{form}")
    name = f"{ATOM}content" if form == "atom" else CONTENT
    content = next(root.iter(name)).text
    page = f"http://127.0.0.1:8000/articles/{article.slug}/"
    for words in (
        "First come is first served",
        "<h2>Fairness</h2>",
        f'[<a href="{page}#ref-1">1</a>]',
        "<q>first come</q>",
        "https://systems.example/a",
    ):
        assert words in content


def test_an_entry_keeps_its_name_through_all_changes(client, live, revise):
    article = live()
    before = atom(client, "/feed.atom")
    digest = replace(from_json(article.digest), title="Another title")
    revise(article.pk, digest, kind="correction", note="The title was wrong.")
    change_address(article.pk, "another-address")
    after = atom(client, "/feed.atom")
    names = [
        next(r.iter(f"{ATOM}entry")).findtext(f"{ATOM}id") for r in (before, after)
    ]
    assert names[0] == names[1]
    assert names[0].startswith("tag:127.0.0.1,")
    assert titles(after) == ["Another title"]


def test_a_correction_is_told_by_the_time_of_update(client, live, revise):
    article = live()
    digest = replace(from_json(article.digest), title="Another title")
    edition = revise(article.pk, digest, kind="correction", note="The title was wrong.")
    entry = next(atom(client, "/feed.atom").iter(f"{ATOM}entry"))
    published = datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}published"))
    updated = datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
    assert published == article.live_from
    assert updated == edition.published_at
    content = entry.findtext(f"{ATOM}content")
    assert "<strong>Corrected: The title was wrong.</strong>" in content
    item = json.loads(client.get("/feed.json").content)["items"][0]
    assert item["date_modified"] == updated.isoformat(timespec="seconds")


def test_each_text_says_its_language(client, live):
    live(language="zh-Hans", title="锁与队列")
    entry = next(atom(client, "/feed.atom").iter(f"{ATOM}entry"))
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert entry.attrib[language] == "zh-Hans"


def test_what_waits_for_its_time_is_in_no_feed(client, live, make_article):
    live(title="Public")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(
        make_article(title="Later").pk, Publishing(author_name="A", live_from=tomorrow)
    )
    for listing in LISTINGS:
        assert titles(atom(client, f"{listing}feed.atom")) == ["Public"]


def test_an_old_name_leads_to_the_feed_of_the_new_one(client, live):
    live(tags=("locks",))
    TagName.objects.create(tag=Tag.objects.get(name="locks"), name="mutexes")
    response = client.get("/tags/mutexes/feed.atom")
    assert (response.status_code, response["Location"]) == (
        301,
        "/tags/locks/feed.atom",
    )


def test_a_feed_says_where_it_is_and_whose_page_it_is(client, live):
    live()
    root = atom(client, "/tags/locks/feed.atom")
    links = {e.attrib["rel"]: e.attrib["href"] for e in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://127.0.0.1:8000/tags/locks/",
        "self": "http://127.0.0.1:8000/tags/locks/feed.atom",
    }


def test_a_feed_has_a_style_for_people_who_open_it(client, live):
    live()
    for form in ("atom", "rss"):
        start = client.get(f"/feed.{form}").text.splitlines()[1]
        assert start.startswith('<?xml-stylesheet href="/static/site/feed.css"')


@pytest.mark.parametrize(
    "path",
    [
        "/feed.xml",
        "/zh-hans/feed.atom",
        "/tags/nothing/feed.atom",
        "/publications/nothing/feed.rss",
        "/articles/feed.atom/",
    ],
)
def test_other_feeds_do_not_exist(client, live, path):
    live()
    assert client.get(path).status_code == 404


def test_an_empty_site_has_an_empty_feed(client):
    assert titles(atom(client, "/feed.atom")) == []
    assert json.loads(client.get("/feed.json").content)["items"] == []


def test_a_feed_takes_three_queries_and_a_304_one(
    client, publish_many, django_assert_num_queries
):
    publish_many(30)
    # 1 the state of the site with its themes; 2 the articles; 3 their digests
    with django_assert_num_queries(3):
        response = client.get("/feed.atom")
    with django_assert_num_queries(1):
        again = client.get("/feed.atom", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_any_search_is_a_feed(client, read, live):
    found = live(title="Queues and locks")
    live(title="Bridges", core=(Point("They carry [1]."),), groups=(), tags=())
    root = atom(client, "/search/feed.atom?q=queues")
    assert titles(root) == [found.title]
    links = {e.attrib["rel"]: e.attrib["href"] for e in root.findall(f"{ATOM}link")}
    assert links["self"].endswith("/search/feed.atom?q=queues")
    assert links["alternate"].endswith("/search/?q=queues")
    page = read("/search/?q=queues")
    named = page.one("link", rel="alternate", type="application/atom+xml")
    assert named["href"].endswith("/search/feed.atom?q=queues")


@pytest.mark.parametrize("query", ["", "?q=", f"?q={'a+' * 4000}"])
def test_a_feed_of_no_search_does_not_exist(client, live, query):
    live()
    assert client.get(f"/search/feed.atom{query}").status_code == 404


def test_tags_with_nothing_in_common_have_no_feed_as_they_have_no_page(client, live):
    live(tags=("one",), groups=())
    live(tags=("two",), groups=())
    assert client.get("/tags/one+two/").status_code == 404
    assert client.get("/tags/one+two/feed.atom").status_code == 404
