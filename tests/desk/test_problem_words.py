"""Problems in the words of the desk's language."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from articles.desk.problem_words import (
    SENTENCES,
    place_of,
    problem_json,
    said,
    said_with_place,
)
from articles.digest import Problem

NOTATION = Path(__file__).parents[2] / "docs" / "notation.md"
DOCUMENTED = re.findall(
    r"^\| `([a-z0-9-]+)` \| (?:error|warning)",
    NOTATION.read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)


def problem(**parts: object) -> Problem:
    usual = {"severity": "error", "code": "no-points", "message": "no point at all"}
    return Problem(**(usual | parts))


def test_every_documented_code_has_its_sentence_and_no_other_has() -> None:
    assert len(DOCUMENTED) > 30
    assert sorted(SENTENCES) == sorted(set(DOCUMENTED))


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_needs_nothing_but_the_characters_concerned(code: str) -> None:
    with translation.override("zh-hans"):
        words = said(problem(code=code, text="growth4"))
    assert words
    assert "%" not in words


def test_english_keeps_the_exact_message() -> None:
    with translation.override("en"):
        assert said(problem()) == "no point at all"
    with translation.override("en-gb"):
        assert said(problem()) == "no point at all"
    with translation.override(None):
        assert said(problem()) == "no point at all"


def test_another_language_says_it_by_code() -> None:
    with translation.override("zh-hans"):
        assert said(problem()) == str(SENTENCES["no-points"])
        assert said(problem(code="not-known-here")) == "no point at all"


def test_a_percent_sign_in_the_characters_stays() -> None:
    with translation.override("zh-hans"):
        assert "5%(text)s" in said(problem(code="unplaced", text="5%(text)s"))


def test_long_characters_are_cut() -> None:
    with translation.override("zh-hans"):
        words = said(problem(code="unplaced", text="字" * 1000))
    assert "字" * 60 + "…" in words
    assert "字" * 61 not in words


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"line": 3}, "Line 3"),
        ({"path": "core[0].text"}, "Core, point 1"),
        ({"path": "groups[1].points[2].tags[0]"}, "Group 2, point 3"),
        ({"path": "groups[1].heading"}, "Group 2"),
        ({"path": "references[4].url"}, "Reference in row 5"),
        ({"path": "source_url"}, "Source"),
        ({"path": "points"}, ""),
        ({}, ""),
    ],
)
def test_a_place_is_counted_from_one(parts: dict[str, object], place: str) -> None:
    assert place_of(problem(**parts)) == place


def test_a_problem_is_said_with_its_place_and_what_it_is_about() -> None:
    about = problem(line=2, text="Something else")
    assert said_with_place(about) == "Line 2: no point at all: “Something else”"
    assert said_with_place(problem()) == "no point at all"


def test_what_a_sentence_quotes_is_not_quoted_again() -> None:
    with translation.override("zh-hans"):
        words = said_with_place(problem(code="chrome", text="Workflow"))
    assert words.count("Workflow") == 1


def test_scripts_get_every_part_of_a_problem() -> None:
    assert problem_json(problem(path="core", text="x", line=1, column=2)) == {
        "severity": "error",
        "code": "no-points",
        "message": "no point at all",
        "line": 1,
        "column": 2,
        "text": "x",
        "path": "core",
    }
