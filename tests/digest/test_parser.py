"""The files in `valid` and `invalid` are the tests; the expected result is beside."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from articles.digest.jsonform import to_json
from articles.digest.model import MAX_POINTS, Digest, DigestError, Point, Problem
from articles.digest.parser import Parsed, parse, parse_all
from articles.digest.text import MAX_FILE_BYTES
from articles.digest.writer import write

from .strategies import hostile_texts, pastes

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.txt"))
INVALID = sorted((HERE / "invalid").glob("*.txt"))

NOTATION = frozenset(
    (
        "Core",
        "Viewpoint",
        "核心观点",
        "核心要点",
        "Group",
        "References",
        "Tags",
        "tags",
        "Language",
        "Source",
        "Name",
        "https",
        "example",
        "org",
        "a",
        "en",
        "k",
    )
)


def read(path: Path) -> str:
    return path.read_bytes().decode()


def expected(path: Path) -> Any:
    return json.loads(path.with_suffix(".json").read_text("utf-8"))


def result(parsed: Parsed) -> dict[str, Any]:
    assert parsed.digest
    return {
        "digest": to_json(parsed.digest),
        "problems": [
            {name: getattr(problem, name) for name in ("severity", "code")}
            | {"line": problem.line, "column": problem.column, "text": problem.text}
            for problem in parsed.problems
        ],
    }


def problems(text: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.text) for problem in parse(text).problems]


def refused(text: str) -> Problem:
    with pytest.raises(DigestError) as raised:
        parse(text)
    return raised.value.problem


def test_there_are_files_to_test() -> None:
    assert len(VALID) > 40
    assert len(INVALID) > 10


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_paste_is_read_as_an_editor_would_read_it(path: Path) -> None:
    assert [result(parsed) for parsed in parse_all(read(path))] == expected(path)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_what_was_read_from_a_paste_is_written_and_read_the_same(path: Path) -> None:
    for parsed in parse_all(read(path)):
        assert parsed.digest
        assert parse(write(parsed.digest)) == Parsed(parsed.digest)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_refused_text_says_where_and_why(path: Path) -> None:
    problem = refused(read(path))
    assert problem.severity == "error"
    assert {
        "code": problem.code,
        "message": problem.message,
        "line": problem.line,
        "column": problem.column,
        "text": problem.text[:60],
    } == expected(path)


def test_a_limit_exceeded_in_one_digest_hides_no_other() -> None:
    first, second, third = parse_all(
        "Core Viewpoint - One [1].\n"
        f"Core Viewpoint - {'long ' * 1001}[1].\n"
        "Core Viewpoint - Three [1].\n"
    )
    assert first.digest == Digest(language="en", core=(Point("One [1]."),))
    assert second.digest is None
    assert [(p.code, p.line) for p in second.problems] == [("too-long", 2)]
    assert third.digest == Digest(language="en", core=(Point("Three [1]."),))


def test_as_many_points_as_a_digest_may_have_are_read() -> None:
    digest = parse("Core Viewpoint\n" + "- a [1].\n" * MAX_POINTS).digest
    assert digest
    assert len(digest.core) == MAX_POINTS


@pytest.mark.parametrize("character", ["a", "新"])
def test_a_text_is_limited_in_bytes(character: str) -> None:
    size = len(character.encode())
    largest = "Core Viewpoint\n" + character * ((MAX_FILE_BYTES - 15) // size)
    assert refused(largest).code == "too-long"
    assert refused(largest + character * 2).code == "too-large"


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    problem = refused("Core Viewpoint\n- a \ud800 [1].")
    assert (problem.code, problem.line, problem.column) == ("bad-character", 2, 5)


def test_the_sample_of_the_notation_has_one_problem() -> None:
    text = (
        "Workflow\nRail Freight Returns(analysis)\nLogistics Review·2025-08-09 10:00\n"
        "\nCore Viewpoint - Freight is back [1][2]. Group 1: Volume - Up 8% [2]."
    )
    assert problems(text) == [("chrome", "Workflow")]


@given(pastes())
def test_nothing_is_silently_lost(text: str) -> None:
    try:
        parsed = parse_all(text)
    except DigestError:
        return
    found = set(NOTATION)
    for part in parsed:
        for problem in part.problems:
            found |= words(problem.text)
        if part.digest:
            found |= words(json.dumps(to_json(part.digest), ensure_ascii=False))
    assert words(text) - found == set()


def words(text: str) -> set[str]:
    # No numbers: they may be those of groups, of list items or of a date.
    return set(re.findall(r"新|[a-z]+|[A-Z][a-z]+|核心..", text))


@given(hostile_texts() | pastes())
def test_any_text_is_read_or_refused_with_a_digest_error(text: str) -> None:
    read_or_refused(text)


@pytest.mark.long
@settings(max_examples=1_000_000, deadline=None)
@given(hostile_texts() | pastes())
def test_a_million_texts_are_read_or_refused_with_a_digest_error(text: str) -> None:
    read_or_refused(text)


def read_or_refused(text: str) -> None:
    try:
        parsed = parse_all(text)
    except DigestError:
        return
    for part in parsed:
        if part.digest:
            assert parse(write(part.digest)).digest == part.digest
        else:
            assert [problem.severity for problem in part.problems] == ["error"]
