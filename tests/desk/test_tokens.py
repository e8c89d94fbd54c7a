"""API tokens at the desk: made, shown once, seen, recognised, revoked."""

import datetime
import hashlib
import html
import re

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.desk.log import in_words
from articles.desk.tokens import (
    MOST_DAYS,
    MadeToken,
    NameTakenError,
    make_token,
    note_use,
    revoke_token,
    token_behind,
)
from articles.models import ApiToken, KeptAnswer, LogEntry
from tests.desk.conftest import Seat

TOKENS = "/admin/tokens/"
NEW = "/admin/tokens/new/"
DRAFTS = "drafts:write"
PUBLISHED = "drafts:write drafts:publish"
FORM = {"name": "nightly import", "scopes": DRAFTS, "days": 30}


def page_of(answer: object) -> str:
    return html.unescape(answer.content.decode())


def made_by(seat: Seat, **facts: object) -> str:
    """Make a token on its page; return the secret that the answer shows."""
    answer = seat.post(NEW, {**FORM, **facts})
    assert answer.status_code == 200
    found = re.search('value="(dgs_[^"]+)"', page_of(answer))
    assert found, page_of(answer)
    return found[1]


@pytest.fixture
def made(writer: Seat) -> MadeToken:
    return make_token(writer.user, "nightly import", DRAFTS)


# The secret.


def test_a_secret_is_shown_once_and_nowhere_again(
    writer: Seat, administrator: Seat
) -> None:
    secret = made_by(writer)
    token = ApiToken.objects.get()
    assert token.sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert token.beginning == secret[:10]
    entry = LogEntry.objects.get(verb="token_made")
    for path in (TOKENS, NEW, f"{TOKENS}{token.pk}/revoke/", "/admin/"):
        for seat in (writer, administrator):
            page = page_of(seat.get(path))
            assert secret not in page
            assert token.sha256 not in page
    for path in ("/admin/log/", f"/admin/log/{entry.pk}/"):
        page = page_of(administrator.get(path))
        assert secret not in page
        assert token.sha256 not in page
    logged = str(list(LogEntry.objects.values()))
    assert secret not in logged
    assert token.sha256 not in logged


def test_no_answer_with_a_secret_is_kept_by_anything(writer: Seat) -> None:
    answer = writer.post(NEW, FORM)
    assert "no-store" in answer["Cache-Control"]
    assert "dgs_" not in str(dict(writer.session))


def test_secrets_are_256_random_bits_with_a_known_beginning(writer: Seat) -> None:
    secrets = {make_token(writer.user, f"n{n}", DRAFTS).secret for n in range(20)}
    assert len({secret[:12] for secret in secrets}) == 20
    assert all(re.fullmatch("dgs_[0-9a-f]{64}", secret) for secret in secrets)


def test_a_token_is_found_by_its_whole_secret_only(made: MadeToken) -> None:
    assert token_behind(made.secret) == made.token
    wrong = made.secret[:-1] + ("0" if made.secret[-1] != "0" else "1")
    for secret in (
        wrong,
        made.secret[:-1],
        made.secret.upper(),
        f"{made.secret} ",
        f"{made.secret}\n",
        made.secret[4:],
        made.token.sha256,
        f"dgs_{made.token.sha256}",
        "dgs_" + "é" * 64,
        "dgs_" + "٣" * 64,
        "dgs_" + "\udc80" * 64,
        "",
        "\0",
    ):
        assert token_behind(secret) is None


# Made on a page.


def test_a_token_is_its_makers_with_name_scope_and_end(writer: Seat) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)):
        made_by(writer)
    token = ApiToken.objects.get()
    assert (token.owner, token.name, token.scopes) == (
        writer.user,
        "nightly import",
        DRAFTS,
    )
    assert token.expires_at.date() == datetime.date(2026, 3, 31)
    assert token.last_used_on is None


