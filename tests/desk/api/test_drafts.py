"""A program hands in a digest: what it may send, and what it is told."""

import json
import logging
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk.drafts import Edit, save_edit
from articles.desk.log import in_words
from articles.desk.tokens import MadeToken
from articles.desk.transitions import publish_draft, withdraw_article
from articles.digest import parse, to_json, to_markdown
from articles.digest.__main__ import main
from articles.models import Article, Edition, LogEntry
from articles.models.documents import read_digest
from tests.conftest import MakeDigest
from tests.desk.conftest import MakeDraft, Seat, url_of

from .conftest import DRAFTS, TEXT, HandIn

JSON = "application/json"


def digest_of(text: str = TEXT) -> object:
    found = parse(text).digest
    assert found
    return found


def json_text(**changes: object) -> str:
    return json.dumps(to_json(replace(digest_of(), **changes)), ensure_ascii=False)


# A draft is made.


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT, "text/plain"),
        (TEXT, "text/plain; charset=UTF-8"),
        (TEXT, "TEXT/PLAIN"),
        (f"\ufeff{TEXT}".replace("\n", "\r\n"), "text/plain"),
        (to_markdown(digest_of()), "text/markdown"),
        (json_text(), JSON),
        (json_text(), "application/json; charset=utf-8"),
        (json_text(), "text/plain"),
        (f"[{json_text()}]", JSON),
        (f'{{"digests": [{json_text()}], "problems": []}}', JSON),
    ],
)
def test_every_form_of_a_digest_becomes_a_draft(
    hand_in: HandIn, writers: MadeToken, body: str, content_type: str
) -> None:
    answer = hand_in(writers, body, content_type)
    assert answer.status_code == 201, answer.content
    article = Article.objects.get()
    stored = read_digest(article)
    without_keys = tuple(replace(point, key="") for point in stored.core)
    assert replace(stored, core=without_keys) == digest_of()
    assert (article.owner, article.status) == (writers.token.owner, "draft")
    assert not Edition.objects.exists()


def test_the_receipt_tells_of_the_draft(hand_in: HandIn, writers: MadeToken) -> None:
    answer = hand_in(writers)
    article = Article.objects.get()
    page = f"http://127.0.0.1:8000{url_of(article)}"
    assert answer["Content-Type"] == JSON
    assert answer["Location"] == page
    assert answer.json() == {
        "id": article.pk,
        "url": page,
        "outcome": "created",
        "title": "Locks and queues",
        "revision": article.revision,
        "status": "draft",
        "edition": None,
        "page": None,
        "problems": [
            {
                "severity": "warning",
                "code": "new-publication",
                "message": "the publication “Systems Quarterly” is new; see that it is "
                "no other name of one that is there",
                "line": None,
                "column": None,
                "text": "",
                "path": "publication",
            }
        ],
    }


