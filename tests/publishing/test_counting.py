"""Counters say what the live rows say, whatever was done to articles and tags."""

import datetime
from collections import Counter, defaultdict
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.digest import Group, Point, Reference
from articles.models import (
    ArchiveDay,
    LiveArticle,
    LiveArticleTag,
    LiveCitation,
    LivePoint,
    LivePointTag,
    LivePublication,
    LiveTag,
    PublicationMonth,
    Tag,
    TagMonth,
)
from articles.models.alphabet import place_of
from articles.models.sources import source_key
from articles.publishing import opened, rebuild, refresh, restore, withdraw
from tests.conftest import PublishArticle


def counters() -> dict[str, dict[Any, Any]]:
    """Return all counters by what they count."""
    return {
        "tags": {
            row.tag_id: (row.articles, row.points, row.first_live_from)
            for row in LiveTag.objects.all()
        },
        "publications": {
            row.publication_id: (row.articles, row.first_live_from)
            for row in LivePublication.objects.all()
        },
        "tag months": dict(TagMonth.objects.values_list("pk", "articles")),
        "publication months": dict(
            PublicationMonth.objects.values_list("pk", "articles")
        ),
        "days": dict(ArchiveDay.objects.values_list("pk", "articles")),
    }


def counted() -> dict[str, dict[Any, Any]]:
    """Count the live rows one by one, in the plainest way there is."""
    tags: dict[int, list[Any]] = defaultdict(list)
    publications: dict[int, list[datetime.datetime]] = defaultdict(list)
    tag_months: Counter[Any] = Counter()
    publication_months: Counter[Any] = Counter()
    days: Counter[datetime.date] = Counter()
    for article in LiveArticle.objects.all():
        month = article.day.replace(day=1)
        days[article.day] += 1
        publication_months[article.publication_id, month] += 1
        publications[article.publication_id].append(article.live_from)
        for row in LiveArticleTag.objects.filter(article=article):
            tag_months[row.tag_id, month] += 1
            points = LivePoint.objects.filter(article=article)
            if not row.on_article:
                points = points.filter(tag_rows__tag=row.tag_id)
            tags[row.tag_id].append((points.count(), article.live_from))
    return {
        "tags": {
            tag: (len(uses), sum(n for n, _ in uses), min(at for _, at in uses))
            for tag, uses in tags.items()
        },
        "publications": {
            publication: (len(times), min(times))
            for publication, times in publications.items()
        },
        "tag months": dict(tag_months),
        "publication months": dict(publication_months),
        "days": dict(days),
    }


def test_a_published_article_counts(publish_article: PublishArticle) -> None:
    publish_article(published="2024-03-05")
    publish_article(published="2024-03-09", tags=("locks",))
    month = datetime.date(2024, 3, 1)
    locks, fairness = Tag.objects.get(name="locks"), Tag.objects.get(name="fairness")
    assert counters() == counted()
    assert LiveTag.objects.get(tag=locks).articles == 2
    assert LiveTag.objects.get(tag=locks).points == 8
    assert LiveTag.objects.get(tag=fairness).points == 2
    assert TagMonth.objects.get(pk=(locks.pk, month)).articles == 2
    assert PublicationMonth.objects.get().articles == 2
    assert set(ArchiveDay.objects.values_list("day", "articles")) == {
        (datetime.date(2024, 3, 5), 1),
        (datetime.date(2024, 3, 9), 1),
    }


def test_a_point_counts_once_for_a_tag_that_its_article_has_too(
    publish_article: PublishArticle,
) -> None:
    points = (Point("One [1].", tags=("locks",)), Point("Two.", tags=("rare",)))
    publish_article(core=points, groups=(), tags=("locks",))
    found = dict(LiveTag.objects.values_list("tag__name", "points"))
    assert found == {"locks": 2, "rare": 1}


def test_what_is_withdrawn_counts_no_more(publish_article: PublishArticle) -> None:
    article = publish_article().article
    before = counters()
    withdraw(article.pk, reason="Told twice.", author_name="Ada")
    assert not any(counters().values())
    restore(article.pk)
    assert counters() == before == counted()


def test_a_renamed_tag_moves_in_the_alphabet(publish_article: PublishArticle) -> None:
    publish_article()
    tag = Tag.objects.get(name="queues")
    with opened():
        tag.name = "排队"
        tag.save()
        refresh(LiveArticle.objects.filter(tag_rows__tag=tag))
    row = LiveTag.objects.get(tag=tag)
    assert (row.script, row.initial) == ("han", "P")
    assert row.sort_key == place_of("排队").sort_key
    assert counters() == counted()


def test_refreshing_many_articles_leaves_the_counters_alone(
    publish_article: PublishArticle,
) -> None:
    for number in range(5):
        publish_article(published=f"202{number}-01-01")
    before = counters()
    refresh(LiveArticle.objects.all())
    assert counters() == before == counted()


@pytest.mark.parametrize("wrong", [1, 77])
def test_a_wrong_counter_keeps_nobody_from_publishing(
    publish_article: PublishArticle, wrong: int
) -> None:
    articles = [publish_article().article, publish_article().article]
    LiveTag.objects.update(articles=wrong, points=wrong)
    for model in (LivePublication, TagMonth, PublicationMonth, ArchiveDay):
        model.objects.update(articles=wrong)
    for article in articles:
        withdraw(article.pk, reason="Told twice.", author_name="Ada")
        restore(article.pk)
        withdraw(article.pk, reason="Told twice.", author_name="Ada")
    assert not LiveTag.objects.exists()
    rebuild()
    assert counters() == counted()


@pytest.mark.parametrize("articles", [0, -1])
def test_no_counter_counts_nothing(db: None, articles: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ArchiveDay.objects.create(day=datetime.date(2024, 1, 1), articles=articles)


def test_a_point_cites_a_source_once_whatever_the_number_of_references(
    publish_article: PublishArticle,
) -> None:
    references = (
        Reference(1, "p. 1", url="https://example.org/a#top"),
        Reference(2, "p. 2", url="http://www.example.org/a/"),
        Reference(3, "p. 3"),
        Reference(4, "p. 4", url="https://example.org/b"),
    )
    core = (Point("Both [2][1] and none [3]."), Point("All [1-4]."))
    publish_article(core=core, groups=(Group("", ()),), references=references)
    rows = LiveCitation.objects.order_by("point__position", "number")
    a, b = source_key("https://example.org/a"), source_key("https://example.org/b")
    assert list(rows.values_list("point__position", "number", "source_key")) == [
        (0, 2, a),
        (1, 1, a),
        (1, 4, b),
    ]
    article = LiveArticle.objects.get()
    assert article.source_key == source_key(article.source_url)
    withdraw(article.pk, reason="Told twice.", author_name="Ada")
    assert not LiveCitation.objects.exists()
    assert not LivePointTag.objects.exists()
