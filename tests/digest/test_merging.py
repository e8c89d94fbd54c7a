import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.keys import match_keys
from articles.digest.merging import Choice, Difference, Merge, merge
from articles.digest.model import Digest, DigestError, Group, Point, Reference
from articles.digest.wording import Segment

from .strategies import digests

EVERYWHERE: tuple[Choice, ...] = ("base", "mine", "theirs", "both")


def grouped(text: str) -> Digest:
    """Return a digest of groups such as "ab, G: c, H: ", each letter key and point.

    The part without a colon is the core.
    """
    parts = [part.partition(":") for part in text.split(", ")]
    groups = [
        Group(heading, points(letters.strip()))
        for heading, colon, letters in parts
        if colon
    ]
    core = "".join(letters for letters, colon, _ in parts if not colon)
    return Digest(core=points(core), groups=tuple(groups))


def points(letters: Iterable[str]) -> tuple[Point, ...]:
    return tuple(Point(letter.upper(), letter) for letter in letters)


def letters(digest: Digest) -> str:
    """Return the digest the way `grouped` reads it."""
    core = "".join(point.key for point in digest.core)
    return ", ".join(
        [
            *([core] if core else []),
            *(
                f"{group.heading}: {''.join(point.key for point in group.points)}"
                for group in digest.groups
            ),
        ]
    )


def said(key: str, text: str, *tags: str) -> Digest:
    """Return a digest of one point."""
    return Digest(core=(Point(text, key, tags),))


def only(merge: Merge) -> Difference[Any]:
    (difference,) = merge.differences
    return difference


def ids(merge: Merge) -> list[str]:
    return [difference.id for difference in merge.differences]


# Fields


def test_a_field_that_one_side_changed_is_taken_from_it() -> None:
    merged = merge(
        Digest(title="Old", language="en"),
        Digest(title="New", language="en"),
        Digest(title="Old", language="de"),
    )
    title, language = merged.differences
    assert (title.id, title.proposed, title.changed_by) == (
        "field-title",
        "mine",
        "mine",
    )
    assert (language.id, language.proposed) == ("field-language", "theirs")
    assert (title.choices, language.choices) == (("mine", "theirs"), ("theirs", "mine"))
    assert not merged.conflicts
    assert merged.choose({}) == Digest(title="New", language="de")


def test_a_field_that_both_changed_is_a_conflict_and_mine_is_proposed() -> None:
    merged = merge(Digest(title="A"), Digest(title="A dog"), Digest(title="A cat"))
    title = only(merged)
    assert (title.base, title.theirs, title.mine) == ("A", "A cat", "A dog")
    assert title.is_conflict
    assert merged.conflicts == (title,)
    assert title.choices == ("mine", "theirs", "base")
    assert merged.choose({}).title == "A dog"
    assert merged.choose({"field-title": "theirs"}).title == "A cat"
    assert merged.choose({"field-title": "base"}).title == "A"


def test_what_both_changed_alike_is_no_conflict() -> None:
    merged = merge(Digest(title="A"), Digest(title="B"), Digest(title="B"))
    title = only(merged)
    assert (title.changed_by, title.is_conflict) == ("both", False)
    assert title.choices == ("mine", "base")


def test_choices_that_name_nothing_here_choose_nothing() -> None:
    merged = merge(Digest(title="A"), Digest(title="B"), Digest(title="A"))
    assert merged.choose({"field-publication": "theirs"}) == Digest(title="B")


def test_both_wordings_are_compared_with_the_first() -> None:
    title = only(merge(Digest(title="A"), Digest(title="A dog"), Digest(title="")))
    assert title.mine_segments == (Segment("kept", "A"), Segment("added", " dog"))
    assert title.theirs_segments == (Segment("removed", "A"),)


# Tags


def test_tags_that_one_side_changed_are_taken_as_it_ordered_them() -> None:
    merged = merge(
        Digest(tags=("a", "b")), Digest(tags=("b", "a")), Digest(tags=("a", "b"))
    )
    assert only(merged).choices == ("mine", "theirs")
    assert merged.choose({}).tags == ("b", "a")
    assert merged.choose({"tags": "theirs"}).tags == ("a", "b")


