"""Merging, deleting what nothing uses, finding what may be the same."""

import pytest
from django.contrib.auth.models import User

from articles.desk.log import Verb
from articles.desk.tidying import (
    ClashError,
    MergeError,
    delete_unused,
    merge_publications,
    merge_tags,
    near_publications,
    near_tags,
    preview_merge,
    unused_publications,
    unused_tags,
)
from articles.digest import Group, Point
from articles.models import (
    Article,
    ArticleTag,
    Edition,
    LiveArticle,
    LiveArticleTag,
    LivePointTag,
    LogEntry,
    Publication,
    PublicationName,
    Revision,
    SiteGeneration,
    Tag,
    TagName,
)
from articles.models.documents import read_digest
from articles.publishing import find_differences, has_unpublished_changes
from tests.conftest import MakeArticle, PublishArticle


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_user("ada", first_name="Ada")


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def test_the_names_of_a_merged_tag_lead_to_the_other(
    publish_article: PublishArticle, ada: User
) -> None:
    publish_article(tags=("locks", "queues"))
    TagName.objects.create(tag=tag("queues"), name="队列")
    locks = tag("locks")
    merge_tags(tag("queues"), locks, ada)
    assert set(Tag.objects.named(["queues", "队列", "locks"]).values()) == {locks}
    assert TagName.objects.get(name="queues").was_own
    assert not TagName.objects.get(name="队列").was_own
    assert not Tag.objects.filter(name="queues").exists()


def test_a_merged_tag_makes_no_edition_and_no_revision(
    publish_article: PublishArticle, ada: User
) -> None:
    publish_article(tags=("queues",))
    before = Edition.objects.count(), Revision.objects.count()
    merge_tags(tag("queues"), tag("fairness"), ada)
    assert (Edition.objects.count(), Revision.objects.count()) == before
    article = Article.objects.get()
    assert article.revision == 2
    assert not article.has_unpublished_changes


def test_live_rows_are_built_anew_when_tags_merge(
    publish_article: PublishArticle, ada: User
) -> None:
    publish_article(tags=("queues", "locks"))
    publish_article(tags=("other",))
    generation = SiteGeneration.objects.get().number
    merge_tags(tag("queues"), tag("fairness"), ada)
    live = LiveArticle.objects.order_by("pk").first()
    assert live is not None
    assert live.digest["tags"] == ["fairness", "locks"]
    rows = LiveArticleTag.objects.filter(article=live).order_by("pk")
    assert [row.tag.name for row in rows] == ["fairness", "locks"]
    assert not list(find_differences())
    assert SiteGeneration.objects.get().number > generation


@pytest.mark.parametrize(
    ("tags", "merged"),
    [
        (("a", "b", "c"), ["a", "b"]),
        (("c", "b", "a"), ["a", "b"]),
        (("b", "c"), ["b", "a"]),
        (("b", "a"), ["b", "a"]),
    ],
)
def test_where_both_tags_stand_the_first_place_stays(
    publish_article: PublishArticle, ada: User, tags: tuple[str, ...], merged: list[str]
) -> None:
    publish_article(tags=tags)
    Tag.objects.named_or_new(["a", "c"])
    merge_tags(tag("c"), tag("a"), ada)
    article = Article.objects.get()
    assert list(read_digest(article).tags) == merged
    assert LiveArticle.objects.get().digest["tags"] == merged
    assert not has_unpublished_changes(article)


def test_tags_of_points_merge_too(
    publish_article: PublishArticle, make_article: MakeArticle, ada: User
) -> None:
    point = Point("First come is first served [1].", tags=("fairness", "justice"))
    publish_article(groups=(Group("Fairness", (point,)),))
    merge_tags(tag("fairness"), tag("justice"), ada)
    digest = read_digest(Article.objects.get())
    assert digest.groups[0].points[0].tags == ("justice",)
    assert LivePointTag.objects.get().tag == tag("justice")
    assert not list(find_differences())


def test_a_draft_that_only_had_the_other_name_has_no_unpublished_changes_left(
    publish_article: PublishArticle, ada: User
) -> None:
    edition = publish_article(tags=("locks",))
    assert edition is not None
    article = edition.article
    other = Tag.objects.create(name="latches")
    ArticleTag.objects.filter(content_object=article).update(tag=other)
    Article.objects.update(has_unpublished_changes=True)
    merge_tags(other, tag("locks"), ada)
    article.refresh_from_db()
    assert not article.has_unpublished_changes
    assert not list(find_differences())


def test_the_target_keeps_its_introduction_and_takes_over_what_it_lacks(
    ada: User,
) -> None:
    theme = {"is_theme": True, "theme_order": 3, "introduction": "Why we wait."}
    source = Tag.objects.create(name="queues", **theme)
    target = Tag.objects.create(name="waiting", introduction="All of it.")
    assert preview_merge(source, target).taken_over == ("theme", "place among themes")
    merged = merge_tags(source, target, ada)
    merged.refresh_from_db()
    assert (merged.is_theme, merged.theme_order) == (True, 3)
    assert merged.introduction == "All of it."


def test_a_merge_is_logged_on_what_stays(ada: User) -> None:
    source, target = Tag.objects.create(name="queue"), Tag.objects.create(name="queues")
    merge_tags(source, target, ada)
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.subject, entry.subject_id, entry.actor_name) == (
        Verb.MERGED,
        "tag",
        target.pk,
        "Ada",
    )
    assert entry.facts["was"] == "queue"


