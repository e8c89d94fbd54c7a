"""The archive: all articles by their own dates."""

import datetime
import itertools
import json
from collections import Counter

import pytest
import time_machine

from articles.models import LiveArticle
from articles.site.lists.listings import PAGE_SIZE
from articles.site.store.positions import Position

from .conftest import NOON
from .test_articles import slugs, walk

DAYS = [
    datetime.date(*parts)
    for parts in (
        (2023, 12, 31),
        (2024, 1, 1),
        (2024, 2, 28),
        (2024, 2, 29),
        (2024, 3, 1),
        (2025, 2, 28),
    )
]


@pytest.fixture(autouse=True)
def _some_time_later():
    with time_machine.travel(NOON + datetime.timedelta(days=1)):
        yield


def archive_links(page, within):
    """Return the links into the archive inside an element, with their words."""
    return {
        link["href"]: link.words
        for link in page.all("a")
        if within in link.parents and link["href"].startswith("/archive/")
    }


def counted(page, **where):
    """Return the numbers said of each period that an element leads to."""
    links = archive_links(page, page.one(**where))
    return {
        path: words.split()[-2] for path, words in links.items() if "digest" in words
    }


@pytest.mark.parametrize("seed", range(3))
def test_every_period_has_its_public_articles_and_only_these(
    client, read, invent_site, seed
):
    site = invent_site(seed, DAYS)
    for form in ("%Y/", "%Y/%m/", "%Y/%m/%d/"):
        wanted = Counter(f"{a.day:{form}}" for a in site if a.is_public)
        for period in {f"{a.day:{form}}" for a in site}:
            path = f"/archive/{period}"
            if period not in wanted:
                assert client.get(path).status_code == 404
                continue
            pages = walk(read, path)
            assert len(list(itertools.chain(*pages))) == wanted[period]
            assert (
                read(path)
                .one("p", class_="lead")
                .words.startswith(f"{wanted[period]} digest")
            )


@pytest.mark.parametrize("seed", range(3))
def test_calendars_lead_to_days_that_have_something(read, invent_site, seed):
    site = invent_site(seed, DAYS)
    wanted = Counter(f"{a.day:/archive/%Y/%m/%d/}" for a in site if a.is_public)
    for month in {path[:-3] for path in wanted}:
        shown = counted(read(month), class_="calendar")
        own = {p: str(n) for p, n in wanted.items() if p.startswith(month)}
        assert shown == own


@pytest.mark.parametrize("seed", range(3))
def test_a_year_leads_to_its_months_and_the_archive_to_its_years(
    read, invent_site, seed
):
    public = [a.day for a in invent_site(seed, DAYS) if a.is_public]
    years = read("/archive/")
    links = archive_links(years, years.one(class_="years"))
    assert list(links) == [
        f"/archive/{y}/" for y in sorted({d.year for d in public})[::-1]
    ]
    for path in links:
        page = read(path)
        months = archive_links(page, page.one(class_="months"))
        wanted = Counter(f"{d:/archive/%Y/%m/}" for d in public)
        own = {p: n for p, n in wanted.items() if p.startswith(path)}
        assert {p: int(w.split()[-1]) for p, w in months.items()} == own


@pytest.mark.parametrize("seed", range(3))
def test_the_times_before_and_after_are_the_nearest_that_have_something(
    read, invent_site, seed
):
    public = [a.day for a in invent_site(seed, DAYS) if a.is_public]
    for form in ("/archive/%Y/", "/archive/%Y/%m/", "/archive/%Y/%m/%d/"):
        paths = sorted({f"{day:{form}}" for day in public})
        places = zip([None, *paths[:-1]], paths, [*paths[1:], None], strict=True)
        for before, here, after in places:
            page = read(here)
            turn = page.all("nav", class_="turn")
            found = list(archive_links(page, turn[0])) if turn else []
            assert found == [path for path in (before, after) if path]


def test_articles_of_a_period_stand_by_their_own_day_newest_first(read, live):
    late = live(title="Late", published="2024-02-29T23:59")
    early = live(title="Early", published="2024-02-01")
    assert slugs(read("/archive/2024/02/")) == [
        f"/articles/{a.slug}/" for a in (late, early)
    ]


