"""The page that readers would see, of what is saved and of what is being typed."""

from dataclasses import replace

import pytest
from django.test import Client

from articles.digest import Point, dumps, write
from articles.models import Article, Publication, Tag
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, Seat, url_of

NEW = "/admin/articles/article/preview/"


def see(seat: Client, path: str, text: str | None = None) -> str:
    answer = seat.get(path) if text is None else seat.post(path, {"text": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_preview_shows_what_was_saved_last(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer, title="As it was saved")
    page = see(writer, url_of(article, "preview"))
    assert "As it was saved" in page
    assert "It is not published" in page


@pytest.mark.parametrize("form", [write, dumps], ids=["text", "json"])
def test_a_preview_shows_what_is_typed_and_saves_nothing(
    writer: Seat, make_draft: MakeDraft, form: object
) -> None:
    article = make_draft(writer)
    typed = replace(
        read_digest(article),
        title="As it is typed",
        tags=("never heard of",),
        publication="A New Paper",
    )
    page = see(writer, url_of(article, "preview"), form(typed))
    assert "As it is typed" in page
    assert "never heard of" in page
    assert read_digest(Article.objects.get()).title != "As it is typed"
    assert not Tag.objects.filter(name="never heard of").exists()
    assert not Publication.objects.filter(name="A New Paper").exists()


@pytest.mark.parametrize("text", ["no digest at all", "", "{", "[]", "\0"])
def test_what_cannot_be_shown_yet_leaves_what_was_saved(
    writer: Seat, make_draft: MakeDraft, text: str
) -> None:
    article = make_draft(writer, title="As it was saved")
    page = see(writer, url_of(article, "preview"), text)
    assert "As it was saved" in page
    assert "cannot be shown yet" in page


def test_an_article_that_nobody_saved_is_previewed_too(
    writer: Seat, make_draft: MakeDraft
) -> None:
    digest = replace(read_digest(make_draft(writer)), title="Brand new")
    assert "Brand new" in see(writer, NEW, write(digest))
    assert "cannot be shown yet" in see(writer, NEW, "?")
    assert not Article.objects.filter(title="Brand new").exists()


def test_what_is_typed_is_shown_as_text(writer: Seat, make_draft: MakeDraft) -> None:
    article = make_draft(writer)
    digest = replace(read_digest(article), title="<script>alert(1)</script>")
    page = see(writer, url_of(article, "preview"), write(digest))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_other_peoples_drafts_are_not_there_for_a_writer(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft, method: str
) -> None:
    article = make_draft(writer, title="A secret")
    answer = getattr(other_writer, method)(url_of(article, "preview"))
    assert answer.status_code == 404
    assert b"A secret" not in answer.content


def test_previewing_another_ones_text_tells_nothing_of_it(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft
) -> None:
    digest = read_digest(make_draft(writer, title="A secret"))
    page = see(other_writer, NEW, write(replace(digest, title="Mine", core=())))
    assert "A secret" not in page


def test_previews_alone_are_shown_in_a_frame_and_by_the_desk_alone(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    for answer in (
        writer.get(url_of(article, "preview")),
        writer.post(url_of(article, "preview"), {"text": "x"}),
        writer.get(NEW),
    ):
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
        assert "script-src 'self'" in answer["Content-Security-Policy"]
    for path in ("/admin/", url_of(article), url_of(article, "submit")):
        answer = writer.get(path)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_preview_is_kept_and_indexed_nowhere(
    writer: Seat, make_draft: MakeDraft
) -> None:
    answer = writer.get(url_of(make_draft(writer), "preview"))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_preview_speaks_the_sites_language_whatever_the_editors_is(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    answer = writer.get(url_of(article, "preview"), headers={"accept-language": "zh"})
    assert '<html lang="en' in answer.content.decode()


def test_a_preview_is_in_the_names_of_today(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    text = write(read_digest(article))
    tag = Tag.objects.get(name="locks")
    tag.name = "mutual exclusion"
    tag.save()
    assert "mutual exclusion" in see(writer, url_of(article, "preview"), text)


def test_a_large_preview_asks_as_little_as_a_small_one(
    writer: Seat, make_draft: MakeDraft, django_assert_max_num_queries: object
) -> None:
    digest = read_digest(make_draft(writer))
    many = replace(digest, core=[Point(f"Statement {n}.") for n in range(300)])
    # Session, user, permissions; names of tags and publication.
    with django_assert_max_num_queries(9):
        see(writer, NEW, write(many))
