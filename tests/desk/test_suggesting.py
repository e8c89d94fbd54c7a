"""Tags that occur in a digest, and names that go on from what was typed."""

import time

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.desk.editor.completing import complete_publications, complete_tags
from articles.desk.editor.suggesting import MOST, suggest_tags
from articles.digest import Digest, Group, Point, to_json
from articles.models import (
    Article,
    ArticleTag,
    Publication,
    PublicationName,
    Tag,
    TagName,
)

pytestmark = pytest.mark.django_db


def tag(name: str, *aliases: str) -> Tag:
    made = Tag.objects.create(name=name)
    for alias in aliases:
        TagName.objects.create(tag=made, name=alias)
    return made


def suggested(*statements: str, **parts: object) -> list[tuple[str, str]]:
    digest = Digest(core=tuple(map(Point, statements)), **parts)
    return [(found["name"], found["found"]) for found in suggest_tags(to_json(digest))]


# Suggestions.


def test_a_tag_whose_name_occurs_is_suggested() -> None:
    tag("open source")
    assert suggested("It is Open  Source [1].") == [("open source", "Open Source")]


def test_an_alias_suggests_its_tag() -> None:
    tag("climate", "global warming")
    assert suggested("On global warming.") == [("climate", "global warming")]


def test_headings_and_title_count_too() -> None:
    tag("freight")
    tag("rail")
    groups = (Group("Freight", (Point("x"),)),)
    assert suggested(title="By rail", groups=groups) == [
        ("rail", "rail"),
        ("freight", "Freight"),
    ]


def test_width_case_and_composition_do_not_count() -> None:
    tag("école")
    tag("g20")
    assert suggested("E\u0301COLE and Ｇ２０") == [("école", "ÉCOLE"), ("g20", "G20")]


def test_a_latin_name_is_found_at_word_borders_only() -> None:
    tag("art")
    assert suggested("A start, an artist, art2, arts") == []
    assert suggested("state-of-the-art") == [("art", "art")]
    assert suggested("(art), art.") == [("art", "art")]


def test_a_chinese_name_is_found_anywhere() -> None:
    tag("铁路")
    assert suggested("高速铁路货运增长 [1]。") == [("铁路", "铁路")]


def test_a_name_of_both_scripts_is_found() -> None:
    tag("AI芯片")
    assert suggested("国产AI芯片出口") == [("AI芯片", "AI芯片")]


def test_a_latin_name_is_found_between_chinese_words() -> None:
    tag("ai")
    assert suggested("发展AI产业") == [("ai", "AI")]


def test_the_longest_name_wins() -> None:
    tag("machine")
    tag("machine learning")
    tag("铁路")
    tag("高速铁路")
    assert suggested("Machine learning 高速铁路") == [
        ("machine learning", "Machine learning"),
        ("高速铁路", "高速铁路"),
    ]


def test_a_shorter_name_is_found_where_the_longer_does_not_go_on() -> None:
    tag("rail")
    tag("rail freight rates")
    assert suggested("rail freight grew") == [("rail", "rail")]


@pytest.mark.parametrize("name", ["c++", ".net", "c#", "at&t", "r&d"])
def test_signs_belong_to_a_name(name: str) -> None:
    tag(name)
    assert suggested(f"They use {name}.") == [(name, name)]


def test_a_name_in_capitals_is_no_common_word() -> None:
    tag("IT")
    tag("WHO")
    assert suggested("It is us who do it.") == []
    assert suggested("The WHO and IT.") == [("WHO", "WHO"), ("IT", "IT")]


def test_what_folding_lengthens_is_found() -> None:
    tag("straße")
    assert suggested("Die Straße, der Fuß") == [("straße", "strasse")]


def test_markers_stand_between_no_words() -> None:
    tag("rail freight")
    assert suggested("rail [1] freight") == [("rail freight", "rail freight")]


def test_tags_on_the_digest_are_not_suggested_by_no_name() -> None:
    tag("climate", "global warming")
    assert suggested("global warming, climate", tags=("Global Warming",)) == []


def test_what_occurs_most_often_comes_first_and_there_is_an_end() -> None:
    for number in range(MOST + 5):
        tag(f"t{number}")
    everything = " ".join(f"t{number}" for number in range(MOST + 5))
    found = suggested(everything, "t9 and t9 again")
    assert len(found) == MOST
    assert found[0] == ("t9", "t9")


