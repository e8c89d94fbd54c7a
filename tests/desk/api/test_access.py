"""Who is let in: by a token that is open, of somebody who may, for what it is for."""

import datetime
import logging
import re
import secrets

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client, override_settings
from pytest_django import DjangoAssertNumQueries

from articles.desk.tokens import MadeToken, make_token, revoke_token
from articles.models import ApiToken, Article, Edition, LogEntry
from tests.desk.conftest import Seat

from .conftest import DRAFTS, PUBLISH, TEXT, WRITE, HandIn


def refused(answer: object, status: int, kind: str) -> dict[str, object]:
    """Return the problem; nothing was written."""
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert said["type"].endswith(f"#{kind}")
    assert not Article.objects.exists()
    return said


def test_nobody_is_let_in_without_a_token(hand_in: HandIn, db: None) -> None:
    answer = hand_in(None)
    refused(answer, 401, "unauthorized")
    assert answer["WWW-Authenticate"] == 'Bearer realm="drafts"'


@pytest.mark.parametrize(
    "authorization",
    [
        "Bearer",
        "Basic {secret}",
        "{secret}",
        "Bearer:{secret}",
        "Token {secret}",
    ],
)
def test_another_scheme_is_no_token(
    hand_in: HandIn, writers: MadeToken, authorization: str
) -> None:
    shown = authorization.format(secret=writers.secret)
    answer = hand_in(None, Authorization=shown)
    refused(answer, 401, "unauthorized")
    assert "error" not in answer["WWW-Authenticate"]


@pytest.mark.parametrize(
    "secret",
    [
        "dgs_" + "0" * 64,
        "{secret}0",
        "{short}",
        "{secret} {secret}",
        "{secret},",
        "\0",
        "dgs_é",
        "x" * 7000,
        "' OR 1=1 --",
    ],
)
def test_what_is_no_token_is_said_to_be_none(
    hand_in: HandIn, writers: MadeToken, secret: str
) -> None:
    shown = secret.format(secret=writers.secret, short=writers.secret[:-1])
    answer = hand_in(None, Authorization=f"Bearer {shown}")
    said = refused(answer, 401, "unauthorized")
    assert said["detail"] == "This token is unknown."
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_the_scheme_is_read_in_any_case(hand_in: HandIn, writers: MadeToken) -> None:
    answer = hand_in(None, Authorization=f"bearer  {writers.secret} ")
    assert answer.status_code == 201


def test_a_session_is_no_token(writer: Seat) -> None:
    answer = writer.post(DRAFTS, TEXT, content_type="text/plain")
    refused(answer, 401, "unauthorized")


def test_a_token_is_for_the_api_alone(client: Client, writers: MadeToken) -> None:
    headers = {"Authorization": f"Bearer {writers.secret}"}
    answer = client.get("/admin/articles/article/", headers=headers)
    assert answer.status_code == 302
    answer = client.post("/admin/tokens/new/", {"name": "x"}, headers=headers)
    assert answer.status_code == 403


def test_a_token_in_the_address_opens_nothing(
    hand_in: HandIn, writers: MadeToken
) -> None:
    answer = hand_in(None, query=f"?access_token={writers.secret}")
    refused(answer, 401, "unauthorized")
    assert writers.secret not in answer.content.decode()


def test_a_revoked_token_opens_nothing(
    hand_in: HandIn, writers: MadeToken, writer: Seat
) -> None:
    revoke_token(writers.token, writer.user)
    said = refused(hand_in(writers), 401, "unauthorized")
    assert said["detail"] == "This token is revoked."


def test_a_token_opens_nothing_from_its_end_on(
    hand_in: HandIn, writers: MadeToken
) -> None:
    with time_machine.travel(writers.token.expires_at, tick=False):
        answer = hand_in(writers)
    said = refused(answer, 401, "unauthorized")
    assert said["detail"] == "This token has ended."
    second = datetime.timedelta(seconds=1)
    with time_machine.travel(writers.token.expires_at - second, tick=False):
        assert hand_in(writers).status_code == 201


@pytest.mark.parametrize("lost", ["is_active", "is_staff", "group"])
def test_what_its_owner_lost_the_token_lost(
    hand_in: HandIn, writers: MadeToken, lost: str
) -> None:
    owner = writers.token.owner
    if lost == "group":
        owner.groups.clear()
    else:
        setattr(owner, lost, False)
        owner.save()
    said = refused(hand_in(writers), 403, "forbidden")
    assert said["detail"] == "The owner of this token may make no drafts."
    writers.token.refresh_from_db()
    assert writers.token.last_used_on is None


