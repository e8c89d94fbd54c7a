import pytest

from articles.digest.model import DigestError, Problem
from articles.digest.source import decode
from articles.digest.text import MAX_FILE_BYTES


def problem_of(data: bytes) -> Problem:
    with pytest.raises(DigestError) as caught:
        decode(data)
    return caught.value.problem


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_or_without_a_byte_order_mark(mark: bytes) -> None:
    assert decode(mark + "标题\n".encode()) == "标题\n"


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_another_encoding_is_one_clear_error(encoding: str) -> None:
    text = "核心观点 Core Viewpoint - A [1]"
    assert problem_of(text.encode(encoding)) == Problem(
        "error", "not-utf8", "not UTF-8 text; save it as UTF-8", line=1
    )


def test_latin_text_in_utf16_without_a_mark_is_told_from_utf8() -> None:
    assert problem_of("Core Viewpoint".encode("utf-16-le")).code == "not-utf8"


def test_a_stray_nul_is_left_to_the_text_gate() -> None:
    assert decode(b"Core\0 Viewpoint") == "Core\0 Viewpoint"


def test_the_line_of_the_first_bad_byte_is_named() -> None:
    assert problem_of(b"Title\nName\ncaf\xe9\n").line == 3


def test_a_large_file_is_refused_before_it_is_decoded() -> None:
    assert problem_of(b"\xff" * (MAX_FILE_BYTES + 1)) == Problem(
        "error", "too-large", "the file is larger than 2,000,000 bytes; split it"
    )
    assert len(decode(b"a" * MAX_FILE_BYTES)) == MAX_FILE_BYTES
