import time
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.diff import (
    Changes,
    FieldChange,
    GroupChange,
    PointChange,
    ReferenceChange,
    diff,
)
from articles.digest.model import Digest, Group, Point, Reference
from articles.digest.wording import Segment

from .strategies import digests

TEXTS = ("A grew", "A grew [1]", "A grew. [2]", "B fell", "B fell fast")


@st.composite
def alike(draw: st.DrawFn) -> Digest:
    """Return one of few digests, so that two of them have much in common."""
    keys = iter(draw(st.permutations("abcdefgh")))

    def some() -> tuple[Point, ...]:
        texts = draw(st.lists(st.sampled_from(TEXTS), max_size=2))
        return tuple(
            Point(text, draw(st.sampled_from(("", next(keys)))), draw(tags))
            for text in texts
        )

    tags = st.lists(st.sampled_from("xy"), max_size=2).map(tuple)
    headings = draw(st.lists(st.sampled_from(("", "G", "H")), max_size=3))
    numbers = draw(st.sets(st.integers(1, 3)))
    return Digest(
        title=draw(st.sampled_from(("", "A title"))),
        core=some(),
        groups=tuple(Group(heading, some()) for heading in headings),
        references=tuple(Reference(n, draw(st.sampled_from("pq"))) for n in numbers),
        tags=draw(tags),
    )


def points(*texts: str) -> tuple[Point, ...]:
    """Return points from "key text" or, without a key, " text"."""
    return tuple(
        Point(text, key) for key, _, text in (given.partition(" ") for given in texts)
    )


def keyless(digest: Digest) -> Digest:
    def stripped(given: Iterable[Point]) -> tuple[Point, ...]:
        return tuple(replace(point, key="") for point in given)

    groups = (replace(group, points=stripped(group.points)) for group in digest.groups)
    return replace(digest, core=stripped(digest.core), groups=tuple(groups))


def test_equal_digests_have_no_changes() -> None:
    digest = Digest(title="A", core=points("a One", "b Two"))
    assert diff(digest, digest) == Changes()
    assert diff(digest, digest).is_empty
    assert diff(digest, digest).counts() == {}


def test_other_keys_are_no_change() -> None:
    old, new = (
        Digest(core=points("a One", "b Two")),
        Digest(core=points("b One", " Two")),
    )
    assert diff(old, new).is_empty


@given(alike(), alike())
def test_changes_are_empty_only_where_digests_are_equal(
    one: Digest, other: Digest
) -> None:
    assert diff(one, other).is_empty == (keyless(one) == keyless(other))


@given(digests())
def test_any_digest_can_be_made_from_nothing(digest: Digest) -> None:
    changes = diff(Digest(), digest)
    assert [change.new for change in changes.points] == list(digest.points())
    assert all(change.is_added for change in changes.groups + changes.references)
    assert diff(digest, digest) == Changes()


@given(digests(), st.randoms(use_true_random=False))
def test_shuffled_points_are_moved_and_nothing_else(
    digest: Digest, random: Random
) -> None:
    core = list({point.text: point for point in digest.core}.values())
    shuffled = core.copy()
    random.shuffle(shuffled)
    changes = diff(Digest(core=tuple(core)), Digest(core=tuple(shuffled)))
    assert set(changes.counts()) <= {"points_moved"}
    assert len(changes.points) < max(len(core), 1)


@given(alike(), alike())
def test_there_and_back_are_mirror_images(one: Digest, other: Digest) -> None:
    there, back = diff(one, other).counts(), diff(other, one).counts()
    for kind in ("fields", "tags_reordered", "references_changed"):
        assert there.get(kind) == back.get(kind)
    for what in ("tags", "points", "references"):
        assert there.get(f"{what}_added") == back.get(f"{what}_removed")


def test_every_field_is_compared() -> None:
    old = Digest(title="Old title")
    new = Digest("New title", "Paper", "2025-11-04", "en", "https://example.org/")
    changes = diff(old, new)
    assert changes.fields == (
        FieldChange("title", "Old title", "New title"),
        FieldChange("publication", "", "Paper"),
        FieldChange("published", "", "2025-11-04"),
        FieldChange("language", "", "en"),
        FieldChange("source_url", "", "https://example.org/"),
    )
    assert changes.fields[0].segments == (
        Segment("removed", "Old"),
        Segment("added", "New"),
        Segment("kept", " title"),
    )


def test_tags_are_added_removed_and_reordered() -> None:
    changes = diff(Digest(tags=("a", "b", "c")), Digest(tags=("c", "d", "a")))
    assert changes == Changes(
        tags_added=("d",), tags_removed=("b",), tags_reordered=True
    )
    assert changes.counts() == {"tags_added": 1, "tags_removed": 1, "tags_reordered": 1}


def test_a_point_is_reworded_where_its_key_stays() -> None:
    old, new = Digest(core=points("a One [1].")), Digest(core=points("a Two [1]."))
    changes = diff(old, new)
    assert changes.points == (
        PointChange(old.core[0], new.core[0], (None, 0), (None, 0)),
    )
    assert changes.points[0].segments == (
        Segment("removed", "One"),
        Segment("added", "Two"),
        Segment("kept", " [1]."),
    )
    assert changes.counts() == {"points_reworded": 1}


