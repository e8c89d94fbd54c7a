import itertools
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given

from articles.digest.keys import match_keys, random_key
from articles.digest.model import Digest, DigestError, Group, Point

from .strategies import digests


def counting() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"new{next(numbers)}"


def keys_of(digest: Digest) -> list[str]:
    return [point.key for point in digest.points()]


def keyless(digest: Digest) -> Digest:
    def stripped(given: Iterable[Point]) -> tuple[Point, ...]:
        return tuple(replace(point, key="") for point in given)

    groups = (replace(group, points=stripped(group.points)) for group in digest.groups)
    return replace(digest, core=stripped(digest.core), groups=tuple(groups))


def matched(old: Iterable[tuple[str, str]], *new: str | tuple[str, str]) -> list[str]:
    """Return the keys that points of a core get, given (key, text) or a bare text."""
    old_core = tuple(Point(text, key) for key, text in old)
    new_core = tuple(
        Point(given) if isinstance(given, str) else Point(given[1], given[0])
        for given in new
    )
    return keys_of(match_keys(Digest(core=old_core), Digest(core=new_core), counting()))


def test_a_point_keeps_the_key_it_brings() -> None:
    assert matched([("a", "One"), ("b", "Two")], ("b", "One"), ("x", "Two")) == [
        "b",
        "x",
    ]


def test_equal_text_keeps_its_key_wherever_it_went() -> None:
    assert matched([("a", "One"), ("b", "Two")], "Two", "Three", "One") == [
        "b",
        "new1",
        "a",
    ]


def test_a_key_somebody_else_brings_is_not_given_away() -> None:
    assert matched([("a", "One")], "One", ("a", "Two")) == ["new1", "a"]


def test_text_that_differs_in_its_markers_keeps_its_key() -> None:
    assert matched([("a", "One grew [1].")], "One grew. [2]") == ["a"]


def test_a_reworded_point_keeps_its_key() -> None:
    old = [("a", "Exports to Asia grew fast [1]."), ("b", "Imports fell in May [2].")]
    assert matched(
        old, "Imports fell sharply in May.", "Exports to Asia grew slowly [1]."
    ) == ["b", "a"]
    assert matched([("a", "长三角开源合作加速")], "长三角的开源合作正加速") == ["a"]


def test_too_different_a_point_gets_a_fresh_key() -> None:
    assert matched([("a", "Exports grew fast")], "Imports fell fast") == ["new1"]
    # The same words, but not one sentence.
    assert matched([("a", "a b c d e")], "e d c b a") == ["new1"]


def test_the_closest_point_gets_the_key() -> None:
    old = [("a", "Exports to Asia grew by two percent")]
    assert matched(
        old,
        "Exports to Asia shrank by nine percent",
        "Exports to Asia grew by six percent",
    ) == ["new1", "a"]


def test_among_equally_close_points_the_same_group_wins() -> None:
    def digest(*keys: str) -> Digest:
        one, two = keys
        return Digest(
            core=(Point("Steel output grew in May [1]", one),),
            groups=(Group("G", (Point("Steel output grew in June", two),)),),
        )

    new = Digest(groups=(Group("G", (Point("Steel output grew in July"),)),))
    assert keys_of(match_keys(digest("a", "b"), new, counting())) == ["b"]


def test_a_reworded_point_among_many_that_share_its_words_stays_by_its_place() -> None:
    old = [(f"k{n}", f"Output of the region grew by {n} percent") for n in range(50)]
    new = [text.replace("grew", "rose") for _, text in old]
    new[7] = "Output of the region rose by some percent"
    assert matched(old, *new) == [key for key, _ in old]


def test_points_with_nothing_but_markers_can_be_matched_by_place() -> None:
    assert matched([("a", "[1]")], "[2]") == ["a"]


def test_a_key_of_the_old_digest_is_never_given_anew() -> None:
    old = Digest(core=(Point("One", "new1"), Point("Two", "new2")))
    new = Digest(core=(Point("Something else entirely"), Point("Three", "new3")))
    assert keys_of(match_keys(old, new, counting())) == ["new4", "new3"]


def test_keys_reach_into_groups() -> None:
    old = Digest(groups=(Group("G", (Point("One", "a"),)), Group("H")))
    new = Digest(groups=(Group("G"), Group("H", (Point("Two"), Point("One")))))
    assert keys_of(match_keys(old, new, counting())) == ["new1", "a"]


def test_a_key_no_point_can_have_is_refused() -> None:
    with pytest.raises(DigestError, match="a key is up to 40 Latin letters"):
        match_keys(Digest(), Digest(core=(Point("A"),)), lambda: "no key")


def test_a_random_key_cannot_be_misread() -> None:
    for _ in range(100):
        assert re.fullmatch("[a-hjkmnp-z][a-hjkmnp-z2-9]{5}", random_key())


@given(digests(), digests())
def test_every_point_gets_one_key_and_nothing_else_changes(
    old: Digest, new: Digest
) -> None:
    result = match_keys(old, new)
    keys = keys_of(result)
    assert keyless(result) == keyless(new)
    assert len(set(keys)) == len(keys)
    assert all(keys)
    brought = [(before, now) for before, now in zip(keys_of(new), keys, strict=True)]
    assert all(before in ("", now) for before, now in brought)


@given(digests())
def test_the_same_text_keeps_all_its_keys(digest: Digest) -> None:
    keyed = match_keys(Digest(), digest)
    again = match_keys(keyed, keyless(digest))
    assert sorted(keys_of(again)) == sorted(keys_of(keyed))
    assert match_keys(keyed, keyed) == keyed


@pytest.mark.parametrize(
    "text",
    [
        "Output of region {} grew by {} percent in the year of the survey",
        "Alike in every word",
        "地区{}的产量增长了{}个百分点，创下新高",
        "{} {} " + " ".join(f"word{n}" for n in range(100)),
    ],
)
def test_two_thousand_reworded_points_are_matched_in_time(text: str) -> None:
    old = Digest(
        core=tuple(Point(text.format(n, n * 7), f"k{n}") for n in range(2_000))
    )
    new = Digest(
        core=tuple(Point(text.format(n, n * 7) + " again") for n in range(2_000))
    )
    started = time.process_time()
    result = match_keys(old, new)
    assert time.process_time() - started < 10
    assert keys_of(result) == keys_of(old)