def test_only_who_publishes_makes_a_token_that_may(writer: Seat, editor: Seat) -> None:
    assert PUBLISHED not in page_of(writer.get(NEW))
    assert PUBLISHED in page_of(editor.get(NEW))
    answer = writer.post(NEW, FORM | {"scopes": PUBLISHED})
    assert "dgs_" not in page_of(answer)
    assert not ApiToken.objects.exists()
    made_by(editor, scopes=PUBLISHED)
    assert ApiToken.objects.get().allows("drafts:publish")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": "a\0b"},
        {"scopes": ""},
        {"scopes": "drafts:publish"},
        {"scopes": "everything"},
        {"days": 0},
        {"days": MOST_DAYS + 1},
        {"days": "9" * 5000},
        {"days": ""},
    ],
    ids=str,
)
def test_a_form_that_is_wrong_makes_no_token(
    editor: Seat, wrong: dict[str, object]
) -> None:
    answer = editor.post(NEW, FORM | wrong)
    assert answer.status_code == 200
    assert "dgs_" not in page_of(answer)
    assert not ApiToken.objects.exists()


def test_a_form_sent_twice_makes_one_token(writer: Seat, other_writer: Seat) -> None:
    made_by(writer)
    assert "You have a token of this name" in page_of(writer.post(NEW, FORM))
    assert ApiToken.objects.count() == 1
    made_by(other_writer)


def test_the_name_of_a_revoked_token_is_free(writer: Seat, made: MadeToken) -> None:
    with pytest.raises(NameTakenError):
        make_token(writer.user, made.token.name, DRAFTS)
    revoke_token(made.token, writer.user)
    assert make_token(writer.user, made.token.name, DRAFTS).token != made.token


# Seen and revoked.


def test_everybody_sees_their_own_and_administrators_all(
    writer: Seat, other_writer: Seat, editor: Seat, administrator: Seat
) -> None:
    make_token(writer.user, "of Wen", DRAFTS)
    make_token(other_writer.user, "of Olu", DRAFTS)
    seen = {
        seat.user.username: [t.name for t in seat.get(TOKENS).context["tokens"]]
        for seat in (writer, other_writer, editor, administrator)
    }
    assert seen == {
        "wen": ["of Wen"],
        "olu": ["of Olu"],
        "edda": [],
        "ada": ["of Olu", "of Wen"],
    }
    page = page_of(editor.get(TOKENS))
    assert "There is no token yet." in page
    assert "http://127.0.0.1:8000/api/v1/drafts" in page
    assert "olu" in page_of(administrator.get(TOKENS))


def test_the_list_says_what_became_of_each(writer: Seat) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)):
        make_token(writer.user, "over", DRAFTS, 3)
        revoked = make_token(writer.user, "taken back", DRAFTS, 90).token
        note_use(revoked)
        revoke_token(revoked, writer.user)
    with time_machine.travel(datetime.datetime(2026, 3, 10, tzinfo=datetime.UTC)):
        make_token(writer.user, "good", DRAFTS, 10)
        page = " ".join(page_of(writer.get(TOKENS)).split())
    assert "ended 2026-03-04" in page
    assert "revoked 2026-03-01" in page
    assert "> 2026-03-20 <" in page
    assert page.count(">never<") == 2
    assert page.count("/revoke/") == 2


def test_the_desk_leads_to_the_tokens_those_who_make_drafts(
    writer: Seat, administrator: Seat, reader_of_nothing: Seat
) -> None:
    assert TOKENS in page_of(writer.get("/admin/"))
    assert TOKENS in page_of(administrator.get("/admin/"))
    assert TOKENS not in page_of(reader_of_nothing.get("/admin/"))


