import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.wording import (
    Segment,
    compare_wording,
    similarity,
    words_of,
)


def marked(old: str, new: str) -> str:
    """Return the comparison with [-removed-] and {+added+} pieces."""
    signs = {"kept": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
    return "".join(
        segment.text.join(signs[segment.kind]) for segment in compare_wording(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "result"),
    [
        ("Exports grew", "Exports grew", "Exports grew"),
        ("Exports grew", "Exports fell", "Exports [-grew-]{+fell+}"),
        ("Exports grew", "Exports grew fast", "Exports grew{+ fast+}"),
        ("Exports grew.", "Imports grew.", "[-Exports-]{+Imports+} grew."),
        ("It cost 2,500 yuan", "It cost 2,600 yuan", "It cost [-2,500-]{+2,600+} yuan"),
        ("It grew [1].", "It grew [2].", "It grew [-[1]-]{+[2]+}."),
        ("出口增长很快", "出口下降很快", "出口[-增长-]{+下降+}很快"),
        ("", "New", "{+New+}"),
        ("Old", "", "[-Old-]"),
        ("", "", ""),
        (
            "the cat and the dog saw it",
            "a cat and a dog saw the end of it",
            "[-the-]{+a+} cat and [-the-]{+a+} dog saw {+the end of +}it",
        ),
        ("so so very so", "very so so and so", "[-so so -]very {+so so and +}so"),
    ],
)
def test_only_the_words_that_differ_are_marked(old: str, new: str, result: str) -> None:
    assert marked(old, new) == result


one_line_texts = st.text(alphabet="ab .,开源[1]’-").map(lambda t: " ".join(t.split()))


@given(one_line_texts, one_line_texts)
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    segments = compare_wording(old, new)
    assert "".join(s.text for s in segments if s.kind != "added") == old
    assert "".join(s.text for s in segments if s.kind != "removed") == new
    assert all(segment.text for segment in segments)
    assert all(a.kind != b.kind for a, b in pairwise(segments))


@given(one_line_texts)
def test_a_text_is_all_kept_against_itself(text: str) -> None:
    assert compare_wording(text, text) == ((Segment("kept", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("开源" * 2_500, "源和开" * 1_666),
        ("a b " * 1_250, "b a a " * 833),
        (
            " ".join(str(n % 700) for n in range(1_250)),
            " ".join(str(n % 600) for n in range(1_250)),
        ),
        (
            "".join(map(chr, range(0x4E00, 0x6000))),
            "".join(map(chr, range(0x5000, 0x6200))),
        ),
    ],
)
def test_the_longest_statements_are_compared_in_no_time(old: str, new: str) -> None:
    started = time.process_time()
    compare_wording(old[:5_000].strip(), new[:5_000].strip())
    assert time.process_time() - started < 10


def test_words_are_words_markers_signs_and_chinese_characters() -> None:
    assert words_of("Don't say 2,500: 开源【1-3】 (wall-less)") == [
        "Don't", "say", "2,500", ":", "开", "源", "【1-3】", "(", "wall-less", ")",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [
        ("", "", 1.0),
        ("a b", "a b", 1.0),
        ("a b", "b a", 0.5),
        ("a b", "c d", 0.0),
        ("a", "", 0.0),
    ],
)
def test_similarity_is_the_share_of_words_in_order(
    old: str, new: str, share: float
) -> None:
    assert similarity(old.split(), new.split()) == share