def test_tags_of_both_come_together_without_what_either_removed() -> None:
    merged = merge(
        Digest(tags=("a", "b", "c")),
        Digest(tags=("b", "c", "m")),
        Digest(tags=("t", "b", "a")),
    )
    tags = only(merged)
    assert (tags.id, tags.proposed, tags.is_conflict) == ("tags", "both", False)
    assert tags.choices == ("both", "mine", "theirs", "base")
    assert tags.merged == ("t", "b", "m")
    assert tags.mine_segments == ()
    assert merged.choose({}).tags == ("t", "b", "m")
    assert merged.choose({"tags": "both"}).tags == ("t", "b", "m")
    assert merged.choose({"tags": "theirs"}).tags == ("t", "b", "a")


def test_tags_are_the_same_in_any_spelling_and_mine_is_kept() -> None:
    base, theirs = Digest(tags=("AI", "law")), Digest(tags=("AI", "Law", "EU"))
    assert merge(base, Digest(tags=("ai", "law", "eu")), theirs).choose({}).tags == (
        "ai",
        "Law",
        "eu",
    )
    assert merge(base, Digest(tags=("AI",)), theirs).choose({}).tags == ("AI", "EU")


def test_the_tags_of_a_point_are_merged_apart_from_its_text() -> None:
    merged = merge(
        said("a", "A", "x"), said("a", "A", "y"), said("a", "A grew", "x", "z")
    )
    assert ids(merged) == ["tags-a", "point-a"]
    assert not merged.conflicts
    assert merged.choose({}) == said("a", "A grew", "z", "y")
    assert merged.choose({"tags-a": "mine"}) == said("a", "A grew", "y")


def test_tags_that_both_gave_to_a_new_point_are_merged() -> None:
    merged = merge(Digest(), said("a", "A", "y"), said("a", "A", "z"))
    assert merged.choose({}) == said("a", "A", "z", "y")


# Points


def test_points_that_different_sides_reworded_are_both_reworded() -> None:
    base = grouped("ab")
    mine = Digest(core=(Point("A grew", "a"), Point("B", "b")))
    theirs = Digest(core=(Point("A", "a"), Point("B fell", "b")))
    merged = merge(base, mine, theirs)
    assert merged.choose({}).core == (Point("A grew", "a"), Point("B fell", "b"))
    assert merged.choose({"point-b": "mine"}).core == (
        Point("A grew", "a"),
        Point("B", "b"),
    )


def test_a_point_that_both_reworded_is_a_conflict() -> None:
    merged = merge(said("a", "A"), said("a", "A grew"), said("a", "A fell"))
    point = only(merged)
    assert (point.id, point.name, point.is_conflict) == ("point-a", "a", True)
    assert point.theirs_segments == (Segment("kept", "A"), Segment("added", " fell"))
    assert merged.choose({}) == said("a", "A grew")
    assert merged.choose({"point-a": "theirs"}) == said("a", "A fell")
    assert merged.choose({"point-a": "base"}) == said("a", "A")


def test_what_one_removed_and_the_other_edited_is_a_conflict() -> None:
    base, mine, theirs = grouped("ab"), grouped("b"), grouped("ab")
    theirs = replace(theirs, core=(Point("A", "a", ("x",)), theirs.core[1]))
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.id, conflict.mine) == ("point-a", None)
    assert letters(merged.choose({})) == "b"
    assert merged.choose({"point-a": "theirs"}) == theirs
    assert merged.choose({"point-a": "base"}) == base


def test_what_one_side_removed_and_the_other_left_is_removed() -> None:
    merged = merge(grouped("abc"), grouped("ab"), grouped("bc"))
    assert ids(merged) == ["point-a", "point-c"]
    assert letters(merged.choose({})) == "b"
    assert letters(merged.choose({"point-a": "base", "point-c": "theirs"})) == "abc"


def test_what_both_removed_can_be_brought_back() -> None:
    merged = merge(grouped("abc, G: d"), grouped("ac"), grouped("ac"))
    assert ids(merged) == ["point-b", "point-d"]
    assert letters(merged.choose({})) == "ac"
    assert letters(merged.choose({"point-b": "base", "point-d": "base"})) == "abc, G: d"


def test_points_that_both_added_are_both_there() -> None:
    merged = merge(grouped("ab"), grouped("axb"), grouped("aytb"))
    assert [point.proposed for point in merged.points] == ["mine", "theirs", "theirs"]
    assert letters(merged.choose({})) == "aytxb"
    assert letters(merged.choose({"point-x": "theirs", "point-t": "base"})) == "ayb"


