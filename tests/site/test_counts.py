"""Numbers that readers are told never tell of what they cannot see yet."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone

from articles.digest import Point
from articles.models import LiveArticle, LiveTag, Publication, Tag
from articles.publishing import Publishing, publish
from articles.site.store.counts import publication_counts, viewpoint_counts
from tests.conftest import MakeArticle, MakeDigest

from .conftest import NOON

Schedule = Callable[..., LiveArticle]


@pytest.fixture
def schedule(make_article: MakeArticle, make_digest: MakeDigest) -> Schedule:
    """Return a maker of articles that readers see only an hour after noon."""

    def make(**parts: object) -> LiveArticle:
        article = make_article(make_digest(**parts))
        time = NOON + datetime.timedelta(hours=1)
        publish(article.pk, Publishing(author_name="Ada", live_from=time))
        return LiveArticle.objects.get(article=article.pk)

    return make


def ids() -> dict[str, int]:
    return dict(Tag.objects.values_list("name", "pk"))


@time_machine.travel(NOON, tick=False)
def test_a_scheduled_article_counts_from_its_time_on_without_anybody_doing_anything(
    live: Callable[..., LiveArticle], schedule: Schedule
) -> None:
    point = Point("Said.", tags=("fairness",))
    live(tags=("locks",), core=(point,), groups=())
    schedule(tags=("locks", "secret"), core=(point, Point("Also.")), groups=())
    locks, secret, fairness = (ids()[n] for n in ("locks", "secret", "fairness"))
    (publication,) = Publication.objects.values_list("pk", flat=True)
    tags = (locks, secret, fairness)
    assert viewpoint_counts(tags) == {locks: 1, fairness: 1}
    assert publication_counts([publication]) == {publication: 1}
    assert LiveTag.objects.get(tag=locks).articles == 2
    with time_machine.travel(NOON + datetime.timedelta(hours=1), tick=False):
        assert viewpoint_counts(tags) == {locks: 3, fairness: 2, secret: 2}
        assert publication_counts([publication]) == {publication: 2}


def test_what_nobody_knows_has_no_count(db: None) -> None:
    assert viewpoint_counts([]) == publication_counts([]) == {}
    assert viewpoint_counts([4]) == publication_counts([4]) == {}


@time_machine.travel(NOON, tick=False)
def test_counts_of_many_cost_one_query(
    live: Callable[..., LiveArticle],
    schedule: Schedule,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(5):
        live(tags=(f"tag {number}",))
        schedule(tags=(f"tag {number}",))
    tags = tuple(ids().values())
    for counts in (viewpoint_counts, publication_counts):
        with django_assert_num_queries(1):
            counts(tags)


def test_a_tag_is_public_as_soon_as_its_first_article_is(
    schedule: Schedule, live: Callable[..., LiveArticle]
) -> None:
    with time_machine.travel(NOON, tick=False):
        schedule(tags=("locks",))
        assert not LiveTag.objects.public().exists()
        live(tags=("queues",))
        public = LiveTag.objects.public().values_list("tag__name", flat=True)
        assert set(public) == {"queues", "fairness"}
        assert (
            LiveTag.objects.public(timezone.now() + datetime.timedelta(1)).count() == 3
        )
