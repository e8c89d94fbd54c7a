"""What tests of pages share: a reader, and articles made in the real way."""

import datetime
import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pytest
import time_machine
from django.test import Client

from articles.digest import Digest
from articles.models import Article, Edition, LiveArticle
from articles.models.documents import save_digest
from articles.publishing import Publishing, publish, withdraw

from .markup import Page, parse

NOON = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)

Read = Callable[..., Page]
Revise = Callable[..., Edition]
PublishMany = Callable[..., list[LiveArticle]]


@pytest.fixture
def read(client: Client) -> Read:
    """Return a function that opens a page, checks that it is sound and parses it."""

    def read(path: str, status: int = 200) -> Page:
        response = client.get(path)
        assert response.status_code == status, path
        page = parse(response.content.decode())
        assert page.mistakes == [], path
        return page

    return read


@pytest.fixture
def live(publish_article: Callable[..., Edition]) -> Callable[..., LiveArticle]:
    """Return a maker of live articles."""

    def make(digest: Digest | None = None, **parts: Any) -> LiveArticle:
        edition = publish_article(digest, **parts)
        return LiveArticle.objects.get(article=edition.article_id)

    return make


@pytest.fixture
def revise() -> Revise:
    """Return a maker of further editions of an article."""

    def make(
        article_id: int, digest: Digest, *, kind: str = "update", note: str = ""
    ) -> Edition:
        article = Article.objects.get(pk=article_id)
        save_digest(article, digest, seen=article.revision)
        edition = publish(
            article_id, Publishing(author_name="Ada", kind=kind, note=note)
        )
        assert edition
        return edition

    return make


@pytest.fixture
def publish_many(live: Callable[..., LiveArticle]) -> PublishMany:
    """Return a maker of many articles, one a minute, or all at the same moment."""

    def make(count: int, *, minutes: int = 1, **parts: Any) -> list[LiveArticle]:
        made = []
        for number in range(count):
            moment = NOON + datetime.timedelta(minutes=minutes * number)
            with time_machine.travel(moment, tick=False):
                made.append(live(**parts))
        return made

    return make


class Invented(NamedTuple):
    """An article of a site made up by chance."""

    article_id: int
    day: datetime.date
    publication: str
    tags: tuple[str, ...]
    is_public: bool


InventSite = Callable[..., list[Invented]]


@pytest.fixture
def invent_site(make_article: Callable[..., Article]) -> InventSite:
    """Return a maker of sites where some articles wait and some were withdrawn."""

    def make(
        seed: int,
        days: Sequence[datetime.date],
        publications: Sequence[str] = ("Systems Quarterly",),
        tags: Sequence[str] = ("locks", "queues"),
        size: int = 25,
    ) -> list[Invented]:
        chance = random.Random(seed)  # noqa: S311 - no secret
        made = []
        for number in range(size):
            day, publication = chance.choice(days), chance.choice(publications)
            own = tuple(chance.sample(tags, chance.randint(1, len(tags))))
            fate = chance.choice(["public", "public", "scheduled", "withdrawn"])
            with time_machine.travel(NOON + datetime.timedelta(minutes=number)):
                article = make_article(
                    published=day.isoformat(), publication=publication, tags=own
                )
                year = datetime.timedelta(days=365)
                later = NOON + year if fate == "scheduled" else None
                publish(article.pk, Publishing(author_name="Ada", live_from=later))
                if fate == "withdrawn":
                    withdraw(article.pk, reason="An error.", author_name="Ada")
            made.append(Invented(article.pk, day, publication, own, fate == "public"))
        return made

    return make
