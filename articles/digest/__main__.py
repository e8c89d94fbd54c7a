"""Read digests from files and print them: python -m articles.digest --help."""

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from .jsonform import to_json
from .markdown import to_markdown_all
from .model import Digest, Problem
from .parser import Parsed
from .reading import most_bytes, read_digests
from .writer import write_all

_STANDARD_INPUT = "-"


class _Result(NamedTuple):
    """What one part of one file says."""

    file: str
    parsed: Parsed


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the digests of the files named; return 1 where one holds no digest."""
    options = _options(arguments)
    results = [
        _Result(file, parsed) for file in options.files for parsed in _read(file)
    ]
    print_utf8(_OUTPUTS[options.format](results), sys.stdout)
    for line in _reports(results, all_problems=options.format != "json"):
        print_utf8(f"{line}\n", sys.stderr)
    return int(any(result.parsed.digest is None for result in results))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m articles.digest",
        description="Read digests and print them with the problems found in them. "
        "Files are text or Markdown; .json and .jsonl files hold the JSON form.",
        epilog="The exit code is 1 where a file holds no digest, 2 for wrong options.",
    )
    parser.add_argument(
        "--format",
        choices=sorted(_OUTPUTS),
        default="json",
        help="print JSON (the default), the canonical text or Markdown",
    )
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="a file in UTF-8, - for standard input"
    )
    return parser.parse_args(arguments)


def _read(file: str) -> tuple[Parsed, ...]:
    # One byte more than allowed is enough to refuse a file of any size.
    most = most_bytes(file)
    limit = -1 if most == math.inf else int(most) + 1
    try:
        if file == _STANDARD_INPUT:
            return read_digests(file, sys.stdin.buffer.read(limit))
        with Path(file).open("rb") as stream:
            return read_digests(file, stream.read(limit))
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check the name"
        return (Parsed(None, (Problem("error", "unreadable", message),)),)


def _json_text(results: list[_Result]) -> str:
    with_file = len({result.file for result in results}) > 1
    problems = [
        asdict(problem) | ({"file": file} if with_file else {})
        for file, parsed in results
        for problem in parsed.problems
    ]
    document: dict[str, Any] = {
        "digests": [to_json(digest) for digest in _digests(results)],
        "problems": problems,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _canonical_text(results: list[_Result]) -> str:
    return write_all(_digests(results))


def _markdown(results: list[_Result]) -> str:
    return to_markdown_all(_digests(results))


_OUTPUTS: dict[str, Callable[[list[_Result]], str]] = {
    "json": _json_text,
    "text": _canonical_text,
    "markdown": _markdown,
}


def _digests(results: list[_Result]) -> Iterator[Digest]:
    return (parsed.digest for _, parsed in results if parsed.digest is not None)


def _reports(results: list[_Result], *, all_problems: bool) -> Iterator[str]:
    """Yield a line for each error, and for warnings where the output shows none."""
    for file, parsed in results:
        name = "standard input" if file == _STANDARD_INPUT else file
        for problem in parsed.problems:
            if all_problems or problem.severity == "error":
                yield f"{name}: {problem}"


def print_utf8(text: str, stream: TextIO) -> None:
    """Write UTF-8 whatever the locale; a reader that has gone (| head) is no error."""
    try:
        stream.buffer.write(text.encode("utf-8", "backslashreplace"))
        stream.buffer.flush()
    except BrokenPipeError:
        # Python flushes once more on its way out, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":  # pragma: no cover (the tests start it as a process)
    sys.exit(main())
