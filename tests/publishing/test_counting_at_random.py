"""Whatever the desk does, and in whatever order, the counters say what is live."""

import datetime
import random

import pytest
import time_machine

from articles.desk.naming import Saved, note_saved
from articles.desk.tidying import ClashError, merge_publications, merge_tags
from articles.digest import Digest, Group, Point, Reference
from articles.models import Article, LiveArticle, Publication, Tag
from articles.models.documents import save_digest
from articles.publishing import (
    Publishing,
    find_differences,
    publish,
    rebuild,
    restore,
    withdraw,
)

from .test_counting import counted, counters

STEPS = 30
NOON = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)
TAGS = ("locks", "queues", "fairness", "开源", "École", "5G", "Яндекс")
PAPERS = ("Systems Quarterly", "Ren Min Ri Bao", "Il Foglio")


class Desk:
    """An editor who does anything at any time."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.now = NOON
        self.numbers: dict[int, int] = {}
        """Of each article's digest, by its key, which need not begin at 1."""

    def act(self) -> str:
        """Do something and return its name; time goes on meanwhile."""
        acts = [
            *[self.publish_new] * 4,
            *[self.publish_again] * 3,
            *(self.reschedule, self.withdraw, self.restore),
            *(self.rename_tag, self.merge_tags),
            *(self.rename_publication, self.merge_publications),
        ]
        act = self.random.choice(acts)
        self.now += datetime.timedelta(minutes=self.random.choice((0, 7, 90)))
        with time_machine.travel(self.now, tick=False):
            act()
        return act.__name__

    def digest(self, number: int) -> Digest:
        def tags() -> tuple[str, ...]:
            return tuple(self.random.sample(TAGS, self.random.randrange(3)))

        def points(size: int) -> tuple[Point, ...]:
            texts = (f"Said {n} of {self.random.random()} [1]." for n in range(size))
            return tuple(Point(text, tags=tags()) for text in texts)

        month, day = self.random.choice(((1, 31), (2, 1), (12, 31)))
        return Digest(
            title=f"Locks and queues {number}",
            publication=self.random.choice(PAPERS),
            published=self.random.choice(("", f"2023-{month:02}-{day:02}")),
            language="en",
            source_url=f"https://systems.example/{number}",
            core=points(1),
            groups=(Group("", points(self.random.randrange(3))),),
            references=(Reference(1, "p. 3", url="https://systems.example/a"),),
            tags=tags(),
        )

    def save(self, article: Article) -> None:
        digest = self.digest(self.numbers[article.pk])
        save_digest(article, digest, seen=article.revision)

    def live_from(self) -> datetime.datetime | None:
        hours = self.random.choice((None, None, 1, 30))
        return hours and self.now + datetime.timedelta(hours=hours)

    def publish_new(self) -> None:
        article = Article.objects.create()
        self.numbers[article.pk] = len(self.numbers) + 1
        self.save(article)
        publish(article.pk, Publishing("Ada", live_from=self.live_from()))

    def any_article(self, **which: object) -> Article | None:
        found = list(Article.objects.filter(**which).order_by("pk"))
        return self.random.choice(found) if found else None

    def publish_again(self) -> None:
        if article := self.any_article(live__isnull=False):
            self.save(article)
            publish(article.pk, Publishing("Ada"))

    def reschedule(self) -> None:
        if article := self.any_article(live__live_from__gt=self.now):
            publish(article.pk, Publishing("Ada", live_from=self.live_from()))

    def withdraw(self) -> None:
        if article := self.any_article(live__isnull=False):
            withdraw(article.pk, reason="Told twice.", author_name="Ada")

    def restore(self) -> None:
        if article := self.any_article(live=None, editions__number=1):
            restore(article.pk)

    def rename_tag(self) -> None:
        self.rename(list(Tag.objects.order_by("pk")))

    def rename_publication(self) -> None:
        self.rename(list(Publication.objects.order_by("pk")))

    def rename(self, owners: list[Tag] | list[Publication]) -> None:
        if owners:
            owner = self.random.choice(owners)
            was, owner.name = owner.name, f"{self.random.choice('aé开Я9')}{self.now}"
            owner.save()
            note_saved(owner, Saved(was), "Ada")

    def merge_tags(self) -> None:
        found = list(Tag.objects.order_by("pk"))
        if len(found) > 1:
            merge_tags(*self.random.sample(found, 2), "Ada")

    def merge_publications(self) -> None:
        found = list(Publication.objects.order_by("pk"))
        if len(found) > 1:
            try:
                merge_publications(*self.random.sample(found, 2), "Ada")
            except ClashError:
                return


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_counters_are_right_after_every_act(seed: int) -> None:
    desk = Desk(seed)
    for step in range(STEPS):
        act = desk.act()
        assert counters() == counted(), (step, act)
    assert LiveArticle.objects.count() > 3
    assert list(find_differences()) == []
    before = counters()
    rebuild()
    assert counters() == before
