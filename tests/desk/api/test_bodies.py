"""Bodies that are no digest: each is refused in words, and nothing is written."""

import gzip
import json

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.desk.api.body import JSON_TYPE, read_body
from articles.desk.tokens import MadeToken
from articles.digest import to_json
from articles.models import Article
from articles.site.api.problems import ProblemError
from tests.conftest import MakeDigest

from .conftest import DRAFTS, TEXT, HandIn

TWO = f"{TEXT}---\n\n{TEXT.replace('Locks', 'Keys').replace('/locks', '/keys')}"
ONE = '{"schema_version": 1, "core": [{"text": "A claim."}]}'
DEEP = 100_000


def codes(answer: object) -> list[str]:
    """Return the codes of the Problems in a refusal of what is not one digest."""
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["type"].endswith("#no-digest")
    assert not Article.objects.exists()
    for problem in said["problems"]:
        names = "severity code message line column text path"
        assert list(problem) == names.split()
    return [problem["code"] for problem in said["problems"]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b" \n", "no-digest"),
        (b"Nothing to see here.", "no-digest"),
        (b"Core Viewpoint\n- A\0B [1].\n", "bad-character"),
        (b"Core Viewpoint\n- A \xed\xa0\x80 [1].\n", "not-utf8"),
        (b"Core Viewpoint\n- A \xff [1].\n", "not-utf8"),
        ("Core Viewpoint\n- 观点 [1].\n".encode("gb18030"), "not-utf8"),
        (TEXT.encode("utf-16"), "not-utf8"),
        ("Core Viewpoint\n- A \u202e [1].\n".encode(), "bad-character"),
        ("Core Viewpoint\n- A \ufffe [1].\n".encode(), "bad-character"),
        (b"\0" * 1000, "not-utf8"),
        (b"Core Viewpoint\n- " + b"x" * 6000 + b" [1].\n", "too-long"),
        (b"\n" * 60_000, "too-large"),
        (TWO.encode(), "several-digests"),
        (b"[" * DEEP, "bad-json"),
    ],
    ids=lambda part: str(part)[:30],
)
def test_a_text_that_is_not_one_digest_is_refused(
    hand_in: HandIn, writers: MadeToken, body: bytes, code: str
) -> None:
    assert code in codes(hand_in(writers, body))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{", "bad-json"),
        ("null", "wrong-type"),
        ("1", "wrong-type"),
        ("[]", "no-digest"),
        (f"[{ONE}, {ONE}]", "several-digests"),
        (f"{ONE}\n{ONE}\n", "bad-json"),
        ('{"digests": []}', "no-digest"),
        ("{}", "missing-key"),
        ('{"schema_version": 2}', "unknown-version"),
        ('{"schema_version": 1, "titel": "x"}', "unknown-key"),
        ('{"schema_version": 1, "title": 1}', "wrong-type"),
        ('{"schema_version": 1, "title": "\\ud800"}', "bad-character"),
        ('{"schema_version": 1, "\\ud800": ""}', "unknown-key"),
        ('{"\\ud800": 1, "\\ud800": 2}', "duplicate-key"),
        ('{"schema_version": 1, "title": "a\\u0000b"}', "bad-character"),
        ('{"schema_version": 1, "title": "a", "title": "b"}', "duplicate-key"),
        ('{"schema_version": NaN}', "bad-json"),
        ('{"schema_version": 1' + "0" * 5000 + "}", "bad-json"),
        ('{"schema_version": 1, "core": ' + "[" * DEEP + "]" * DEEP + "}", "bad-json"),
        ('{"a":' * DEEP + "1" + "}" * DEEP, "bad-json"),
        ("[" * DEEP, "bad-json"),
        (TEXT, "bad-json"),
        ('{"schema_version": 1, "source_url": "javascript:x"}', "bad-url"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_a_json_that_is_not_one_digest_is_refused(
    hand_in: HandIn, writers: MadeToken, body: str, code: str
) -> None:
    assert code in codes(hand_in(writers, body, JSON_TYPE))


def test_bytes_that_are_no_utf8_are_no_json(
    hand_in: HandIn, writers: MadeToken
) -> None:
    body = ONE.encode().replace(b"claim", b"\xff\xfe")
    assert codes(hand_in(writers, body, JSON_TYPE)) == ["not-utf8"]


def test_all_that_is_wrong_with_a_json_is_told_with_its_place(
    hand_in: HandIn, writers: MadeToken
) -> None:
    body = json.dumps(
        {
            "schema_version": 1,
            "source_url": "ftp://x",
            "core": [{"text": ""}, {"text": "Fine."}, {"txt": "x"}],
            "references": [{"number": 0}],
        }
    )
    answer = hand_in(writers, body, JSON_TYPE)
    codes(answer)
    paths = {problem["path"] for problem in answer.json()["problems"]}
    assert {"source_url", "core[0].text", "core[2]", "references[0].number"} <= paths


def test_the_line_of_what_is_wrong_with_a_text_is_told(
    hand_in: HandIn, writers: MadeToken
) -> None:
    answer = hand_in(writers, TEXT.replace("remembers", "re\0members"))
    codes(answer)
    (problem,) = answer.json()["problems"]
    assert (problem["line"], problem["text"]) == (5, "\0")


# What is not read at all.


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonl",
        "application/ld+json",
        "text/html",
        "text/plain; charset=gb18030",
        "text/plain; charset=utf-16",
        "application/json; charset=latin-1",
        "nonsense",
        "text/plain\0",
    ],
)
def test_another_kind_of_body_is_not_read(
    hand_in: HandIn, writers: MadeToken, content_type: str
) -> None:
    answer = hand_in(writers, TEXT, content_type)
    assert answer.status_code == 415
    assert answer.json()["type"].endswith("#not-read")
    assert not Article.objects.exists()


