import pytest

from articles.digest.markers import Marker, find_markers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("[3]", (3,)),
        ("［3］", (3,)),
        ("【3】", (3,)),
        ("［３］", (3,)),
        ("[ 1, 2 ]", (1, 2)),
        ("[1，2、3]", (1, 2, 3)),
        ("[1-3]", (1, 2, 3)),
        ("[1–3,5]", (1, 2, 3, 5)),
        ("[0]", (0,)),
        ("[10000]", (10_000,)),
        ("[1-100]", tuple(range(1, 101))),
        ("[1-101]", ()),
        ("[3-1]", ()),
    ],
)
def test_a_marker_cites_numbers(text: str, numbers: tuple[int, ...]) -> None:
    assert list(find_markers(f"a{text}b")) == [Marker(1, 1 + len(text), numbers)]


@pytest.mark.parametrize("text", ["[]", "[a]", "[1", "[1,]", "[-1]", "[1234567890]"])
def test_other_brackets_are_text(text: str) -> None:
    assert not list(find_markers(text))
