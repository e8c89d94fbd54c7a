import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.text import TextError, clean, one_line

MARKS = "\u0301\u0327\u0323\u0344\u0f71\u0f72\u0f73\u0f75\u0f81\u3099"


@given(st.text("aeéṩ가か" + MARKS))
def test_cleaned_text_is_in_normal_form(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_lines_end_in_one_way_and_byte_order_marks_vanish() -> None:
    assert clean("\ufeffa\r\nb\rc\n\ufeffd") == "a\nb\nc\nd"


@given(st.text())
def test_one_line_changes_nothing_twice(text: str) -> None:
    try:
        line = one_line(text)
    except TextError:
        return
    assert one_line(line) == line


@pytest.mark.parametrize(
    "text", ["\u2066a\u2069", "\u202aa\u2067b\u2069\u202c", "a\u200eb", "a\tb\n"]
)
def test_closed_bidi_controls_are_let_through(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("a\nb\u2066c\nd\u2069", 3),
        ("a\u2069", 1),
        ("\u202aa\u2067b\u202c", 4),
        ("a\x00", 1),
        ("\x1f", 0),
        ("\ud800", 0),
        ("\U0001ffff", 0),
        ("\ufdd0", 0),
        ("\x7f", 0),
    ],
)
def test_what_no_text_may_hold_is_refused_with_its_place(
    text: str, offset: int
) -> None:
    with pytest.raises(TextError) as raised:
        clean(text)
    assert raised.value.offset == offset


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cafe\u0301", "café"),
        ("q\u0307\u0323", "q\u0323\u0307"),
        ("a\u0302\u0323", "ậ"),
        ("\u212b", "Å"),
    ],
)
def test_marks_are_composed_in_one_order(typed: str, kept: str) -> None:
    assert clean(typed) == kept
    assert clean(kept) == kept


def test_many_marks_take_no_long_time() -> None:
    marks = "\u0301\u0323" * 100_000
    assert clean(f"a{marks}") == clean(f"a{marks[::-1]}")
