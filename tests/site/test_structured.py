"""What pages say of themselves to search engines."""

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from articles.digest import from_json
from articles.site.store.positions import Position

pytestmark = pytest.mark.django_db

HOST = "http://127.0.0.1:8000"


def graph(page):
    """Return the things that a page tells of, by type."""
    script = page.one("script", type="application/ld+json")
    told = json.loads(script.text)
    assert told["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in told["@graph"]}


def way(things):
    steps = things["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    return [(step["name"], step["item"].removeprefix(HOST)) for step in steps]


def test_a_listing_is_a_collection_of_its_articles_in_order(read, live):
    one, two = live(), live()
    things = graph(read("/articles/"))
    items = things["CollectionPage"]["mainEntity"]["itemListElement"]
    assert [item["url"] for item in items] == [
        f"{HOST}/articles/{article.slug}/" for article in (two, one)
    ]
    assert [item["position"] for item in items] == [1, 2]


def test_an_older_page_of_a_listing_is_told_by_its_own_address(read, live):
    live()
    path = f"/articles/?before={Position(timezone.now(), 10**6)}"
    assert graph(read(path))["CollectionPage"]["url"] == f"{HOST}{path}"


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("/", [("Front page", "/")]),
        ("/articles/", [("Front page", "/"), ("All articles", "/articles/")]),
        (
            "/publications/systems-quarterly/",
            [
                ("Front page", "/"),
                ("Publications", "/publications/"),
                ("Systems Quarterly", "/publications/systems-quarterly/"),
            ],
        ),
        (
            "/tags/locks/",
            [("Front page", "/"), ("Tags", "/tags/"), ("locks", "/tags/locks/")],
        ),
    ],
)
def test_a_listing_tells_the_way_to_it(read, live, path, steps):
    live()
    assert way(graph(read(path))) == steps


def test_the_way_stays_within_its_language(read, live):
    live()
    steps = way(graph(read("/zh-hans/articles/")))
    assert [path for _name, path in steps] == ["/zh-hans/", "/zh-hans/articles/"]


def test_a_title_cannot_end_the_script(client, read, live):
    live(title="</script><script>alert(1)</script> & <!--")
    page = client.get("/articles/").text
    assert "<script>alert" not in page
    name = graph(read("/articles/"))["CollectionPage"]["mainEntity"]["itemListElement"]
    assert name[0]["name"] == "</script><script>alert(1)</script> & <!--"


def test_an_article_rests_on_its_original_and_cites_passages(read, live):
    article = live(published="2024-03-05T08:30")
    things = graph(read(f"/articles/{article.slug}/"))
    news = things["NewsArticle"]
    assert news["headline"] == article.title
    assert news["url"] == f"{HOST}/articles/{article.slug}/"
    assert news["isBasedOn"]["url"] == article.source_url
    assert news["isBasedOn"]["datePublished"] == "2024-03-05T08:30"
    assert news["isBasedOn"]["publisher"]["name"] == "Systems Quarterly"
    assert [(c["position"], c["name"]) for c in news["citation"]] == [
        (1, "p. 3"),
        (2, "p. 9"),
    ]
    assert "correction" not in news
    assert way(things)[1:] == [
        ("Systems Quarterly", "/publications/systems-quarterly/"),
        (article.title, f"/articles/{article.slug}/"),
    ]


def test_a_correction_is_told_with_its_note(read, live, revise):
    article = live()
    digest = replace(from_json(article.digest), title="Another title")
    revise(article.pk, digest, kind="correction", note="The title was wrong.")
    news = graph(read(f"/articles/{article.slug}/"))["NewsArticle"]
    assert [c["text"] for c in news["correction"]] == ["The title was wrong."]
    assert news["dateModified"] >= news["datePublished"]


def test_a_reference_of_which_nothing_is_known_is_no_citation(read, live):
    article = live(references=())
    news = graph(read(f"/articles/{article.slug}/"))["NewsArticle"]
    assert "citation" not in news
