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
@settings(max_examples=1_000_000)
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


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A Title\nicon\nName ·\nCore Viewpoint - a [1].", "A Title"),
        ("Core Viewpoint - a [1].\nA Title\nName · 2025-01-01\nRead more", "A Title"),
        ("Name · 2025-01-01\nA Title\nCore Viewpoint - a [1].", "A Title"),
        ("Name · 2025-01-01\nCore Viewpoint - a [1].\nRead more", ""),
        ("x" * 301 + "\nA Title\nCore Viewpoint - a [1].", "A Title"),
        ("**A Title**\nCore Viewpoint - a [1].", "A Title"),
        ("A Title\n\n- a [1].", "A Title"),
        ("# A Title #\n- a [1].", "A Title"),
        ("# C#\n- a [1].", "C#"),
        ("A Title\n\\\nCore Viewpoint - a [1].", "A Title"),
        ("Core View - a [1].\nReferences\n[1] p. 3\n## A Title\n- p. 4", ""),
        ("- a [1].\n- a point without\na stop.\nName · 2025-01-01", ""),
    ],
)
def test_the_title_is_found_where_it_stands(text: str, title: str) -> None:
    digest = parse(text).digest
    assert digest
    assert digest.title == title


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("- J. Smith - the chair - spoke [1].", ["J. Smith - the chair - spoke [1]."]),
        ("Core View - Sold to J. Smith - his heir - [1].", None),
        ("Core View - Stop! - Go [1].", ["Stop!", "Go [1]."]),
        ("Core View - **Note: this** is [1].", ["Note: this is [1]."]),
        ("Core View - a [1]. **Bold words** go on.", ["a [1]. Bold words go on."]),
        ("Core View - 2**3 and 4**5 [1].", ["2**3 and 4**5 [1]."]),
        ("Core View - a **b [1].", ["a **b [1]."]),
        ("Core View - a [1]. group 2: is text.", ["a [1]. group 2: is text."]),
        ("Core View\n- a [1]. See Group 2: b.", ["a [1]. See Group 2: b."]),
        ("Core View\n- a [1] {none}", ["a [1] {none}"]),
        ("Core View\n- a [1] {#b tags:}", ["a [1] {#b tags:}"]),
        ("Core View\n- a [1] {#btags: c}", ["a [1] {#btags: c}"]),
        ("Core View\n- a [1] {}}", ["a [1] {}}"]),
        ("Core View\n- Phase one -\nthe start [1]", ["Phase one - the start [1]"]),
    ],
)
def test_signs_inside_a_statement_are_text(text: str, points: list[str] | None) -> None:
    digest = parse(text).digest
    assert digest
    texts = [point.text for point in digest.points()]
    assert texts == (points or ["Sold to J. Smith - his heir - [1]."])


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Group 1: A - b [1]. **C D:** e [2].", ["A", "C D"]),
        ("Group 1: A - b [1]. **C D** - e [2].", ["A", "C D"]),
        ("Group 1: A - b [1]. Market Outlook\n- c [2].", ["A", "Market Outlook"]),
        ("**Group 1** A - b [1].", ["A"]),
        ("**Group 1: A** b [1].", ["A"]),
        ("Group 1: A and\nB - c [1].", ["A and B"]),
        ("Group 1: A\nMarket Outlook\n- b [1].", ["A", "Market Outlook"]),
        (f"Group 1: {'long ' * 80}", [""]),
        ("Group 1: A Group 2: B Group 3: C - d [1].", ["A", "B", "C"]),
        ("- Group 1: A\n- b [1].\n- Group 2\n- c [2].", ["A", ""]),
        ("Beijing - Tianjin - Hebei trade grew [1].\nGroup 1: A - b [1].", ["A"]),
        ("Group 1: A - b [1]. Week - on - week it grew [2].", ["A"]),
        ('Group 1: A - b [1].\nReferences\n[1] "c\nGroup 2: d" e', ["A"]),
        ("Group 1: A - b [1].\n\n***\n\n***\n\nRead more", ["A"]),
    ],
)
def test_a_heading_is_told_from_text(text: str, headings: list[str]) -> None:
    digest = parse(text).digest
    assert digest
    assert [group.heading for group in digest.groups] == headings


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "A\nN · 2025-01-01\nGroup 1: a - b [1].\nB\nicon\nN · 2025-01-02\n- c [1].",
            "AB",
        ),
        ("A\nCore View - a [1].\n\nB\n\nCore View - b [1].", "AB"),
        ("Core View - a [1].\nA\nN · 2025-01-01\nCore View - b [1].\nB\n", "AB"),
        ("Group 1: a - b [1].\n---\nGroup 1: c - d [1].", ["", ""]),
        ("Group 1: a - b [1].\n---\nGroup 2: c - d [1].", [""]),
    ],
)
def test_a_listing_holds_several_digests(text: str, titles: list[str] | str) -> None:
    parsed = parse_all(text)
    assert [part.digest.title for part in parsed if part.digest] == list(titles)


def test_a_text_of_too_many_lines_is_refused_at_once() -> None:
    with pytest.raises(DigestError, match="at most 50,000 lines"):
        parse("- a [1].\n" * 50_000)


def test_a_source_that_is_no_address_finds_no_place() -> None:
    parsed = parse("Core Viewpoint - Exports grew [1].\nSource: the archive\n")
    assert parsed.digest
    assert parsed.digest.source_url == ""
    assert [(p.code, p.text) for p in parsed.problems] == [
        ("unplaced", "Source: the archive")
    ]


def test_a_plain_line_over_a_bullet_is_no_heading() -> None:
    parsed = parse(
        "Core Viewpoint - Exports grew [1].\n"
        "the figures are those of last year\n"
        "- Imports fell [2].\n"
    )
    assert parsed.digest
    assert [point.text for point in parsed.digest.core] == [
        "Exports grew [1].",
        "Imports fell [2].",
    ]
    assert [(p.code, p.text) for p in parsed.problems] == [
        ("unplaced", "the figures are those of last year")
    ]


def test_a_lead_word_that_goes_on_as_prose_opens_nothing() -> None:
    parsed = parse("Core Viewpoint of the author is clear\n- Exports grew [1].\n")
    assert parsed.digest
    assert parsed.digest.core == ()
    assert [point.text for point in parsed.digest.points()] == ["Exports grew [1]."]
