"""What a Digest refuses to be."""

import pytest

from articles.digest.model import (
    Digest,
    DigestError,
    Group,
    Point,
    Reference,
    checked_url,
)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org/",
        "http://",
        "http://[::1/",
        "http://example.org:99999/",
        "http://user@example.org/",
        "https://example.org/a\\b",
        "//example.org/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(DigestError) as refusal:
        checked_url(url)
    assert refusal.value.problem.code == "bad-url"


def test_an_address_is_as_long_as_its_bytes() -> None:
    with pytest.raises(DigestError, match="2,048 bytes"):
        Reference(1, url="https://example.org/" + "字" * 700)


def test_two_points_cannot_have_one_key() -> None:
    with pytest.raises(DigestError, match="same key"):
        Digest(core=(Point("A", "k1"),), groups=(Group("", (Point("B", "k1"),)),))


def test_a_digest_has_an_end() -> None:
    points = tuple(Point(f"Point {number}") for number in range(2001))
    assert len(list(Digest(core=points[1:]).points())) == 2000
    with pytest.raises(DigestError, match="at most 2,000 points"):
        Digest(core=points)


def test_the_tags_of_a_digest_and_its_points_have_an_end() -> None:
    tags = tuple(f"tag {number}" for number in range(1000))
    assert Digest(core=(Point("A", tags=tags),), tags=tags[:1])
    with pytest.raises(DigestError, match="at most 1,000 different tags"):
        Digest(core=(Point("A", tags=tags),), tags=("one more",))


@pytest.mark.parametrize("tag", ["", " ", "a, b", "a；b", "{a}"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    with pytest.raises(DigestError, match="is no tag"):
        Digest(tags=(tag,))


def test_two_references_cannot_have_one_number() -> None:
    with pytest.raises(DigestError, match="have the number 1"):
        Digest(references=(Reference(1), Reference(2), Reference(1, "p. 3")))
