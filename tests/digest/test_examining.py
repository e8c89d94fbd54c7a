import operator
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.examining import MOST_PROBLEMS, problems_of
from articles.digest.jsonform import from_json, to_json
from articles.digest.model import Digest, DigestError, Problem

from .strategies import digests


def found(**parts: object) -> list[tuple[str, str]]:
    """Return code and path of what is refused in a value of these parts."""
    digest, problems = problems_of({"schema_version": 1, **parts})
    assert digest is None
    return [(problem.code, problem.path) for problem in problems]


@given(digests())
def test_what_is_not_refused_is_a_digest_without_problems(digest: Digest) -> None:
    assert problems_of(to_json(digest)) == (digest, ())


def test_every_part_that_is_refused_is_a_problem_at_its_path() -> None:
    assert found(
        title="a" * 301,
        publication="a\0b",
        published="yesterday",
        language="no language",
        source_url="ftp://example.org/",
        core=[{"text": "A"}, {"text": " "}, {"text": "a" * 5001, "key": "no key"}],
        groups=[
            {"heading": "a" * 301, "points": [{"text": "A"}, {"text": "\ud800"}]},
            {"points": [{"text": "A", "tags": ["ok", "a, b", "\ufffe", "a" * 101]}]},
        ],
        references=[
            {"number": 0, "locator": "a" * 5001},
            {"number": 1, "quote": "a" * 5001, "url": "https://a b"},
        ],
        tags=["{", "fine"],
    ) == [
        ("too-long", "title"),
        ("bad-character", "publication"),
        ("bad-date", "published"),
        ("bad-language", "language"),
        ("bad-url", "source_url"),
        ("empty-point", "core[1].text"),
        ("too-long", "core[2].text"),
        ("bad-key", "core[2].key"),
        ("too-long", "groups[0].heading"),
        ("bad-character", "groups[0].points[1].text"),
        ("bad-tag", "groups[1].points[0].tags"),
        ("bad-character", "groups[1].points[0].tags[2]"),
        ("too-long", "groups[1].points[0].tags"),
        ("bad-number", "references[0].number"),
        ("too-long", "references[0].locator"),
        ("too-long", "references[1].quote"),
        ("bad-url", "references[1].url"),
        ("bad-tag", "tags"),
    ]


def test_a_problem_says_what_reading_the_whole_says() -> None:
    value = {"schema_version": 1, "groups": [{"points": [{"text": "a\0b"}]}]}
    with pytest.raises(DigestError) as refusal:
        from_json(value)
    assert problems_of(value) == (None, (refusal.value.problem,))


def test_a_number_that_stands_twice_is_a_problem_of_the_later_reference() -> None:
    assert found(
        title="a" * 301,
        references=[
            {"number": n, "url": "x"} if n == 7 else {"number": n} for n in (7, 1, 7, 1)
        ],
    ) == [
        ("too-long", "title"),
        ("bad-url", "references[0].url"),
        ("duplicate-reference", "references[2].number"),
        ("bad-url", "references[2].url"),
        ("duplicate-reference", "references[3].number"),
    ]


def test_a_key_that_stands_twice_is_a_problem_of_the_later_point() -> None:
    assert found(
        core=[{"text": "A", "key": "a"}, {"text": "B", "key": ""}],
        groups=[{"points": [{"text": "C", "key": ""}, {"text": "D", "key": "a"}]}],
    ) == [("duplicate-key", "groups[0].points[1].key")]


def test_too_many_points_are_one_problem_beside_the_others() -> None:
    many = [{"text": "A"}] * 1001
    assert found(language="?", core=many, groups=[{"points": many}]) == [
        ("bad-language", "language"),
        ("too-many-points", "points"),
    ]


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        ([], [("wrong-type", "")]),
        (None, [("wrong-type", "")]),
        ({}, [("missing-key", "")]),
        ({"schema_version": 2}, [("unknown-version", "schema_version")]),
        (
            {"titel": "", "title": 1},
            [("missing-key", ""), ("unknown-key", ""), ("wrong-type", "title")],
        ),
        (
            {
                "schema_version": 1,
                "core": {},
                "groups": [1, {"points": ""}],
                "tags": "",
            },
            [
                ("wrong-type", "core"),
                ("wrong-type", "groups[0]"),
                ("wrong-type", "groups[1].points"),
                ("wrong-type", "tags"),
            ],
        ),
        (
            {"schema_version": 1, "core": [{"key": "a b"}, {"text": "A", "tags": [1]}]},
            [
                ("missing-key", "core[0]"),
                ("bad-key", "core[0].key"),
                ("wrong-type", "core[1].tags[0]"),
            ],
        ),
        (
            {"schema_version": 1, "references": [{"number": 1, "tags": []}]},
            [("unknown-key", "references[0]")],
        ),
    ],
)
def test_a_value_of_another_shape_is_refused(
    value: object, problems: list[tuple[str, str]]
) -> None:
    digest, refused = problems_of(value)
    assert digest is None
    assert [(problem.code, problem.path) for problem in refused] == problems


def test_a_hostile_value_has_so_many_problems_and_no_more() -> None:
    value = {"schema_version": 1, "core": [{"text": ""}] * 100_000}
    started = time.process_time()
    assert len(problems_of(value)[1]) == MOST_PROBLEMS
    assert time.process_time() - started < 5


scalars = st.sampled_from((None, True, 0, 1, 1.5, "", "\ud800", "a", "{", "2025"))
values = scalars | st.lists(scalars, max_size=2)


def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    keys = st.sampled_from(("text", "key", "tags", "number", "url", "points", "x"))
    some = st.dictionaries(keys, inner, max_size=3)
    least = st.sampled_from(
        ({}, {"text": "A"}, {"text": "B", "key": "k"}, {"number": 1})
    )
    return st.lists(st.builds(operator.or_, least, some), max_size=3)


@given(
    st.dictionaries(
        st.sampled_from(
            ("schema_version", "title", "core", "groups", "references", "tags", "x")
        ),
        values | objects(values | objects(values)),
    )
)
def test_a_value_is_refused_where_reading_it_whole_refuses_it(
    parts: dict[str, object],
) -> None:
    value = {"schema_version": 1, **parts}
    digest, problems = problems_of(value)
    whole = refused_whole(value)
    assert (digest is None) == bool(problems) == (whole is not None)
    if whole and whole.path in ("points", "references"):
        assert whole.code in {problem.code for problem in problems}
    elif whole:
        assert whole in problems


def refused_whole(value: object) -> Problem | None:
    try:
        from_json(value)
    except DigestError as error:
        return error.problem
    return None


def test_what_is_refused_is_an_error() -> None:
    _, (problem,) = problems_of({"schema_version": 1, "core": [{"text": ""}]})
    assert problem == Problem(
        "error", "empty-point", "a point needs a statement", path="core[0].text"
    )


def test_what_only_the_whole_is_refused_for_is_told() -> None:
    tags = [f"tag {number}" for number in range(1001)]
    value = {"schema_version": 1, "core": [{"text": "A", "tags": tags}]}
    digest, problems = problems_of(value)
    assert digest is None
    assert [problem.code for problem in problems] == ["too-many-tags"]
