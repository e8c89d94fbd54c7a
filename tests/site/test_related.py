"""Digests about the same as another."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles.digest import Group, Point
from articles.publishing import Publishing, publish, withdraw
from articles.site.article.related import MOST_TAGS
from articles.site.store.remembering import forget

from .conftest import NOON


@pytest.fixture
def tagged(live):
    """Return a maker of live articles, one a minute, with these tags and no others."""
    minutes = iter(range(1000))

    def make(title, *tags):
        moment = NOON + datetime.timedelta(minutes=next(minutes))
        points = (Group("Group", (Point("A point.", "p1"),)),)
        with time_machine.travel(moment, tick=False):
            return live(title=title, tags=tags, groups=points)

    return make


def related(read, article, heading="Related digests"):
    page = read(f"/articles/{article.slug}/")
    if not any(h.words == heading for h in page.all("h2", id="related")):
        return []
    return [item.words for item in page.all("p", class_="related-title")]


def test_what_shares_no_tag_leads_to_the_newest_of_its_publication(
    client, read, tagged, live, make_article, django_assert_num_queries
):
    article = tagged("This")
    live(title="Elsewhere", publication="Another Outlet")
    titles = [tagged(f"Other {number}").title for number in range(7)]
    make_article(title="Drafted")
    heading = "Also from Systems Quarterly"
    assert related(read, article, heading) == titles[:1:-1]
    assert "shares" not in read(f"/articles/{article.slug}/").one("main").words
    forget()
    # 1 the state of the site; 2 the article; 3 the others of its publication
    with django_assert_num_queries(3):
        client.get(f"/articles/{article.slug}/")


def test_the_only_digest_of_a_publication_that_shares_no_tag_leads_nowhere(
    read, tagged, live
):
    live(title="Elsewhere", publication="Another Outlet", tags=("law",))
    page = read(f"/articles/{tagged('This').slug}/")
    assert page.all("p", class_="related-title") == []


def test_a_rare_tag_says_more_than_common_ones(read, tagged):
    for number in range(8):
        tagged(f"Filler {number}", "law", "data")
    tagged("Two common tags", "law", "data")
    tagged("One rare tag", "tickets")
    article = tagged("This", "law", "data", "tickets")
    assert related(read, article)[0] == "One rare tag"


def test_the_more_tags_are_shared_the_nearer(read, tagged):
    tagged("Both", "locks", "queues")
    tagged("One", "locks")
    tagged("Other", "queues")
    tagged("None", "law")
    article = tagged("This", "locks", "queues")
    assert related(read, article) == ["Both", "Other", "One"]


def test_among_equals_the_newest_come_first_and_five_at_most(read, tagged):
    for number in range(7):
        tagged(f"Number {number}", "locks")
    article = tagged("This", "locks")
    assert related(read, article) == [f"Number {n}" for n in (6, 5, 4, 3, 2)]


def test_each_says_which_tags_it_shares_the_rarest_first(read, tagged):
    tagged("Filler", "open source")
    tagged("Near", "open source", "数据库", "law")
    article = tagged("This", "open source", "数据库")
    page = read(f"/articles/{article.slug}/")
    facts = page.one("section", **{"aria-labelledby": "related"})
    assert "shares 数据库, open source" in facts.words
    assert "law" not in facts.words


def test_a_tag_of_a_point_counts_as_well(read, live, tagged):
    with time_machine.travel(NOON, tick=False):
        points = (Point("A point.", "p1", ("tickets",)),)
        live(title="On a point", tags=(), groups=(Group("Group", points),))
    assert related(read, tagged("This", "tickets")) == ["On a point"]


def test_only_the_rarest_tags_of_many_are_asked_for(read, tagged):
    tags = [f"tag {number}" for number in range(MOST_TAGS + 1)]
    tagged("Commonest", tags[-1])
    tagged("Also", tags[-1])
    tagged("Rare", tags[0])
    for tag in tags[:-1]:
        tagged(f"Has {tag}", tag)
    article = tagged("This", *tags)
    assert "Commonest" not in related(read, article)


def test_what_is_not_public_is_related_to_nothing(read, tagged, make_article):
    make_article(title="Draft", tags=("locks",))
    later = timezone.now() + datetime.timedelta(days=1)
    scheduled = make_article(title="Scheduled", tags=("locks",))
    publish(scheduled.pk, Publishing(author_name="Ada", live_from=later))
    withdraw(tagged("Withdrawn", "locks").pk, reason="Wrong.", author_name="Ada")
    article = tagged("This", "locks")
    page = read(f"/articles/{article.slug}/")
    assert page.all(id="related") == []
    for title in ("Draft", "Scheduled", "Withdrawn"):
        assert title not in page.words


def test_a_scheduled_article_is_related_from_its_time_on(client, tagged, make_article):
    later = timezone.now() + datetime.timedelta(hours=1)
    waiting = make_article(title="Waiting", tags=("locks",))
    publish(waiting.pk, Publishing(author_name="Ada", live_from=later))
    path = f"/articles/{tagged('This', 'locks').slug}/"
    assert "Waiting" not in client.get(path).text
    with time_machine.travel(later + datetime.timedelta(seconds=1)):
        assert "Waiting" in client.get(path).text