def test_a_preview_counts_what_a_merge_changes(
    publish_article: PublishArticle, make_article: MakeArticle
) -> None:
    publish_article(tags=("queues",))
    make_article(tags=("queues",))
    make_article(tags=("other",))
    TagName.objects.create(tag=tag("queues"), name="队列")
    merging = preview_merge(tag("queues"), Tag.objects.create(name="waiting"))
    assert (merging.drafts, merging.points, merging.live) == (2, 0, 1)
    assert merging.names == ("queues", "队列")
    assert merging.addresses == ("queues",)
    points = preview_merge(tag("fairness"), tag("waiting"))
    assert (points.drafts, points.points, points.live) == (3, 3, 1)


def test_what_is_the_same_or_gone_is_not_merged(ada: User) -> None:
    one, other = Tag.objects.create(name="one"), Tag.objects.create(name="other")
    with pytest.raises(MergeError, match="this is the same"):
        merge_tags(one, one, ada)
    Tag.objects.filter(pk=other.pk).delete()
    with pytest.raises(MergeError, match="meanwhile"):
        merge_tags(one, other, ada)


def test_a_name_that_would_have_a_merged_tags_address_is_the_other_tag(
    ada: User,
) -> None:
    source = Tag.objects.create(name="open source")
    target = Tag.objects.create(name="free software")
    merge_tags(source, target, ada)
    assert Tag.objects.named_or_new(["open-source"]) == {"open-source": target}


def test_articles_move_with_their_publication(
    publish_article: PublishArticle, make_article: MakeArticle, ada: User
) -> None:
    publish_article(publication="Ren Min Ri Bao")
    make_article(publication="Ren Min Ri Bao")
    source = Publication.objects.get()
    source.native_name, source.country = "人民日报", "CN"
    source.save()
    target = Publication.objects.create(name="People's Daily", country="GB")
    merging = preview_merge(source, target)
    assert (merging.drafts, merging.live) == (2, 1)
    assert merging.taken_over == ("native name",)
    merge_publications(source, target, ada)
    assert Publication.objects.get().native_name == "人民日报"
    assert Publication.objects.get().country == "GB"
    assert set(Article.objects.values_list("publication__name", flat=True)) == {
        "People's Daily"
    }
    assert LiveArticle.objects.get().digest["publication"] == "People's Daily"
    assert Publication.objects.named("人民日报") == target
    assert PublicationName.objects.get(name="Ren Min Ri Bao").was_own
    assert not list(find_differences())
    assert LogEntry.objects.get().facts["was"] == "Ren Min Ri Bao"


def test_publications_with_the_same_article_are_not_merged(
    make_article: MakeArticle, ada: User
) -> None:
    theirs = make_article(title="Locks", publication="SQ")
    ours = make_article(title="Locks", publication="Systems Quarterly")
    make_article(title="", publication="SQ")
    make_article(title="", publication="Systems Quarterly")
    source = Publication.objects.get(name="SQ")
    target = Publication.objects.get(name="Systems Quarterly")
    clashes = preview_merge(source, target).clashes
    assert [(clash.theirs, clash.ours) for clash in clashes] == [(theirs, ours)]
    with pytest.raises(ClashError, match="same title and date: Locks"):
        merge_publications(source, target, ada)
    assert Publication.objects.count() == 2
    assert not LogEntry.objects.exists()


def test_undated_articles_of_one_title_do_not_clash(
    make_article: MakeArticle, ada: User
) -> None:
    make_article(title="Locks", publication="SQ", published="")
    make_article(title="Locks", publication="Systems Quarterly", published="")
    source = Publication.objects.get(name="SQ")
    target = Publication.objects.get(name="Systems Quarterly")
    merge_publications(source, target, ada)
    assert Publication.objects.get() == target


def test_what_a_draft_or_a_reader_uses_is_not_unused(
    publish_article: PublishArticle, make_article: MakeArticle, ada: User
) -> None:
    publish_article()
    Tag.objects.create(name="idle")
    Publication.objects.create(name="Idle Times")
    assert [str(one) for one in unused_tags()] == ["idle"]
    assert [str(one) for one in unused_publications()] == ["Idle Times"]
    ArticleTag.objects.all().delete()
    assert [str(one) for one in unused_tags()] == ["idle"]


def test_the_unused_is_deleted_and_logged(make_article: MakeArticle, ada: User) -> None:
    make_article()
    Tag.objects.create(name="idle")
    assert delete_unused(unused_tags().filter(pk__in=[tag("idle").pk]), ada) == ["idle"]
    assert not Tag.objects.filter(name="idle").exists()
    entry = LogEntry.objects.get(verb=Verb.DELETED)
    assert (entry.subject, entry.subject_name) == ("tag", "idle")


def test_near_names_are_found_through_aliases(db: None) -> None:
    one = Tag.objects.create(name="Warteschlangen")
    TagName.objects.create(tag=one, name="queue")
    other = Tag.objects.create(name="queues")
    (near,) = near_tags()
    assert (near.one.owner, near.other.owner) == (one.pk, other.pk)
    assert (near.one.name, near.other.name) == ("queue", "queues")


def test_near_publications_are_found_by_native_names(db: None) -> None:
    Publication.objects.create(name="RMRB", native_name="人民日报")
    Publication.objects.create(name="人民 日报")
    (near,) = near_publications()
    assert near.one.name == "人民日报"


def test_what_the_other_tag_had_is_found_by_the_names_of_the_merged_one(
    publish_article: PublishArticle, ada: User
) -> None:
    publish_article(tags=("queues",))
    publish_article(tags=("locks",))
    merge_tags(tag("queues"), tag("locks"), ada)
    assert list(find_differences()) == []