def test_an_article_without_a_date_is_of_the_day_it_went_live(read, live, settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    with time_machine.travel(NOON + datetime.timedelta(hours=6), tick=False):
        article = live(published="")
    assert slugs(read("/archive/2025/03/02/")) == [f"/articles/{article.slug}/"]


def test_paging_visits_every_article_of_a_period_exactly_once(read, publish_many):
    made = publish_many(PAGE_SIZE + 3, published="2024-02-29")
    for path in ("/archive/2024/", "/archive/2024/02/", "/archive/2024/02/29/"):
        found = list(itertools.chain(*walk(read, path)))
        assert found == [f"/articles/{a.slug}/" for a in made[::-1]]


def test_a_position_of_another_time_finds_nothing_here(read, live):
    article = live(published="2024-02-29")
    live(published="2023-01-01")
    noon = datetime.datetime(2023, 6, 1, tzinfo=datetime.UTC)
    page = read(f"/archive/2024/?before={Position(noon, article.pk)}")
    assert slugs(page) == []
    assert "Nothing older." in page.words


@pytest.mark.parametrize(
    "path",
    [
        "2024/2/",
        "2024/02/1/",
        "2024/00/",
        "2024/13/",
        "2024/02/30/",
        "2023/02/29/",
        "2024/04/31/",
        "2024/02/00/",
        "2024/02/32/",
        "0000/",
        "0000/01/",
        "99999/",
        "-024/",
        "202/",
        "２０２４/",
        "٢٠٢٤/",
        "2024/٠٢/",
        "2024/02/29/01/",
        "2024-02/",
        "2024/02/29%00/",
        "%00/",
        "2024/../2024/",
        "2024%0A/",
    ],
)
def test_a_date_that_no_calendar_has_is_not_found(client, live, path):
    live(published="2024-02-29")
    for end in ("", "feed.atom", "?view=viewpoints"):
        assert client.get(f"/archive/{path}{end}").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024-02-29"])
def test_the_first_the_last_and_the_leap_day_have_pages(read, live, day):
    article = live(published=day)
    year, month, date = day.split("-")
    for path in (f"{year}/", f"{year}/{month}/", f"{year}/{month}/{date}/"):
        assert slugs(read(f"/archive/{path}")) == [f"/articles/{article.slug}/"]
    assert f"/archive/{year}/" in read("/archive/").links


def test_a_missing_slash_is_added(client, live):
    live(published="2024-02-29")
    response = client.get("/archive/2024/02")
    assert response.status_code == 301
    assert response["Location"] == "/archive/2024/02/"


def test_a_time_without_articles_leads_to_the_nearest(client, read, live):
    live(published="2023-05-06")
    live(published="2025-01-02")
    for path, nearest in (
        ("/archive/2024/", ["/archive/2023/", "/archive/2025/"]),
        ("/archive/2024/02/", ["/archive/2023/05/", "/archive/2025/01/"]),
        ("/archive/2024/02/29/", ["/archive/2023/05/06/", "/archive/2025/01/02/"]),
        ("/archive/2026/", ["/archive/2025/"]),
    ):
        page = read(path, 404)
        links = archive_links(page, page.one(class_="notice"))
        assert [link for link in links if link != "/archive/"] == nearest
        assert page.one("meta", name="robots")["content"] == "noindex"
    assert client.get("/archive/2024/feed.atom").status_code == 404


def test_what_waits_for_its_time_is_of_no_time_yet(client, read, live):
    live(published="2024-02-28")
    article = live(published="2024-02-29")
    tomorrow = NOON + datetime.timedelta(days=2)
    LiveArticle.objects.filter(pk=article.pk).update(live_from=tomorrow)
    assert client.get("/archive/2024/02/29/").status_code == 404
    assert list(counted(read("/archive/2024/02/"), class_="calendar")) == [
        "/archive/2024/02/28/"
    ]
    with time_machine.travel(tomorrow):
        assert slugs(read("/archive/2024/02/29/")) == [f"/articles/{article.slug}/"]


def test_an_empty_archive_says_so_and_leads_on(read, db):
    page = read("/archive/")
    assert "Nothing has been published yet." in page.words
    assert "/feed.atom" in page.links
    assert page.all(class_="years") == []
    read("/archive/2024/", 404)


def test_a_calendar_is_a_table_that_says_what_it_is(read, live):
    live(published="2024-02-29")
    page = read("/archive/2024/02/29/")
    assert page.one("caption").words == "February 2024"
    assert page.all("th", scope="col")[0].words == "Mon"
    assert page.all("abbr")[0]["title"] == "Monday"
    marked = [a for a in page.all("a") if a.has("aria-current", "page")]
    assert [a["href"] for a in marked] == ["/archive/2024/02/29/"]
    # 1 February 2024 was a Thursday.
    first = page.all("tr")[1]
    cells = [td.words for td in page.all("td") if first in td.parents]
    assert cells == ["", "", "", "1", "2", "3", "4"]


def test_today_is_marked_where_it_is_today(read, live, settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    live(published="2025-03-01")
    with time_machine.travel(datetime.datetime(2025, 3, 5, 20, tzinfo=datetime.UTC)):
        page = read("/archive/2025/03/")
    today = [td.words for td in page.all("td") if td.has("aria-current", "date")]
    assert today == ["6"]


def test_the_archive_speaks_chinese(read, live):
    live(published="2024-02-29")
    page = read("/zh-hans/archive/2024/02/29/")
    assert page.one("caption").words == "2024年2月"
    assert page.all("th", scope="col")[0].words == "周一"
    assert "/zh-hans/archive/2024/02/" in page.links
    assert read("/zh-hans/archive/2024/").one("h1").words == "2024年"


def test_a_day_tells_what_it_is_about(read, live):
    live(published="2024-02-29", tags=("shared", "one"))
    live(published="2024-02-29", tags=("shared", "other"))
    live(published="2024-02-28", tags=("elsewhere",))
    page = read("/archive/2024/02/29/")
    told = page.one("ul", class_="telling")
    words = [li.words for li in page.all("li") if told in li.parents]
    assert words[0] == "shared"
    assert "elsewhere" not in words


def test_a_period_can_be_read_by_viewpoint(read, live):
    live(published="2024-02-29")
    page = read("/archive/2024/02/?view=viewpoints")
    assert "First come is first served" in page.words
    assert page.one("h1").words == "February 2024"


@pytest.mark.parametrize("path", ["2024/", "2024/02/", "2024/02/29/"])
def test_a_period_has_its_feed(client, live, path):
    live(title="Of that time", published="2024-02-29")
    live(title="Of another", published="2023-02-28")
    items = json.loads(client.get(f"/archive/{path}feed.json").content)["items"]
    assert [item["title"] for item in items] == ["Of that time"]


@pytest.mark.parametrize("count", [1, 50])
def test_pages_take_the_same_queries_however_much_there_is(
    client, publish_many, django_assert_num_queries, count
):
    publish_many(count, published="2024-02-29")
    # 1 the state of the site with its themes; 2 the years
    with django_assert_num_queries(2):
        client.get("/archive/")
    # 1 the state; 2 the year's months; 3 the years before and after; 4 the articles
    with django_assert_num_queries(4):
        client.get("/archive/2024/")
    # 1 the state; 2 the month's days; 3 the months before and after; 4 the articles
    with django_assert_num_queries(4):
        client.get("/archive/2024/02/")
    # 1 the state; 2 what the day is about; 3 the days before and after; 4 the articles
    # (the month's days are remembered)
    with django_assert_num_queries(4):
        client.get("/archive/2024/02/29/")
    # 1 the state; the rest is remembered
    with django_assert_num_queries(1):
        client.get("/archive/2024/02/29/")


def test_a_day_takes_five_queries_at_first(client, live, django_assert_num_queries):
    live(published="2024-02-29")
    # 1 the state; 2 the month's days; 3 what the day is about; 4 the days before and
    # after; 5 the articles
    with django_assert_num_queries(5):
        client.get("/archive/2024/02/29/")
