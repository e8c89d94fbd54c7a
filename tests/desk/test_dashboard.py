"""The desk's front page: what waits for whom."""

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone

from articles.desk.comments import add_comment, settle
from articles.desk.drafts import Edit, delete_draft, save_edit
from articles.desk.transitions import (
    make_ready,
    publish_draft,
    send_back,
    submit,
    withdraw_article,
)
from articles.models import Article, Comment
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, Seat, url_of

FRONT = "/admin/"
ARTICLES = "/admin/articles/article/"


def texts_of(response: object) -> str:
    return response.content.decode()


def front(seat: Seat) -> dict[str, list[str]]:
    """Return the titles in each section of the front page."""
    dashboard = seat.get(FRONT).context["dashboard"]
    return {
        section.name: [row.article.title for row in section.rows]
        for section in [*dashboard.waiting, *dashboard.others]
    }


def edit(article: Article, title: str) -> None:
    article = Article.objects.get(pk=article.pk)
    digest = replace(read_digest(article), title=title)
    save_edit(article, Edit(digest, article.revision), "Ada")


def test_a_writer_begins_with_what_was_sent_back(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    make_draft(writer, title="Unfinished")
    submit(make_draft(writer, title="Submitted"), writer.user)
    poor = make_draft(writer, title="Poor")
    submit(poor, writer.user)
    send_back(poor, editor.user, "Cite the <second> point.")
    sections = front(writer)
    assert list(sections)[:2] == ["sent_back", "own"]
    assert sections["sent_back"] == ["Poor"]
    assert sections["own"] == ["Unfinished"]
    assert sections["in_review"] == ["Submitted"]
    page = texts_of(writer.get(FRONT))
    assert "Cite the &lt;second&gt; point." in page
    assert "edda" in page


def test_what_was_sent_back_and_submitted_again_waits_for_the_editor(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    draft = make_draft(writer, title="Mended")
    submit(draft, writer.user)
    send_back(draft, editor.user, "Mend it.")
    submit(draft, writer.user)
    assert "sent_back" not in front(writer) or not front(writer)["sent_back"]
    assert front(editor)["in_review"] == ["Mended"]


def test_an_editor_begins_with_what_waits_for_the_editors(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    submit(make_draft(writer, title="Submitted"), writer.user)
    make_ready(make_draft(writer, title="Found ready"), editor.user)
    make_draft(editor, title="Her own")
    sections = front(editor)
    assert list(sections)[:2] == ["in_review", "ready"]
    assert sections["in_review"] == ["Submitted"]
    assert sections["ready"] == ["Found ready"]
    assert sections["own"] == ["Her own"]


def test_what_readers_see_or_will_see_has_its_sections(
    editor: Seat, make_draft: MakeDraft, make_live: MakeDraft
) -> None:
    later = timezone.now() + datetime.timedelta(days=1)
    publish_draft(make_draft(editor, title="Planned"), "Edda", live_from=later)
    make_live(editor, title="Live")
    edit(make_live(editor, title="Old"), "New")
    withdraw_article(make_live(editor, title="Gone"), "Edda", "Told twice.")
    poor = make_draft(editor, title="Poor")
    Article.objects.filter(pk=poor.pk).update(uncited_count=2, empty_reference_count=1)
    sections = front(editor)
    assert sections["scheduled"] == ["Planned"]
    assert sections["live"] == ["New", "Live"]
    assert sections["changed"] == ["New"]
    assert sections["warnings"] == ["Poor"]
    assert sections["own"] == ["Poor", "New"]
    page = texts_of(editor.get(FRONT))
    assert "2 uncited · 1 without passage" in page


def test_open_comments_on_own_drafts_are_shown_until_they_are_settled(
    writer: Seat, other_writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    draft = make_draft(writer, title="Mine")
    add_comment(draft, editor.user, point_key="", text="Is this so?")
    assert front(writer)["comments"] == ["Mine"]
    assert "Is this so?" in texts_of(writer.get(FRONT))
    assert "comments" not in front(editor)
    assert "comments" not in front(other_writer)
    settle(Comment.objects.get(), writer.user)
    assert "comments" not in front(writer)


def test_a_writer_sees_nothing_of_others(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft, make_live: MakeDraft
) -> None:
    submit(make_draft(other_writer, title="A secret"), other_writer.user)
    edit(make_live(other_writer, title="A secret too"), "A secret still")
    page = texts_of(writer.get(FRONT))
    assert "A secret" not in page
    assert "Begin with a text" in page


def test_what_one_touched_last_stands_once_with_the_last_act(
    editor: Seat, make_draft: MakeDraft
) -> None:
    draft = make_draft(editor, title="Locks")
    submit(draft, editor.user)
    gone = make_draft(editor, title="Gone")
    page_of_it = url_of(gone)
    delete_draft(gone, editor.user)
    touched = editor.get(FRONT).context["dashboard"].touched
    assert [(line.said.entry.subject_name, line.said.what) for line in touched] == [
        ("Gone", "deleted"),
        ("Locks", "submitted for review"),
    ]
    assert page_of_it not in texts_of(editor.get(FRONT))


def test_a_section_shows_ten_and_leads_to_all(
    editor: Seat, make_draft: MakeDraft
) -> None:
    for number in range(11):
        submit(make_draft(editor, title=f"Draft {number}"), editor.user)
    assert front(editor)["in_review"] == [f"Draft {n}" for n in range(10, 0, -1)]
    page = texts_of(editor.get(FRONT))
    assert "All of them" in page
    assert f'href="{ARTICLES}?status=in_review"' in page


@pytest.mark.parametrize("name", ["writer", "editor"])
def test_every_list_that_a_section_leads_to_is_there(
    writer: Seat, editor: Seat, name: str, make_draft: MakeDraft
) -> None:
    seat = {"writer": writer, "editor": editor}[name]
    later = timezone.now() + datetime.timedelta(days=1)
    publish_draft(make_draft(seat), "Edda", live_from=later)
    live = make_draft(seat)
    publish_draft(live, "Edda")
    edit(live, "Another")
    submit(make_draft(seat), seat.user)
    make_ready(make_draft(seat), "Edda")
    poor = make_draft(seat)
    Article.objects.filter(pk=poor.pk).update(error_count=1)
    dashboard = seat.get(FRONT).context["dashboard"]
    for section in [*dashboard.waiting, *dashboard.others]:
        if section.url and section.rows:
            listed = seat.get(section.url)
            assert listed.status_code == 200
            found = {each.pk for each in listed.context["cl"].result_list}
            assert {row.article.pk for row in section.rows} <= found


@pytest.mark.parametrize("name", ["writer", "editor"])
def test_the_first_time_says_how_to_begin(
    writer: Seat, editor: Seat, name: str
) -> None:
    page = texts_of({"writer": writer, "editor": editor}[name].get(FRONT))
    assert "Begin with a text" in page
    assert page.count(f'href="{ARTICLES}new/"') >= 2


def test_with_articles_it_is_not_the_first_time(
    editor: Seat, writer: Seat, make_draft: MakeDraft
) -> None:
    make_draft(writer)
    assert "Begin with a text" not in texts_of(editor.get(FRONT))


def test_who_sees_no_articles_still_finds_the_way(reader_of_nothing: Seat) -> None:
    answer = reader_of_nothing.get(FRONT)
    assert answer.status_code == 200
    assert answer.context["dashboard"] is None


def test_djangos_own_list_is_still_there(editor: Seat) -> None:
    page = texts_of(editor.get(FRONT))
    assert 'href="/admin/articles/tag/"' in page
    assert "Everything at the desk" in page


def test_the_front_page_costs_the_same_for_little_and_for_much(
    editor: Seat,
    make_draft: MakeDraft,
    make_live: MakeDraft,
    django_assert_num_queries: object,
) -> None:
    def fill() -> None:
        make_draft(editor)
        submit(make_draft(editor), editor.user)
        make_ready(make_draft(editor), editor.user)
        poor = make_draft(editor)
        Article.objects.filter(pk=poor.pk).update(uncited_count=1)
        add_comment(poor, editor.user, point_key="", text="Cite it.")
        submit(poor, editor.user)
        send_back(poor, editor.user, "Cite it.")
        edit(make_live(editor), f"Changed {poor.pk}")
        later = timezone.now() + datetime.timedelta(days=1)
        publish_draft(make_draft(editor), editor.user, live_from=later)

    fill()
    # Session, user, permissions (2); in review, ready, sent back and why, own drafts,
    # comments, scheduled, changed, warnings, live; own acts, and what they were about.
    with django_assert_num_queries(16):
        editor.get(FRONT)
    for _ in range(12):
        fill()
    with django_assert_num_queries(16):
        editor.get(FRONT)


def test_a_draft_without_a_title_has_a_row_all_the_same(
    editor: Seat, make_draft: MakeDraft
) -> None:
    submit(make_draft(editor, title=""), editor.user)
    assert "<bdi>Untitled</bdi>" in texts_of(editor.get(FRONT))