def test_a_token_is_revoked_once_and_for_ever(writer: Seat, made: MadeToken) -> None:
    page = f"{TOKENS}{made.token.pk}/revoke/"
    assert made.token.beginning in page_of(writer.get(page))
    assert ApiToken.objects.get().is_open
    assert writer.post(page)["Location"] == TOKENS
    first = ApiToken.objects.get().revoked_at
    assert first is not None
    writer.post(page)
    assert ApiToken.objects.get().revoked_at == first
    assert LogEntry.objects.filter(verb="token_revoked").count() == 1


def test_an_administrator_revokes_anybodys_and_an_editor_only_own(
    editor: Seat, administrator: Seat, made: MadeToken
) -> None:
    page = f"{TOKENS}{made.token.pk}/revoke/"
    assert editor.post(page).status_code == 404
    assert ApiToken.objects.get().is_open
    administrator.post(page)
    assert not ApiToken.objects.get().is_open
    entry = LogEntry.objects.get(verb="token_revoked")
    assert (entry.actor_name, entry.owner_id) == ("ada", made.token.owner_id)


def test_the_log_tells_what_was_made(made: MadeToken) -> None:
    entry = LogEntry.objects.get(verb="token_made")
    assert entry.get_subject_display() == "API token"
    assert entry.subject_name == f"nightly import ({made.token.beginning}…)"
    said = in_words(entry)
    assert said.what == "made an API token"
    assert said.details == "for 90 days; hand in drafts"


def test_the_log_of_tokens_is_found_and_shown(
    administrator: Seat, made: object
) -> None:
    page = page_of(administrator.get("/admin/log/?subject=token"))
    assert "nightly import" in page
    assert "made an API token" in page


def test_a_user_who_is_deleted_takes_the_tokens_along(
    administrator: Seat, made: MadeToken
) -> None:
    owner = made.token.owner
    page = administrator.get(f"/admin/auth/user/{owner.pk}/delete/")
    assert made.token.sha256 not in page_of(page)
    administrator.post(f"/admin/auth/user/{owner.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=owner.pk).exists()
    assert token_behind(made.secret) is None


def test_a_use_is_noted_once_a_day(
    made: MadeToken, django_assert_num_queries: object
) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 1, 8, tzinfo=datetime.UTC)):
        note_use(made.token)
        token = ApiToken.objects.get()
        assert token.last_used_on == datetime.date(2026, 3, 1)
        with django_assert_num_queries(0):
            note_use(token)
    with time_machine.travel(datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)):
        note_use(token)
    assert ApiToken.objects.get().last_used_on == datetime.date(2026, 3, 2)


def test_who_lost_the_group_sees_no_tokens(writer: Seat, made: object) -> None:
    writer.user.groups.remove(Group.objects.get(name="Writers"))
    assert writer.get(TOKENS).status_code == 403
    assert writer.post(NEW, FORM).status_code == 403


# What the database keeps by itself.


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"scopes": ""},
        {"scopes": "drafts:publish"},
        {"scopes": "drafts:write drafts:everything"},
        {"sha256": "short"},
        {"expires_at": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)},
    ],
    ids=str,
)
def test_a_row_that_makes_no_sense_is_refused(
    made: MadeToken, facts: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.update(**facts)


def test_no_two_tokens_have_one_hash(other_writer: Seat, made: MadeToken) -> None:
    other = make_token(other_writer.user, "another", DRAFTS).token
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.filter(pk=other.pk).update(sha256=made.token.sha256)


def test_a_token_has_one_answer_for_a_key_and_it_is_no_refusal(
    made: MadeToken,
) -> None:
    facts = {"token": made.token, "request_sha256": "x", "body": "{}"}
    KeptAnswer.objects.create(**facts, key="a", status=201)
    for wrong in (
        {"key": "a", "status": 201},
        {"key": "", "status": 201},
        {"key": "b", "status": 404},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            KeptAnswer.objects.create(**facts, **wrong)


def test_a_token_is_open_until_it_ends(made: MadeToken) -> None:
    token = made.token
    assert token.is_open
    assert token.expires_at > timezone.now()
    with time_machine.travel(token.expires_at):
        assert not token.is_open
