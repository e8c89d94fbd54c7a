"""Comments on a draft, of the whole or of one point."""

from dataclasses import replace

import pytest
from django.utils import translation

from articles.desk.comments import add_comment, remarks
from articles.desk.drafts import Edit, delete_draft, save_edit
from articles.digest import Point
from articles.models import Article, Comment, LogEntry
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, Seat, url_of


def say(seat: Seat, article: Article, text: str, point_key: str = "") -> str:
    form = {"text": text, "point_key": point_key}
    answer = seat.post(url_of(article, "comments"), form, follow=True)
    return answer.content.decode()


def settle(seat: Seat, article: Article, comment: Comment) -> int:
    return seat.post(url_of(article, f"comments/{comment.pk}/settle")).status_code


def page_of(seat: Seat, article: Article) -> str:
    return seat.get(url_of(article)).content.decode()


def verbs() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_comment_stands_beside_its_point_until_it_is_settled(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    point = list(read_digest(article).points())[2]
    say(editor, article, "Where does this stand?\n<b>p. 9?</b>", point.key)
    page = page_of(writer, article)
    assert "Where does this stand?<br>&lt;b&gt;p. 9?&lt;/b&gt;" in page
    assert ">Group 1, point 2</a>" in page
    assert point.text in page
    comment = Comment.objects.get()
    assert (comment.author, comment.author_name) == (editor.user, "edda")
    assert settle(writer, article, comment) == 302
    assert "settled by wen" in page_of(editor, article)
    assert verbs() == ["created", "commented", "settled"]


def test_a_comment_is_of_the_whole_draft_where_no_point_is_chosen(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    assert "Your comment stands below." in say(writer, article, "Done.")
    assert Comment.objects.get().point_key == ""


@pytest.mark.parametrize(
    "text", ["", "  \n", "a\x07b", "a\u202eb", "x" * 2001], ids=repr
)
def test_what_is_no_comment_is_explained_and_kept(
    writer: Seat, make_draft: MakeDraft, text: str
) -> None:
    article = make_draft(writer)
    page = say(writer, article, text)
    assert "errorlist" in page
    assert not Comment.objects.exists()
    if len(text) > 2000:
        assert text in page


def test_a_point_of_another_article_is_none_to_comment_on(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article, other = make_draft(writer), make_draft(writer)
    key = next(read_digest(other).points()).key
    assert "errorlist" in say(writer, article, "Here.", key)
    assert not Comment.objects.exists()


def test_a_comment_says_so_when_its_point_is_gone(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    digest = read_digest(article)
    add_comment(article, writer.user, "Drop this?", digest.core[0].key)
    save_edit(article, Edit(replace(digest, core=()), article.revision), writer.user)
    page = page_of(writer, article)
    assert "about a point that is gone" in page
    assert "Drop this?" in page


def test_a_comment_follows_its_point_through_rewording_and_moving(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    digest = read_digest(article)
    point = digest.core[0]
    add_comment(article, writer.user, "Check this.", point.key)
    moved = replace(
        digest,
        core=(
            Point("Something new comes first [1]."),
            replace(point, text="Reworded."),
        ),
    )
    save_edit(article, Edit(moved, article.revision), writer.user)
    # A page that another test asked for may have left its language.
    with translation.override("en"):
        (remark,) = remarks(read_digest(article), article.comments.all())
    assert (remark.place, remark.statement, remark.is_orphan) == (
        "Core, point 2",
        "Reworded.",
        False,
    )


def test_settling_twice_is_one_event(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    comment = add_comment(article, editor.user, "Look.")
    settle(editor, article, comment)
    settle(writer, article, comment)
    assert verbs() == ["created", "commented", "settled"]
    assert Comment.objects.get().settled_by == "edda"


def test_nobody_comments_or_settles_on_what_is_not_theirs_to_read(
    writer: Seat, other_writer: Seat, reader_of_nothing: Seat, make_draft: MakeDraft
) -> None:
    article, own = make_draft(writer), make_draft(other_writer)
    comment = add_comment(article, writer.user, "A secret.")
    for seat in (other_writer, reader_of_nothing):
        assert seat.post(url_of(article, "comments"), {"text": "x"}).status_code == 404
        assert settle(seat, article, comment) == 404
    # Nor by way of an article that is theirs.
    assert settle(other_writer, own, comment) == 404
    assert Comment.objects.get().settled_at is None


def test_a_comment_by_somebody_who_left_keeps_the_name(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    add_comment(article, editor.user, "Look.")
    editor.user.delete()
    assert "edda" in page_of(writer, article)


def test_comments_are_for_sending_in_only(writer: Seat, make_draft: MakeDraft) -> None:
    article = make_draft(writer)
    assert writer.get(url_of(article, "comments")).status_code == 405


def test_a_question_without_a_body_settles_no_comment(
    writer: Seat, make_draft: MakeDraft
) -> None:
    """HEAD is asked without a token, so it must change nothing."""
    article = make_draft(writer)
    comment = add_comment(article, writer.user, "Where?")
    answer = writer.head(url_of(article, f"comments/{comment.pk}/settle"))
    assert answer.status_code == 405
    comment.refresh_from_db()
    assert comment.settled_at is None


def test_nobody_comments_on_a_draft_that_is_deleted_meanwhile(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    delete_draft(Article.objects.get(pk=article.pk), "Edda")
    with pytest.raises(Article.DoesNotExist):
        add_comment(article, writer.user, "Where?")
    assert verbs() == ["created", "deleted"]
