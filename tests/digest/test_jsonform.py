import json
import string
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.jsonform import dumps, from_json, loads, sha256, to_json
from articles.digest.model import Digest, DigestError, Group, Point, Problem, Reference

from .strategies import digests

FULL = Digest(
    title="标题",
    publication="A paper",
    published="2025-11-04T22:06",
    language="en",
    source_url="https://example.org/a",
    core=(Point("Exports grew [1].", "k3f9", ("open source", "开源")),),
    groups=(Group("Outlook", (Point("Imports fell [2]."),)),),
    references=(
        Reference(1, "p. 3", "a quote", "https://example.org/b"),
        Reference(2),
    ),
    tags=("trade",),
)

FULL_JSON: dict[str, Any] = {
    "schema_version": 1,
    "title": "标题",
    "language": "en",
    "publication": "A paper",
    "published": "2025-11-04T22:06",
    "source_url": "https://example.org/a",
    "core": [
        {"key": "k3f9", "text": "Exports grew [1].", "tags": ["open source", "开源"]}
    ],
    "groups": [
        {
            "heading": "Outlook",
            "points": [{"key": "", "text": "Imports fell [2].", "tags": []}],
        }
    ],
    "references": [
        {
            "number": 1,
            "locator": "p. 3",
            "quote": "a quote",
            "url": "https://example.org/b",
        },
        {"number": 2, "locator": "", "quote": "", "url": ""},
    ],
    "tags": ["trade"],
}


def refused(value: object, path: str = "") -> Problem:
    with pytest.raises(DigestError) as caught:
        from_json(value, path)
    return caught.value.problem


def refused_text(text: str) -> Problem:
    with pytest.raises(DigestError) as caught:
        loads(text)
    return caught.value.problem


def test_the_keys_stand_in_the_documented_order() -> None:
    assert json.dumps(to_json(FULL)) == json.dumps(FULL_JSON)


def test_what_is_absent_is_empty() -> None:
    assert from_json({"schema_version": 1}) == Digest()
    assert from_json(
        {
            "schema_version": 1,
            "core": [{"text": "A"}],
            "groups": [{"heading": "B"}],
            "references": [{"number": 1}],
        }
    ) == Digest(core=(Point("A"),), groups=(Group("B"),), references=(Reference(1),))


@given(digests())
def test_every_digest_comes_back_from_its_json(digest: Digest) -> None:
    assert from_json(to_json(digest)) == digest
    assert loads(dumps(digest)) == digest


def test_the_canonical_text_is_short_sorted_and_unescaped() -> None:
    assert dumps(Digest(title="标题")) == (
        '{"core":[],"groups":[],"language":"","publication":"","published":"",'
        '"references":[],"schema_version":1,"source_url":"","tags":[],"title":"标题"}'
    )


