"""A site whose `LANGUAGE_CODE` is zh-hans speaks Chinese, and marks what does not."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import clear_url_caches

from articles.digest import Point
from articles.models import LiveArticle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _chinese(settings: LazySettings) -> Iterator[None]:
    settings.LANGUAGE_CODE = "zh-hans"
    # Django remembers the prefix of each language.
    clear_url_caches()
    yield
    clear_url_caches()


def test_an_article_is_read_in_chinese(
    client: Client, live: Callable[..., LiveArticle]
) -> None:
    article = live(published="2025-11-04T22:06", core=(Point("甲 [1]。"),))
    page = client.get(f"/articles/{article.slug}/").text
    assert '<html lang="zh-Hans"' in page
    assert "核心观点" in page
    assert "2025年11月4日 22:06" in page
    assert "第 1 版" in page
    assert "引用它的观点" in page


def test_words_of_another_language_are_marked(
    client: Client, live: Callable[..., LiveArticle]
) -> None:
    article = live(title="Locks and queues", core=(Point("甲 [1]。"),))
    page = client.get(f"/articles/{article.slug}/").text
    assert '<h1><bdi lang="en">Locks and queues</bdi></h1>' in page
    assert '<p class="statement" dir="auto">甲 ' in page


def test_one_form_serves_every_number(
    client: Client, live: Callable[..., LiveArticle]
) -> None:
    live(core=(Point("A [1]."),), groups=())
    live(core=(Point("A [1]."), Point("B [1].")), groups=())
    page = client.get("/articles/").text
    assert "1 个观点" in page
    assert "2 个观点" in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "尚未发布任何内容"),
        ("/articles/", "所有文章"),
        ("/publications/", "媒体"),
        ("/tags/", "标签"),
        ("/nothing/", "此网址没有内容"),
    ],
)
def test_pages_are_called_by_chinese_names(
    client: Client, path: str, words: str
) -> None:
    assert f">{words}</h1>" in client.get(path).text
