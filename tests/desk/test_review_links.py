"""Links by which somebody without an account reads one draft, for a while."""

import datetime
import re
from dataclasses import replace

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from articles.desk.drafts import Edit, delete_draft, save_edit
from articles.desk.previews import make_link, revoke_link
from articles.models import Article, LogEntry, ReviewLink
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, Seat, url_of

NOW = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def path_of(link: ReviewLink) -> str:
    return f"/admin/review/{link.token}/"


def make(seat: Seat, article: Article, days: object = 7) -> ReviewLink | None:
    seat.post(url_of(article, "links"), {"days": days})
    return ReviewLink.objects.order_by("-pk").first()


def edit(article: Article, title: str) -> None:
    stored = Article.objects.get(pk=article.pk)
    digest = replace(read_digest(stored), title=title)
    save_edit(stored, Edit(digest, stored.revision), "Wen")


@pytest.fixture
def visitor() -> Client:
    """Return a browser without an account."""
    return Client()


def test_whoever_has_the_link_reads_the_draft_as_it_stands_now(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    article = make_draft(writer, title="First wording")
    other = make_draft(writer, title="Another article")
    link = make(writer, article)
    page = visitor.get(path_of(link)).content.decode()
    assert "First wording" in page
    assert "It is not published" in page
    edit(article, "Second wording")
    page = visitor.get(path_of(link)).content.decode()
    assert "Second wording" in page
    assert str(other) not in page


def test_the_link_stands_on_the_page_of_its_article(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    link = make(writer, article)
    page = writer.get(url_of(article)).content.decode()
    assert f"http://testserver{path_of(link)}" in page


def test_whoever_makes_or_ends_a_link_is_led_to_the_links(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    made = writer.post(url_of(article, "links"), {"days": 7})
    link = ReviewLink.objects.get()
    ended = writer.post(f"{url_of(article, 'links')}{link.pk}/revoke/", {})
    assert made["Location"] == ended["Location"] == f"{url_of(article)}#links"


def test_the_page_leads_nowhere_into_the_desk(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    page = visitor.get(path_of(make(writer, make_draft(writer)))).content.decode()
    assert "/admin/" not in page
    assert "wen" not in re.sub(r"<[^>]*>", "", page).split()


def test_a_link_cannot_be_guessed(writer: Seat, make_draft: MakeDraft) -> None:
    article = make_draft(writer)
    tokens = [make_link(article, writer.user).token for _ in range(20)]
    assert len(set(tokens)) == 20
    # 32 random bytes; no two begin alike by more than chance.
    assert all(re.fullmatch("[A-Za-z0-9_-]{43}", token) for token in tokens)
    assert len({token[:4] for token in tokens}) > 15


@pytest.mark.parametrize(
    "token",
    ["x", "x" * 43, "%00", "%ED%A0%80", "%F0%9F%98%80", "..", "' OR 1=1", "*", "é" * 9],
)
def test_a_token_that_is_none_leads_nowhere(
    writer: Seat, visitor: Client, make_draft: MakeDraft, token: str
) -> None:
    make(writer, make_draft(writer))
    assert visitor.get(f"/admin/review/{token}/").status_code == 404


def test_a_token_in_another_case_or_shortened_leads_nowhere(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    link = make(writer, make_draft(writer))
    for token in (link.token.swapcase(), link.token[:-1], f"{link.token}x"):
        assert visitor.get(f"/admin/review/{token}/").status_code == 404


def test_a_link_ends_after_its_days(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    with time_machine.travel(NOW, tick=False):
        link = make_link(article, writer.user, 3)
    before_end = NOW + 3 * DAY - datetime.timedelta(seconds=1)
    with time_machine.travel(before_end, tick=False):
        assert visitor.get(path_of(link)).status_code == 200
    with time_machine.travel(NOW + 3 * DAY, tick=False):
        assert visitor.get(path_of(link)).status_code == 404


def test_a_link_lasts_seven_days_unless_told(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    page = writer.get(url_of(article)).content.decode()
    assert 'name="days" value="7"' in page
    with time_machine.travel(NOW, tick=False):
        assert make_link(article, writer.user).expires_at == NOW + 7 * DAY


@pytest.mark.parametrize("days", ["0", "-1", "91", "9" * 30, "x", "", "1.5"])
def test_days_that_are_none_make_no_link(
    writer: Seat, make_draft: MakeDraft, days: str
) -> None:
    assert make(writer, make_draft(writer), days) is None


def test_a_revoked_link_leads_nowhere_at_once(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    link, other = make(writer, article), make(writer, article)
    writer.post(url_of(article, f"links/{link.pk}/revoke"))
    assert visitor.get(path_of(link)).status_code == 404
    assert visitor.get(path_of(other)).status_code == 200
    assert link.token not in writer.get(url_of(article)).content.decode()


def test_a_link_can_be_revoked_while_the_draft_is_in_review(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    link = make(writer, article)
    Article.objects.update(status="in_review")
    assert "Revoke" in writer.get(url_of(article)).content.decode()
    writer.post(url_of(article, f"links/{link.pk}/revoke"))
    assert visitor.get(path_of(link)).status_code == 404


def test_a_link_to_a_deleted_draft_leads_nowhere(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    link = make(writer, article)
    article.delete()
    assert visitor.get(path_of(link)).status_code == 404


def test_making_and_revoking_are_logged_without_the_token(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    link = make_link(article, writer.user)
    revoke_link(link, writer.user)
    revoke_link(link, writer.user)
    entries = LogEntry.objects.order_by("pk")
    assert [entry.verb for entry in entries] == ["created", "link_made", "link_revoked"]
    assert not any(link.token in f"{e.note} {e.facts}" for e in entries)


def test_a_visitor_gets_no_cookie_and_no_copy_is_kept(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    answer = visitor.get(path_of(make(writer, make_draft(writer))))
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "Cookie" not in answer.get("Vary", "")
    assert "ETag" not in answer
    assert '<meta name="robots" content="noindex' in answer.content.decode()


def test_an_ended_link_says_nothing_of_the_draft(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    article = make_draft(writer, title="A secret")
    link = make(writer, article)
    revoke_link(link, writer.user)
    ended = visitor.get(path_of(link))
    never = visitor.get("/admin/review/never/")
    assert "A secret" not in ended.content.decode()
    assert ended.content == never.content
    assert not ended.cookies
    assert "no-store" in ended["Cache-Control"]


def test_a_link_is_read_only(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    link = make(writer, make_draft(writer))
    for method in ("post", "put", "patch", "delete"):
        assert getattr(visitor, method)(path_of(link)).status_code == 405


def test_a_link_opens_nothing_else_of_its_article(
    writer: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    visitor.get(path_of(make(writer, article)))
    for what in ("change", "preview", "history"):
        answer = visitor.get(url_of(article, what))
        assert answer["Location"].startswith("/admin/login/")


def test_the_draft_of_somebody_whose_account_is_closed_can_still_be_read(
    writer: Seat, editor: Seat, visitor: Client, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    link = make(editor, article)
    User.objects.filter(pk=writer.user.pk).delete()
    assert visitor.get(path_of(link)).status_code == 200


def test_nobody_makes_or_revokes_links_of_what_is_not_theirs(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft
) -> None:
    article, own = make_draft(writer), make_draft(other_writer)
    link = make(writer, article)
    assert other_writer.post(url_of(article, "links"), {"days": 1}).status_code == 404
    for of in (article, own):
        path = url_of(of, f"links/{link.pk}/revoke")
        assert other_writer.post(path).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None
    assert ReviewLink.objects.count() == 1


def test_the_page_of_a_draft_that_is_no_digest_yet_is_a_page(
    writer: Seat, visitor: Client
) -> None:
    article = Article.objects.create(owner=writer.user)
    assert visitor.get(path_of(make(writer, article))).status_code == 200


def test_a_question_without_a_body_revokes_no_link(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    link = make(writer, article)
    assert writer.head(url_of(article, f"links/{link.pk}/revoke")).status_code == 405
    link.refresh_from_db()
    assert link.revoked_at is None


def test_no_link_is_made_to_a_draft_that_is_deleted_meanwhile(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    delete_draft(Article.objects.get(pk=article.pk), "Edda")
    with pytest.raises(Article.DoesNotExist):
        make_link(article, writer.user)