def test_a_point_that_both_added_under_two_keys_is_one_point() -> None:
    merged = merge(grouped("a"), said("a", "A"), said("a", "A"))
    assert not merged.differences
    mine = Digest(core=(Point("A", "a"), Point("New [1].", "m")))
    theirs = Digest(core=(Point("A", "a"), Point("New [1].", "t")))
    merged = merge(grouped("a"), mine, theirs)
    assert merged.mine == theirs
    assert (only(merged).id, only(merged).is_conflict) == ("point-t", False)
    assert merged.choose({}) == theirs


def test_a_point_that_both_added_with_other_markers_is_a_conflict() -> None:
    merged = merge(Digest(), said("m", "New [1]."), said("t", "New [2]."))
    assert only(merged).is_conflict
    assert merged.choose({}) == said("t", "New [1].")
    assert merged.choose({"point-t": "base"}) == Digest()


def test_points_without_keys_are_refused_before_one_gets_lost() -> None:
    with pytest.raises(ValueError, match="give all points their keys first"):
        merge(grouped("a"), grouped("a"), Digest(core=(Point("A", "a"), Point("B"))))


def test_more_points_than_a_digest_may_have_are_refused_when_chosen() -> None:
    def added(side: str) -> Digest:
        return Digest(
            core=tuple(Point(f"{side} {n}", f"{side}{n}") for n in range(1001))
        )

    merged = merge(Digest(), added("m"), added("t"))
    with pytest.raises(DigestError, match="at most 2,000 points"):
        merged.choose({})
    fewer: dict[str, Choice] = {"point-m7": "base", "point-t7": "base"}
    assert len(merged.choose(fewer).core) == 2000


# References


def test_references_are_merged_by_number() -> None:
    one, two, three = Reference(1, "p. 1"), Reference(2), Reference(3)
    merged = merge(
        Digest(references=(one, two)),
        Digest(references=(Reference(1, "p. 7"), two, three)),
        Digest(references=(one, Reference(10), Reference(11))),
    )
    assert ids(merged) == [f"reference-{number}" for number in (1, 2, 3, 10, 11)]
    assert merged.choose({}).references == (
        Reference(1, "p. 7"),
        three,
        Reference(10),
        Reference(11),
    )
    assert merged.choose({"reference-2": "mine"}).references[1] == two


def test_a_reference_that_both_changed_is_one_conflict() -> None:
    merged = merge(
        Digest(references=(Reference(1),)),
        Digest(references=(Reference(1, "p. 3"),)),
        Digest(references=(Reference(1, "", "a quote"),)),
    )
    reference = only(merged)
    assert reference.is_conflict
    assert reference.mine_segments == (
        Segment("kept", "[1]"),
        Segment("added", " p. 3"),
    )
    assert merged.choose({"reference-1": "theirs"}) == merged.theirs


def test_a_reference_that_one_only_cites_is_as_the_other_knows_it() -> None:
    cited, known = Digest(references=(Reference(4),)), Reference(4, "p. 3")
    merged = merge(Digest(), cited, Digest(references=(known,)))
    assert not merged.conflicts
    assert merged.choose({}).references == (known,)
    assert merge(Digest(), cited, cited).choose({}) == cited


# Headings


def test_headings_that_different_sides_reworded_are_both_reworded() -> None:
    merged = merge(
        grouped("G: a, H: b"), grouped("Goods: a, H: b"), grouped("G: a, Harm: b")
    )
    assert ids(merged) == ["heading-0", "heading-1"]
    assert letters(merged.choose({})) == "Goods: a, Harm: b"
    assert letters(merged.choose({"heading-0": "theirs"})) == "G: a, Harm: b"


def test_a_heading_that_both_reworded_is_a_conflict() -> None:
    merged = merge(grouped("G: a"), grouped(": a"), grouped("H: a"))
    heading = only(merged)
    assert (heading.base, heading.theirs, heading.mine) == ("G", "H", "")
    assert heading.is_conflict
    assert letters(merged.choose({})) == ": a"
    assert letters(merged.choose({"heading-0": "theirs"})) == "H: a"


