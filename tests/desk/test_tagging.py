"""Many articles are tagged at once, each as its editor would have done it."""

from articles.desk.tagging import Became, preview_tagging, tag_many
from articles.digest.model import MAX_TAGS
from articles.models import Article, LogEntry, Revision, Tag, TagName
from articles.models.documents import read_digest
from tests.conftest import MakeArticle, PublishArticle

from .conftest import Seat


def tags_of(article: Article) -> list[str]:
    return list(read_digest(article).tags)


def test_tags_are_added_at_the_end_and_removed(
    make_article: MakeArticle, editor: Seat
) -> None:
    article = make_article(tags=("locks", "queues"))
    (outcome,) = tag_many([article], ["new one", "QUEUES"], ["Locks"], editor.user)
    assert tags_of(article) == ["queues", "new one"]
    assert (outcome.added, outcome.removed) == (("new one",), ("locks",))


def test_each_article_gets_a_revision_and_a_log_entry(
    make_article: MakeArticle, editor: Seat
) -> None:
    articles = [make_article(), make_article()]
    before = Revision.objects.count()
    tag_many(articles, ["new one"], [], editor.user)
    assert Revision.objects.count() == before + 2
    entries = LogEntry.objects.all()
    assert {entry.facts["counts"]["tags_added"] for entry in entries} == {1}
    assert {entry.subject_id for entry in entries} == {a.pk for a in articles}


def test_a_live_article_has_unpublished_changes_then(
    publish_article: PublishArticle, editor: Seat
) -> None:
    edition = publish_article()
    assert edition is not None
    tag_many([edition.article], ["new one"], [], editor.user)
    assert Article.objects.get().has_unpublished_changes


def test_an_article_that_has_the_tags_already_is_not_saved(
    make_article: MakeArticle, editor: Seat
) -> None:
    article = make_article(tags=("locks",))
    TagName.objects.create(tag=Tag.objects.get(name="locks"), name="锁")
    (outcome,) = tag_many([article], ["锁"], ["fairness"], editor.user)
    assert outcome.became == Became.SAME
    article.refresh_from_db()
    assert article.revision == 2


def test_what_somebody_may_not_edit_stays_and_does_not_stop_the_others(
    make_article: MakeArticle, writer: Seat
) -> None:
    theirs, own, waiting = make_article(), make_article(), make_article()
    Article.objects.filter(pk__in=[own.pk, waiting.pk]).update(owner=writer.user)
    Article.objects.filter(pk=waiting.pk).update(status="in_review")
    articles = list(Article.objects.order_by("pk"))
    outcomes = tag_many(articles, ["new one"], [], writer.user)
    assert [outcome.became for outcome in outcomes] == ["refused", "tagged", "refused"]
    assert outcomes[0].why == "you may not edit it"
    assert outcomes[2].why == "it is “in review”; take it back first"
    assert "new one" not in tags_of(theirs)
    assert "new one" in tags_of(own)


def test_a_deleted_article_is_told_of(make_article: MakeArticle, editor: Seat) -> None:
    article = make_article()
    Article.objects.all().delete()
    (outcome,) = tag_many([article], ["new one"], [], editor.user)
    assert outcome.why == "somebody deleted it meanwhile"


def test_a_preview_changes_nothing(make_article: MakeArticle, editor: Seat) -> None:
    article = make_article(tags=("locks",))
    (outcome,) = preview_tagging([article], ["new one"], ["locks"], editor.user)
    assert (outcome.added, outcome.removed) == (("new one",), ("locks",))
    assert tags_of(article) == ["locks"]
    assert not Tag.objects.filter(name="new one").exists()


def test_an_article_that_cannot_have_more_tags_does_not_stop_the_others(
    make_article: MakeArticle, editor: Seat
) -> None:
    full = make_article(
        tags=tuple(f"tag {number}" for number in range(MAX_TAGS)), groups=()
    )
    other = make_article()
    outcomes = tag_many([full, other], ["one more"], [], editor.user)
    assert [outcome.became for outcome in outcomes] == [Became.REFUSED, Became.TAGGED]
    assert "at most 1,000 different tags" in outcomes[0].why