def test_a_refused_kind_names_those_that_are_read(
    hand_in: HandIn, writers: MadeToken
) -> None:
    answer = hand_in(writers, TEXT, "text/html")
    assert answer["Accept"] == "text/plain, text/markdown, application/json"
    packed = hand_in(writers, gzip.compress(TEXT.encode()), Content_Encoding="gzip")
    assert packed.status_code == 415
    assert packed["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("size", [2_000_001, 10_000_000])
@pytest.mark.parametrize("content_type", ["text/plain", JSON_TYPE])
def test_what_is_too_large_is_not_even_read(
    hand_in: HandIn, writers: MadeToken, size: int, content_type: str
) -> None:
    answer = hand_in(writers, b"x" * size, content_type)
    assert answer.status_code == 413
    assert answer.json()["type"].endswith("#too-large")


def test_as_much_as_is_allowed_is_read(
    hand_in: HandIn, writers: MadeToken, make_digest: MakeDigest
) -> None:
    text = json.dumps(to_json(make_digest()))
    assert hand_in(writers, text.ljust(2_000_000), JSON_TYPE).status_code == 201


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "x", "１"])
def test_a_length_that_is_none_is_no_fault_of_ours(
    client: Client, writers: MadeToken, length: str
) -> None:
    answer = client.post(
        DRAFTS,
        TEXT,
        content_type="text/plain",
        headers={"Authorization": f"Bearer {writers.secret}"},
        CONTENT_LENGTH=length,
    )
    assert 400 <= answer.status_code < 500


def answered(environ: dict[str, object]) -> int:
    """Return the status that a server would send, without what it does round it."""
    return WSGIHandler().get_response(WSGIRequest(environ)).status_code


def test_a_body_in_pieces_of_unknown_length_is_not_read(writers: MadeToken) -> None:
    environ = RequestFactory().post(DRAFTS, content_type="text/plain").environ
    del environ["CONTENT_LENGTH"]
    environ["HTTP_TRANSFER_ENCODING"] = "chunked"
    environ["HTTP_AUTHORIZATION"] = f"Bearer {writers.secret}"
    assert answered(environ) == 411


def test_a_body_that_breaks_off_is_no_fault_of_ours(writers: MadeToken) -> None:
    class Broken:
        def read(self, *_size: int) -> bytes:
            raise OSError("gone")

        readline = read

    environ = RequestFactory().post(DRAFTS, content_type="text/plain").environ
    environ |= {
        "CONTENT_LENGTH": "10",
        "wsgi.input": Broken(),
        "HTTP_AUTHORIZATION": f"Bearer {writers.secret}",
    }
    assert answered(environ) == 400
    assert not Article.objects.exists()


# Anything at all.


def refusal_of(content_type: str, data: bytes) -> bytes:
    """Read a body; return what is answered where it is not one digest."""
    try:
        read_body(content_type, data)
    except ProblemError as error:
        return error.response.content
    return b'{"status": 422}'


@pytest.mark.parametrize(
    ("content_type", "code"), [("text/plain", "no-digest"), (JSON_TYPE, "bad-json")]
)
def test_a_body_of_nothing_is_no_digest(content_type: str, code: str) -> None:
    refusal = json.loads(refusal_of(content_type, b""))
    assert [problem["code"] for problem in refusal["problems"]] == [code]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(["text/plain", JSON_TYPE]), st.binary(max_size=300))
def test_any_bytes_are_one_digest_or_refused(content_type: str, data: bytes) -> None:
    assert json.loads(refusal_of(content_type, data))["status"] == 422


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["schema_version", "core", "text", "digests", "groups", "\ud800"]
            )
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(_VALUES)
def test_any_json_is_one_digest_or_refused(value: object) -> None:
    refusal = refusal_of(JSON_TYPE, json.dumps(value).encode())
    assert json.loads(refusal)["status"] == 422
