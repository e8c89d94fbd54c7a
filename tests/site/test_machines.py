"""What search engines and other programs are told."""

import datetime
from dataclasses import replace
from xml.etree import ElementTree

import pytest
import time_machine
from django.utils import timezone

from articles.digest import from_json
from articles.publishing import Publishing, publish, withdraw
from articles.site.machines import sitemaps

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
HOST = "http://127.0.0.1:8000"


def entries(client, path):
    """Return the addresses of a sitemap with when each changed."""
    response = client.get(path)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    return {e.findtext(f"{MAP}loc"): e.findtext(f"{MAP}lastmod") for e in root}


def every_entry(client):
    """Return those of all sitemaps that the index names."""
    found = {}
    for address in entries(client, "/sitemap.xml"):
        found |= entries(client, address.removeprefix(HOST))
    return found


def test_the_sitemap_names_every_page_in_each_language(client, live):
    article = live(tags=("locks",), groups=())
    paths = {
        "/",
        "/articles/",
        "/publications/",
        "/tags/",
        "/archive/",
        "/publications/systems-quarterly/",
        "/tags/locks/",
        f"/articles/{article.slug}/",
    }
    both = {f"{HOST}{prefix}{path}" for path in paths for prefix in ("", "/zh-hans")}
    assert set(every_entry(client)) == both


def test_every_address_of_the_sitemap_answers(client, live):
    live(title="锁与队列", tags=("开源", "C++"))
    for address in every_entry(client):
        assert client.get(address.removeprefix(HOST)).status_code == 200, address


def test_an_article_changed_when_its_newest_edition_was_made(client, live, revise):
    article = live()
    digest = replace(from_json(article.digest), title="Another title")
    edition = revise(article.pk, digest)
    changed = every_entry(client)[f"{HOST}/articles/{article.slug}/"]
    moment = edition.published_at.replace(microsecond=0)
    assert datetime.datetime.fromisoformat(changed) == moment


def test_what_is_not_public_is_in_no_sitemap(client, live, make_article):
    withdraw(live(tags=("gone",)).pk, reason="Wrong.", author_name="A")
    make_article(tags=("drafted",))
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    later = make_article(tags=("later",), publication="Later Weekly")
    publish(later.pk, Publishing(author_name="A", live_from=tomorrow))
    assert set(every_entry(client)) == {
        f"{HOST}{prefix}{path}"
        for path in ("/", "/articles/", "/publications/", "/tags/", "/archive/")
        for prefix in ("", "/zh-hans")
    }
    assert client.get("/sitemap-articles-1.xml").status_code == 404
    with time_machine.travel(tomorrow + datetime.timedelta(minutes=1)):
        assert f"{HOST}/tags/later/" in every_entry(client)


def test_many_articles_stand_in_several_sitemaps_each_once(client, live, monkeypatch):
    made = [live() for _ in range(5)]
    monkeypatch.setattr(sitemaps, "AT_ONCE", 2)
    found = [
        address
        for index in entries(client, "/sitemap.xml")
        if "articles" in index
        for address in entries(client, index.removeprefix(HOST))
        if "/zh-hans/" not in address
    ]
    assert sorted(found) == sorted(f"{HOST}/articles/{a.slug}/" for a in made)


def test_a_sitemap_takes_the_same_queries_however_long(
    client, live, django_assert_num_queries
):
    for number in range(3):
        live(tags=(f"tag {number}",))
    # 1 the state of the site; 2 the articles
    with django_assert_num_queries(2):
        client.get("/sitemap-articles-1.xml")
    # 1 the state of the site; 2 publications; 3 tags
    with django_assert_num_queries(3):
        client.get("/sitemap-listings.xml")


def test_the_news_sitemap_names_what_went_live_since_yesterday(client, live):
    with time_machine.travel("2025-03-01T23:00:00Z", tick=False):
        live(title="Old")
    with time_machine.travel("2025-03-02T01:00:00Z", tick=False):
        live(title="Yesterday & before", language="zh-Hans")
    with time_machine.travel("2025-03-03T12:00:00Z", tick=False):
        live(title="Today")
        response = client.get("/news-sitemap.xml")
    root = ElementTree.fromstring(response.content)
    assert [e.text for e in root.iter(f"{NEWS}title")] == [
        "Today",
        "Yesterday & before",
    ]
    assert [e.text for e in root.iter(f"{NEWS}language")] == ["en", "zh-cn"]


def test_robots_are_kept_from_the_desk_and_told_of_the_sitemap(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert f"Sitemap: {HOST}/sitemap.xml" in lines


def test_whom_to_tell_of_a_weakness_is_named_where_it_is_set(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@digests.example"
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == "mailto:security@digests.example"
    expires = datetime.datetime.fromisoformat(fields["Expires"])
    in_a_year = timezone.now() + datetime.timedelta(days=365)
    assert timezone.now() < expires < in_a_year


def test_language_models_are_told_of_the_forms_and_the_themes(client, live, settings):
    settings.SITE_NAME = "A & B"
    live(tags=("locks",))
    response = client.get("/llms.txt")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert "/articles/<slug>.md" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-articles-0.xml",
        "/sitemap-articles-01.xml",
        "/sitemap-articles-999999999.xml",
        "/sitemap-articles-9999999999.xml",
        "/zh-hans/sitemap.xml",
        "/zh-hans/robots.txt",
        "/security.txt",
    ],
)
def test_other_machine_files_do_not_exist(client, live, path):
    live()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/robots.txt", "/sitemap.xml", "/news-sitemap.xml", "/llms.txt"]
)
def test_machine_files_are_cached_and_asked_for_by_etag(client, live, path):
    live()
    response = client.get(path)
    assert "s-maxage" in response["Cache-Control"]
    again = client.get(path, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_browsers_are_told_how_to_search_here(client, read, live):
    live()
    address = read("/").one("link", rel="search")["href"]
    response = client.get(address)
    kind = "application/opensearchdescription+xml; charset=utf-8"
    assert response["Content-Type"] == kind
    opensearch = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ElementTree.fromstring(response.content)
    templates = {
        e.attrib["type"]: e.attrib["template"] for e in root.iter(f"{opensearch}Url")
    }
    assert templates["text/html"] == f"{HOST}/search/?q={{searchTerms}}"
    page = templates["text/html"].replace("{searchTerms}", "queue")
    assert client.get(page.removeprefix(HOST)).status_code == 200