def test_a_token_that_may_not_publish_writes_nothing(
    hand_in: HandIn, editor: Seat
) -> None:
    drafts_only = make_token(editor.user, "drafts only", WRITE)
    answer = hand_in(drafts_only, query="?publish=true")
    said = refused(answer, 403, "forbidden")
    assert said["detail"] == "This token has not the scope drafts:publish."
    challenge = 'error="insufficient_scope", scope="drafts:publish"'
    assert challenge in answer["WWW-Authenticate"]
    assert hand_in(drafts_only).status_code == 201


def test_a_token_publishes_nothing_that_its_owner_may_not(
    hand_in: HandIn, editors: MadeToken, writer: Seat
) -> None:
    owner = editors.token.owner
    owner.groups.set(Group.objects.filter(name="Writers"))
    said = refused(hand_in(editors, query="?publish=true"), 403, "forbidden")
    assert said["detail"] == "The owner of this token may not publish."
    # Not by a page, so by a row alone could a writer have such a token.
    of_writer = make_token(writer.user, "x", PUBLISH)
    refused(hand_in(of_writer, query="?publish=true"), 403, "forbidden")
    assert hand_in(of_writer).status_code == 201
    refused_now = hand_in(of_writer, query="?publish=true")
    assert refused_now.status_code == 403
    assert not Edition.objects.exists()


def test_who_publishes_own_drafts_alone_publishes_nobody_elses(
    hand_in: HandIn, editors: MadeToken, writer: Seat
) -> None:
    hand_in(editors)
    permission = Group.objects.get(name="Editors").permissions.get(
        codename="publish_article"
    )
    writer.user.user_permissions.add(permission)
    of_writer = make_token(writer.user, "own only", PUBLISH)
    assert hand_in(of_writer, query="?publish=true").status_code == 409
    assert not Edition.objects.exists()
    own = TEXT.replace("locks>", "keys>").replace("Locks and", "Keys and")
    assert hand_in(of_writer, own, query="?publish=true").json()["edition"] == 1


def test_secrets_and_hashes_are_in_no_log_and_no_answer(
    hand_in: HandIn,
    writers: MadeToken,
    editor: Seat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    answers = [
        hand_in(writers),
        hand_in(writers, "no digest"),
        hand_in(writers, query="?publish=true"),
        hand_in(None, Authorization=f"Bearer {writers.secret}0"),
    ]
    logged = str(list(LogEntry.objects.values()))
    pages = [editor.get("/admin/log/").content.decode()]
    texts = [answer.content.decode() + str(answer.headers) for answer in answers]
    for text in (logged, caplog.text, *pages, *texts):
        assert writers.secret not in text
        assert writers.token.sha256 not in text
        assert not re.search("dgs_[0-9a-f]{7}", text)


# How often.


@override_settings(API_RATE_LIMIT=(2, 60))
def test_each_token_has_a_limit_of_its_own(
    hand_in: HandIn, writers: MadeToken, editors: MadeToken
) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)):
        assert hand_in(writers).status_code == 201
        assert "r=0;" in hand_in(writers)["RateLimit"]
        answer = hand_in(writers)
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) <= 60
        assert answer["Content-Type"] == "application/problem+json"
        # Same address, another token; and who is unknown has a limit apart.
        assert hand_in(editors).status_code == 200
        assert hand_in(None).status_code == 401
        assert hand_in(editors).status_code == 200


@override_settings(API_RATE_LIMIT=(2, 60))
def test_a_guess_too_many_costs_no_query(
    client: Client,
    hand_in: HandIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def guess() -> MadeToken:
        return MadeToken(ApiToken(), f"dgs_{secrets.token_hex(32)}")

    with time_machine.travel(datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)):
        # Reading from the same address uses up nothing here.
        for _ in range(3):
            client.get("/api/v1/articles")
        for _ in range(2):
            with django_assert_num_queries(1):  # The token, which is none.
                assert hand_in(guess()).status_code == 401
        with django_assert_num_queries(0):
            answer = hand_in(guess())
        assert answer.status_code == 429
        assert "r=0;" in answer["RateLimit"]
        assert int(answer["Retry-After"]) <= 60
