"""The same request with the same key is done once, and answered as the first time."""

import datetime
import threading

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from articles.desk.drafts import Edit, delete_draft, save_edit
from articles.desk.tokens import MadeToken, make_token, revoke_token
from articles.models import Article, KeptAnswer, LogEntry
from articles.models.documents import read_digest

from .conftest import DRAFTS, PUBLISH, TEXT, WRITE, HandIn

KEY = {"Idempotency_Key": "newsletter-2025-11-04"}
OTHER = TEXT.replace("Locks", "Keys").replace("/locks", "/keys")


def test_the_first_answer_is_given_again(hand_in: HandIn, writers: MadeToken) -> None:
    first = hand_in(writers, **KEY)
    article = Article.objects.get()
    edited = read_digest(article).__class__(title="Another title")
    save_edit(article, Edit(edited, article.revision), writers.token.owner)
    again = hand_in(writers, **KEY)
    assert (again.status_code, again.content) == (201, first.content)
    assert again["Location"] == first["Location"]
    assert again["Content-Type"] == first["Content-Type"]
    assert Article.objects.count() == 1
    assert KeptAnswer.objects.count() == 1


def test_an_answer_given_again_costs_four_queries(
    hand_in: HandIn, writers: MadeToken, django_assert_num_queries: object
) -> None:
    hand_in(writers, **KEY)
    # The token with its owner, the owner's permissions and those of groups, the answer.
    with django_assert_num_queries(4):
        assert hand_in(writers, **KEY).status_code == 201


def test_it_is_given_again_when_the_draft_is_gone(
    hand_in: HandIn, writers: MadeToken
) -> None:
    first = hand_in(writers, **KEY)
    delete_draft(Article.objects.get(), writers.token.owner)
    assert hand_in(writers, **KEY).content == first.content
    assert not Article.objects.exists()


def test_without_a_key_each_request_stands_for_itself(
    hand_in: HandIn, writers: MadeToken
) -> None:
    assert hand_in(writers).status_code == 201
    assert hand_in(writers).status_code == 200
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize(
    "another",
    [
        {"body": OTHER},
        {"body": f"{TEXT}\n"},
        {"content_type": "text/markdown"},
        {"query": "?publish=true"},
    ],
    ids=str,
)
def test_a_key_belongs_to_one_request(
    hand_in: HandIn, editors: MadeToken, another: dict[str, str]
) -> None:
    hand_in(editors, **KEY)
    answer = hand_in(editors, **another, **KEY)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("#key-reused")
    assert Article.objects.count() == 1
    assert LogEntry.objects.filter(subject="article").count() == 1


def test_a_key_belongs_to_one_token(
    hand_in: HandIn, writers: MadeToken, editors: MadeToken
) -> None:
    hand_in(writers, **KEY)
    assert hand_in(editors, OTHER, **KEY).status_code == 201


def test_a_refusal_leaves_the_key_free(hand_in: HandIn, writers: MadeToken) -> None:
    assert hand_in(writers, "no digest", **KEY).status_code == 422
    assert hand_in(writers, TEXT, "text/html", **KEY).status_code == 415
    assert hand_in(writers, TEXT, **KEY).status_code == 201


def test_what_was_there_already_is_answered_the_same_again(
    hand_in: HandIn, writers: MadeToken
) -> None:
    hand_in(writers)
    first = hand_in(writers, **KEY)
    assert first.status_code == 200
    again = hand_in(writers, **KEY)
    assert (again.status_code, again.content) == (200, first.content)
    assert "Location" not in again


@pytest.mark.parametrize(
    "key", ["", " ", "a b", '"', '""', '"a', "é", "x" * 256, "a\tb", "a, b"]
)
def test_a_key_that_cannot_be_one_is_refused(
    hand_in: HandIn, writers: MadeToken, key: str
) -> None:
    answer = hand_in(writers, Idempotency_Key=key)
    assert answer.status_code == 400
    assert not Article.objects.exists()


@pytest.mark.parametrize("key", ["x" * 255, "3f1c:2a7e/é"[:-1], "a,b", "!~"])
def test_a_key_is_the_same_with_quotation_marks_and_without(
    hand_in: HandIn, writers: MadeToken, key: str
) -> None:
    first = hand_in(writers, Idempotency_Key=key)
    assert first.status_code == 201
    again = hand_in(writers, Idempotency_Key=f'"{key}"')
    assert again.content == first.content
    assert KeptAnswer.objects.get().key == key


def test_who_is_no_longer_let_in_hears_no_answer_again(
    hand_in: HandIn, writers: MadeToken
) -> None:
    hand_in(writers, **KEY)
    writers.token.owner.groups.clear()
    assert hand_in(writers, **KEY).status_code == 403
    revoke_token(writers.token, writers.token.owner)
    assert hand_in(writers, **KEY).status_code == 401


def test_answers_are_kept_for_seven_days_and_then_forgotten(
    hand_in: HandIn, writers: MadeToken
) -> None:
    start = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    second, week = datetime.timedelta(seconds=1), datetime.timedelta(days=7)
    with time_machine.travel(start, tick=False):
        token = make_token(writers.token.owner, "lasting", WRITE)
        assert hand_in(token, **KEY).status_code == 201
    with time_machine.travel(start + week - second, tick=False):
        assert hand_in(token, **KEY).status_code == 201
    with time_machine.travel(start + week, tick=False):
        # The draft is still there, so nothing is made twice.
        assert hand_in(token, **KEY).status_code == 200
        assert KeptAnswer.objects.get().status == 200
        assert hand_in(token, OTHER, **KEY).status_code == 422
    with time_machine.travel(start + 2 * week, tick=False):
        assert hand_in(token, OTHER).status_code == 201
    assert not KeptAnswer.objects.exists()
    assert Article.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", [KEY, {}], ids=["one key", "no key"])
def test_requests_at_once_make_one_draft(key: dict[str, str]) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one connection in memory, whose IMMEDIATE transactions wait")
    user = User.objects.create_user("edda", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    made = make_token(user, "wire", PUBLISH)
    headers = {"Authorization": f"Bearer {made.secret}"}
    headers |= {name.replace("_", "-"): value for name, value in key.items()}
    start = threading.Barrier(4)
    answers: list[tuple[int, bytes]] = []

    def send() -> None:
        start.wait()
        try:
            answer = Client().generic(
                "POST", f"{DRAFTS}?publish=true", TEXT, "text/plain", headers=headers
            )
            answers.append((answer.status_code, answer.content))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(status for status, _ in answers)
    assert statuses == ([201] * 4 if key else [200] * 3 + [201])
    if key:
        assert len({content for _, content in answers}) == 1
    assert Article.objects.count() == 1
    assert LogEntry.objects.filter(verb="created", subject="article").count() == 1
    assert LogEntry.objects.filter(verb="published").count() == 1
