"""What the editor's scripts ask the desk."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.digest import Digest, Point, Reference, dumps, to_json, write
from articles.digest.text import MAX_FILE_BYTES
from articles.models import Publication, Tag, TagName
from articles.models.documents import read_digest
from tests.conftest import MakeDigest
from tests.desk.conftest import MakeDraft, Seat

READ = "/admin/articles/article/read/"
CHECK = "/admin/articles/article/check/"
WRITE = "/admin/articles/article/write/"
COMPLETE_TAGS = "/admin/articles/tag/complete/"
SUGGEST_TAGS = "/admin/articles/tag/suggest/"
COMPLETE_PUBLICATIONS = "/admin/articles/publication/complete/"

POSTED = [READ, CHECK, WRITE, SUGGEST_TAGS]
GOT = [COMPLETE_TAGS, COMPLETE_PUBLICATIONS]
EVERY = [*POSTED, *GOT]


def ask(client: Client, url: str, said: str = "rail", **fields: str) -> HttpResponse:
    if url in GOT:
        return client.get(url, {"q": said})
    return client.post(url, {"text": said, **fields})


def codes(response: HttpResponse) -> list[str]:
    return [problem["code"] for problem in response.json()["problems"]]


def document(**parts: object) -> str:
    return json.dumps(to_json(Digest()) | parts)


# Who may ask.


@pytest.mark.parametrize("url", EVERY)
def test_writers_and_editors_are_answered(writer: Seat, editor: Seat, url: str) -> None:
    for seat in (writer, editor):
        response = ask(seat, url)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/json"
        assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("url", EVERY)
def test_nobody_else_is_answered(reader_of_nothing: Seat, url: str) -> None:
    for client in (reader_of_nothing, Client()):
        response = ask(client, url)
        assert response.status_code == 403
        assert response.json() == {}


@pytest.mark.parametrize("url", EVERY)
def test_who_left_the_staff_is_not_answered(writer: Seat, url: str) -> None:
    writer.user.is_staff = False
    writer.user.save()
    assert ask(writer, url).status_code == 403


@pytest.mark.parametrize("url", EVERY)
def test_a_post_without_a_token_is_refused(writer: Seat, url: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer.user)
    assert strict.post(url, {"text": "x"}).status_code == 403


@pytest.mark.parametrize("url", EVERY)
def test_each_question_has_one_method(editor: Seat, url: str) -> None:
    allowed = "GET" if url in GOT else "POST"
    for method in {"get", "post", "put", "delete", "head"} - {allowed.lower()}:
        response = getattr(editor, method)(url)
        assert response.status_code == 405
        assert response.headers["Allow"] == allowed


# What no digest is.

BAD = [
    "",
    "prose",
    "{",
    "[]",
    "[" * 50_000,
    '{"schema_version": 1, "core": [{"text": "half \\ud800"}]}',
    '{"schema_version": 1, "title": "a\\u0000b"}',
    "Core Viewpoint\n- NUL \0 [1]",
    '{"schema_version": 1, "references": [{"number": 10000000000000000000}]}',
    '{"schema_version": 1, "core": {}, "groups": 7, "tags": [[]]}',
]


@pytest.mark.parametrize("url", EVERY)
@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_bad_input_is_answered(editor: Seat, url: str, text: str) -> None:
    response = ask(editor, url, text)
    assert response.status_code == 200
    answer = response.json()
    if url in POSTED and url != SUGGEST_TAGS:
        assert answer["problems"][0]["severity"] == "error"
    else:
        assert [*answer.values()] == [[]]


@pytest.mark.parametrize("url", [READ, CHECK, WRITE])
@pytest.mark.parametrize(
    "text",
    [
        "x" * (MAX_FILE_BYTES + 1),
        "字" * (MAX_FILE_BYTES // 3 + 1),
        document(title="x").ljust(MAX_FILE_BYTES + 1),
    ],
    ids=["English", "Chinese", "JSON"],
)
def test_more_than_a_text_may_hold_is_413(editor: Seat, url: str, text: str) -> None:
    response = ask(editor, url, text)
    assert response.status_code == 413
    assert codes(response) == ["too-large"]


@pytest.mark.parametrize("url", GOT)
def test_bytes_that_are_no_text_complete_to_nothing(editor: Seat, url: str) -> None:
    response = editor.get(f"{url}?q=%ED%A0%80%FF%00")
    assert response.status_code == 200


# read


def test_reading_gives_the_digest_completed(editor: Seat) -> None:
    answer = ask(editor, READ, "核心观点 - 铁路货运增长 [2]。").json()
    (digest,) = answer["digests"]
    assert digest["core"][0]["text"] == "铁路货运增长 [2]。"
    assert digest["language"] == "zh"
    assert [reference["number"] for reference in digest["references"]] == [2]
    assert answer["problems"] == []


def test_reading_says_what_was_guessed_and_where(editor: Seat) -> None:
    text = "Workflow\nOn trees\n\nCore Viewpoint - Trees grow [1]."
    response = ask(editor, READ, text)
    (problem,) = response.json()["problems"]
    assert (problem["code"], problem["line"]) == ("chrome", 1)


def test_reading_gives_every_digest_of_a_listing(
    editor: Seat, make_digest: MakeDigest
) -> None:
    digests = [make_digest(), make_digest()]
    text = f"{write(digests[0])}---\n{write(digests[1])}"
    as_json = json.dumps([to_json(digest) for digest in digests])
    for said in (text, as_json):
        answer = ask(editor, READ, said).json()
        assert answer == {"digests": [*map(to_json, digests)], "problems": []}


# check


def test_a_sound_digest_has_no_problem(editor: Seat, make_digest: MakeDigest) -> None:
    assert codes(ask(editor, CHECK, dumps(make_digest()))) == []
    ahead = dumps(make_digest(published="2087-01-02"))
    assert codes(ask(editor, CHECK, ahead)) == ["future-date"]


def test_the_rules_are_asked(editor: Seat) -> None:
    response = ask(editor, CHECK, document(core=[{"text": "Nothing cited."}]))
    assert codes(response) == ["missing-title", "missing-publication", "uncited-point"]


def test_every_refused_part_is_found(editor: Seat) -> None:
    refused = document(
        title="x" * 301,
        groups=[{"heading": "", "points": [{"text": "ok"}, {"text": "x" * 5001}]}],
        references=[{"number": 1}, {"number": 1}],
    )
    problems = ask(editor, CHECK, refused).json()["problems"]
    assert [problem["path"] for problem in problems] == [
        "title",
        "groups[0].points[1].text",
        "references[1].number",
    ]


def test_a_reference_keeps_the_place_that_it_was_sent_at(editor: Seat) -> None:
    sent = document(
        core=[{"text": "Cited [2]."}],
        references=[{"number": 3}, {"number": 1, "locator": "p. 1"}],
    )
    problems = ask(editor, CHECK, sent).json()["problems"]
    places = [(p["code"], p["path"]) for p in problems if "reference" in p["path"]]
    assert places == [
        ("uncited-reference", "references[1]"),
        ("uncited-reference", "references[0]"),
        ("missing-passage", "references"),  # of 2, which saving adds
        ("missing-passage", "references[0]"),
    ]


def test_an_article_that_is_at_the_desk_already_is_told(
    editor: Seat, make_digest: MakeDigest, make_draft: MakeDraft
) -> None:
    digest = make_digest()
    there = make_draft(editor, **_parts(digest))
    problems = ask(editor, CHECK, dumps(digest)).json()["problems"]
    assert [problem["code"] for problem in problems] == ["clash"]
    assert problems[0]["path"] == "title"
    assert digest.title in problems[0]["message"]
    assert problems[0]["link"] == f"/admin/articles/article/{there.pk}/change/"
    assert codes(ask(editor, CHECK, dumps(digest), article=str(there.pk))) == []


def test_the_draft_of_another_writer_is_not_told_apart(
    writer: Seat, other_writer: Seat, make_digest: MakeDigest, make_draft: MakeDraft
) -> None:
    digest = make_digest(title="A secret title")
    make_draft(other_writer, **_parts(digest))
    asked = replace(digest, title="My own title")
    (problem,) = ask(writer, CHECK, dumps(asked)).json()["problems"]
    assert problem["code"] == "clash"
    assert "secret" not in json.dumps(problem)
    assert "link" not in problem


@pytest.mark.parametrize("article", ["", "x", "-1", "9" * 40, "\0"])
def test_an_article_that_cannot_be_is_no_failure(
    editor: Seat, make_digest: MakeDigest, article: str
) -> None:
    response = ask(editor, CHECK, dumps(make_digest()), article=article)
    assert response.status_code == 200


def test_checking_costs_as_many_queries_however_long(
    editor: Seat,
    make_digest: MakeDigest,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    Publication.objects.create(name="Systems Quarterly")
    points = tuple(Point(f"Statement {number} [1].") for number in range(500))
    counts = set()
    for digest in (make_digest(), make_digest(core=points)):
        # session, user, permissions of user and groups; then whether it is at the
        # desk: by source, publication, title, and the text it was made from.
        with django_assert_max_num_queries(11) as asked:
            ask(editor, CHECK, dumps(digest))
        counts.add(len(asked))
    assert len(counts) == 1


# write


def test_writing_gives_canonical_text(editor: Seat, make_digest: MakeDigest) -> None:
    digest = make_digest()
    answer = ask(editor, WRITE, dumps(digest)).json()
    assert answer == {"text": write(digest), "problems": []}


def test_writing_adds_nothing(editor: Seat) -> None:
    digest = Digest(title="T", core=(Point("Cited [2]."),))
    assert ask(editor, WRITE, dumps(digest)).json()["text"] == write(digest)


def test_what_is_no_digest_is_not_written(editor: Seat) -> None:
    response = ask(editor, WRITE, document(core=[{"text": ""}]))
    assert response.json()["text"] == ""
    assert codes(response) == ["empty-point"]


# tags and publications


def test_tags_are_completed(editor: Seat) -> None:
    rail = Tag.objects.create(name="Rail")
    TagName.objects.create(tag=rail, name="铁路")
    assert ask(editor, COMPLETE_TAGS, "铁").json() == {
        "tags": [{"name": "Rail", "matched": "铁路", "count": 0}]
    }


def test_publications_are_completed(editor: Seat) -> None:
    Publication.objects.create(name="Ren Min Ri Bao", native_name="人民日报")
    assert ask(editor, COMPLETE_PUBLICATIONS, "人民").json() == {
        "publications": [
            {"name": "Ren Min Ri Bao", "native_name": "人民日报", "matched": ""}
        ]
    }


def test_tags_are_suggested(editor: Seat) -> None:
    rail = Tag.objects.create(name="Rail")
    TagName.objects.create(tag=rail, name="铁路")
    digest = Digest(
        title="T", core=(Point("高速铁路 [1]。"),), references=(Reference(1),)
    )
    assert ask(editor, SUGGEST_TAGS, dumps(digest)).json() == {
        "tags": [{"name": "Rail", "found": "铁路"}]
    }


def _parts(digest: Digest) -> dict[str, Any]:
    return {name: getattr(digest, name) for name in digest.__dataclass_fields__}


def test_another_article_of_this_title_is_found_behind_its_own_source(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article, other = make_draft(editor), make_draft(editor)
    digest = replace(read_digest(article), title=other.title)
    response = ask(editor, CHECK, dumps(digest), article=str(article.pk))
    assert "clash" in codes(response)
    assert str(other.pk) in response.json()["problems"][-1]["link"]
