"""The index of tags: public ones, each with its true number, in a fixed order."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from articles.models import LiveArticle, Tag
from articles.publishing import Publishing, publish
from articles.site.store.state import read_state
from articles.site.tags import tag_index
from articles.site.tags.tag_index import Initial, index_of_tags, initials
from tests.conftest import MakeArticle, MakeDigest

from .conftest import NOON, Read

LATER = NOON + datetime.timedelta(hours=1)


@pytest.fixture
def tags(
    live: Callable[..., LiveArticle], make_article: MakeArticle, make_digest: MakeDigest
) -> None:
    """Publish articles with tags of several scripts, one of which waits."""
    with time_machine.travel(NOON, tick=False):
        live(tags=("Zürich", "开源", "5G", "Élan"), groups=())
        live(tags=("élan", "Россия", "开放"), groups=())
        waits = make_digest(tags=("开源", "élan", "Zürich", "secret"), groups=())
        time = Publishing(author_name="Ada", live_from=LATER)
        publish(make_article(waits).pk, time)
        publish(make_article(make_digest(tags=("开源", "secret"))).pk, time)


def at(*, hour: int) -> time_machine.travel:
    return time_machine.travel(NOON.replace(hour=hour), tick=False)


def listed(page: tag_index.IndexPage) -> dict[str, int]:
    return {tag.name: tag.articles for tag in page.tags}


def test_the_index_is_alphabetical_with_chinese_by_its_pinyin(tags: None) -> None:
    with at(hour=12):
        page = index_of_tags()
    found = [(tag.name, tag.script, tag.initial, tag.articles) for tag in page.tags]
    assert found == [
        ("5G", "", "#", 1),
        ("Élan", "latin", "E", 2),
        ("开放", "han", "K", 1),
        ("开源", "han", "K", 1),
        ("Zürich", "latin", "Z", 1),
        ("Россия", "cyrillic", "Р", 1),
    ]
    assert page.next == ""


def test_what_waits_is_in_the_index_from_its_time_on(tags: None) -> None:
    with at(hour=13):
        found = listed(index_of_tags())
    assert found["secret"] == 2
    assert (found["开源"], found["Élan"], found["Zürich"]) == (3, 3, 2)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"script": "han"}, ["开放", "开源"]),
        ({"initial": "E"}, ["Élan"]),
        ({"script": "han", "initial": "K"}, ["开放", "开源"]),
        ({"script": "latin", "initial": "K"}, []),
        ({"script": "", "initial": "#"}, ["5G"]),
        ({"initial": "x' OR 1=1 --"}, []),
    ],
)
def test_an_index_can_be_of_one_script_or_letter(
    tags: None, asked: dict[str, Any], names: list[str]
) -> None:
    with at(hour=12):
        assert list(listed(index_of_tags(**asked))) == names


def test_pages_of_the_index_follow_each_other_without_gap_or_overlap(
    tags: None,
) -> None:
    names: list[str] = []
    after = ""
    with at(hour=12):
        while True:
            page = index_of_tags(after=after, size=2)
            names += listed(page)
            if not page.next:
                break
            after = page.next
    assert names == ["5G", "Élan", "开放", "开源", "Zürich", "Россия"]


def test_letters_tell_how_many_tags_stand_under_them(tags: None) -> None:
    with at(hour=12):
        assert initials() == (
            Initial("", "#", 1),
            Initial("cyrillic", "Р", 1),
            Initial("han", "K", 2),
            Initial("latin", "E", 1),
            Initial("latin", "Z", 1),
        )
    with at(hour=13):
        found = {(each.script, each.initial): each.tags for each in initials()}
        assert found["latin", "S"] == 1


def test_the_index_has_the_most_used_tags_with_public_counts(
    tags: None, read: Read
) -> None:
    with at(hour=12):
        index = tag_index.tag_index(read_state())
        assert [(tag.name, tag.articles) for tag in index.most_used[:2]] == [
            ("Élan", 2),
            ("5G", 1),
        ]
        assert len(index.most_used) == 6
        assert "secret" not in read("/tags/").words
    with at(hour=13):
        index = tag_index.tag_index(read_state())
        found = [(tag.name, tag.articles) for tag in index.most_used[:3]]
        assert found == [("Élan", 3), ("开源", 3), ("secret", 2)]


def test_themes_come_first_with_introduction_count_and_chart(
    live: Callable[..., LiveArticle], read: Read
) -> None:
    with time_machine.travel(NOON, tick=False):
        live(tags=("locks", "queues"), groups=(), published="2025-02-02")
        live(tags=("locks",), groups=(), published="2025-01-02")
        Tag.objects.filter(name="locks").update(is_theme=True, introduction="Waiting.")
        page = read("/tags/")
    theme = page.one("li", class_="theme-entry")
    assert "Waiting." in theme.words
    assert "2 digests" in theme.words
    numbers = page.one("svg", class_="spark").words
    assert numbers.startswith("Digests by monthApril 2024: 0;")
    assert "January 2025: 1; February 2025: 1; March 2025: 0" in numbers


def test_all_tags_stand_under_their_script_and_letter(tags: None, read: Read) -> None:
    with at(hour=12):
        page = read("/tags/")
    letters = [head.words for head in page.all("h3", class_="side-head")]
    assert letters == ["E", "Z", "K Chinese, by pinyin", "Р", "#"]
    jumps = [link for link in page.links if link.startswith("#letter")]
    assert len(jumps) == 5
    assert set(jumps) <= {f"#{name}" for name in page.ids}
    names = [names.words for names in page.all("ul", class_="names")]
    assert names == ["Élan 2", "Zürich 1", "开放 1 开源 1", "Россия 1", "5G 1"]


def test_above_a_number_each_letter_has_a_page_of_its_own(
    tags: None, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tag_index, "MOST_ON_ONE_PAGE", 5)
    with at(hour=12):
        page = read("/tags/")
        assert page.all("ul", class_="names") == []
        initials = page.one("nav", class_="initials")
        links = [a["href"] for a in page.all("a") if initials in a.parents]
        assert "/tags/?script=han&initial=K" in links
        found = [read(link).one("ul", class_="names").words for link in links]
        assert found == ["Élan 2", "Zürich 1", "开放 1 开源 1", "Россия 1", "5G 1"]
        assert "/zh-hans/tags/?script=han&initial=K" in [
            e["href"].removeprefix(settings.SITE_URL)
            for e in read("/tags/?script=han&initial=K").all("link", hreflang="zh-Hans")
        ]


def test_pages_of_a_letter_follow_each_other(
    live: Callable[..., LiveArticle], read: Read
) -> None:
    live(tags=tuple(f"tag {n:03}" for n in range(tag_index.PAGE_SIZE + 1)), groups=())
    first = read("/tags/?script=latin&initial=T")
    second = read(first.one("a", rel="next")["href"])
    assert second.one("ul", class_="names").words == "tag 200 1"
    assert second.all("a", rel="next") == []
    assert "/tags/?script=latin&initial=T" in second.links


@pytest.mark.parametrize(
    "query",
    [
        "initial=Q",
        "script=han&initial=E",
        "initial=",
        "script=latin&initial=E&after=%00",
        "script=latin&initial=%00",
        "script=latin&initial=E&after=zzz",
        "script=latin&initial=E&after=%ED%A0%80",
    ],
)
def test_a_letter_that_has_no_tags_is_not_found(
    tags: None, client: Client, query: str
) -> None:
    with at(hour=12):
        assert client.get(f"/tags/?{query}").status_code == 404


def test_an_empty_site_has_an_empty_index(db: None, read: Read) -> None:
    assert "Nothing has been published yet." in read("/tags/").words


@pytest.mark.parametrize("count", [1, 520])
def test_the_index_takes_five_queries_however_many_tags_there_are(
    live: Callable[..., LiveArticle],
    client: Client,
    django_assert_num_queries: Callable[[int], object],
    count: int,
) -> None:
    live(tags=tuple(f"tag {n}" for n in range(count)), groups=())
    Tag.objects.filter(name="tag 0").update(is_theme=True)
    # 1 the state of the site; 2 themes and the most used; 3 letters; 4 months of the
    # themes; 5 all tags, where they stand on this page
    with django_assert_num_queries(5 if count == 1 else 4):
        client.get("/tags/")
    with django_assert_num_queries(1):
        client.get("/tags/")
    # 1 the state of the site; 2 the tags of the letter
    with django_assert_num_queries(2):
        client.get("/tags/?script=latin&initial=T")
