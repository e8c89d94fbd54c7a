"""Withdrawing takes an article down with a reason; restoring puts it back."""

from dataclasses import replace

import pytest

from articles.models import LiveArticle, LivePoint, SiteGeneration, Withdrawal
from articles.publishing import (
    PublishingError,
    publish,
    restore,
    withdraw,
)
from tests.conftest import MakeArticle, PublishArticle
from tests.publishing.test_publish import ADA, later, reword


def test_nothing_of_a_withdrawn_article_stays_live(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    generation = SiteGeneration.objects.get().number
    withdrawal = withdraw(article.pk, reason=" Told twice. ", author_name="Ada")
    assert (withdrawal.reason, withdrawal.was_public) == ("Told twice.", True)
    assert not LiveArticle.objects.exists()
    assert not LivePoint.objects.exists()
    assert SiteGeneration.objects.get().number > generation


def test_a_restored_article_is_live_as_it_was(publish_article: PublishArticle) -> None:
    article = publish_article().article
    before = LiveArticle.objects.values().get()
    withdraw(article.pk, reason="Told twice.", author_name="Ada")
    restore(article.pk)
    assert LiveArticle.objects.values().get() == before
    assert Withdrawal.objects.get().restored_at is not None


def test_an_article_can_be_withdrawn_again(publish_article: PublishArticle) -> None:
    article = publish_article().article
    for _ in range(2):
        withdraw(article.pk, reason="Told twice.", author_name="Ada")
        restore(article.pk)
    assert Withdrawal.objects.count() == 2


def test_a_restored_article_can_be_published_again(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    withdraw(article.pk, reason="Told twice.", author_name="Ada")
    restore(article.pk)
    reword(article)
    assert publish(article.pk, ADA).number == 2


def test_a_scheduled_article_was_not_public_when_withdrawn(
    make_article: MakeArticle,
) -> None:
    article = make_article()
    publish(article.pk, replace(ADA, live_from=later(hours=1)))
    assert not withdraw(article.pk, reason="Not now.", author_name="Ada").was_public


def test_a_withdrawal_needs_a_reason(publish_article: PublishArticle) -> None:
    article = publish_article().article
    with pytest.raises(PublishingError, match="needs a public reason"):
        withdraw(article.pk, reason="  ", author_name="Ada")


def test_only_a_live_article_can_be_withdrawn(make_article: MakeArticle) -> None:
    with pytest.raises(PublishingError, match="nothing to withdraw"):
        withdraw(make_article().pk, reason="Gone.", author_name="Ada")


def test_only_a_withdrawn_article_can_be_restored(
    publish_article: PublishArticle,
) -> None:
    with pytest.raises(PublishingError, match="not withdrawn"):
        restore(publish_article().article.pk)
