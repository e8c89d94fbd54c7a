"""Tags and themes."""

import datetime
import itertools

import pytest
from django.utils import timezone

from articles.models import Tag, TagName
from articles.publishing import Publishing, publish, withdraw
from articles.site.listings import PAGE_SIZE
from articles.site.taxonomy import PAGE_SIZE as NAMES_PER_PAGE

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


def test_all_tags_stand_in_the_order_of_their_addresses(read, live):
    live(tags=("b", "C++", "a"), groups=())
    page = read("/tags/")
    names = page.one("ul", class_="names")
    found = [link["href"] for link in page.all("a") if names in link.parents]
    assert found == ["/tags/a/", "/tags/b/", "/tags/c-plus-plus/"]


def test_many_tags_stand_on_several_pages_each_once(read, live):
    numbers = range(NAMES_PER_PAGE + 1)
    live(tags=tuple(f"tag {n:03}" for n in numbers), groups=())
    first = read("/tags/")
    second = read(first.one("a", rel="next")["href"])
    counts = [
        len([x for x in page.all("li") if page.one("ul", class_="names") in x.parents])
        for page in (first, second)
    ]
    assert counts == [NAMES_PER_PAGE, 1]
    assert second.all("a", rel="next") == []


@pytest.mark.parametrize("count", [1, 50])
def test_a_tag_takes_four_queries_however_many_articles_it_has(
    client, publish_many, django_assert_num_queries, count
):
    publish_many(count, tags=("locks", *(f"tag {n}" for n in range(count))))
    # 1 what makes the ETag; 2 the tag; 3 its articles; 4 the themes of the navigation
    with django_assert_num_queries(4):
        client.get("/tags/locks/")
    # 1 what makes the ETag; 2 the tags; 3 the themes of the navigation
    with django_assert_num_queries(3):
        client.get("/tags/")
