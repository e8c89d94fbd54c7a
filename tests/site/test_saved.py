"""The page of the saved list, and what every page brings for the reader's habits."""

from collections.abc import Callable

import pytest
from django.test import Client

from articles.models import LiveArticle

from .markup import Page

pytestmark = pytest.mark.django_db

Read = Callable[..., Page]
PAGES = ("/", "/articles/", "/saved/", "/zh-hans/")


def test_the_page_says_where_the_list_is_and_what_it_needs(read: Read) -> None:
    page = read("/saved/")
    assert page.one("h1").words == "Saved list"
    assert "in your browser only" in page.one("p", class_="lead").words
    assert "needs scripts" in page.one("p", class_="scriptless").words


def test_the_page_is_for_its_reader_alone_and_not_to_be_found(read: Read) -> None:
    assert read("/saved/").one("meta", name="robots")["content"] == "noindex"


def test_what_needs_scripts_is_hidden_until_they_run(read: Read) -> None:
    page = read("/saved/")
    assert "hidden" in page.one("div", class_="saved").attributes
    assert "hidden" in page.one("div", class_="own").attributes


def test_the_page_asks_for_the_state_of_the_site_only(
    client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(1):
        client.get("/saved/")


def test_every_language_has_its_saved_list(read: Read) -> None:
    page = read("/zh-hans/saved/")
    assert page.one("html")["lang"] == "zh-Hans"
    assert "/zh-hans/saved/" in page.links


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_the_list_and_has_the_settings(
    read: Read, path: str
) -> None:
    page = read(path)
    assert page.links[0] == "#content"
    assert any(link.endswith("/saved/") for link in page.links)
    form = page.one("form", id="reading")
    fields = [e["name"] for e in page.all("input") if form in e.parents]
    assert set(fields) == {"scheme", "size", "keys"}


@pytest.mark.parametrize("path", PAGES)
def test_the_colours_are_set_before_the_style_sheet_and_by_no_script_that_waits(
    read: Read, path: str
) -> None:
    page = read(path)
    script, sheet = (
        next(e for e in page.elements if name in e.attributes.get(of, ""))
        for of, name in (("src", "site/scheme"), ("href", "site/site"))
    )
    assert page.elements.index(script) < page.elements.index(sheet)
    assert "async" in script.attributes
    others = [e for e in page.all("script") if "src" in e.attributes and e != script]
    assert others
    assert all(e["type"] == "module" for e in others)


def test_a_page_in_one_language_is_offered_in_the_others(read: Read) -> None:
    assert [e["lang"] for e in read("/").all("p", class_="offer")] == ["zh-Hans"]
    chinese = read("/zh-hans/").one("p", class_="offer")
    assert chinese["lang"] == "en"
    assert chinese.words.startswith("Read this page in English")


def test_a_card_tells_scripts_what_it_is_of_and_since_when_it_is_live(
    read: Read, live: Callable[..., LiveArticle]
) -> None:
    article = live()
    card = read("/").one("article", class_="card")
    assert card["data-id"] == str(article.pk)
    assert card["data-live"] == str(int(article.live_from.timestamp()))
    digest = read(f"/articles/{article.slug}/").one("article", class_="digest")
    assert digest["data-id"] == str(article.pk)


def test_a_page_that_is_not_the_live_article_is_not_saved_as_one(
    read: Read, live: Callable[..., LiveArticle]
) -> None:
    article = live()
    page = read(f"/articles/{article.slug}/editions/1/")
    assert not any("data-id" in e.attributes for e in page.elements)
