"""Publications."""

import datetime
import itertools
from collections import Counter

import pytest
import time_machine
from django.utils import timezone

from articles.models import Publication, PublicationName
from articles.publishing import Publishing, publish
from articles.site.lists.listings import PAGE_SIZE

from .conftest import NOON
from .test_articles import slugs, walk


def test_a_publication_lists_its_own_articles(read, live):
    own = live(publication="Ren Min Ri Bao")
    live(publication="Systems Quarterly")
    Publication.objects.filter(slug="ren-min-ri-bao").update(
        native_name="人民日报",
        language="zh-Hans",
        owner="中共中央委员会",
        homepage="http://www.people.com.cn/",
    )
    page = read("/publications/ren-min-ri-bao/")
    assert page.one("h1").words == "Ren Min Ri Bao 人民日报"
    assert slugs(page) == [f"/articles/{own.slug}/"]
    assert "http://www.people.com.cn/" in page.links
    native = [e["lang"] for e in page.all("bdi") if e.words == "人民日报"]
    assert native == ["zh-Hans"]


@pytest.mark.parametrize("minutes", [1, 0], ids=["one a minute", "all at once"])
def test_paging_visits_every_article_exactly_once(read, publish_many, minutes):
    made = publish_many(PAGE_SIZE + 1, minutes=minutes)
    pages = walk(read, "/publications/systems-quarterly/")
    assert list(itertools.chain(*pages)) == [f"/articles/{a.slug}/" for a in made[::-1]]


def test_an_alias_leads_to_the_publication(client, live):
    live(publication="Ren Min Ri Bao")
    publication = Publication.objects.get()
    PublicationName.objects.create(publication=publication, name="People's Daily")
    response = client.get("/publications/people-s-daily/?a=1")
    assert response.status_code == 301
    assert response["Location"] == "/publications/ren-min-ri-bao/?a=1"


def test_one_without_a_public_article_does_not_exist(client, live, make_article):
    live(publication="Public")
    make_article(publication="Drafted")
    scheduled = make_article(publication="Scheduled")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(scheduled.pk, Publishing(author_name="Ada", live_from=tomorrow))
    for slug in ("drafted", "scheduled", "nothing"):
        assert client.get(f"/publications/{slug}/").status_code == 404
    listed = client.get("/publications/").content.decode()
    assert "Public" in listed
    assert "Drafted" not in listed
    assert "Scheduled" not in listed


@pytest.mark.parametrize("seed", range(3))
def test_the_index_counts_what_is_public(read, invent_site, seed):
    outlets = ["Ada Weekly", "Bode Daily", "Curie Review", "Darwin Post"]
    days = [datetime.date(2025, 2, 1)]
    site = invent_site(seed, days, publications=outlets, size=15)
    wanted = Counter(article.publication for article in site if article.is_public)
    with time_machine.travel(NOON + datetime.timedelta(days=1)):
        page = read("/publications/")
    listed = page.one("ul", class_="publications")
    words = [li.words for li in page.all("li") if listed in li.parents]
    plural = {1: ""}
    assert words == [
        f"{name} {wanted[name]} digest{plural.get(wanted[name], 's')}"
        for name in sorted(wanted)
    ]


def test_a_publication_tells_its_facts_in_words(read, live):
    live(publication="Ren Min Ri Bao")
    publication = Publication.objects.get()
    PublicationName.objects.create(publication=publication, name="People's Daily")
    Publication.objects.update(
        language="zh-Hans", country="CN", time_zone="Asia/Shanghai"
    )
    page = read("/publications/ren-min-ri-bao/")
    facts = page.one("dl", class_="facts").words
    for words in ("China", "Simplified Chinese", "Asia/Shanghai", "People's Daily"):
        assert words in facts
    assert "China Simplified Chinese 1 digest" in read("/publications/").words
    chinese = read("/zh-hans/publications/ren-min-ri-bao/")
    assert "简体中文" in chinese.one("dl", class_="facts").words
    assert "中国" in read("/zh-hans/publications/").words


def test_codes_that_nobody_knows_are_shown_as_they_are(read, live):
    live()
    Publication.objects.update(language="qqq-x-1", country="QQ")
    facts = read("/publications/systems-quarterly/").one("dl", class_="facts").words
    assert "QQ" in facts
    assert "qqq-x-1" in facts


def test_a_publication_tells_what_it_writes_about_and_how_much(read, live):
    with time_machine.travel(NOON):
        for number in range(3):
            live(published="2025-02-01", tags=("shared", f"own {number}"))
        live(publication="Other", tags=("elsewhere",))
        page = read("/publications/systems-quarterly/")
    told = page.one("ul", class_="telling")
    words = [li.words for li in page.all("li") if told in li.parents]
    assert "shared" in words
    assert "elsewhere" not in words
    assert "February 2025: 3" in page.one("figure", class_="chart").words


def test_a_publication_without_articles_of_late_has_no_chart(read, live):
    live(published="1948-12-10")
    assert read("/publications/systems-quarterly/").all("figure") == []


def test_an_index_without_publications_leads_on(read, db):
    page = read("/publications/")
    assert "Nothing has been published yet." in page.words
    assert "/feed.atom" in page.links


@pytest.mark.parametrize("count", [1, 50])
def test_publications_take_the_same_queries_however_many(
    client, live, django_assert_num_queries, count
):
    for number in range(count):
        live(publication=f"Outlet {number:02}")
    # 1 the state of the site with its themes; 2 the publications; 3 their numbers
    with django_assert_num_queries(3):
        client.get("/publications/")
    # 1 the state; 2 the publication with its other names; 3 its months; 4 its tags;
    # 5 its articles
    with django_assert_num_queries(5):
        client.get("/publications/outlet-00/")
    # 1 the state; 2 the publication; the rest is remembered
    with django_assert_num_queries(2):
        client.get("/publications/outlet-00/")
