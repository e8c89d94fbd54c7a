"""Who may do what: each permission for each role at each status, as one table."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from articles.desk import permissions
from articles.models import Article
from tests.desk.conftest import MakeDraft, Seat

# Of a draft of Wen's. d, r, y: while it is a draft, in review, ready; –: never.
TABLE = """
               wen   olu   editor  administrator  nil   nobody
may_view       dry   –     dry     dry            –     –
may_edit       d     –     dry     dry            –     –
may_delete     d     –     dry     dry            –     –
may_submit     dry   –     dry     dry            –     –
may_take_back  dry   –     dry     dry            –     –
may_share      dry   –     dry     dry            –     –
may_review     –     –     dry     dry            –     –
may_publish    –     –     dry     dry            –     –
may_comment    dry   –     dry     dry            –     –
"""
STATUSES = {"d": "draft", "r": "in_review", "y": "ready"}
_HEAD, *_LINES = TABLE.strip().splitlines()
ROWS = [line.split() for line in _LINES]

Cast = dict[str, object]


@pytest.fixture
def cast(
    writer: Seat,
    other_writer: Seat,
    editor: Seat,
    administrator: Seat,
    reader_of_nothing: Seat,
) -> Cast:
    return {
        "wen": writer.user,
        "olu": other_writer.user,
        "editor": editor.user,
        "administrator": administrator.user,
        "nil": reader_of_nothing.user,
        "nobody": AnonymousUser(),
    }


def statuses_at_which(permission: Callable[..., bool], user: object, of: Seat) -> str:
    """Return at which statuses of a draft the user is allowed it."""
    found = (
        letter
        for letter, status in STATUSES.items()
        if permission(user, Article(owner=of.user, status=status))
    )
    return "".join(found) or "–"


@pytest.mark.parametrize(("name", "expected"), [(row[0], row[1:]) for row in ROWS])
def test_each_role_may_do_what_the_table_says(
    name: str, expected: list[str], cast: Cast, writer: Seat
) -> None:
    permission = getattr(permissions, name)
    assert _HEAD.split() == list(cast)
    found = [statuses_at_which(permission, user, writer) for user in cast.values()]
    assert found == expected


def test_the_table_has_every_permission_to_an_article() -> None:
    named = {name for name in vars(permissions) if name.startswith("may_")}
    assert named - {row[0] for row in ROWS} == {
        "may_write",
        "may_make",
        "may_see_tokens",
        "may_act_by_token",
    }


@pytest.mark.parametrize("status", STATUSES.values())
def test_a_draft_without_an_owner_is_nobodys_but_the_editors(
    cast: Cast, status: str
) -> None:
    draft = Article(owner=None, status=status)
    assert [
        name for name, user in cast.items() if permissions.may_view(user, draft)
    ] == ["editor", "administrator"]


def test_who_is_logged_out_or_locked_out_may_do_nothing(writer: Seat) -> None:
    writer.user.is_active = False
    draft = Article(owner=writer.user)
    for row in ROWS:
        assert not getattr(permissions, row[0])(writer.user, draft)


def test_a_superuser_may_do_everything(admin_user: object) -> None:
    for status in STATUSES.values():
        draft = Article(owner=None, status=status)
        assert all(getattr(permissions, row[0])(admin_user, draft) for row in ROWS)


def test_who_may_write_and_who_may_publish_at_all(cast: Cast) -> None:
    writers = [name for name, user in cast.items() if permissions.may_write(user)]
    assert writers == ["wen", "olu", "editor", "administrator"]
    publishers = [name for name, user in cast.items() if permissions.may_publish(user)]
    assert publishers == ["editor", "administrator"]


@pytest.mark.parametrize("name", ["may_make", "may_see_tokens", "may_act_by_token"])
def test_tokens_are_for_those_who_make_drafts(name: str, cast: Cast) -> None:
    permission = getattr(permissions, name)
    people = {who: user for who, user in cast.items() if who != "nobody"}
    allowed = [who for who, user in people.items() if permission(user)]
    assert allowed == ["wen", "olu", "editor", "administrator"]


def test_who_is_locked_out_or_off_the_staff_acts_by_no_token(
    writer: Seat, other_writer: Seat
) -> None:
    writer.user.is_active = False
    other_writer.user.is_staff = False
    assert not permissions.may_act_by_token(writer.user)
    assert not permissions.may_act_by_token(other_writer.user)


def test_a_writer_sees_own_drafts_and_an_editor_all(
    writer: Seat, other_writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    own, theirs = make_draft(writer), make_draft(other_writer)
    drafts = Article.objects.order_by("pk")
    assert [*permissions.visible(writer.user, drafts)] == [own]
    assert [*permissions.visible(editor.user, drafts)] == [own, theirs]
    assert not permissions.visible(AnonymousUser(), drafts).exists()


def test_the_list_shows_a_writer_own_drafts_only(
    writer: Seat, other_writer: Seat, make_draft: MakeDraft
) -> None:
    make_draft(writer, title="Mine to see")
    make_draft(other_writer, title="A secret of Olu’s")
    page = writer.get("/admin/articles/article/").content.decode()
    assert "Mine to see" in page
    assert "A secret" not in page
    found = writer.get("/admin/articles/article/?q=secret").content.decode()
    assert "A secret" not in found


def test_a_locked_out_writer_is_asked_to_log_in(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    writer.user.is_active = False
    writer.user.save()
    answer = writer.get(f"/admin/articles/article/{article.pk}/change/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_a_reader_with_an_account_but_no_place_at_the_desk_is_turned_away(
    client: Client, writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    writer.user.is_staff = False
    writer.user.save()
    for page in ("change", "preview", "submit", "history"):
        answer = writer.get(f"/admin/articles/article/{article.pk}/{page}/")
        assert answer.status_code == 302
    for page in ("read", "check", "write"):
        answer = writer.post(f"/admin/articles/article/{page}/", {"text": "x"})
        assert answer.status_code == 403


def test_what_is_nobodys_is_not_for_who_has_not_logged_in(
    writer: Seat, make_draft: MakeDraft
) -> None:
    make_draft(writer)
    Article.objects.update(owner=None)
    drafts = Article.objects.all()
    assert not permissions.visible(AnonymousUser(), drafts).exists()
