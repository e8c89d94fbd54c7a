"""The front page."""

import datetime

import pytest
import time_machine

from articles.models import Tag

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
    headings = [h.words for h in page.all("h2")]
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


def test_an_empty_site_says_so(read, db):
    assert "Nothing has been published yet." in read("/").words


@pytest.mark.parametrize("count", [1, 50])
def test_the_front_page_takes_four_queries_however_much_there_is(
    client, publish_many, django_assert_num_queries, count
):
    publish_many(count, tags=tuple(f"theme {n}" for n in range(count)))
    Tag.objects.update(is_theme=True)
    client.get("/")
    # 1 what makes the ETag; 2 the newest articles; 3 the themes with the ids of their
    # newest articles; 4 those articles
    with django_assert_num_queries(4):
        client.get("/")
