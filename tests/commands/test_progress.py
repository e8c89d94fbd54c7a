"""The progress bar."""

import io

from articles.management.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_each_per_cent_once_and_a_clean_line_at_the_end() -> None:
    stream = Terminal()
    with Progress(1000, stream) as progress:
        for _ in range(1000):
            progress.step()
    drawn = stream.getvalue().split("\r")
    assert len(drawn) == 1 + 101 + 1
    assert "100% (1,000 of 1,000)" in drawn[-2]
    assert drawn[-1] == "\033[K"


def test_the_bar_makes_room_for_a_line() -> None:
    stream = Terminal()
    with Progress(2, stream) as progress:
        progress.step()
        progress.clear()
        progress.clear()
        stream.write("a line\n")
        progress.step()
    assert "\r\033[Ka line\n\r" in stream.getvalue()
    assert stream.getvalue().count("\033[K") == 2


def test_nobody_looking_sees_nothing() -> None:
    stream = io.StringIO()
    with Progress(5, stream) as progress:
        progress.step()
    assert stream.getvalue() == ""


def test_one_step_needs_no_bar() -> None:
    stream = Terminal()
    with Progress(1, stream) as progress:
        progress.step()
    assert stream.getvalue() == ""


def test_steps_learnt_of_later_count_too() -> None:
    stream = Terminal()
    with Progress(1, stream) as progress:
        progress.extend(1)
        progress.step()
        progress.step()
    assert "50% (1 of 2)" in stream.getvalue()
