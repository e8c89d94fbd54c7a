"""A progress bar, where somebody is looking."""

import sys
from types import TracebackType
from typing import Self, TextIO

_WIDTH = 30


class Progress:
    """Counts steps on one line of a terminal; silent where there is none."""

    def __init__(self, total: int, stream: TextIO = sys.stderr) -> None:
        self.total = total
        self.stream = stream
        self.done = 0
        self.is_seen = stream.isatty()
        self.drawn = -1

    def __enter__(self) -> Self:
        """Begin; the bar is removed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave the line as it was before."""
        self.clear()

    def clear(self) -> None:
        """Remove the bar, so that a line can be written; a step brings it back."""
        if self.drawn >= 0:
            self.drawn = -1
            self.stream.write("\r\033[K")
            self.stream.flush()

    def extend(self, steps: int) -> None:
        """Learn of more steps to come."""
        self.total += steps

    def step(self) -> None:
        """Count one step; draw where that changes a whole per cent."""
        self.done += 1
        if not self.is_seen or self.total <= 1:
            return
        percent = 100 * self.done // self.total
        if percent != self.drawn:
            self.drawn = percent
            filled = _WIDTH * self.done // self.total
            bar = "█" * filled + "░" * (_WIDTH - filled)
            self.stream.write(f"\r{bar} {percent:3}% ({self.done:,} of {self.total:,})")
            self.stream.flush()
