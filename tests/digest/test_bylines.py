import pytest

from articles.digest.bylines import Byline, read_byline


@pytest.mark.parametrize(
    ("line", "name", "published"),
    [
        ("Name·2025-11-04 22:06", "Name", "2025-11-04T22:06"),
        ("Name · 2025/11/04", "Name", "2025-11-04"),
        ("Name · 4 November 2025", "Name", "2025-11-04"),
        ("Name · 4th Nov. 2025", "Name", "2025-11-04"),
        ("Name | Sept 4, 2025, 10:06 pm", "Name", "2025-09-04T22:06"),
        ("Name - 2025-11-4", "Name", "2025-11-04"),
        ("人民日报·2025年11月4日 22：06", "人民日报", "2025-11-04T22:06"),
        ("2025-11-04T22:06 · Name", "Name", "2025-11-04T22:06"),
        ("2025-11-04", "", "2025-11-04"),
        ("A · B · 13/04/2025", "A · B", "2025-04-13"),
        ("Name · 04/13/2025", "Name", "2025-04-13"),
        ("Name · 04/04/2025", "Name", "2025-04-04"),
        ("*Name* · 1 May 2025 12:00 am", "Name", "2025-05-01T00:00"),
        ("Name ·", "Name", ""),
    ],
)
def test_a_byline_gives_name_and_date(line: str, name: str, published: str) -> None:
    byline = read_byline(line)
    assert byline
    assert (byline.name, byline.published, byline.fault) == (name, published, "")


@pytest.mark.parametrize(
    ("date", "fault"),
    [
        ("03/04/2025", "ambiguous-date"),
        ("2025-02-30", "bad-date"),
        ("32/13/2025", "bad-date"),
        ("0000-01-01", "bad-date"),
        ("2025-11-04 24:00", "bad-date"),
        ("4 May 2025 13:00 pm", "bad-date"),
    ],
)
def test_a_doubtful_date_is_left_empty(date: str, fault: str) -> None:
    assert read_byline(f"Name · {date}") == Byline("Name", "", fault, date)


def test_seconds_are_left_out() -> None:
    assert read_byline("2025-11-04 22:06:15") == Byline(
        "", "2025-11-04T22:06", "seconds", "2025-11-04 22:06:15"
    )


@pytest.mark.parametrize(
    "line",
    ["", "**", "A title", "In 2025 we met", "A · B 1984", "a" * 500 + "·2025-01-01"],
)
def test_other_lines_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None
