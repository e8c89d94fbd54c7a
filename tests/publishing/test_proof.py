"""check_published finds whatever differs from the editions, and mends live rows."""

from collections.abc import Callable

import pytest
from django.db import connection

from articles.models import (
    Address,
    ArchiveDay,
    Article,
    Edition,
    LiveArticle,
    LiveArticleTag,
    LiveCitation,
    LivePoint,
    LivePointTag,
    LivePublication,
    LiveTag,
    NameStart,
    PublicationMonth,
    Tag,
    TagMonth,
    Word,
    triggers,
)
from articles.publishing import (
    find_differences,
    opened,
    published_ids,
    rebuild,
    refresh,
    restore,
    withdraw,
)
from tests.conftest import PublishArticle


def messages() -> list[str]:
    return [difference.message for difference in find_differences()]


def test_what_publishing_wrote_is_proven(publish_article: PublishArticle) -> None:
    publish_article()
    withdrawn = publish_article().article
    withdraw(withdrawn.pk, reason="Told twice.", author_name="Ada")
    restored = publish_article().article
    withdraw(restored.pk, reason="Told twice.", author_name="Ada")
    restore(restored.pk)
    seen: list[None] = []
    assert list(find_differences(lambda: seen.append(None))) == []
    assert len(seen) == 3
    assert len(published_ids()) == 3


TAMPERINGS: dict[str, Callable[[], object]] = {
    "live article differ from": lambda: LiveArticle.objects.update(title="Other"),
    "live tags differ from": lambda: LiveArticleTag.objects.update(on_article=False),
    "live points differ from": lambda: LivePoint.objects.update(text="Other"),
    "live tags of points differ from": lambda: LivePointTag.objects.all().delete(),
    "live citations differ from": lambda: LiveCitation.objects.update(number=9),
    "live tags are miscounted": lambda: LiveTag.objects.update(points=77),
    "live tags are miscounted, first": lambda: LiveTag.objects.update(sort_key="x"),
    "live publications are miscounted": lambda: LivePublication.objects.all().delete(),
    "months of tags are miscounted": lambda: TagMonth.objects.update(articles=9),
    "months of publications are miscounted": lambda: PublicationMonth.objects.update(
        month="2001-01-01"
    ),
    "days of the archive are miscounted": lambda: ArchiveDay.objects.create(
        day="2001-01-01", articles=1
    ),
    "words are miscounted": lambda: Word.objects.update(articles=77),
    "words are miscounted, first": lambda: Word.objects.update(titles=0),
    "beginnings of names differ": lambda: NameStart.objects.update(start="other"),
    "beginnings of names": lambda: NameStart.objects.first().delete(),
    "has no current address": lambda: Address.objects.all().delete(),
    "has no live rows": lambda: LiveArticle.objects.all().delete(),
}


@pytest.mark.parametrize("message", TAMPERINGS)
def test_tampering_is_found_and_mended(
    publish_article: PublishArticle, message: str
) -> None:
    publish_article()
    TAMPERINGS[message]()
    assert any(message in found for found in messages())
    seen: list[None] = []
    rebuild(lambda: seen.append(None))
    assert messages() == []
    assert len(seen) == 1


def test_live_rows_of_a_withdrawn_article_are_found_and_removed(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    row, points = LiveArticle.objects.get(), list(LivePoint.objects.all())
    withdraw(article.pk, reason="Told twice.", author_name="Ada")
    row.save(force_insert=True)
    LivePoint.objects.bulk_create(points)
    found = messages()
    assert found[0] == "is withdrawn and has live rows"
    assert all("are miscounted" in message for message in found[1:])
    rebuild()
    assert messages() == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sha256": "0" * 64}, "edition 1: does not have the checksum"),
        ({"digest": {"titel": "x"}}, "edition 1: holds no digest"),
    ],
)
def test_an_edition_changed_behind_the_triggers_is_found(
    publish_article: PublishArticle, change: dict[str, object], message: str
) -> None:
    publish_article()
    triggers.lift(connection)
    Edition.objects.update(**change)
    triggers.apply(connection)
    (found,) = messages()
    assert found.startswith(message)


def test_a_renamed_tag_is_shown_by_its_new_name_without_a_new_edition(
    publish_article: PublishArticle,
) -> None:
    publish_article()
    tag = Tag.objects.get(name="queues")
    with opened():
        tag.name = "waiting lines"
        tag.save()
        assert refresh(LiveArticle.objects.filter(tag_rows__tag=tag)) == 1
    assert LiveArticle.objects.get().digest["tags"] == ["locks", "waiting lines"]
    assert Edition.objects.count() == 1
    assert messages() == []


def test_a_renamed_tag_that_was_not_refreshed_is_found(
    publish_article: PublishArticle,
) -> None:
    publish_article()
    tag = Tag.objects.get(name="queues")
    tag.name = "waiting lines"
    tag.save()
    assert any("live article differ from" in message for message in messages())


@pytest.mark.django_db
def test_refreshing_nothing_is_no_change() -> None:
    assert refresh(LiveArticle.objects.none()) == 0


def test_every_digest_of_an_edition_is_complete(
    publish_article: PublishArticle,
) -> None:
    edition = publish_article(references=())
    numbers = [reference["number"] for reference in edition.digest["references"]]
    assert numbers == [1, 2]


def test_rebuilding_mends_what_lists_say_of_a_withdrawn_article(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    withdraw(article.pk, reason="Told twice.", author_name="Edda")
    Article.objects.update(has_unpublished_changes=True)
    assert messages() == ["is wrongly noted as changed or unchanged"]
    rebuild()
    assert messages() == []