def test_a_point_whose_markers_differ_is_cited_anew() -> None:
    changes = diff(Digest(core=points(" One [1].")), Digest(core=points(" One.[2]")))
    assert changes.counts() == {"points_recited": 1}


def test_a_point_with_other_tags_is_tagged_anew() -> None:
    old, new = Point("One", tags=("a",)), Point("One", tags=("b",))
    changes = diff(Digest(core=(old,)), Digest(core=(new,)))
    assert changes.counts() == {"points_retagged": 1}


def test_points_come_and_go() -> None:
    changes = diff(Digest(core=points("a One")), Digest(core=points("b Two")))
    added, removed = changes.points
    assert (added.new_place, added.old_place) == ((None, 0), None)
    assert (removed.new_place, removed.old_place) == (None, (None, 0))
    assert added.segments == (Segment("added", "Two"),)
    assert removed.segments == (Segment("removed", "One"),)
    assert changes.counts() == {"points_added": 1, "points_removed": 1}


def test_an_insertion_moves_nothing() -> None:
    old = Digest(core=points(" A", " B", " C"))
    new = Digest(core=points(" X", " A", " B", " C"))
    assert diff(old, new).counts() == {"points_added": 1}


def test_only_the_point_that_moved_is_moved() -> None:
    old = Digest(core=points(" A", " B", " C", " D"))
    new = Digest(core=points(" D", " A", " B", " C"))
    (change,) = diff(old, new).points
    assert (change.old_place, change.new_place) == ((None, 3), (None, 0))
    assert change.is_moved


def test_a_point_can_be_reworded_and_moved_at_once() -> None:
    old = Digest(core=points("a One", "b Two"), groups=(Group("G", points("c Three")),))
    new = Digest(core=points("b Two"), groups=(Group("G", points("c Three", "a Uno")),))
    assert diff(old, new).counts() == {"points_reworded": 1, "points_moved": 1}


def grouped(groups: str) -> Digest:
    """Return a digest of groups such as "Heading: AB, : C", each letter a point."""
    split = (group.partition(": ") for group in groups.split(", "))
    return Digest(
        groups=tuple(
            Group(heading, points(*(f" {c}" for c in letters)))
            for heading, _, letters in split
        )
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # A new heading over the same points.
        ("G: AB", "H: AB", "groups_reworded 1"),
        # Two groups change places; their points stay in them.
        ("G: AB, H: CD", "H: CD, G: AB", "groups_moved 1"),
        # A group between two others.
        ("G: A, H: B", "G: A, I: , H: B", "groups_added 1"),
        # A heading taken away with its points.
        ("G: A, H: B", "H: B", "groups_removed 1, points_removed 1"),
        # One group split into two.
        (": ABC", ": AB, : C", "groups_added 1, points_moved 1"),
        # A heading without points moves.
        ("G: A, H: ", "H: , G: A", "groups_moved 1"),
        # All points replaced under the same heading.
        ("G: A", "G: B", "points_added 1, points_removed 1"),
        # Two groups of one name, one of them gone.
        ("G: A, G: B", "G: B", "groups_removed 1, points_removed 1"),
    ],
)
def test_groups_are_followed(old: str, new: str, expected: str) -> None:
    counts = diff(grouped(old), grouped(new)).counts()
    assert ", ".join(f"{kind} {n}" for kind, n in sorted(counts.items())) == expected


def test_a_group_says_where_it_stood_and_how_its_heading_changed() -> None:
    old = grouped("Open Source: A, H: B")
    new = grouped("H: B, Open Data: A")
    changes = diff(old, new)
    (moved,) = [change for change in changes.groups if change.is_moved]
    (reworded,) = [change for change in changes.groups if change.is_reworded]
    assert moved in (
        GroupChange(1, 0, "H", "H", is_moved=True),
        GroupChange(0, 1, "Open Source", "Open Data", is_moved=True),
    )
    assert reworded.segments == (
        Segment("kept", "Open "),
        Segment("removed", "Source"),
        Segment("added", "Data"),
    )


def test_references_are_compared_by_number() -> None:
    old = Digest(references=(Reference(1), Reference(2), Reference(3)))
    new = Digest(references=(Reference(2), Reference(3, "p. 3"), Reference(4)))
    changes = diff(old, new)
    assert changes.references == (
        ReferenceChange(Reference(1), None),
        ReferenceChange(Reference(3), Reference(3, "p. 3")),
        ReferenceChange(None, Reference(4)),
    )
    assert changes.counts() == {
        "references_removed": 1,
        "references_changed": 1,
        "references_added": 1,
    }


def test_two_thousand_points_are_compared_in_no_time() -> None:
    old = Digest(core=tuple(Point(f"Point {n} grew", f"k{n}") for n in range(2_000)))
    new = Digest(
        core=tuple(replace(point, text=point.text + " [1]") for point in old.core[::-1])
    )
    started = time.process_time()
    assert diff(old, new).counts() == {"points_moved": 1_999, "points_recited": 2_000}
    assert time.process_time() - started < 10
