"""Tags and themes."""

import datetime
import itertools

import pytest
import time_machine
from django.utils import timezone

from articles.models import Tag, TagName
from articles.publishing import Publishing, publish, withdraw
from articles.site.lists.listings import PAGE_SIZE

from .conftest import NOON
from .test_articles import slugs, walk


def test_a_tag_lists_articles_that_have_it_themselves_or_on_a_point(read, live):
    own, point = live(tags=("fairness",)), live(tags=())
    live(tags=(), groups=())
    page = read("/tags/fairness/")
    assert page.one("h1").words == "fairness"
    assert slugs(page) == [f"/articles/{a.slug}/" for a in (point, own)]


def test_an_introduction_opens_the_page_of_a_theme_only(read, live):
    live(tags=("locks",))
    Tag.objects.update(introduction="Who waits.\n\nAnd for <whom>.")
    assert "Who waits." not in read("/tags/locks/").words
    Tag.objects.update(is_theme=True)
    page = read("/tags/locks/")
    lead = page.one("div", class_="lead")
    paragraphs = [p.words for p in page.all("p") if lead in p.parents]
    assert paragraphs == ["Who waits.", "And for <whom>."]


@pytest.mark.parametrize("minutes", [1, 0], ids=["one a minute", "all at once"])
def test_paging_visits_every_article_exactly_once(read, publish_many, minutes):
    made = publish_many(PAGE_SIZE + 1, minutes=minutes, tags=("locks",))
    pages = walk(read, "/tags/locks/")
    assert list(itertools.chain(*pages)) == [f"/articles/{a.slug}/" for a in made[::-1]]


def test_an_alias_and_an_earlier_name_lead_to_the_tag(client, live):
    live(tags=("open source",))
    tag = Tag.objects.get(name="open source")
    TagName.objects.create(tag=tag, name="开源")
    response = client.get("/tags/%E5%BC%80%E6%BA%90/?a=1")
    assert response.status_code == 301
    assert response["Location"] == "/tags/open-source/?a=1"


def test_a_tag_without_a_public_article_does_not_exist(client, live, make_article):
    live(tags=("public",))
    make_article(tags=("drafted",))
    scheduled = make_article(tags=("scheduled",))
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(scheduled.pk, Publishing(author_name="Ada", live_from=tomorrow))
    gone = live(tags=("withdrawn",))
    withdraw(gone.pk, reason="Wrong.", author_name="Ada")
    drafted = Tag.objects.get(name="drafted")
    TagName.objects.create(tag=drafted, name="alias of a draft")
    for slug in ("drafted", "scheduled", "withdrawn", "alias-of-a-draft", "nothing"):
        assert client.get(f"/tags/{slug}/").status_code == 404, slug
    tags = client.get("/tags/").content.decode()
    assert "public" in tags
    for word in ("drafted", "scheduled", "withdrawn"):
        assert word not in tags


@pytest.mark.parametrize("count", [1, 50])
def test_a_tag_takes_five_queries_however_many_articles_it_has(
    client, publish_many, django_assert_num_queries, count
):
    publish_many(count, tags=("locks", *(f"tag {n}" for n in range(count))))
    # 1 the state of the site with its themes; 2 the tags; 3 what their articles have in
    # common and when they were; 4 some of their points; 5 the articles
    with django_assert_num_queries(5):
        client.get("/tags/locks/")
    # 3 to 5 are remembered as long as nothing is published.
    with django_assert_num_queries(2):
        client.get("/tags/locks/")
    # 1 the state of the site with its themes; 2 the tags; 3 what their articles have in
    # common; 4 the articles
    with django_assert_num_queries(4):
        client.get("/tags/fairness+locks/")


def test_a_tag_that_did_not_change_takes_one_query(
    client, live, django_assert_num_queries
):
    live(tags=("locks",))
    etag = client.get("/tags/locks/")["ETag"]
    with django_assert_num_queries(1):
        response = client.get("/tags/locks/", headers={"If-None-Match": etag})
    assert response.status_code == 304


def test_a_theme_has_a_chart_of_all_its_months(read, live):
    with time_machine.travel(NOON, tick=False):
        for month, count in (("2024-11", 2), ("2025-01", 1), ("2025-02", 3)):
            for _ in range(count):
                live(published=f"{month}-15", tags=("locks",), groups=())
        live(published="2025-02-15", tags=("queues",), groups=())
        page = read("/tags/locks/")
    chart = page.one("figure", class_="chart")
    assert "6 digests from April 2024 to March 2025." in chart.words
    assert "Most in February 2025: 3." in chart.words


def test_a_theme_names_its_publications_and_related_tags(read, live):
    for publication, tags in (
        ("Zeta", ("locks", "rare", "common")),
        ("Zeta", ("locks", "rare", "common")),
        ("Beta", ("locks", "common")),
        ("Beta", ("common",)),
        ("Beta", ("common", "elsewhere")),
        ("Beta", ("common",)),
    ):
        live(publication=publication, tags=tags, groups=())
    page = read("/tags/locks/")
    aside = page.one("aside", class_="tag-aside")
    links = [a["href"] for a in page.all("a") if aside in a.parents]
    assert [link for link in links if link.startswith("/tags/")] == [
        "/tags/locks/?view=viewpoints",
        "/tags/rare/",
        "/tags/common/",
    ]
    ranking = page.one("ol", class_="ranking")
    assert ranking.words == "Zeta 2 Beta 1"
    assert [link for link in links if link.startswith("/publications/")] == [
        "/publications/zeta/",
        "/publications/beta/",
    ]


def test_a_theme_shows_what_some_articles_say_and_where(read, live):
    article = live(tags=("locks",))
    brief = (page := read("/tags/locks/")).one("article", class_="brief")
    assert brief.words.startswith("First come is first served [1].")
    links = [a["href"] for a in page.all("a") if brief in a.parents]
    key = article.points.get(text__startswith="First come").key
    assert links == [
        f"/articles/{article.slug}/#ref-1",
        f"/articles/{article.slug}/#p-{key}",
    ]
    assert read("/tags/locks/?view=viewpoints").all("article", class_="brief") == []


def test_tags_without_an_article_in_common_say_so_and_lead_to_their_parts(read, live):
    for tags in ("ab", "c", "d"):
        live(tags=tuple(tags), groups=())
    page = read("/tags/a+b+c/", status=404)
    assert page.one("meta", name="robots")["content"] == "noindex"
    main = page.one("main")
    links = [a["href"] for a in page.all("a") if main in a.parents]
    assert links == [
        "/tags/",
        "/tags/a+b/",
        "/tags/a,b,c/",
        "/tags/a/",
        "/tags/b/",
        "/tags/c/",
    ]
    for link in links:
        read(link)
    page = read("/zh-hans/tags/c/?without=c", status=404)
    assert read("/tags/c+d/", status=404).one("h1").words == "c and d"
    assert read("/tags/a/?without=b", status=404).one("ul", class_="used").words == (
        "Allow b 1"
    )
