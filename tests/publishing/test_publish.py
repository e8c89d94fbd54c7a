"""Publishing freezes the desk's digest as the next edition."""

import datetime
from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone

from articles.digest import Point, Reference, from_json, sha256
from articles.models import (
    Address,
    Article,
    Edition,
    LiveArticle,
    LiveArticleTag,
    LivePoint,
    LivePointTag,
    SiteGeneration,
)
from articles.models.documents import read_digest, save_digest
from articles.publishing import (
    NotPublishableError,
    Publishing,
    PublishingError,
    has_unpublished_changes,
    publish,
    withdraw,
)
from articles.publishing.live import span_of
from tests.conftest import MakeArticle, MakeDigest, PublishArticle

ADA = Publishing(author_name="Ada")
CORRECTION = Publishing(
    author_name="Ada", kind="correction", note="The year was 1962, not 1961."
)


def reword(article: Article, text: str = "It now says something else [1].") -> None:
    """Change the core of the article's draft."""
    article.refresh_from_db()
    digest = read_digest(article)
    core = (replace(digest.core[0], text=text), *digest.core[1:])
    save_digest(article, replace(digest, core=core), seen=article.revision)


def later(**delta: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(**delta)


def test_the_first_edition_holds_the_digest_of_the_desk(
    make_article: MakeArticle,
) -> None:
    article = make_article()
    edition = publish(article.pk, ADA)
    digest = read_digest(article)
    assert (edition.number, edition.kind, edition.author_name) == (1, "first", "Ada")
    assert from_json(edition.digest) == digest
    assert edition.sha256 == sha256(digest)
    assert edition.live_from == edition.published_at


def test_every_point_of_an_edition_has_a_key(publish_article: PublishArticle) -> None:
    digest = from_json(publish_article().digest)
    assert all(point.key for point in digest.points())


def test_the_live_rows_say_what_the_edition_says(
    publish_article: PublishArticle,
) -> None:
    edition = publish_article(title="On locks")
    row = LiveArticle.objects.public().get()
    assert (row.title, row.slug, row.number) == ("On locks", "on-locks", 1)
    assert row.publication.name == "Systems Quarterly"
    assert row.day == datetime.date(2024, 3, 5)
    assert row.standfirst == "A queue is a lock that remembers who came."
    assert row.point_count == 4
    assert row.digest == edition.digest
    assert row.live_from == edition.live_from
    tags = LiveArticleTag.objects.values_list("tag__name", "on_article", "live_from")
    assert list(tags) == [
        ("locks", True, row.live_from),
        ("queues", True, row.live_from),
        ("fairness", False, row.live_from),
    ]
    points = LivePoint.objects.order_by("position")
    assert [(p.is_core, p.heading) for p in points] == [
        (True, ""),
        (False, "Fairness"),
        (False, "Fairness"),
        (False, "Cost"),
    ]
    point_tags = LivePointTag.objects.values_list("point__text", "tag__name")
    assert list(point_tags) == [("First come is first served [1].", "fairness")]


def test_an_article_without_a_date_is_shown_by_the_day_it_went_live(
    publish_article: PublishArticle,
) -> None:
    with time_machine.travel("2026-05-06 12:00Z", tick=False):
        publish_article(published="")
    assert LiveArticle.objects.get().day == datetime.date(2026, 5, 6)


def test_publishing_what_is_live_already_makes_no_edition(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    generation = SiteGeneration.objects.get().number
    assert publish(article.pk, ADA) is None
    assert Edition.objects.count() == 1
    assert SiteGeneration.objects.get().number == generation


def test_an_update_is_the_next_edition_and_the_one_that_is_live(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    first = LiveArticle.objects.get()
    keys = [point.key for point in read_digest(article).points()]
    reword(article)
    assert has_unpublished_changes(article)
    edition = publish(article.pk, ADA)
    row = LiveArticle.objects.get()
    assert (edition.number, edition.kind, row.number) == (2, "update", 2)
    assert row.live_from == first.live_from
    assert row.updated_at == edition.published_at
    assert row.corrected_at is None
    assert [p.key for p in row.points.order_by("position")] == keys
    assert not has_unpublished_changes(article)


def test_a_correction_is_dated_and_says_what_was_wrong(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    reword(article)
    edition = publish(article.pk, CORRECTION)
    assert edition.note == "The year was 1962, not 1961."
    assert LiveArticle.objects.get().corrected_at == edition.published_at


def test_a_correction_of_what_no_reader_saw_is_none_to_them(
    make_article: MakeArticle,
) -> None:
    article = make_article()
    publish(article.pk, replace(ADA, live_from=later(hours=5)))
    reword(article)
    publish(article.pk, CORRECTION)
    assert LiveArticle.objects.get().corrected_at is None


def test_a_chinese_standfirst_has_no_blanks_between_sentences(
    publish_article: PublishArticle,
) -> None:
    core = (Point("锁是会记事的队列[1]。"), Point("等待最费时间[2]。"))
    publish_article(core=core, language="zh-Hans")
    assert LiveArticle.objects.get().standfirst == "锁是会记事的队列。等待最费时间。"


@pytest.mark.parametrize(
    ("publishing", "message"),
    [
        (replace(CORRECTION, note=" "), "a correction needs a public note"),
        (replace(ADA, kind="first"), "an update or a correction"),
        (replace(ADA, kind="retraction"), "an update or a correction"),
    ],
    ids=["no note", "first again", "unknown kind"],
)
def test_a_wrong_kind_of_edition_is_refused(
    publish_article: PublishArticle, publishing: Publishing, message: str
) -> None:
    article = publish_article().article
    reword(article)
    with pytest.raises(PublishingError, match=message):
        publish(article.pk, publishing)
    assert Edition.objects.count() == 1


def test_a_digest_with_errors_is_refused_with_all_of_them(
    make_article: MakeArticle,
) -> None:
    article = make_article(title="", publication="", core=(), groups=(), references=())
    with pytest.raises(NotPublishableError) as refusal:
        publish(article.pk, ADA)
    assert {p.code for p in refusal.value.problems} == {
        "missing-title",
        "missing-publication",
        "no-points",
    }
    assert not Edition.objects.exists()
    assert not LiveArticle.objects.exists()
    assert not has_unpublished_changes(article)


def test_warnings_do_not_stop_publishing(publish_article: PublishArticle) -> None:
    assert publish_article(core=(Point("Nobody said so."),), references=()).number == 1


def test_a_withdrawn_article_is_not_published(publish_article: PublishArticle) -> None:
    article = publish_article().article
    withdraw(article.pk, reason="Doubled.", author_name="Ada")
    reword(article)
    with pytest.raises(PublishingError, match="restore it first"):
        publish(article.pk, ADA)


def test_a_scheduled_article_goes_live_by_itself(make_article: MakeArticle) -> None:
    article = make_article()
    publish(article.pk, replace(ADA, live_from=later(hours=1)))
    assert not LiveArticle.objects.public().exists()
    assert LiveArticle.objects.public(later(hours=2)).exists()


def test_a_scheduled_article_can_be_given_another_time_and_go_live_now(
    make_article: MakeArticle,
) -> None:
    article = make_article()
    times = [later(hours=9), later(hours=5)]
    assert publish(article.pk, replace(ADA, live_from=times[0])).number == 1
    assert publish(article.pk, replace(ADA, live_from=times[0])) is None
    assert publish(article.pk, replace(ADA, live_from=times[1])).live_from == times[1]
    assert publish(article.pk, ADA).number == 3
    assert LiveArticle.objects.public().exists()
    assert publish(article.pk, ADA) is None


def test_a_time_that_has_passed_means_now(make_article: MakeArticle) -> None:
    article = make_article()
    edition = publish(article.pk, replace(ADA, live_from=later(hours=-1)))
    assert edition.live_from == edition.published_at


def test_publishing_over_a_live_edition_cannot_be_scheduled(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    reword(article)
    with pytest.raises(PublishingError, match="publish at once"):
        publish(article.pk, replace(ADA, live_from=later(hours=1)))


def test_an_edition_replaced_before_its_time_was_never_seen(
    make_article: MakeArticle,
) -> None:
    article = make_article()
    publish(article.pk, replace(ADA, live_from=later(hours=5)))
    reword(article)
    second = publish(article.pk, replace(ADA, live_from=later(hours=1)))
    row = LiveArticle.objects.get()
    assert (row.live_from, row.first_number) == (second.live_from, 2)
    reword(article, "Once more [1].")
    third = publish(article.pk, ADA)
    row = LiveArticle.objects.get()
    assert (row.live_from, row.first_number) == (third.published_at, 3)


def test_each_publishing_raises_the_site_generation(
    publish_article: PublishArticle,
) -> None:
    publish_article()
    before = SiteGeneration.objects.get().number
    publish_article()
    assert SiteGeneration.objects.get().number > before


def test_two_articles_with_one_title_have_two_addresses(
    publish_article: PublishArticle,
) -> None:
    for year in (2021, 2022, 2023):
        publish_article(title="Annual report", published=f"{year}-01-01")
    assert list(Address.objects.order_by("pk").values_list("slug", flat=True)) == [
        "annual-report",
        "annual-report-2",
        "annual-report-3",
    ]


def test_a_long_title_is_cut_to_whole_words(publish_article: PublishArticle) -> None:
    publish_article(title="word " * 50)
    assert Address.objects.get().slug == "-".join(["word"] * 16)


def test_a_long_title_without_blanks_is_cut(publish_article: PublishArticle) -> None:
    publish_article(title="字" * 200)
    assert Address.objects.get().slug == "字" * 80


def test_a_new_title_does_not_move_the_article(publish_article: PublishArticle) -> None:
    article = publish_article(title="Before").article
    article.refresh_from_db()
    digest = replace(read_digest(article), title="After")
    save_digest(article, digest, seen=article.revision)
    publish(article.pk, ADA)
    row = LiveArticle.objects.get()
    assert (row.title, row.slug) == ("After", "before")


def test_what_is_published_costs_the_same_at_any_length(
    make_article: MakeArticle,
    make_digest: MakeDigest,
    django_assert_max_num_queries: object,
) -> None:
    points = tuple(
        Point(f"Point number {n} [1].", tags=(f"tag {n}",)) for n in range(300)
    )
    article = make_article(make_digest(core=points, references=(Reference(1, "p. 1"),)))
    with django_assert_max_num_queries(75):
        publish(article.pk, ADA)


def test_an_article_without_editions_was_never_seen() -> None:
    with pytest.raises(ValueError, match="is not live"):
        span_of([])


def test_a_draft_that_says_nothing_new_waits_for_nobody(
    publish_article: PublishArticle,
) -> None:
    article = publish_article().article
    Article.objects.filter(pk=article.pk).update(status="ready")
    assert publish(article.pk, ADA) is None
    assert Article.objects.get().status == "draft"
