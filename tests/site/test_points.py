"""The page of a point, and the ways to cite it."""

import json
from dataclasses import replace

import pytest
from django.conf import settings

from articles.digest import Group, Point, Reference, from_json
from articles.publishing import change_address, withdraw

FORMS = ("txt", "md", "bib", "csl.json")


@pytest.fixture
def article(live):
    return live(
        title="Locks and queues",
        core=(Point("A queue remembers [1].", "core1"),),
        groups=(
            Group("Fairness", (Point("First come [2][3], [1].", "fair1", ("C++",)),)),
            Group("", (Point("No heading here.", "bare1"),)),
        ),
        references=(
            Reference(1, "p. 3", "first come", "https://www.systems.example/a"),
            Reference(2),
            Reference(3, url="https://systems.example/only"),
        ),
    )


@pytest.fixture
def path(article):
    return f"/articles/{article.slug}/points"


def test_the_page_shows_the_point_with_its_group_and_all_it_rests_on(read, path):
    page = read(f"{path}/fair1/")
    assert page.one("h1").words == "Point 2 of “Locks and queues”"
    assert page.one("p", class_="statement").text == "First come [2][3], [1]."
    assert [h.words for h in page.all("h2")] == [
        "Fairness",
        "Rests on",
        "Cite this point",
    ]
    references = page.all("li", class_="reference")
    assert [r["id"] for r in references] == ["ref-1", "ref-2", "ref-3"]
    assert references[0].words == (
        "[1] p. 3 first come systems.example All that rests on this source"
    )
    assert references[1].words == "[2] Passage not supplied"
    assert "/tags/c-plus-plus/" in page.links
    within = {link[1:] for link in page.links if link.startswith("#")}
    assert within <= set(page.ids)


def test_the_page_leads_to_its_place_and_to_its_neighbours(read, path, article):
    page = read(f"{path}/fair1/")
    assert f"/articles/{article.slug}/#p-fair1" in page.links
    assert page.one("a", rel="prev")["href"] == f"{path}/core1/"
    assert page.one("a", rel="next")["href"] == f"{path}/bare1/"
    assert read(f"{path}/core1/").all("a", rel="prev") == []
    assert read(f"{path}/bare1/").all("a", rel="next") == []


def test_the_head_names_the_page_and_its_other_forms(read, path):
    page = read(f"{path}/fair1/")
    address = f"{settings.SITE_URL}{path}/fair1"
    assert page.one("title").words.startswith("First come,. · ")
    assert page.one("link", rel="canonical")["href"] == f"{address}/"
    forms = [
        e["href"] for e in page.all("link", rel="alternate") if "type" in e.attributes
    ]
    assert forms == [f"{address}.{form}" for form in FORMS]


def test_each_citation_stands_on_the_page_and_at_an_address(client, read, path):
    page = read(f"{path}/fair1/")
    fields = page.all("textarea")
    assert [f"{path}/fair1.{form}" in page.links for form in FORMS] == [True] * 4
    assert {"readonly"} <= set(fields[0].attributes)
    labelled = {label.attributes.get("for") for label in page.all("label")}
    assert {field["id"] for field in fields} <= labelled
    for form, field in zip(FORMS, fields, strict=True):
        answer = client.get(f"{path}/fair1.{form}")
        assert answer.status_code == 200
        assert field.text.strip() == answer.text.strip()


def test_citations_name_the_address_that_no_language_changes(client, path):
    unprefixed = f"{settings.SITE_URL}{path}/fair1/"
    page = client.get(f"/zh-hans{path}/fair1/").text
    assert unprefixed in page
    assert (
        json.loads(client.get(f"{path}/fair1.csl.json").content)[0]["URL"] == unprefixed
    )


def test_citations_have_the_media_types_of_their_forms(client, path):
    types = [client.get(f"{path}/fair1.{form}")["Content-Type"] for form in FORMS]
    assert types == [
        "text/plain; charset=utf-8",
        "text/markdown; charset=utf-8",
        "application/x-bibtex; charset=utf-8",
        "application/vnd.citationstyles.csl+json",
    ]


@pytest.mark.parametrize(
    "end",
    [
        "nosuch/",
        "nosuch.bib",
        "fair1.pdf",
        "fair1.csl",
        "a b/",
        "%00/",
        "é/",
        f"{'k' * 41}/",
    ],
)
def test_what_no_edition_has_is_not_found(client, path, end):
    assert client.get(f"{path}/{end}").status_code == 404


def test_a_point_that_only_an_older_edition_has_leads_there(
    client, path, article, revise
):
    digest = from_json(article.digest)
    # Another article's word that reads like the key finds nothing.
    renamed = replace(digest, groups=(), tags=("fair1", "bare1"))
    revise(article.pk, renamed)
    revise(article.pk, replace(renamed, title="Later"))
    answer = client.get(f"{path}/fair1/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/articles/{article.slug}/editions/1/#p-fair1"
    assert client.get(f"{path}/FAIR1/").status_code == 404
    assert client.get(f"{path}/fair1.bib").status_code == 404


def test_a_moved_article_takes_its_points_along(client, path, article):
    change_address(article.pk, "elsewhere")
    for end in ("fair1/", "fair1.bib"):
        answer = client.get(f"{path}/{end}")
        assert answer.status_code == 301
        assert answer["Location"] == f"/articles/elsewhere/points/{end}"


def test_points_of_a_withdrawn_article_are_gone(client, path, article):
    withdraw(article.pk, reason="It was wrong.", author_name="Ada")
    for end in ("fair1/", *(f"fair1.{form}" for form in FORMS)):
        answer = client.get(f"{path}/{end}")
        assert answer.status_code == 410
        assert "It was wrong." in answer.text


def test_a_point_of_a_draft_shows_nowhere(client, make_article):
    make_article(title="Secret", core=(Point("Hidden [1].", "hid1"),))
    assert client.get("/articles/secret/points/hid1/").status_code == 404


def test_a_point_page_takes_two_queries(client, path, django_assert_num_queries):
    client.get(f"{path}/fair1/")
    # 1 the state of the site; 2 the article with its publication and editions
    with django_assert_num_queries(2):
        client.get(f"{path}/fair1/")
