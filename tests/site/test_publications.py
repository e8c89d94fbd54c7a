"""Publications."""

import datetime
import itertools

import pytest
from django.utils import timezone

from articles.models import Publication, PublicationName
from articles.publishing import Publishing, publish
from articles.site.listings import PAGE_SIZE

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


@pytest.mark.parametrize("count", [1, 50])
def test_publications_take_the_same_queries_however_many(
    client, live, django_assert_num_queries, count
):
    for number in range(count):
        live(publication=f"Outlet {number:02}")
    # 1 what makes the ETag; 2 the publications; 3 the themes of the navigation
    with django_assert_num_queries(3):
        client.get("/publications/")
    # 1 what makes the ETag; 2 the publication; 3 its articles;
    # 4 the themes of the navigation
    with django_assert_num_queries(4):
        client.get("/publications/outlet-00/")
