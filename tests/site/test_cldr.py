"""Countries, languages, months and days by their names."""

import datetime

import pytest
from django.utils import translation

from articles.site.words import cldr

MONTH = datetime.date(2025, 11, 30)


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [
        ("CN", "China", "中国"),
        ("us", "United States", "美国"),
        ("QQ", "QQ", "QQ"),
        ("", "", ""),
        ('"><', '"><', '"><'),
    ],
)
def test_a_country_has_its_name_in_each_language(code, english, chinese):
    assert cldr.country_name(code) == english
    with translation.override("zh-hans"):
        assert cldr.country_name(code) == chinese


@pytest.mark.parametrize(
    ("tag", "english", "chinese"),
    [
        ("en", "English", "英语"),
        ("zh-Hans", "Simplified Chinese", "简体中文"),
        ("ZH-hans-cn", "Simplified Chinese", "简体中文"),
        ("zh_Hant", "Traditional Chinese", "繁体中文"),
        ("fr-SN", "French", "法语"),
        ("qqq-x-nobody", "qqq-x-nobody", "qqq-x-nobody"),
        ("-", "-", "-"),
        ("", "", ""),
        ("../../etc", "../../etc", "../../etc"),
    ],
)
def test_a_language_is_named_as_far_as_its_tag_is_known(tag, english, chinese):
    assert cldr.language_name(tag) == english
    with translation.override("zh-hans"):
        assert cldr.language_name(tag) == chinese


def test_periods_are_written_as_each_language_writes_them():
    assert cldr.month_in_words(MONTH) == "November 2025"
    assert cldr.short_month(MONTH) == "Nov"
    assert cldr.year_in_words(2025) == "2025"
    with translation.override("zh-hans"):
        assert cldr.month_in_words(MONTH) == "2025年11月"
        assert cldr.short_month(MONTH) == "11月"
        assert cldr.year_in_words(2025) == "2025年"


def test_weeks_begin_on_monday_in_each_language():
    assert cldr.day_names()[0] == ("Mon", "Monday")
    assert len(cldr.day_names()) == 7
    with translation.override("zh-hans"):
        assert cldr.day_names()[0] == ("周一", "星期一")


def test_the_first_and_last_years_there_are_have_words():
    assert cldr.month_in_words(datetime.date.min) == "January 1"
    assert cldr.month_in_words(datetime.date.max) == "December 9999"
