from articles.digest.matching import EQUAL_TEXT, Placed, own_key, pair_up
from articles.digest.model import Point


def placed(*points: Point, group: int | None = None) -> list[Placed]:
    return [((group, index), point) for index, point in enumerate(points)]


def test_a_key_pairs_points_whatever_they_say() -> None:
    old = placed(Point("A", "k1"), Point("B", "k2"))
    new = placed(Point("C", "k2"), Point("D", "k1"))
    assert pair_up(old, new, (own_key,)) == {(None, 0): old[1], (None, 1): old[0]}


def test_points_without_a_key_are_not_paired_by_it() -> None:
    assert pair_up(placed(Point("A")), placed(Point("B")), (own_key,)) == {}


def test_equal_text_pairs_points_of_the_same_group_first() -> None:
    old = [*placed(Point("A")), *placed(Point("A"), group=0)]
    new = placed(Point("A"), group=0)
    assert pair_up(old, new, EQUAL_TEXT) == {(0, 0): old[1]}


def test_equal_words_pair_points_whose_markers_differ() -> None:
    old = placed(Point("A grew [1]."))
    new = placed(Point("A grew [2]."), group=0)
    assert pair_up(old, new, EQUAL_TEXT) == {(0, 0): old[0]}
    assert pair_up(old, placed(Point("A grew.")), EQUAL_TEXT) == {(None, 0): old[0]}


def test_markers_alone_are_no_words_to_pair_by() -> None:
    assert pair_up(placed(Point("[1]")), placed(Point("[2]")), EQUAL_TEXT) == {}


def test_points_that_are_alike_are_paired_in_order() -> None:
    old = placed(Point("A", "k1"), Point("A", "k2"))
    new = placed(Point("A"), Point("A"), Point("A"))
    assert pair_up(old, new, EQUAL_TEXT) == {(None, 0): old[0], (None, 1): old[1]}
