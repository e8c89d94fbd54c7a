"""What tests of pages share: a reader, and articles made in the real way."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles.digest import Digest
from articles.models import Article, Edition, LiveArticle
from articles.models.documents import save_digest
from articles.publishing import Publishing, publish

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
