from articles.digest.model import Digest, Group, Point
from articles.digest.outline import Outline, outlines, skeleton, woven


def grouped(*groups: tuple[str, str]) -> Digest:
    """Return a digest of groups, each a heading and its points, a letter for each."""
    return Digest(
        groups=tuple(
            Group(heading, tuple(Point(letter, letter) for letter in letters))
            for heading, letters in groups
        )
    )


def test_one_group_has_one_number_in_all_three() -> None:
    base = grouped(("G", "a"), ("H", "b"))
    theirs = grouped(("T", "t"), ("H", "b"), ("New", "s"))
    mine = grouped(("New", "m"), ("H again", "b"), ("G", "a"))
    numbers = [outline.numbers for outline in outlines(base, theirs, mine)]
    assert numbers == [(0, 1), (2, 1, 3), (3, 1, 0)]


def test_an_outline_knows_its_groups_by_their_numbers() -> None:
    digest = grouped(("G", "ab"), ("H", ""))
    outline = Outline((Point("C", "c"),), digest.groups, (7, 3))
    assert outline.order() == {None: ("c",), 7: ("a", "b"), 3: ()}
    assert outline.numbered() == {7: digest.groups[0], 3: digest.groups[1]}
    assert outline.headings() == {7: "G", 3: "H"}


def test_a_skeleton_is_what_all_have() -> None:
    order = {None: "ax", 1: "by", 2: "z", 3: ""}
    assert skeleton(order, "ab", (None, 3)) == [(None, ["a"]), (1, ["b"]), (3, [])]


def test_what_is_missing_comes_after_what_it_follows() -> None:
    into = {None: "a", 1: "cb"}
    other = {None: "xa", 2: "y", 1: "bzc", 3: "", 4: "", 5: "w"}
    assert list(woven(into, other, "xyz", (1, 3)).items()) == [
        (None, ("x", "a")),
        (2, ("y",)),
        (1, ("c", "b", "z")),
        (3, ()),
    ]