def test_a_heading_without_points_comes_and_goes() -> None:
    merged = merge(grouped("G: , H: "), grouped("H: , I: "), grouped("T: , G: , H: "))
    listed = [(found.base, found.theirs, found.mine) for found in merged.headings]
    assert listed == [("G", "G", None), (None, "T", None), (None, None, "I")]
    assert letters(merged.choose({})) == "T: , H: , I: "
    choices: dict[str, Choice] = {"heading-0": "theirs", "heading-3": "theirs"}
    assert letters(merged.choose(choices)) == "T: , G: , H: "


def test_the_heading_of_a_group_that_only_one_has_comes_with_its_points() -> None:
    merged = merge(grouped("a"), grouped("a, G: m"), grouped("a"))
    assert ids(merged) == ["point-m"]
    assert letters(merged.choose({})) == "a, G: m"
    assert letters(merged.choose({"point-m": "theirs"})) == "a"


def test_a_group_removed_by_one_and_reheaded_by_the_other_is_a_conflict() -> None:
    merged = merge(grouped("a, G: b"), grouped("a, H: b"), grouped("a"))
    assert [conflict.id for conflict in merged.conflicts] == ["heading-0"]
    assert letters(merged.choose({})) == "a, H: "
    assert letters(merged.choose({"heading-0": "theirs"})) == "a"
    kept: dict[str, Choice] = {"heading-0": "theirs", "point-b": "mine"}
    assert letters(merged.choose(kept)) == "a, G: b"


# Order and grouping


def test_an_order_that_one_side_changed_is_taken_with_what_the_other_added() -> None:
    merged = merge(grouped("abc"), grouped("cab"), grouped("abtc"))
    assert ids(merged) == ["outline", "point-t"]
    assert letters(merged.choose({})) == "cabt"
    assert letters(merged.choose({"outline": "theirs"})) == "abtc"
    assert letters(merged.choose({"outline": "base"})) == "abtc"
    assert letters(
        merge(grouped("abc"), grouped("abmc"), grouped("cab")).choose({})
    ) == ("cabm")


def test_orders_that_both_changed_are_one_conflict() -> None:
    merged = merge(grouped("abc"), grouped("cab"), grouped("bac"))
    outline = only(merged)
    assert (outline.id, outline.is_conflict) == ("outline", True)
    assert [point.key for point in outline.theirs.core] == ["b", "a", "c"]
    assert outline.mine_segments == ()
    assert letters(merged.choose({})) == "cab"
    assert letters(merged.choose({"outline": "theirs"})) == "bac"
    assert letters(merged.choose({"outline": "base"})) == "abc"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        # First in its group, and first in the core.
        ("a, G: b", "a, G: b, H: m", "ta, G: ub", "ta, G: ub, H: m"),
        # After a point that went to another group, and before one that did.
        ("G: ab, H: c", "G: b, H: ca", "G: atb, H: c", "G: b, H: cat"),
        ("G: ab, H: c", "G: b, H: ca", "G: tab, H: c", "G: tb, H: ca"),
        # Into a group that was dissolved: after the point it follows, else a new group.
        ("G: ab, H: cd", "G: abcd", "G: ab, H: ctd", "G: abctd"),
        ("G: ab, H: cd", "G: abcd", "G: ab, H: tcd", "G: abcd, H: t"),
        # A new group after the one it follows, or first.
        ("G: a, H: b", "H: b, G: a", "G: a, T: t, H: b", "H: b, G: a, T: t"),
        ("G: a, H: b", "H: b, G: a", "T: t, G: a, H: b", "T: t, H: b, G: a"),
        # Both add a group of the same name, with other points.
        ("a", "a, G: m", "a, G: t", "a, G: tm"),
        # Both add groups in one place.
        (
            "G: a, H: b",
            "G: a, M: m, H: b",
            "G: a, T: t, H: b",
            "G: a, T: t, M: m, H: b",
        ),
        # A group that one splits while the other adds to its second half.
        ("G: abc", "G: a, M: bc", "G: abtc", "G: a, M: btc"),
        # A group that one removes with its points while the other adds to it.
        ("a, G: b", "a", "a, G: bt", "a, G: t"),
        # A group whose every point one side moved away is not left behind as a heading.
        ("ab", "ba", "a, T: b", "ba"),
    ],
)
def test_points_and_groups_find_their_place(
    base: str, mine: str, theirs: str, expected: str
) -> None:
    merged = merge(grouped(base), grouped(mine), grouped(theirs))
    assert letters(merged.choose({})) == expected


# Laws


