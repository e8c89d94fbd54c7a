"""The history of one article, and the draft as a file."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from articles.desk.drafts import Edit, save_edit
from articles.desk.transitions import (
    publish_draft,
    restore_article,
    submit,
    withdraw_article,
)
from articles.desk.views import history
from articles.digest import parse
from articles.models import Article
from articles.models.documents import read_digest
from articles.publishing import opened
from tests.desk.conftest import MakeDraft, Seat, url_of


def texts_of(response: object) -> str:
    return response.content.decode()


def edit(article: Article, title: str) -> None:
    article = Article.objects.get(pk=article.pk)
    digest = replace(read_digest(article), title=title)
    save_edit(article, Edit(digest, article.revision), "Ada")


def test_editions_withdrawals_and_acts_stand_in_the_history(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    edit(article, "Another")
    publish_draft(article, "Edda", kind="correction", note="The title was wrong.")
    withdraw_article(article, "Edda", "Told twice.")
    restore_article(article, "Edda")
    page = texts_of(editor.get(url_of(article, "history")))
    for words in (
        "edition 1, first edition",
        "edition 2, correction",
        "The title was wrong.",
        "Told twice.",
        "restored",
        "published as a correction: edition 2",
        "1 field changed",
        "?from=r2&amp;to=r3",
        "?from=e1&amp;to=e2",
        "?from=draft&amp;to=e1",
        "See it as readers do",
    ):
        assert words in page, words


def test_any_two_states_can_be_marked(editor: Seat, make_live: MakeDraft) -> None:
    article = make_live(editor)
    edit(article, "Another")
    page = texts_of(editor.get(url_of(article, "history")))
    for name in ("draft", "e1", "r2", "r3"):
        for side in ("from", "to"):
            assert f'type="radio" name="{side}" value="{name}"' in page
    assert 'name="from" value="e1" checked' in page
    assert 'name="to" value="draft" checked' in page


def test_a_long_history_has_pages(editor: Seat, make_draft: MakeDraft) -> None:
    article = make_draft(editor)
    for number in range(60):
        edit(article, f"Title {number}")
    page = texts_of(editor.get(url_of(article, "history")))
    assert page.count("field changed") == 50
    older = page.split('rel="next" href="?before=')[1].split('"')[0]
    page = texts_of(editor.get(f"{url_of(article, 'history')}?before={older}"))
    assert page.count("field changed") == 10
    assert 'rel="next"' not in page


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "%00"])
def test_a_page_that_cannot_be_is_the_newest(
    editor: Seat, make_draft: MakeDraft, before: str
) -> None:
    article = make_draft(editor)
    page = editor.get(f"{url_of(article, 'history')}?before={before}")
    assert "created" in texts_of(page)


def test_a_history_costs_the_same_for_few_acts_and_many(
    editor: Seat, make_live: MakeDraft, django_assert_num_queries: object
) -> None:
    article = make_live(editor)
    # Session, user, permissions (2), article; newest edition (2); editions,
    # withdrawals; the log, which of its articles are there, whether withdrawn.
    with django_assert_num_queries(10):
        editor.get(url_of(article, "history"))
    for number in range(20):
        edit(article, f"Title {number}")
    with django_assert_num_queries(10):
        editor.get(url_of(article, "history"))


def test_a_writer_reads_the_history_of_own_articles_only(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    submit(article, writer.user, "Please look")
    assert "Please look" in texts_of(writer.get(url_of(article, "history")))
    assert other_writer.get(url_of(article, "history")).status_code == 404


@pytest.mark.parametrize("number", ["999999", "x", "1_5F"])
def test_a_history_of_nothing_is_not_found(editor: Seat, number: str) -> None:
    answer = editor.get(f"/admin/articles/article/{number}/history/")
    assert answer.status_code == 404


# A draft as a file


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("txt", "text/plain; charset=utf-8"),
        ("md", "text/markdown; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_a_draft_is_sent_as_a_file(
    writer: Seat, make_draft: MakeDraft, form: str, kind: str
) -> None:
    article = make_draft(writer, title="锁 & queues / 2")
    answer = writer.get(url_of(article, f"export/{form}"))
    assert answer["Content-Type"] == kind
    name = answer["Content-Disposition"]
    assert name.startswith("attachment; filename")
    assert name.endswith(f".{form}")
    assert "queues / 2" in texts_of(answer)


def test_what_is_sent_is_the_draft(writer: Seat, make_draft: MakeDraft) -> None:
    article = make_draft(writer)
    text = texts_of(writer.get(url_of(article, "export/txt")))
    assert parse(text).digest == read_digest(article)
    sent = json.loads(texts_of(writer.get(url_of(article, "export/json"))))
    assert sent["title"] == article.title


def test_a_draft_without_a_title_is_a_file_all_the_same(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer, title="")
    answer = writer.get(url_of(article, "export/txt"))
    assert f"{article.pk}.txt" in answer["Content-Disposition"]


def test_other_forms_and_other_writers_get_nothing(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    assert writer.get(url_of(article, "export/pdf")).status_code == 404
    assert other_writer.get(url_of(article, "export/txt")).status_code == 404


def test_nothing_is_brought_back_into_what_was_moved_on_meanwhile(
    writer: Seat, make_live: MakeDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its writer may edit a draft, but nothing that waits for the editors."""
    article = make_live(writer)
    edit(article, "Another")
    article.refresh_from_db()

    @contextmanager
    def opened_late() -> Iterator[None]:
        submit(article, "Edda")
        with opened():
            yield

    monkeypatch.setattr(history, "opened", opened_late)
    form = {"edition": 1, "seen": article.revision}
    assert writer.post(url_of(article, "bring-back"), form).status_code == 403
    assert read_digest(Article.objects.get(pk=article.pk)).title == "Another"


def test_an_edition_does_not_take_the_title_that_another_article_has_now(
    editor: Seat, make_live: MakeDraft, make_draft: MakeDraft
) -> None:
    article = make_live(editor)
    title = article.title
    edit(article, "Another")
    other = make_draft(editor, title=title)
    article.refresh_from_db()
    form = {"edition": 1, "seen": article.revision}
    page = texts_of(editor.post(url_of(article, "bring-back"), form, follow=True))
    assert "Another article has the source or title" in page
    assert url_of(other) in page
