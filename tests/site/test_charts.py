"""Charts of numbers by month or by year."""

import datetime
import itertools

import pytest
from django.template import engines
from django.utils import translation

from articles.site.times.charts import of_life, of_months, of_years
from articles.site.times.periods import Month, Year

from .markup import parse

TODAY = datetime.date(2025, 6, 15)


def months(*numbers, since=(2024, 11)):
    year, month = since
    first = year * 12 + month - 1
    return [
        Month(datetime.date(at // 12, at % 12 + 1, 1), number)
        for at, number in enumerate(numbers, first)
    ]


def drawn(macro, *arguments):
    charts = engines["site"].env.get_template("charts.html").module
    page = parse(str(getattr(charts, macro)(*arguments)))
    assert page.mistakes == []
    return page


def test_the_highest_bar_fills_the_height_and_the_others_their_part_of_it():
    chart = of_months(months(1, 4, 0, 2))
    assert [bar.height for bar in chart.bars] == [25, 100, 0, 50]
    assert chart.total == 7
    assert chart.highest.first_day == datetime.date(2024, 12, 1)


def test_bars_stand_side_by_side_within_the_width():
    bars = of_months(months(*range(36))).bars
    assert bars[0].left > 0
    for bar, following in itertools.pairwise(bars):
        assert bar.left + bar.width < following.left
    assert bars[-1].left + bars[-1].width < 100


def test_each_january_names_its_year():
    chart = of_months(months(*[1] * 36))
    assert [tick.year for tick in chart.ticks] == [2025, 2026, 2027]
    assert chart.ticks[0].left == chart.bars[2].left


@pytest.mark.parametrize("count", [1, 7, 8, 60, 500])
def test_years_without_room_for_their_names_are_not_named(count):
    years = [Year(2020 - count + at, 1) for at in range(count)]
    ticks = of_years(years, TODAY).ticks
    assert 1 <= len(ticks) <= 7 or count < 2
    steps = {b.year - a.year for a, b in itertools.pairwise(ticks)}
    assert len(steps) <= 1


def test_a_year_without_articles_keeps_its_place():
    chart = of_years([Year(2020, 3), Year(2023, 1)], TODAY)
    assert [bar.articles for bar in chart.bars] == [3, 0, 0, 1]
    assert chart.is_by_year


def test_an_article_of_long_ago_makes_no_chart_of_hairs():
    chart = of_years([Year(1, 1), Year(2020, 3)], TODAY)
    assert [len(chart.bars), chart.bars[-1].articles] == [100, 3]


def test_an_article_of_years_to_come_stretches_no_chart():
    years = [Year(2023, 3), Year(2025, 2), Year(2087, 1)]
    assert [bar.articles for bar in of_years(years, TODAY).bars] == [3, 0, 2]
    assert [bar.articles for bar in of_years(years[2:], TODAY).bars] == [1]
    recent = [*months(1, 4, since=(2025, 1)), *months(1, since=(2087, 1))]
    chart = of_life(recent, TODAY)
    assert [bar.articles for bar in chart.bars if bar.articles] == [1, 4]
    assert chart.bars[-1].first_day == TODAY.replace(day=1)


def test_nothing_at_all_has_no_height():
    assert [bar.height for bar in of_months(months(0, 0)).bars] == [0, 0]


def test_a_chart_says_in_words_what_it_shows():
    page = drawn("chart", of_months(months(1, 4, 0, 2)), "Digests by month")
    drawing = page.one("svg", role="img")
    assert drawing.words.startswith(
        "Digests by month 7 digests from November 2024 to February 2025."
        " Most in December 2024: 4."
    )
    assert len(page.all("rect")) == 3
    numbers = [item.words for item in page.all("li")]
    assert numbers == ["November 2024 1", "December 2024 4", "February 2025 2"]
    assert not page.all(style=True)


def test_a_small_chart_tells_each_number_to_those_who_do_not_see_it():
    page = drawn("spark", of_months(months(1, 0)), "The last twelve months")
    words = page.one("svg").words
    assert words == "The last twelve monthsNovember 2024: 1; December 2024: 0"


def test_a_chart_names_months_and_years_in_the_language_of_its_page():
    with translation.override("zh-hans"):
        page = drawn("chart", of_months(months(1, 4, 0, 2)), "按月")
    assert "2024年11月" in page.one("svg", role="img").words
    assert [text.words for text in page.all("text")] == ["2025年"]
