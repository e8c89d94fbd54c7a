"""The front page."""

import datetime

import pytest
import time_machine

from articles.digest import Point
from articles.models import Tag
from articles.models.names import slug_of

from .conftest import NOON
from .test_articles import slugs


def put_forward(name, **parts):
    """Make the tag a theme."""
    Tag.objects.filter(name=name).update(is_theme=True, **parts)


def test_digests_stand_by_the_day_they_went_live(read, live):
    for days, title in ((0, "First"), (1, "Second"), (1, "Third")):
        with time_machine.travel(NOON + datetime.timedelta(days=days), tick=False):
            live(title=title)
    page = read("/")
    headings = [h.words for h in page.all("h2", class_="side-head")]
    assert headings == ["Sunday 2 March 2025", "Saturday 1 March 2025"]
    days = page.all("section", class_="day")
    cards = [len([c for c in page.all("article") if d in c.parents]) for d in days]
    assert cards == [2, 1]


def test_the_day_is_that_of_the_sites_time_zone(read, live, settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    with time_machine.travel(NOON + datetime.timedelta(hours=6), tick=False):
        live()
    assert "Sunday 2 March 2025" in read("/").words


def test_only_the_newest_stand_there(read, publish_many):
    made = publish_many(15)
    assert slugs(read("/"))[:12] == [f"/articles/{a.slug}/" for a in made[:2:-1]]


def test_themes_open_with_their_introduction_and_newest_articles(read, publish_many):
    made = publish_many(5, tags=("locks", "queues"))
    put_forward("locks", introduction="Who waits for whom.")
    page = read("/")
    theme = page.one("section", class_="theme")
    assert "Who waits for whom." in theme.words
    links = [link["href"] for link in page.all("a") if theme in link.parents]
    newest = [f"/articles/{a.slug}/" for a in made[:1:-1]]
    assert links == ["/tags/locks/", *newest]


def test_themes_are_in_the_navigation_of_every_page_in_their_order(read, live):
    article = live(tags=("a", "b", "c"))
    put_forward("a", theme_order=2)
    put_forward("b", theme_order=1)
    for path in ("/", "/articles/", f"/articles/{article.slug}/"):
        page = read(path)
        bar = page.one("nav", class_="themes-bar")
        links = [link["href"] for link in page.all("a") if bar in link.parents]
        assert links == ["/tags/b/", "/tags/a/"]


def test_a_theme_without_a_public_article_is_nowhere(read, live, make_article):
    live(tags=("a",))
    make_article(tags=("secret theme",))
    put_forward("secret theme", introduction="Not yet.")
    assert "secret" not in read("/").words


def test_an_empty_site_says_so_and_what_to_do(client, read, db):
    page = read("/")
    assert page.one("h1").words == "Nothing has been published yet"
    assert client.get("/feed.atom").status_code == 200
    assert {"/feed.atom", "/admin/"} <= set(page.links)


def test_the_newest_leads_with_more_of_its_text(read, live):
    core = (Point(" ".join(["Word"] * 130) + " [1]."),)
    for title in ("Second", "First"):
        live(title=title, core=core)
    page = read("/")
    lead = page.one("article", class_="lead-story")
    assert "First" in lead.words
    texts = [p.words for p in page.all("p", class_="card-text")]
    assert len(texts[0]) > 600 > len(texts[1])


def told(page):
    """Return the words under each day."""
    return [
        [li.words for li in page.all("li") if ul in li.parents]
        for ul in page.all("ul", class_="day-themes")
    ]


def test_each_day_tells_its_themes_and_what_its_articles_share(read, live):
    own = {0: ("locks", "old", "wide"), 1: ("locks", "new"), 2: ("wide", "new")}
    for day, tags in own.items():
        for number in range(2):
            with time_machine.travel(NOON + datetime.timedelta(days=day), tick=False):
                live(tags=(*tags, f"own {day} {number}"), groups=())
    put_forward("wide")
    page = read("/")
    # The theme first; then what both articles have, the rarer elsewhere the sooner.
    assert [words[:3] for words in told(page)] == [
        ["wide", "new", "own 2 0"],
        ["locks", "new", "own 1 0"],
        ["wide", "old", "locks"],
    ]


@pytest.mark.parametrize("seed", range(3))
def test_nothing_of_what_is_not_public_shows(read, invent_site, seed):
    days = [datetime.date(2025, 2, day) for day in (1, 3, 28)]
    tags = tuple(f"tag {n}" for n in range(9))
    site = invent_site(seed, days, tags=tags)
    Tag.objects.update(is_theme=True)
    with time_machine.travel(NOON + datetime.timedelta(days=1)):
        page = read("/")
    public = [article for article in site if article.is_public]
    own = {f"/tags/{slug_of(tag)}/" for article in public for tag in article.tags}
    own |= {"/tags/fairness/"}
    assert {link for link in page.links if link.startswith("/tags/")} <= {
        *own,
        "/tags/",
    }
    assert len(slugs(page)) == min(len(public), 20)
    calendar = page.one("table", class_="calendar")
    days_shown = [a["href"] for a in page.all("a") if calendar in a.parents][1:]
    assert days_shown == sorted({f"{a.day:/archive/%Y/%m/%d/}" for a in public})


def test_the_calendar_is_of_the_newest_month_that_is_not_ahead(read, live):
    with time_machine.travel(NOON, tick=False):
        for day in ("2024-12-30", "2025-02-28", "2025-04-01"):
            live(published=day)
        page = read("/")
    assert page.one("caption").words == "February 2025"


def test_a_site_whose_articles_are_all_ahead_shows_no_calendar(read, live):
    with time_machine.travel(NOON, tick=False):
        live(published="2031-01-01")
        assert read("/").all("table") == []


def test_older_digests_follow_where_the_front_page_ends(read, publish_many):
    made = publish_many(22)
    older = read("/").one("a", rel="next")["href"]
    assert slugs(read(older)) == [f"/articles/{a.slug}/" for a in (made[1], made[0])]


def test_the_front_page_speaks_chinese(read, live):
    live(published="2024-02-29")
    page = read("/zh-hans/")
    assert page.one("caption").words == "2024年2月"
    assert "/zh-hans/archive/2024/02/29/" in page.links


@pytest.mark.parametrize("count", [1, 50])
def test_the_front_page_takes_five_queries_however_much_there_is(
    client, publish_many, django_assert_num_queries, count
):
    publish_many(count, tags=tuple(f"theme {n}" for n in range(count)))
    Tag.objects.update(is_theme=True)
    # 1 the state of the site with its themes; 2 the newest articles; 3 their tags;
    # 4 the newest articles of each theme; 5 the days of the calendar's month
    with django_assert_num_queries(5):
        client.get("/")
    # 1 the state; all else is remembered until it changes
    with django_assert_num_queries(1):
        client.get("/")
    publish_many(1)
    with django_assert_num_queries(5):
        client.get("/")