@st.composite
def edited(draw: st.DrawFn, base: Digest, side: str) -> Digest:
    """Return what an editor may have made of `base`: anything, keys kept."""
    some = [point for point in base.points() if draw(st.integers(0, 4))]
    if draw(st.booleans()):
        some = draw(st.permutations(some))
    words, headings = (
        st.sampled_from(("A", "B [1]", "C")),
        st.sampled_from(("", "G", "H")),
    )
    some = [
        point
        if draw(st.booleans())
        else replace(point, text=draw(words), tags=draw(tags))
        for point in some
    ]
    for key in draw(
        st.lists(st.sampled_from((f"{side}1", f"{side}2", "new")), unique=True)
    ):
        some.insert(draw(st.integers(0, len(some))), Point(draw(words), key))
    cuts = sorted(draw(st.lists(st.integers(0, len(some)), max_size=3)))
    if draw(st.booleans()):
        cuts = [len(base.core), *cuts]
    parts = [
        some[a:b]
        for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), None], strict=True)
    ]
    known = [group.heading for group in base.groups]
    return replace(
        base,
        title=draw(st.sampled_from((base.title, "A title"))),
        core=tuple(parts[0]),
        groups=tuple(
            Group(
                draw(
                    st.sampled_from(known)
                    if known and draw(st.booleans())
                    else headings
                ),
                tuple(part),
            )
            for part in parts[1:]
        ),
        references=tuple(
            Reference(n, draw(words)) for n in draw(st.sets(st.integers(1, 3)))
        ),
        tags=draw(tags),
    )


tags = st.lists(st.sampled_from("xyzX"), max_size=3).map(tuple)


@st.composite
def saved_twice(draw: st.DrawFn) -> tuple[Digest, Digest, Digest]:
    base = match_keys(Digest(), draw(digests()))
    return base, draw(edited(base, "m")), draw(edited(base, "t"))


@given(saved_twice())
def test_where_one_side_changed_nothing_the_other_is_taken(
    three: tuple[Digest, Digest, Digest],
) -> None:
    base, mine, theirs = three
    assert merge(base, base, theirs).choose({}) == theirs
    assert merge(base, mine, base).choose({}) == mine


@given(saved_twice())
def test_two_who_did_the_same_are_one(three: tuple[Digest, Digest, Digest]) -> None:
    base, mine, _ = three
    merged = merge(base, mine, mine)
    assert not merged.conflicts
    assert merged.choose({}) == mine


@given(saved_twice())
def test_choosing_mine_everywhere_makes_mine(
    three: tuple[Digest, Digest, Digest],
) -> None:
    merged = merge(*three)
    choices: dict[str, Choice] = dict.fromkeys(ids(merged), "mine")
    assert merged.choose(choices) == merged.mine


@given(saved_twice(), st.data())
def test_no_point_that_stays_is_lost_or_doubled_whatever_is_chosen(
    three: tuple[Digest, Digest, Digest], data: st.DataObject
) -> None:
    merged = merge(*three)
    assert len(set(ids(merged))) == len(ids(merged))
    choices = {
        difference.id: data.draw(st.sampled_from(EVERYWHERE))
        for difference in merged.differences
        if data.draw(st.booleans())
    }
    stay = {point.key: point.text for point in merged.mine.points()}
    for found in merged.points:
        point = found.value(choices.get(found.id, found.proposed))
        stay |= {found.name: point.text if point else ""}
    chosen = [(point.key, point.text) for point in merged.choose(choices).points()]
    assert sorted(chosen) == sorted((key, text) for key, text in stay.items() if text)


def test_two_thousand_points_are_merged_in_no_time() -> None:
    base = Digest(
        core=tuple(Point(f"Point {n} grew", f"k{n}") for n in range(1_000)),
        groups=tuple(
            Group(f"Group {n}", (Point(f"Point {n} fell", f"g{n}"),))
            for n in range(900)
        ),
    )
    mine = replace(base, core=(*base.core[::-1], Point("Mine", "m")))
    theirs = replace(
        base,
        core=tuple(replace(point, text=f"{point.text} fast") for point in base.core),
        groups=(*base.groups[1:], Group("Theirs", (Point("Theirs", "t"),))),
    )
    started = time.process_time()
    merged = merge(base, mine, theirs)
    result = merged.choose({})
    assert time.process_time() - started < 5
    assert len(merged.differences) == 1 + 1000 + 2 + 1
    assert len(list(result.points())) == 1901