def test_the_hash_is_of_the_canonical_text() -> None:
    assert sha256(Digest()) == sha256(loads(dumps(Digest())))
    assert sha256(FULL) != sha256(Digest())
    assert set(sha256(FULL)) <= set(string.hexdigits.lower())
    assert len(sha256(FULL)) == 64


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"titel": ""},
            (
                "unknown-key",
                "“titel” is no key here; remove it (known: core, groups, language, "
                "publication, published, references, schema_version, source_url, "
                "tags, title)",
                "",
            ),
        ),
        (
            {"core": [{"text": "A", "\x1b\ud800标": 1}]},
            (
                "unknown-key",
                "“\\x1b\\ud800标” is no key here; remove it (known: key, tags, text)",
                "core[0]",
            ),
        ),
        (
            {"groups": [{"points": [{"text": "A"}, {"key": "a"}]}]},
            ("missing-key", "“text” is missing; add it", "groups[0].points[1]"),
        ),
        (
            {"references": [{"number": True}]},
            (
                "wrong-type",
                "this must be a whole number, not true; correct it",
                "references[0].number",
            ),
        ),
        (
            {"references": [{"number": 1.5}]},
            (
                "wrong-type",
                "this must be a whole number, not a fraction; correct it",
                "references[0].number",
            ),
        ),
        (
            {"title": None},
            ("wrong-type", "this must be text, not null; correct it", "title"),
        ),
        (
            {"core": "A"},
            ("wrong-type", "this must be a list, not text; correct it", "core"),
        ),
        (
            {"groups": [[]]},
            (
                "wrong-type",
                "this must be an object, not a list; correct it",
                "groups[0]",
            ),
        ),
        (
            {"schema_version": 2},
            (
                "unknown-version",
                "this is schema_version 2, but only 1 is known here; convert it",
                "schema_version",
            ),
        ),
        (
            {"groups": [{"points": [{"text": "A"}, {"text": " "}]}]},
            ("empty-point", "a point needs a statement", "groups[0].points[1].text"),
        ),
        (
            {"core": [{"text": "a\0b"}]},
            (
                "bad-character",
                "the character U+0000 is not allowed; remove it",
                "core[0].text",
            ),
        ),
        (
            {"groups": [{"heading": "a" * 301}]},
            (
                "too-long",
                "a heading has at most 300 characters, this one 301",
                "groups[0].heading",
            ),
        ),
        (
            {"references": [{"number": 1, "url": "ftp://example.org"}]},
            (
                "bad-url",
                "an address begins with http:// or https://, names a host, and holds "
                "no user name",
                "references[0].url",
            ),
        ),
        (
            {"published": "yesterday"},
            (
                "bad-date",
                "“yesterday” is not a date such as 2025-11-04 or 2025-11-04T22:06",
                "published",
            ),
        ),
    ],
)
def test_a_wrong_value_is_refused_at_its_path(
    change: dict[str, object], problem: tuple[str, str, str]
) -> None:
    found = refused({"schema_version": 1} | change)
    assert (found.code, found.message, found.path) == problem


def test_a_digest_says_its_version() -> None:
    assert refused({"title": "A"}).message == "“schema_version” is missing; add it"


def test_the_path_begins_where_the_value_stands() -> None:
    assert refused([], "digests[2]").path == "digests[2]"
    assert refused({}, "[1]").path == "[1]"
    value = {"schema_version": 1, "published": "2025", "core": []}
    assert refused(value, "[1]").path == "[1].published"


def test_broken_json_is_refused_with_line_and_column() -> None:
    assert refused_text('{"title":\n  nothing}') == Problem(
        "error",
        "bad-json",
        "this is not JSON (Expecting value); correct it",
        line=2,
        column=3,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "a": 1}', "the key “a” stands twice in one object; remove one"),
        ('{"a": NaN}', "NaN is not JSON; write a number or leave it out"),
        ("-Infinity", "-Infinity is not JSON; write a number or leave it out"),
        ("9" * 5000, "the number 9999999999… is too large; correct it"),
        ("[" * 100_000, "the JSON is nested too deeply; a digest has five levels"),
        ('{"a":' * 100_000, "the JSON is nested too deeply; a digest has five levels"),
        (
            '{"schema_version": 1, "title": "\\ud800"}',
            "the character U+D800 is not allowed; remove it",
        ),
        ("1e999", "this must be an object, not a fraction; correct it"),
        ("false", "this must be an object, not false; correct it"),
    ],
)
def test_hostile_json_is_refused_in_words(text: str, message: str) -> None:
    assert refused_text(text).message == message


scalars = st.sampled_from((None, True, 0, 1.5, -(10**30), "", "\ud800", "a", "2025"))
values = scalars | st.lists(scalars, max_size=2)
objects = st.lists(
    st.dictionaries(
        st.sampled_from(("text", "key", "tags", "number", "url", "points", "x")),
        values,
        max_size=3,
    ),
    max_size=2,
)


@given(st.dictionaries(st.sampled_from([*FULL_JSON, "x"]), values | objects))
def test_any_value_is_a_digest_or_refused(value: dict[str, object]) -> None:
    with suppress(DigestError):
        digest = from_json({"schema_version": 1} | value)
        assert from_json(to_json(digest)) == digest