def test_no_tags_no_suggestions() -> None:
    assert suggested("anything") == []


def test_a_document_may_break_limits_and_lack_parts() -> None:
    tag("rail")
    assert suggest_tags({}) == []
    broken = {"title": "x" * 301, "groups": [{"points": [{"text": "Rail \ud800"}]}]}
    assert suggest_tags(broken) == [{"name": "rail", "found": "Rail"}]


def test_suggesting_asks_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    tag("rail")
    with django_assert_num_queries(1):  # all names of tags
        suggested("rail", "rail", tags=("x",))


def test_ten_thousand_tags_and_a_thousand_points_take_no_second() -> None:
    Tag.objects.bulk_create(Tag(name=f"topic {n} of many") for n in range(5_000))
    Tag.objects.bulk_create(Tag(name=f"题目{n}之一") for n in range(5_000))
    statement = "The topic 77 of many others is 题目4321之一，与铁路无关。" * 5
    points = tuple(Point(f"{statement} {n}") for n in range(1_000))
    began = time.perf_counter()
    found = suggest_tags(to_json(Digest(core=points)))
    assert time.perf_counter() - began < 3
    assert {one["name"] for one in found} == {"topic 77 of many", "题目4321之一"}


# Completion of tags.


def names(typed: str) -> list[str]:
    return [found["name"] for found in complete_tags(typed)]


def test_a_tag_is_completed_from_the_start_of_any_word() -> None:
    tag("open source")
    tag("resource")
    tag("state-of-the-art")
    assert names("Op") == ["open source"]
    assert names("sour") == ["open source"]
    assert names("open so") == ["open source"]
    assert names("art") == ["state-of-the-art"]


def test_chinese_is_completed_from_anywhere() -> None:
    tag("高速铁路")
    assert names("铁") == ["高速铁路"]
    assert names("铁路") == ["高速铁路"]


def test_the_name_itself_comes_first_then_what_begins_so() -> None:
    tag("light rail")
    tag("railway")
    tag("rail")
    assert names("rail") == ["rail", "railway", "light rail"]


def test_an_alias_is_told_and_an_own_name_is_not() -> None:
    tag("People's Republic", "PRC")
    assert complete_tags("prc") == [
        {"name": "People's Republic", "matched": "PRC", "count": 0}
    ]
    assert complete_tags("people")[0]["matched"] == ""


def test_a_tag_found_by_several_names_is_offered_once() -> None:
    tag("rail", "railway", "railroad")
    assert complete_tags("rail") == [{"name": "rail", "matched": "", "count": 0}]
    assert complete_tags("railr")[0]["matched"] == "railroad"


def test_the_articles_at_the_desk_are_counted() -> None:
    rail = tag("rail")
    tag("rain")
    for _ in range(3):
        ArticleTag.objects.create(content_object=Article.objects.create(), tag=rail)
    assert [found["count"] for found in complete_tags("rai")] == [3, 0]


def test_counting_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.desk.counting.MOST_COUNTED", 2)
    rail = tag("rail")
    for _ in range(3):
        ArticleTag.objects.create(content_object=Article.objects.create(), tag=rail)
    assert complete_tags("rail")[0]["count"] == 2


def test_at_most_ten_are_offered() -> None:
    for number in range(15):
        tag(f"rail {number}")
    assert len(names("rail")) == 10


@pytest.mark.parametrize("typed", ["", "  ", "\0", "\ud800", "x" * 100_000, "%", "_"])
def test_what_no_name_holds_completes_to_nothing(typed: str) -> None:
    tag("rail")
    assert complete_tags(typed) == []
    assert complete_publications(typed) == []


def test_completing_asks_twice(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    tag("rail", "railway")
    tag("railroad")
    with django_assert_num_queries(2):  # names, then the tags with their counts
        complete_tags("rail")


# Completion of publications.


def test_a_publication_is_completed_from_every_name() -> None:
    daily = Publication.objects.create(name="Ren Min Ri Bao", native_name="人民日报")
    PublicationName.objects.create(publication=daily, name="People's Daily")
    shown = {"name": "Ren Min Ri Bao", "native_name": "人民日报"}
    assert complete_publications("ri b") == [shown | {"matched": ""}]
    assert complete_publications("日报") == [shown | {"matched": ""}]
    assert complete_publications("dai") == [shown | {"matched": "People's Daily"}]
