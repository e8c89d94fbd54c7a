"""A digest as a reader sees it."""

import pytest

from articles.digest import Digest, Point, Reference
from articles.site.article.reading import read

ALL = tuple(Reference(number) for number in (1, 2, 3, 10))


@pytest.mark.parametrize(
    "text",
    [
        "[1]",
        "a[1]b",
        "[1][2]",
        "［1］【2】",
        "[1-3, 10]",
        "[4]",
        "[3-1]",
        "[",
        "x [1",
        "[0]",
    ],
)
def test_the_runs_of_a_statement_are_its_text(text):
    point = read(Digest(core=(Point(text),), references=ALL)).sections[0].points[0]
    assert "".join(run.text for run in point.runs) == text
    for run in point.runs:
        assert not run.parts or "".join(part.text for part in run.parts) == run.text


def test_a_marker_is_one_run_and_each_number_a_part():
    point = (
        read(Digest(core=(Point("x [1-3,9]."),), references=ALL)).sections[0].points[0]
    )
    marker = point.runs[1]
    assert [(part.text, part.number) for part in marker.parts if part.number] == [
        ("1", 1),
        ("3", 3),
    ]
    assert marker.text == "[1-3,9]"


def test_a_range_is_cited_by_in_full():
    reading = read(Digest(core=(Point("x [1-3]."),), references=ALL))
    cited = {item.passage.number: len(item.cited_by) for item in reading.references}
    assert cited == {1: 1, 2: 1, 3: 1, 10: 0}
