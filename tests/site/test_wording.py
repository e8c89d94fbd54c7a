"""How dates, languages and lengths are put into words."""

import datetime

import pytest
from django.utils import translation

from articles.site.words import wording


def test_a_date_of_a_digest_keeps_its_local_time():
    assert wording.published_in_words("2025-11-04T22:06") == "4 November 2025, 22:06"
    assert wording.published_in_words("2025-11-04") == "4 November 2025"
    assert wording.published_in_words("0001-01-01") == "1 January 0001"


def test_dates_follow_the_language_of_the_page():
    day = datetime.date(2025, 11, 4)
    assert wording.weekday_in_words(day) == "Tuesday"
    with translation.override("zh-hans"):
        assert wording.weekday_in_words(day) == "星期二"


@pytest.mark.parametrize(
    ("text", "expected", "page", "tag"),
    [
        ("人工智能", "", "en", "zh"),
        ("人工智能", "zh-Hans", "en", "zh-Hans"),
        ("Artificial intelligence", "zh-Hans", "en", ""),
        ("Artificial intelligence", "zh-Hans", "zh-hans", "en"),
        ("人工智能", "zh-Hans", "zh-hans", ""),
        ("人工智能", "", "zh-hans", ""),
        ("人工智慧", "zh-Hant", "zh-hans", "zh-Hant"),
        ("42", "fr", "en", "fr"),
        ("42", "", "en", ""),
    ],
)
def test_a_text_is_told_apart_from_the_page_only_where_it_differs(
    text, expected, page, tag
):
    with translation.override(page):
        assert wording.foreign_language(text, expected) == tag


def test_an_excerpt_ends_after_a_word():
    assert wording.excerpt("short", 10) == "short"
    assert wording.excerpt("one two three, four five", 20) == "one two three, four…"
    assert wording.excerpt("一二三四五六七八九十", 5) == "一二三四五…"
    assert wording.excerpt("one, two", 5) == "one…"


def test_a_host_is_named_as_readers_know_it():
    assert wording.host_of("https://www.w3.org/TR/") == "w3.org"
    assert wording.host_of("http://127.0.0.1:8000/") == "127.0.0.1"
