"""Names that may mean the same are found, and quickly."""

import pytest

from articles.desk.nearness import CROWDED, Likeness, Named, near_names


def likeness(one: str, other: str) -> Likeness | None:
    near = near_names([Named(1, one), Named(2, other)])
    return near[0].likeness if near else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("open source", "open-source"),
        ("École", "ecole"),
        ("G20", "G 20"),
        ("人工 智能", "人工智能"),
        ("U.S.", "US"),
    ],
)
def test_punctuation_blanks_and_accents_tell_no_names_apart(
    one: str, other: str
) -> None:
    assert likeness(one, other) == Likeness.LETTERS


@pytest.mark.parametrize(
    ("one", "other"),
    [("queue", "Queues"), ("policy", "policies"), ("trade tax", "trade taxes")],
)
def test_a_plural_is_near_its_singular(one: str, other: str) -> None:
    assert likeness(one, other) == Likeness.PLURAL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("resilience", "resiliance"),
        ("resilience", "resilienc"),
        ("resilience", "ressilience"),
        ("resilience", "reislience"),
        ("人民币汇率制度", "人民币汇率度"),
    ],
    ids=["other", "left out", "added", "exchanged", "Chinese"],
)
def test_one_slip_in_a_longer_name_is_found(one: str, other: str) -> None:
    assert likeness(one, other) == Likeness.SPELLING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C#", "C++"),
        ("5G networks", "6G networks"),
        ("budget 2023", "budget 2024"),
        ("trade", "trace"),
        ("nations", "rations"),
        ("news", "new"),
        ("中国", "美国"),
        ("resilience", "resiliences of"),
    ],
)
def test_names_that_mean_something_else_are_left_alone(one: str, other: str) -> None:
    assert likeness(one, other) is None


def test_words_in_another_order_and_initials_are_found() -> None:
    assert likeness("Yangtze Delta", "delta, Yangtze") == Likeness.ORDER
    assert likeness("AI", "artificial intelligence") == Likeness.INITIALS
    assert likeness("ai", "artificial intelligence") is None


def test_a_pair_stands_once_in_its_surest_way() -> None:
    names = [Named(1, "queue"), Named(1, "Warteschlange"), Named(2, "queues")]
    names += [Named(2, "Warte-Schlange")]
    near = near_names(names)
    assert [(n.one.owner, n.other.owner, n.likeness) for n in near] == [
        (1, 2, Likeness.LETTERS)
    ]


def test_two_names_of_one_owner_are_no_pair() -> None:
    assert near_names([Named(1, "queue"), Named(1, "queues")]) == []


def test_a_series_is_no_heap_of_slips() -> None:
    """Each of these differs from every other by one letter: millions of pairs."""
    series = [Named(i, f"numbered part {chr(0x4E00 + i)}") for i in range(3000)]
    assert len(series) > CROWDED
    assert near_names(series) == []
