"""An address that leads to no tag: the page names tags that may have been meant."""

import pytest

from articles.models import Tag, TagName
from articles.publishing import withdraw
from articles.site.store.state import read_state
from articles.site.tags.nearness import near_tags

TAGS = ("Databases", "Open source", "AI", "开源", "数据库", "C++", "Locks", "Archives")


@pytest.fixture
def library(live):
    live(tags=TAGS, groups=())
    live(tags=("Locks",), groups=())
    tag = Tag.objects.get(name="Databases")
    TagName.objects.create(tag=tag, name="Persistent storage")


def near(slug):
    return [tag.name for tag in near_tags(read_state(), slug)]


def test_near_names_are_found_by_beginning_slip_alias_and_shared_characters(library):
    for slug, names in (
        ("data", ["Databases"]),
        ("databse", ["Databases"]),
        ("database", ["Databases"]),
        ("opne-source", ["Open source"]),
        ("source-open", ["Open source"]),
        ("opensource", ["Open source"]),
        ("open-source-software", ["Open source"]),
        ("persistant-storage", ["Databases"]),
        ("lock", ["Locks"]),
        ("loks", ["Locks"]),
        ("a", ["AI", "Archives"]),
        ("开元", ["开源"]),
        ("开", ["开源"]),
        ("数据", ["数据库"]),
        ("库数据", ["数据库"]),
        ("c-plus", ["C++"]),
        ("zzz", []),
        ("_", []),
        ("x" * 200, []),
    ):
        assert near(slug) == names, slug


def test_the_page_of_an_unknown_tag_names_near_ones_with_links(read, library):
    page = read("/tags/databse/", status=404)
    assert "/tags/databases/" in page.links
    assert "databse" in page.one("main").words
    assert page.one("meta", name="robots")["content"] == "noindex"
    chinese = read("/zh-hans/tags/开元/", status=404)
    assert "/zh-hans/tags/%E5%BC%80%E6%BA%90/" in chinese.links


def test_it_offers_the_rest_of_the_expression_as_it_stands(read, library):
    for path, rest in (
        ("/tags/locks+databse+ai/", "/tags/ai+locks/"),
        ("/tags/locks,databse/?without=ai", "/tags/locks/?without=ai"),
        ("/tags/locks/?without=databse,ai", "/tags/locks/?without=ai"),
    ):
        page = read(path, status=404)
        assert rest in page.links, path
        assert read(rest)


def test_it_offers_no_rest_that_is_nothing_or_finds_nothing(read, library):
    for path in ("/tags/databse/?without=ai", "/tags/databse+ai/?without=locks"):
        page = read(path, status=404)
        assert not any("without" in link for link in page.links), path


def test_it_names_no_tag_without_a_public_article(read, live, make_article, library):
    make_article(tags=("databank",), groups=())
    gone = live(tags=("databus",), groups=())
    withdraw(gone.pk, reason="Wrong.", author_name="Ada")
    hidden = Tag.objects.get(name="databank")
    TagName.objects.create(tag=hidden, name="database management")
    assert near("databan") == ["Databases"]
    assert near("database-management") == ["Databases"]
    assert "databank" not in read("/tags/databan/", status=404).one("main").words[50:]
    for slug in ("databank", "databus"):
        assert near(slug) == ["Databases"]


def test_an_unknown_tag_is_shown_as_the_text_it_is(client, library):
    content = client.get("/tags/%D7%A9%D7%9C%D7%95%D7%9D/").content.decode()
    assert "שלום</bdi>" in content


def test_looking_for_near_names_takes_one_query_however_many_there_are(
    client, live, django_assert_num_queries
):
    for count in (1, 300):
        live(tags=tuple(f"tag {n}" for n in range(count)), groups=())
        # 1 the state of the site; 2 the tags that were asked for; 3 near names
        with django_assert_num_queries(3):
            assert client.get(f"/tags/tga-{count}/").status_code == 404
    # Remembered: a program that asks again costs no more than a page.
    with django_assert_num_queries(2):
        client.get("/tags/tga-300/")
