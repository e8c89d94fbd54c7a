"""The page of an article is kept as long as nothing about it changes."""

import datetime
from dataclasses import replace

import time_machine
from django.utils import timezone

from articles.digest import Group, Point, from_json
from articles.models import Publication
from articles.publishing import Publishing, publish, withdraw
from articles.site.article.bodies import LONG


def test_a_page_is_new_as_soon_as_anything_is_published(client, live, revise):
    article = live(title="Before")
    path = f"/articles/{article.slug}/"
    assert "Before" in client.get(path).text
    revise(article.pk, replace(from_json(article.digest), title="After"))
    assert "After" in client.get(path).text
    withdraw(article.pk, reason="Wrong.", author_name="Ada")
    assert client.get(path).status_code == 410


def test_a_page_is_there_from_its_time_on_even_if_asked_for_before(
    client, make_article
):
    later = timezone.now() + datetime.timedelta(hours=1)
    publish(make_article(title="Waiting").pk, Publishing("Ada", live_from=later))
    assert client.get("/articles/waiting/").status_code == 404
    with time_machine.travel(later + datetime.timedelta(seconds=1)):
        assert client.get("/articles/waiting/").status_code == 200


def test_each_language_has_its_own(client, live):
    path = f"/articles/{live().slug}/"
    assert 'lang="en"' in client.get(path).text
    assert 'lang="zh-Hans"' in client.get(f"/zh-hans{path}").text
    assert f'href="/zh-hans{path}points/' in client.get(f"/zh-hans{path}").text
    assert f'href="{path}points/' in client.get(path).text


def test_a_long_page_is_not_kept_whole_but_right(
    client, live, django_assert_num_queries
):
    points = tuple(Point(f"Statement {n}: {'long ' * 50}.") for n in range(300))
    article = live(groups=(Group("All", points),), tags=("alone",))
    assert len(str(article.digest)) > LONG
    path = f"/articles/{article.slug}/"
    first = client.get(path)
    # 1 the state of the site; 2 the article
    with django_assert_num_queries(2):
        assert client.get(path).content == first.content


def test_no_page_of_another_is_answered(client, live):
    paths = [f"/articles/{live(title=title).slug}/" for title in ("One", "Two")]
    Publication.objects.update(time_zone="UTC")
    assert "<title>One" in " ".join(client.get(paths[0]).text.split()).replace(
        "> ", ">"
    )
    assert "<title>Two" in " ".join(client.get(paths[1]).text.split()).replace(
        "> ", ">"
    )
