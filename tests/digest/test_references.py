import pytest

from articles.digest.references import PastedReference, is_complete, read_reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("[1]", (1, "", "", "")),
        ("［2］ p. 3", (2, "p. 3", "", "")),
        ("【3】“引文” https://a.org/中。", (3, "", "引文", "https://a.org/中")),
        ("4. Section 2", (4, "Section 2", "", "")),
        (
            '[5] p. 3 — "a "b" c" <https://a.org>',
            (5, "p. 3", 'a "b" c', "https://a.org"),
        ),
        ('[6] "a", p. 3 (https://a.org/b)', (6, "p. 3", "a", "https://a.org/b")),
        ('[7] p. \\"3', (7, 'p. "3', "", "")),
        ("[8] [News](https://a.org/b)", (8, "News", "", "https://a.org/b")),
        ("[9] News](https://a.org/b)", (9, "News]", "", "https://a.org/b")),
        ("[10] p. 3 <note>", (10, "p. 3 <note>", "", "")),
        ("[11] <javascript:alert(1)>", (11, "", "", "javascript:alert(1)")),
        ('[12] "see https://a.org"', (12, "", "see https://a.org", "")),
        ('[13] a 5" disk', (13, 'a 5" disk', "", "")),
        ("[14] [note](p3)", (14, "[note](p3)", "", "")),
        ("[15] C:\\data “x”", (15, "C:\\data", "x", "")),
        ("[16] Group 1: A - b [2]. - c", (16, "Group 1: A - b [2]. - c", "", "")),
    ],
)
def test_each_part_but_the_number_may_be_missing(
    text: str, reference: tuple[int, str, str, str]
) -> None:
    assert read_reference(text) == PastedReference(*reference)


def test_an_address_completes_a_reference() -> None:
    assert is_complete("[1] p. 3 https://a.org")
    assert not is_complete("[1] p. 3")
