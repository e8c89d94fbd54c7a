"""“Did you mean”: near queries, each of which finds something."""

import datetime
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.digest import Group, Point
from articles.models import Publication
from articles.publishing import Publishing, publish, withdraw
from articles.site.search.guessing import guesses
from articles.site.search.querying import parse
from articles.site.store.state import read_state


@pytest.fixture
def guessed(read):
    """Return a function that searches and gives what may have been meant."""

    def guessed(q: str) -> list[str]:
        page = read(f"/search/?{urlencode({'q': q})}")
        links = page.all("a")
        return [
            link.words
            for link in links
            if any("guesses" in parent.classes for parent in link.parents)
        ]

    return guessed


def points(*texts: str) -> tuple[Group, ...]:
    return (Group("", tuple(Point(f"{text} [1].") for text in texts)),)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("governmnt", "government"),
        ("goverment", "government"),
        ("govrenment", "government"),
        ("goverrnmemt", "government"),
        ("overnment", "government"),
        ("kovernment", "government"),
        ("brigde", "bridge"),
        ("school's goverment", "school's government"),
        ('"new brigde"', '"new bridge"'),
        ("brigde governmint", "bridge government"),
        ("tag:locks brigde", "tag:locks bridge"),
        ("BRIGDE", "bridge"),
        ("École goverment", "École government"),
    ],
)
def test_slips_are_mended(live, guessed, typed, meant):
    live(
        title="The new bridge of the school's government",
        groups=points("École"),
        tags=("locks",),
    )
    assert guessed(typed)[0] == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("bridge", "zzzzzz", "ox", "12345", "xyz OR -a", "brigd*", "\ufdfa" * 400),
        *("能a" * 240, f'"{"brigde " * 7}"', "x" * 101),
    ],
)
def test_what_is_found_or_is_near_nothing_is_left_alone(live, guessed, typed):
    live(title="The new bridge")
    assert guessed(typed) == []


def test_the_nearest_comes_first_then_what_more_articles_have(live, guessed):
    live(title="Boars", groups=points("Boreal"))
    live(title="Board one")
    live(title="Board two")
    assert guessed("boarz") == ["board", "boars"]


def test_one_word_of_a_choice_that_occurs_nowhere_is_mended(live, guessed):
    live(title="Bridge")
    live(title="Ferry")
    assert guessed("ferry OR brigde") == ["ferry OR bridge"]


def test_words_that_never_meet_are_not_offered_together(live, guessed):
    live(title="Bridge")
    live(title="Ferry")
    assert guessed("ferry brigde") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("人工智慧", "人工智能"),
        ("人公智能", "人工智能"),
        ("人工只能", "人工智能"),
        ("仁工智能", "人工智能"),
        ("人功只能", "人工智能"),
        ("人工智障 时代", "人工智能 时代"),
        ("开圆", "开源"),
        ("開園", "开源"),
        ("长三交", "长三角"),
        ("人民日抱", "人民日报"),
    ],
)
def test_chinese_is_mended_by_sound_and_by_one_character(live, guessed, typed, meant):
    live(
        title="人工智能的时代",
        tags=("人工智能", "开源"),
        groups=points("长三角一体化"),
        publication="人民日报",
    )
    assert Publication.objects.get().name == "人民日报"
    assert guessed(typed)[0] == meant


def test_what_is_not_public_is_never_meant(live, guessed, make_article):
    make_article(title="Zebra crossing", tags=("斑马线",))
    later = make_article(title="Zebra bridges", tags=("斑马线",))
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(later.pk, Publishing(author_name="Ada", live_from=tomorrow))
    gone = live(title="Zebra schools", tags=("斑马线",))
    withdraw(gone.pk, reason="Wrong.", author_name="Ada")
    live(title="Alpha")
    for typed in ("zebta", "crosing", "bridgse", "scools", "斑马钱", "斑蚂线"):
        assert guessed(typed) == [], typed


def test_what_waits_weighs_nothing(live, guessed, make_article):
    live(title="Board")
    live(title="Boars")
    live(title="Boars again")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    for number in range(3):
        later = make_article(title=f"Board {number}")
        publish(later.pk, Publishing(author_name="Ada", live_from=tomorrow))
    assert guessed("boarz") == ["boars", "board"]


def test_a_guess_costs_few_queries(live, django_assert_max_num_queries):
    live(title="Bridge", tags=("人工智能",))
    state = read_state()
    # 1 whether it is found; 2 words; 3 what waits; 4 whether the guess is found
    with django_assert_max_num_queries(4):
        assert guesses(state, parse("brigde"))
    # 1 whether it is found; 2 names by sound; 3 to 6 one character each; 7 the guess
    with django_assert_max_num_queries(7):
        assert guesses(state, parse("人工智慧"))
