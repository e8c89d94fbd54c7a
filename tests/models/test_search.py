"""The index finds exactly what is there, newest first, on every database."""

import datetime
import itertools
import random

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.digest import Group, Point, without_markers
from articles.models import LiveArticle, SearchEntry, facets
from articles.models.search import (
    PER_SECOND,
    Match,
    index_is_whole,
    spans_back_from,
    spans_of,
)
from articles.models.tokens import Phrase, beginnings, fold, phrase, tokens
from articles.publishing import Publishing, publish

CHARACTERS = "中国人民日报开放源经济的"
WORDS = ["open", "opens", "opened", "source", "sources", "market", "the", "of", "grow"]


@pytest.fixture
def find(django_assert_num_queries):
    """Return a function that asks the index once and gives the ids it finds."""

    def find(*wanted: str, without: tuple[str, ...] = (), limit: int = 1000):
        match = Match(
            tuple((phrase(each),) for each in wanted),
            tuple(phrase(each) for each in without),
        )
        with django_assert_num_queries(1):
            hits = SearchEntry.objects.matching(match, limit=limit)
        assert [hit.place for hit in hits] == sorted(
            (h.place for h in hits), reverse=True
        )
        return [hit.article_id for hit in hits]

    return find


@pytest.fixture
def corpus(publish_article):
    """Return the texts of each of some articles, by their ids."""
    chance = random.Random(5)  # noqa: S311 - the same texts each time

    def chinese() -> str:
        run = chance.choices(CHARACTERS + "，", k=chance.randint(1, 9))
        return "".join([chance.choice(CHARACTERS), *run])

    def english() -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, 7)))

    def text() -> str:
        return chance.choice([chinese, english])()

    def point() -> Point:
        return Point(f"{text()} [1].")

    found = {}
    for number in range(30):
        publish_article(
            title=f"{number} {text()}",
            core=(point(),),
            groups=(Group("", tuple(point() for _ in range(3))),),
            tags=(),
            publication="X",
        )
    for live in LiveArticle.objects.all():
        said = [live.title, *(without_markers(each.text) for each in live.points.all())]
        found[live.pk] = said
    return found


def stems(text: str) -> list[str]:
    return [token.text for token in tokens(fold(text))]


def test_every_run_of_up_to_three_characters_finds_exactly_what_holds_it(corpus, find):
    runs = {
        text[start : start + length]
        for texts in corpus.values()
        for text in texts
        for length in (1, 2, 3)
        for start in range(len(text))
    }
    asked = {run for run in runs if set(run) <= set(CHARACTERS)}
    asked |= {"".join(pair) for pair in itertools.product(CHARACTERS, repeat=2)}
    assert len(asked) > 300
    for run in sorted(asked):
        truth = {pk for pk, texts in corpus.items() if any(run in t for t in texts)}
        assert set(find(run)) == truth, run


def test_english_is_found_by_its_stems_alone_together_and_in_phrases(corpus, find):
    def holds(texts: list[str], words: list[str]) -> bool:
        return any(
            words == found[start : start + len(words)]
            for found in map(stems, texts)
            for start in range(len(found))
        )

    for asked in itertools.product(WORDS, repeat=2):
        one, other = ([stem] for stem in stems(" ".join(asked)))
        alone = {pk for pk, texts in corpus.items() if holds(texts, one)}
        both = {pk for pk in alone if holds(corpus[pk], other)}
        row = {pk for pk, texts in corpus.items() if holds(texts, one + other)}
        assert set(find(asked[0])) == alone
        assert set(find(*asked)) == both
        assert set(find(" ".join(asked))) == row, asked
        assert set(find(asked[0], without=(asked[1],))) == alone - both
        assert set(find(asked[0], without=(" ".join(asked),))) == alone - row


def test_the_newest_come_first_and_so_does_the_limit(corpus, find):
    newest = list(LiveArticle.objects.values_list("pk", flat=True))
    assert len(newest) == 30
    assert find(limit=7) == newest[:7]


def test_what_goes_live_later_is_not_found_until_then(make_article, find, time_machine):
    time_machine.move_to(datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC), tick=False)
    article = make_article(title="Tomorrow's news")
    later = timezone.now() + datetime.timedelta(hours=1)
    publish(article.pk, Publishing(author_name="Ada", live_from=later))
    assert find("tomorrow") == []
    time_machine.move_to(later - datetime.timedelta(microseconds=1), tick=False)
    assert find("tomorrow") == []
    time_machine.move_to(later, tick=False)
    assert find("tomorrow") == [article.pk]


def test_title_counts_two_and_core_one_for_each_of_what_is_asked(publish_article):
    publish_article(
        title="Alpha",
        core=(Point("Beta gamma [1]."),),
        groups=(Group("", (Point("Delta gamma [1]."),)),),
    )

    def score(*wanted: str) -> int:
        match = Match(tuple((phrase(each),) for each in wanted))
        [hit] = SearchEntry.objects.matching(match, limit=5)
        return hit.score

    assert [score("alpha"), score("beta"), score("delta")] == [2, 1, 0]
    assert score("alpha", "beta", "delta", "gamma") == 4


def test_one_of_several_is_enough_for_a_clause(publish_article):
    one = publish_article(title="Alpha").article_id
    two = publish_article(title="Beta of the rest").article_id
    either = (phrase("alpha"), phrase("beta of"))
    hits = SearchEntry.objects.matching(Match((either,)), limit=5)
    assert [hit.article_id for hit in hits] == [two, one]


def test_words_are_found_by_their_beginning(publish_article):
    publish_article(title="Semiconductors")
    for asked, count in (("semi", 1), ("semiconductors", 1), ("semiconductorst", 0)):
        match = Match((beginnings(asked),))
        assert len(SearchEntry.objects.matching(match, limit=5)) == count


def test_facets_narrow_a_search_down(publish_article):
    kept = publish_article(tags=("open source",), published="2024-02-29").article_id
    publish_article(tags=("source",), published="2024-03-01")

    def find(*tokens: str) -> list[int]:
        within = (tuple(Phrase((token,)) for token in tokens),)
        hits = SearchEntry.objects.matching(Match(within=within), limit=5)
        return [hit.article_id for hit in hits]

    assert find(facets.tag("open-source")) == [kept]
    assert find(*facets.days(None, datetime.date(2024, 2, 29))) == [kept]
    assert len(find(facets.language("en"))) == 2
    assert find(facets.language("zh")) == []


@given(st.dates(), st.dates(), st.dates())
def test_a_day_has_just_one_token_of_the_days_it_lies_in(first, last, day):
    found = set(facets.day(day)) & set(facets.days(first, last))
    assert len(found) == (first <= day <= last)
    assert len(list(facets.days(first, last))) < 150
    assert set(facets.day(day)) & set(facets.days(None, None))


@given(st.dates())
def test_a_month_or_year_is_one_token(day):
    year = datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)
    assert list(facets.days(*year)) == [f"day·{day.year:04}"]


@given(st.integers(10**9, 4 * 10**9), st.integers(0, 10**9))
def test_spans_of_time_that_are_asked_one_after_the_other_part_all_time(now, back):
    earlier = (now - back) * PER_SECOND
    parts = [set(span) for span in spans_back_from(now * PER_SECOND)]
    assert sum(bool(set(spans_of(earlier).split()) & part) for part in parts) == 1


def test_an_index_that_lacks_an_article_is_not_whole(publish_article):
    publish_article()
    assert index_is_whole()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_searchindex(articles_searchindex)"
                " VALUES ('delete-all')"
            )
        assert not index_is_whole()
