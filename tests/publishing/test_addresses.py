"""An article keeps every address it ever had."""

import pytest

from articles.models import Address, LiveArticle
from articles.publishing import AddressTakenError, PublishingError, change_address
from tests.conftest import PublishArticle


def test_the_old_address_becomes_a_redirect(publish_article: PublishArticle) -> None:
    article = publish_article(title="Before").article
    assert change_address(article.pk, "A better one") == "a-better-one"
    assert LiveArticle.objects.get().slug == "a-better-one"
    assert set(Address.objects.values_list("slug", "is_current")) == {
        ("before", False),
        ("a-better-one", True),
    }


def test_an_earlier_address_can_be_taken_again(publish_article: PublishArticle) -> None:
    article = publish_article(title="Before").article
    change_address(article.pk, "after")
    change_address(article.pk, "before")
    assert set(Address.objects.values_list("slug", "is_current")) == {
        ("before", True),
        ("after", False),
    }


def test_another_articles_address_is_refused_its_old_one_too(
    publish_article: PublishArticle,
) -> None:
    one = publish_article(title="One").article
    other = publish_article(title="Other").article
    change_address(one.pk, "uno")
    for taken in ("one", "uno"):
        with pytest.raises(AddressTakenError, match="belongs to another article"):
            change_address(other.pk, taken)


def test_a_new_article_does_not_take_an_old_address(
    publish_article: PublishArticle,
) -> None:
    change_address(publish_article(title="Same title").article.pk, "moved")
    edition = publish_article(title="Same title", published="2020-01-01")
    assert LiveArticle.objects.get(edition=edition).slug == "same-title-2"


def test_an_empty_address_is_refused(publish_article: PublishArticle) -> None:
    article = publish_article().article
    with pytest.raises(PublishingError, match="cannot be empty"):
        change_address(article.pk, " ")


def test_no_article_takes_the_address_of_feeds(
    publish_article: PublishArticle,
) -> None:
    edition = publish_article(title="Feed")
    assert edition
    assert Address.objects.get(article=edition.article).slug == "feed-2"
    with pytest.raises(AddressTakenError, match="kept for the site's feeds"):
        change_address(edition.article_id, "Feed")
