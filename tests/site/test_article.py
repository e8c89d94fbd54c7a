"""The page of an article."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.digest import Group, Point, Reference, from_json
from articles.models import Publication

MARKERS = "Both [1,2], a range [1-3], none [7]x and wide 【2】."


@pytest.fixture
def path(live):
    article = live(
        title="Locks and queues",
        published="2024-03-05T08:30",
        core=(Point(MARKERS, "core1"),),
        groups=(
            Group("Fairness", (Point("First come [3].", "fair1", ("C++",)),)),
            Group("", (Point("No heading here.", "bare1"),)),
        ),
        references=(
            Reference(1, "p. 3", "first come", "https://www.systems.example/a"),
            Reference(2),
            Reference(3, url="https://systems.example/only"),
            Reference(7, "never cited but by a marker"),
        ),
        tags=("locks", "开源"),
    )
    return f"/articles/{article.slug}/"


def test_the_page_says_who_published_what_when_and_links_to_it(read, path):
    page = read(path)
    assert page.one("h1").words == "Locks and queues"
    head = page.one("header", class_="digest-head").words
    assert "Systems Quarterly" in head
    assert "5 March 2024, 08:30" in head
    assert "Edition 1" in head
    assert page.one("a", class_="original")["href"].startswith("https://systems.")
    assert "2024-03-05T08:30" in [e["datetime"] for e in page.all("time")]


def test_every_point_has_its_id_and_a_permalink(read, path):
    page = read(path)
    points = page.all("li", class_="point")
    assert [point["id"] for point in points] == ["p-core1", "p-fair1", "p-bare1"]
    links = [link["href"] for link in page.all("a", class_="permalink")]
    assert links == ["#p-core1", "#p-fair1", "#p-bare1"]
    assert page.all("a", class_="permalink")[1]["aria-label"] == "Link to point 2"


def test_a_statement_reads_exactly_as_it_was_typed(read, path):
    assert read(path).all("p", class_="statement")[0].text == MARKERS


def test_each_number_of_a_marker_leads_to_its_reference(read, path):
    page = read(path)
    statement = page.all("p", class_="statement")[0]
    links = [link for link in page.all("a") if statement in link.parents]
    assert [(link["href"], link.text) for link in links] == [
        ("#ref-1", "1"),
        ("#ref-2", "2"),
        ("#ref-1", "1"),
        ("#ref-3", "3"),
        ("#ref-7", "7"),
        ("#ref-2", "2"),
    ]
    assert links[0]["aria-label"] == "Reference 1"


def test_a_marker_without_a_reference_stays_text(client, live):
    article = live()
    digest = replace(from_json(article.digest), references=())
    type(article).objects.update(digest={**article.digest, "references": []})
    page = client.get(f"/articles/{article.slug}/").content.decode()
    assert digest.core[0].text in page
    assert 'href="#ref-' not in page


def test_each_reference_leads_back_to_every_point_that_cites_it(read, path):
    page = read(path)
    references = page.all("li", class_="reference")
    assert [r["id"] for r in references] == ["ref-1", "ref-2", "ref-3", "ref-7"]
    assert [r["value"] for r in references] == ["1", "2", "3", "7"]
    third = [link for link in page.all("a") if references[2] in link.parents]
    assert [link["href"] for link in third] == [
        "https://systems.example/only",
        "#p-core1",
        "#p-fair1",
    ]
    assert third[2]["aria-label"] == "Back to point 2"


def test_every_link_within_the_page_has_its_target(read, path):
    page = read(path)
    within = {link[1:] for link in page.links if link.startswith("#")}
    assert within <= set(page.ids)


def test_a_reference_without_passage_says_so(read, path):
    references = read(path).all("li", class_="reference")
    said = ["Passage not supplied" in reference.words for reference in references]
    assert said == [False, True, False, False]


def test_groups_have_headings_and_the_core_is_set_off(read, path):
    page = read(path)
    assert [h.words for h in page.all("h2")] == [
        "Core viewpoint",
        "Fairness",
        "References",
        "Tags",
    ]
    assert "core" in page.all("section", class_="group")[0].classes


def test_tags_of_article_and_points_lead_to_their_listings(read, path):
    page = read(path)
    tags = [e for e in page.all("a") if any("tags" in p.classes for p in e.parents)]
    assert [(tag["href"], tag.words) for tag in tags] == [
        ("/tags/c-plus-plus/", "C++"),
        ("/tags/locks/", "locks"),
        ("/tags/%E5%BC%80%E6%BA%90/", "开源"),
    ]


def test_texts_in_another_language_say_which(read, live):
    article = live(
        title="人工智能与开源",
        language="zh-Hans",
        publication="Ren Min Ri Bao",
        core=(Point("开源降低了成本[1]。", "zh"), Point("The English is short.", "en")),
        tags=("开源", "open source"),
    )
    Publication.objects.update(native_name="人民日报", language="zh-Hans")
    page = read(f"/articles/{article.slug}/")
    assert page.one("html")["lang"] == "en"
    h1 = page.one("h1")
    title = next(e for e in page.all("bdi") if h1 in e.parents)
    assert title["lang"] == "zh-Hans"
    statements = page.all("p", class_="statement")
    assert statements[0]["lang"] == "zh-Hans"
    assert "lang" not in statements[1].attributes
    native = [e for e in page.all("bdi") if e.words == "人民日报"]
    assert [e["lang"] for e in native] == ["zh-Hans"]
    tags = [e for e in page.all("bdi") if e.words in ("开源", "open source")]
    assert [e.attributes.get("lang") for e in tags] == ["zh", None]


def test_the_last_correction_stands_in_plain_sight(read, live, revise):
    article = live()
    digest = from_json(article.digest)
    revise(article.pk, replace(digest, title="A"), kind="correction", note="The title.")
    revise(article.pk, replace(digest, title="B"), note="Only an update.")
    page = read(f"/articles/{article.slug}/")
    correction = page.one("div", class_="correction").words
    assert "edition 2" in correction
    assert "The title." in correction
    assert f"/articles/{article.slug}/editions/2/changes/" in page.links
    assert "Only an update." not in page.words


def test_an_article_never_corrected_mentions_no_correction(read, path):
    assert read(path).all("div", class_="correction") == []


def test_the_head_names_address_description_and_other_forms(read, path):
    page = read(path)
    address = f"http://127.0.0.1:8000{path}"
    assert page.one("link", rel="canonical")["href"] == address
    assert page.one("meta", property="og:url")["content"] == address
    assert page.one("meta", property="og:type")["content"] == "article"
    assert page.one("meta", name="description")["content"].startswith("Both, a range")
    forms = {e["type"]: e["href"] for e in page.all("link", rel="alternate")}
    stem = address.removesuffix("/")
    assert forms == {
        "text/markdown": f"{stem}.md",
        "application/json": f"{stem}.json",
    }
    assert page.all("meta", name="robots") == []


def test_an_article_page_takes_three_queries(
    client: Client, path, django_assert_num_queries
):
    client.get(path)
    # 1 what makes the ETag; 2 the article with publication and last correction;
    # 3 the themes of the navigation
    with django_assert_num_queries(3):
        client.get(path)


def test_a_page_that_did_not_change_takes_one_query(
    client: Client, path, django_assert_num_queries
):
    etag = client.get(path)["ETag"]
    # 1 what makes the ETag
    with django_assert_num_queries(1):
        response = client.get(path, headers={"If-None-Match": etag})
    assert response.status_code == 304


def test_a_digest_of_two_thousand_points_takes_no_more_queries(
    client: Client, live, django_assert_num_queries
):
    points = tuple(Point(f"Statement {n} [1].", f"k{n}") for n in range(2000))
    article = live(core=points[:1], groups=(Group("All", points[1:]),))
    with django_assert_num_queries(3):  # as above
        client.get(f"/articles/{article.slug}/")
