import pytest

from articles.digest.citations import complete
from articles.digest.model import Digest, Group, Point, Problem, Reference
from articles.digest.rules import check


def digest_of(*points: str, **fields: object) -> Digest:
    given: dict[str, object] = {
        "title": "A title",
        "publication": "A paper",
        "core": tuple(map(Point, points)),
        "references": (Reference(1, locator="p. 1"),),
    }
    return Digest(**given | fields)  # type: ignore[arg-type]


def test_nothing_is_wrong_with_a_good_digest() -> None:
    assert check(digest_of("Exports grew [1].")) == ()


def test_an_edition_needs_a_title() -> None:
    assert check(digest_of("Exports grew [1].", title="")) == (
        Problem(
            "error",
            "missing-title",
            "the digest has no title; enter the title of the article",
            path="title",
        ),
    )


def test_an_edition_needs_a_publication() -> None:
    assert check(digest_of("Exports grew [1].", publication="")) == (
        Problem(
            "error",
            "missing-publication",
            "the digest names no publication; enter the outlet the article appeared in",
            path="publication",
        ),
    )


def test_an_edition_needs_a_point() -> None:
    assert check(digest_of(references=())) == (
        Problem(
            "error",
            "no-points",
            "the digest has no point; add at least one statement",
            path="core",
        ),
    )


@pytest.mark.parametrize("text", ["[1]", "— [1] …", "。"])
def test_a_point_must_say_something(text: str) -> None:
    digest = digest_of("Exports grew [1].", text)
    assert check(digest) == (
        Problem(
            "error",
            "empty-point",
            "point 2 of the core says nothing; write its statement or remove it",
            text=text,
            path="core[1].text",
        ),
    )


@pytest.mark.parametrize(
    ("marker", "reason"),
    [
        ("[0]", "a number goes from 1 to 9999"),
        ("[10000]", "a number goes from 1 to 9999"),
        ("[3-1]", "a range goes upwards and over at most 100 numbers"),
        ("[1-900]", "a range goes upwards and over at most 100 numbers"),
    ],
)
def test_a_marker_must_cite_numbers_a_reference_can_have(
    marker: str, reason: str
) -> None:
    digest = digest_of(
        "Exports grew [1].",
        groups=(Group("A", (Point("One [1]"), Point(f"Two {marker}."))),),
    )
    assert check(digest) == (
        Problem(
            "error",
            "bad-marker",
            f"point 2 of group 1 has the marker {marker}, but {reason}; correct it",
            text=marker,
            path="groups[0].points[1].text",
        ),
    )


def test_a_marker_must_cite_a_reference_that_exists() -> None:
    assert check(digest_of("Exports grew [1][1, 2].")) == (
        Problem(
            "error",
            "unknown-reference",
            "point 1 of the core cites 2 in [1, 2], but there is no such reference; "
            "add it or correct the marker",
            text="[1, 2]",
            path="core[0].text",
        ),
    )


def test_a_wide_range_without_references_is_one_problem() -> None:
    (problem,) = check(digest_of("Exports grew [1-50]."))
    assert problem.message == (
        "point 1 of the core cites 2, 3, 4, 5, 6 and 44 more in [1-50], but there is "
        "no such reference; add it or correct the marker"
    )


def test_a_point_without_a_marker_is_a_warning() -> None:
    assert check(digest_of("Exports grew [1].", "Imports fell.")) == (
        Problem(
            "warning",
            "uncited-point",
            "point 2 of the core cites no reference; add a marker such as [1]",
            text="Imports fell.",
            path="core[1].text",
        ),
    )


def test_a_long_statement_is_a_warning() -> None:
    text = "a" * 597 + " [1]"
    assert check(digest_of(text)) == (
        Problem(
            "warning",
            "long-statement",
            "point 1 of the core has 601 characters; shorten it or split it "
            "(over 600 is hard to read)",
            text=text,
            path="core[0].text",
        ),
    )
    assert check(digest_of(text[1:])) == ()


def test_a_statement_said_twice_is_a_warning() -> None:
    assert check(digest_of("AI grew [1].", "ＡＩ GREW.[1]")) == (
        Problem(
            "warning",
            "repeated-statement",
            "point 2 of the core says the same as point 1 of the core; "
            "remove one of them",
            text="ＡＩ GREW.[1]",
            path="core[1].text",
        ),
    )


def test_a_heading_without_points_is_a_warning() -> None:
    digest = digest_of("Exports grew [1].", groups=(Group("Outlook"),))
    assert check(digest) == (
        Problem(
            "warning",
            "empty-group",
            "group 1, “Outlook”, has no point; add one or remove the heading",
            text="Outlook",
            path="groups[0]",
        ),
    )


def test_a_reference_nobody_cites_is_a_warning() -> None:
    references = (Reference(1, locator="p. 1"), Reference(2, locator="p. 2"))
    assert check(digest_of("Exports grew [1].", references=references)) == (
        Problem(
            "warning",
            "uncited-reference",
            "no point cites reference 2; cite it or remove it",
            path="references[1]",
        ),
    )


def test_a_reference_without_a_passage_is_a_warning() -> None:
    digest = complete(digest_of("Exports grew [1][2]."))
    assert check(digest) == (
        Problem(
            "warning",
            "missing-passage",
            "reference 2 has no passage; enter where it stands in the source, "
            "a quote or an address",
            path="references[1]",
        ),
    )


def test_errors_stand_before_warnings() -> None:
    severities = [p.severity for p in check(digest_of("Exports grew.", title=""))]
    assert severities == ["error", "warning", "warning"]