def test_problems_have_the_form_of_the_command(
    hand_in: HandIn,
    writers: MadeToken,
    tmp_path: object,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "Workflow\nCore Viewpoint - Growth was 4 [1][2]. Group 1: Cost - Low5 - So"
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    main([str(file)])
    printed = json.loads(capsys.readouterr().out)["problems"]
    assert len(printed) > 1
    told = hand_in(writers, text).json()["problems"]
    assert told[: len(printed)] == printed
    codes = {problem["code"] for problem in told[len(printed) :]}
    assert {"missing-title", "missing-publication"} <= codes


def test_a_draft_may_lack_what_an_edition_may_not(
    hand_in: HandIn, writers: MadeToken
) -> None:
    answer = hand_in(writers, "Core Viewpoint\n- A claim.\n")
    assert answer.status_code == 201
    errors = [p["code"] for p in answer.json()["problems"] if p["severity"] == "error"]
    assert errors == ["missing-title", "missing-publication"]


def test_the_log_names_the_token(
    hand_in: HandIn, writers: MadeToken, editor: Seat
) -> None:
    hand_in(writers)
    entry = LogEntry.objects.get(subject="article")
    assert (entry.verb, entry.actor_id) == ("created", writers.token.owner_id)
    said = in_words(entry)
    assert said.details == f"by the API token “{writers.token}”"
    page = editor.get("/admin/log/").content.decode()
    assert f"by the API token “{writers.token}”" in page
    page = editor.get(url_of(Article.objects.get())).content.decode()
    assert "by the API token" in page


def test_the_day_of_use_is_kept(hand_in: HandIn, writers: MadeToken) -> None:
    assert writers.token.last_used_on is None
    hand_in(writers)
    writers.token.refresh_from_db()
    assert writers.token.last_used_on is not None


# The desk has it already.


def test_the_same_digest_again_changes_nothing(
    hand_in: HandIn, writers: MadeToken
) -> None:
    first = hand_in(writers)
    again = hand_in(writers, json_text(), JSON)
    assert again.status_code == 200
    assert "Location" not in again
    assert again.json()["outcome"] == "unchanged"
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["revision"] == first.json()["revision"]
    assert LogEntry.objects.filter(subject="article").count() == 1


def test_another_text_of_an_article_does_not_replace_it(
    hand_in: HandIn, writers: MadeToken
) -> None:
    url = hand_in(writers).json()["url"]
    answer = hand_in(writers, TEXT.replace("remembers", "forgets"))
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("#there-already")
    assert answer.json()["url"] == url
    assert "remembers" in read_digest(Article.objects.get()).core[0].text


def test_what_is_somebody_elses_is_not_shown(
    hand_in: HandIn, writers: MadeToken, other_writer: Seat, make_draft: MakeDraft
) -> None:
    theirs = make_draft(
        other_writer, source_url="https://systems.example/locks", title="A secret"
    )
    for text in (TEXT, json_text(title="A secret")):
        answer = hand_in(writers, text, JSON if text.startswith("{") else "text/plain")
        assert answer.status_code == 409
        assert url_of(theirs) not in answer.content.decode()
        assert "url" not in answer.json()
        assert "A secret" not in answer.content.decode()


def test_the_very_text_of_somebody_elses_is_not_told_apart(
    hand_in: HandIn, writers: MadeToken, editors: MadeToken
) -> None:
    assert hand_in(editors).status_code == 201
    same, other = hand_in(writers), hand_in(writers, json_text(tags=("a",)), JSON)
    assert same.status_code == other.status_code == 409
    assert same.content == other.content
    assert hand_in(editors, json_text(tags=("a",)), JSON).json()["url"]


def test_a_text_that_an_editor_reworded_is_known_again(
    hand_in: HandIn, writers: MadeToken
) -> None:
    text = "Core Viewpoint\n- A claim without title or source [1].\n"
    hand_in(writers, text)
    article = Article.objects.get()
    reworded = replace(read_digest(article), title="A title")
    save_edit(article, Edit(reworded, article.revision), writers.token.owner)
    assert hand_in(writers, text).status_code == 409
    assert Article.objects.count() == 1


# Publishing.


def test_a_token_that_may_publishes_through_the_door(
    hand_in: HandIn, editors: MadeToken, client: Client
) -> None:
    answer = hand_in(editors, query="?publish=true")
    assert answer.status_code == 201
    said = answer.json()
    assert said["edition"] == 1
    assert said["page"] == "http://127.0.0.1:8000/articles/locks-and-queues/"
    assert client.get("/articles/locks-and-queues/").status_code == 200
    edition = Edition.objects.get()
    assert edition.author_name == "edda"
    entry = LogEntry.objects.get(verb="published")
    assert entry.facts["token"] == str(editors.token)
    page = client.get("/articles/locks-and-queues/").content.decode()
    assert "wire" not in page
    assert "dgs_" not in page


def test_a_digest_that_lacks_something_is_kept_as_a_draft(
    hand_in: HandIn, editors: MadeToken
) -> None:
    answer = hand_in(editors, "Core Viewpoint\n- A claim [1].\n", query="?publish=true")
    assert answer.status_code == 201
    said = answer.json()
    assert (said["edition"], said["page"]) == (None, None)
    assert "not-published" in {problem["code"] for problem in said["problems"]}
    assert Article.objects.count() == 1
    assert not Edition.objects.exists()


def test_a_draft_handed_in_before_is_published_when_that_is_asked(
    hand_in: HandIn, editors: MadeToken
) -> None:
    hand_in(editors)
    for edition in (1, None):
        answer = hand_in(editors, query="?publish=true")
        assert answer.status_code == 200
        assert answer.json()["edition"] == edition
        assert answer.json()["page"]
    assert Edition.objects.count() == 1


def test_what_waits_for_its_time_is_not_published_before(
    hand_in: HandIn, editors: MadeToken, client: Client
) -> None:
    hand_in(editors)
    article = Article.objects.get()
    later = timezone.now() + timedelta(days=3)
    publish_draft(article, editors.token.owner, live_from=later)
    answer = hand_in(editors, query="?publish=true")
    assert answer.status_code == 200
    said = answer.json()
    assert (said["outcome"], said["edition"], said["page"]) == ("unchanged", None, None)
    (told,) = [one for one in said["problems"] if one["code"] == "scheduled"]
    assert told["severity"] == "warning"
    assert timezone.localtime(later).isoformat(timespec="minutes") in told["message"]
    assert client.get("/articles/locks-and-queues/").status_code == 404
    assert Edition.objects.get().live_from == later
    # Taken down before anybody saw it, it is refused as everything withdrawn is.
    withdraw_article(article, editors.token.owner, "Wrong.")
    codes = [
        problem["code"]
        for problem in hand_in(editors, query="?publish=true").json()["problems"]
    ]
    assert "not-published" in codes
    assert "scheduled" not in codes


def test_a_date_to_come_is_told(hand_in: HandIn, writers: MadeToken) -> None:
    answer = hand_in(writers, json_text(published="2205-01-01"), JSON)
    told = {one["code"]: one for one in answer.json()["problems"]}
    assert told["future-date"]["text"] == "2205-01-01"


def test_publish_false_publishes_nothing(hand_in: HandIn, editors: MadeToken) -> None:
    assert hand_in(editors, query="?publish=false").status_code == 201
    assert not Edition.objects.exists()


# What it is not asked.


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"]
)
def test_it_takes_post_alone(client: Client, writers: MadeToken, method: str) -> None:
    authorization = {"Authorization": f"Bearer {writers.secret}"}
    for headers in ({}, authorization):
        answer = client.generic(method, DRAFTS, headers=headers)
        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        assert answer["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer


def test_a_fault_of_ours_is_told_to_nobody_else(
    writers: MadeToken,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("articles.desk.api.views.hand_in", broken)
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.ERROR, "django.request"):
        answer = client.post(
            DRAFTS,
            TEXT,
            content_type="text/plain",
            headers={"Authorization": f"Bearer {writers.secret}"},
        )
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer
    assert not [name for name in answer.headers if "Access-Control" in name]
    (record,) = [one for one in caplog.records if one.name == "django.request"]
    assert record.exc_info


def test_its_address_has_no_slash_and_no_language(
    client: Client, writers: MadeToken
) -> None:
    for path in (f"{DRAFTS}/", "/api/drafts", f"/zh-hans{DRAFTS}"):
        assert client.post(path).status_code in (404, 405)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "query", ["?publish=yes", "?publish=", "?publish=true&publish=true", "?update=true"]
)
def test_a_query_that_makes_no_sense_writes_nothing(
    hand_in: HandIn, editors: MadeToken, query: str
) -> None:
    answer = hand_in(editors, query=query)
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert not Article.objects.exists()


def test_a_digest_of_all_kinds_comes_out_as_it_went_in(
    hand_in: HandIn, writers: MadeToken, make_digest: MakeDigest
) -> None:
    digest = make_digest(title="标题 “quoted” \U0001f512")
    answer = hand_in(writers, json.dumps(to_json(digest)), JSON)
    assert answer.status_code == 201
    stored = read_digest(Article.objects.get())
    assert asdict(stored)["references"] == asdict(digest)["references"]
    assert stored.title == digest.title
