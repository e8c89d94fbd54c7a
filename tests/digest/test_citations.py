import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.citations import (
    Citation,
    Text,
    cited_numbers,
    citing_points,
    complete,
    renumber,
    segments,
    without_markers,
)
from articles.digest.model import Digest, Group, Point, Reference


def digest_of(*texts: str, numbers: tuple[int, ...] = ()) -> Digest:
    return Digest(
        core=tuple(map(Point, texts[:1])),
        groups=(Group("Later", tuple(map(Point, texts[1:]))),),
        references=tuple(Reference(n, locator=f"p. {n}") for n in numbers),
    )


def texts_of(digest: Digest) -> list[str]:
    return [point.text for point in digest.points()]


def test_numbers_are_listed_once_in_order_of_first_use() -> None:
    assert cited_numbers("A [3] b【1】c [1-3]. [2,3]") == (3, 1, 2)


def test_numbers_no_reference_can_have_are_not_cited() -> None:
    assert cited_numbers("A [0][10000][5-3][9999]") == (9999,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Exports grew [1][2].", "Exports grew."),
        ("Exports grew.[1]", "Exports grew."),
        ("[1] Exports [2, 3] grew", "Exports grew"),
        ("出口增长［1］。", "出口增长。"),
        ("[1][2]", ""),
    ],
)
def test_a_statement_reads_well_without_its_markers(text: str, words: str) -> None:
    assert without_markers(text) == words


def test_completing_adds_an_empty_reference_for_each_cited_number() -> None:
    digest = digest_of("A [3]", "B [1][3]", "C [0]", numbers=(2, 3))
    assert complete(digest).references == (
        Reference(1),
        Reference(2, locator="p. 2"),
        Reference(3, locator="p. 3"),
    )


def test_a_complete_digest_stays_as_it_is() -> None:
    digest = digest_of("A [1]", numbers=(1,))
    assert complete(digest) is digest


def test_a_reference_knows_the_points_that_cite_it_each_once() -> None:
    digest = digest_of("A [2][2]", "B [1]", "C [1,2]")
    assert citing_points(digest) == {
        2: ((None, 0), (0, 1)),
        1: ((0, 0), (0, 1)),
    }


def test_every_number_typed_in_a_marker_is_a_citation() -> None:
    assert segments("Grew [1, 3] a lot【4-6】") == (
        Text("Grew ["),
        Citation("1", 1),
        Text(", "),
        Citation("3", 3),
        Text("] a lot【"),
        Citation("4", 4),
        Text("-"),
        Citation("6", 6),
        Text("】"),
    )


def test_a_number_in_wide_digits_is_a_citation_as_typed() -> None:
    assert segments("［１２］")[1] == Citation("１２", 12)


@pytest.mark.parametrize("text", ["Only words", "[5-3] backwards", "[0] or [10000]"])
def test_what_cites_nothing_is_plain_text(text: str) -> None:
    assert segments(text) == (Text(text),)


def test_an_empty_text_has_no_pieces() -> None:
    assert segments("") == ()


@given(st.text(alphabet="[]［］【】0123,-– aé中"))
def test_the_pieces_joined_are_the_text_as_typed(text: str) -> None:
    pieces = segments(text)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    cited = {piece.number for piece in pieces if isinstance(piece, Citation)}
    assert cited <= set(cited_numbers(text))


def test_renumbering_follows_first_use_and_moves_the_references_along() -> None:
    digest = digest_of("A [7]", "B [3].", "C [7][3]", numbers=(3, 5, 7))
    result = renumber(digest)
    assert texts_of(result) == ["A [1]", "B [2].", "C [1][2]"]
    assert [(r.number, r.locator) for r in result.references] == [
        (1, "p. 7"),
        (2, "p. 3"),
        (3, "p. 5"),
    ]


def test_renumbering_writes_a_range_only_where_numbers_still_follow() -> None:
    digest = digest_of("A [2]", "B【1-3】", "C [4,5,6]", "D [1, 2]")
    assert texts_of(renumber(digest)) == [
        "A [1]",
        "B【2,1,3】",
        "C [4,5,6]",
        "D [2,1]",
    ]
    assert texts_of(renumber(digest_of("A [9]", "B [11-13]", "C [20, 21]"))) == [
        "A [1]",
        "B [2-4]",
        "C [5,6]",
    ]


def test_renumbering_writes_no_range_wider_than_a_marker_may_have() -> None:
    (text,) = texts_of(renumber(digest_of("A [101-200,201-300]")))
    assert text == "A [1-100,101-200]"


def test_renumbering_leaves_a_marker_that_cites_nothing_alone() -> None:
    digest = digest_of("A [0] b [5-3] c [20000] d [4]")
    assert texts_of(renumber(digest)) == ["A [0] b [5-3] c [20000] d [1]"]


@given(st.lists(st.text(alphabet="[],-0123 a", min_size=1, max_size=30), max_size=4))
def test_renumbering_twice_changes_nothing_more(texts: list[str]) -> None:
    digest = complete(digest_of(*(text + "." for text in texts)))
    once = renumber(digest)
    assert renumber(once) == once
    assert complete(once) == once
