"""Drafts: every saved state is kept, and every act is in the log."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from articles.desk.drafts import (
    Edit,
    bring_back,
    create_draft,
    delete_draft,
    origin_of,
    save_edit,
)
from articles.desk.transitions import TransitionError, publish_draft
from articles.digest import Digest, from_json
from articles.models import (
    Article,
    Comment,
    Edition,
    LogEntry,
    ReviewLink,
    Revision,
    Tag,
)
from articles.models.documents import StaleRevisionError, read_digest
from tests.conftest import MakeDigest
from tests.desk.conftest import MakeDraft, Seat, url_of


def edit(article: Article, **changes: object) -> bool:
    digest = replace(read_digest(article), **changes)
    return save_edit(article, Edit(digest, article.revision), "Ada")


def last_entry() -> LogEntry:
    return LogEntry.objects.latest("pk")


def test_a_new_draft_is_its_makers_and_in_the_log(
    writer: Seat, make_digest: MakeDigest
) -> None:
    article = create_draft(make_digest(), writer.user)
    assert Article.objects.get().owner == writer.user
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.subject_id) == ("created", article.pk)
    assert entry.subject_name == article.title
    assert entry.owner_id == writer.user.pk


def test_a_draft_made_by_a_command_has_no_owner(
    db: None, make_digest: MakeDigest
) -> None:
    create_draft(make_digest(), "import_digests")
    assert Article.objects.get().owner is None
    entry = LogEntry.objects.get()
    assert (entry.actor_id, entry.actor_name) == (None, "import_digests")


def test_a_draft_gets_references_for_all_it_cites(
    writer: Seat, make_digest: MakeDigest
) -> None:
    article = create_draft(replace(make_digest(), references=()), writer.user)
    assert [r.number for r in read_digest(article).references] == [1, 2]


def test_each_save_is_a_state_that_can_be_read_again(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer, title="One")
    edit(article, title="Two")
    edit(article, title="Three")
    numbers = article.revisions.values_list("number", flat=True)
    assert list(numbers) == [2, 3, 4]
    for number, title in ((2, "One"), (3, "Two"), (4, "Three")):
        said = origin_of(article, number)
        assert said is not None
        assert said.title == title
    newest = article.revisions.last()
    assert from_json(newest.digest) == read_digest(article)


def test_saving_what_is_there_already_is_no_event(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    assert not edit(article)
    assert Revision.objects.count() == 1
    assert last_entry().verb == "created"


def test_an_edit_says_how_much_changed_and_since_when(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    seen = article.revision
    edit(article, title="Another", core=(), tags=("locks",))
    facts = last_entry().facts
    assert facts["since"] == seen
    assert facts["revision"] == seen + 1 == article.revision
    assert facts["counts"]["points_removed"] == 1
    assert facts["counts"]["tags_removed"] == 1


def test_an_edit_from_an_old_state_is_refused_whole(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    stale = Article.objects.get()
    edit(article, title="Saved first")
    with pytest.raises(StaleRevisionError):
        edit(stale, title="Saved later", tags=("a new tag",))
    assert read_digest(Article.objects.get()).title == "Saved first"
    assert not Tag.objects.filter(name="a new tag").exists()
    assert Revision.objects.count() == LogEntry.objects.count() == 2


def test_the_origin_of_a_save_is_in_the_names_of_today(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer, tags=("locks",))
    tag = Tag.objects.get(name="locks")
    tag.name = "mutual exclusion"
    tag.save()
    origin = origin_of(article, article.revision)
    assert origin is not None
    assert origin.tags == ("mutual exclusion",)


@pytest.mark.parametrize("seen", [0, 1, -5])
def test_nobody_knows_the_origin_before_the_first_state(
    writer: Seat, make_draft: MakeDraft, seen: int
) -> None:
    assert origin_of(make_draft(writer), seen) is None


def test_an_unheard_of_revision_begins_with_the_newest(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    assert origin_of(article, 10**30) == read_digest(article)


def test_an_edition_is_brought_back_word_by_word(
    writer: Seat, make_live: MakeDraft
) -> None:
    article = make_live(writer)
    first = Edition.objects.get()
    before = read_digest(article)
    edit(article, title="Another", core=(), tags=())
    publish_draft(article, "Edda")
    assert bring_back(article, first, article.revision, "Edda")
    assert read_digest(Article.objects.get()) == before
    assert Article.objects.get().has_unpublished_changes
    entry = last_entry()
    assert (entry.verb, entry.note) == ("brought_back", "1")
    # The draft says it again; readers still see the second edition.
    assert Edition.objects.count() == 2
    assert not bring_back(article, first, article.revision, "Edda")


def test_an_edition_is_not_brought_back_over_what_somebody_saved_meanwhile(
    writer: Seat, make_live: MakeDraft
) -> None:
    article = make_live(writer)
    seen = article.revision
    edit(article, title="Saved meanwhile")
    with pytest.raises(StaleRevisionError):
        bring_back(article, Edition.objects.get(), seen, "Edda")


def test_a_deleted_draft_stays_readable_in_the_log(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    said = read_digest(article)
    Comment.objects.create(article=article, text="x", author_name="Wen")
    number = article.pk
    delete_draft(article, writer.user)
    assert not Article.objects.exists()
    assert not Revision.objects.exists()
    assert not ReviewLink.objects.exists()
    entry = last_entry()
    assert (entry.verb, entry.subject_id) == ("deleted", number)
    assert from_json(entry.facts["digest"]) == said


def test_a_draft_that_says_nothing_can_be_deleted(writer: Seat) -> None:
    delete_draft(Article.objects.create(owner=writer.user), writer.user)
    assert last_entry().facts["digest"] is None


def test_a_writer_deletes_own_drafts_by_the_page(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft
) -> None:
    own, theirs = make_draft(writer), make_draft(other_writer)
    assert writer.post(url_of(own, "delete"), {"post": "yes"}).status_code == 302
    assert writer.post(url_of(theirs, "delete"), {"post": "yes"}).status_code == 302
    assert list(Article.objects.all()) == [theirs]
    assert last_entry().actor_id == writer.user.pk


@pytest.mark.parametrize("status", ["in_review", "ready"])
def test_what_waits_for_the_editors_is_not_deleted_by_its_writer(
    writer: Seat, make_draft: MakeDraft, status: str
) -> None:
    article = make_draft(writer)
    Article.objects.update(status=status)
    answer = writer.post(url_of(article, "delete"), {"post": "yes"})
    assert answer.status_code == 403
    assert Article.objects.exists()


def test_what_was_published_is_not_deleted_and_nothing_is_logged(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    before = LogEntry.objects.count()
    editor.post(url_of(article, "delete"), {"post": "yes"})
    assert Article.objects.exists()
    assert LogEntry.objects.count() == before


def test_drafts_outlive_their_owner(
    writer: Seat, make_draft: MakeDraft, editor: Seat
) -> None:
    article = make_draft(writer)
    User.objects.get(pk=writer.user.pk).delete()
    article.refresh_from_db()
    assert article.owner is None
    assert editor.get(url_of(article)).status_code == 200


def test_an_empty_draft_is_a_draft(writer: Seat) -> None:
    article = create_draft(Digest(), writer.user)
    assert writer.get(url_of(article)).status_code == 200


def test_a_draft_is_deleted_and_logged_once(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    same = Article.objects.get(pk=article.pk)
    delete_draft(article, "Ada")
    with pytest.raises(Article.DoesNotExist):
        delete_draft(same, "Bo")
    assert last_entry().actor_name == "Ada"


def test_what_was_published_meanwhile_is_not_deleted(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    publish_draft(Article.objects.get(pk=article.pk), "Edda")
    with pytest.raises(TransitionError, match="withdraw it instead"):
        delete_draft(article, "Ada")
    assert last_entry().verb == "published"


def test_a_save_leaves_where_the_draft_stands_and_whose_it_is(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft
) -> None:
    """What was read before somebody moved it on is no reason to move it back."""
    article = make_draft(writer)
    Article.objects.update(status="ready", owner=other_writer.user)
    assert edit(article, title="Another title")
    article.refresh_from_db()
    assert (article.status, article.owner) == ("ready", other_writer.user)
    assert article.title == "Another title"
