import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from articles.digest.__main__ import main, print_utf8
from articles.digest.jsonform import dumps, to_json
from articles.digest.markdown import to_markdown
from articles.digest.model import Digest, Point
from articles.digest.text import MAX_FILE_BYTES
from articles.digest.writer import write, write_all

ROOT = Path(__file__).parents[2]
ONE = Digest(title="One", core=(Point("Exports grew [1]."),))
TWO = Digest(title="二", core=(Point("Imports fell [2]."),))
UNCERTAIN = "Title\nName · 03/04/2025\n\nCore Viewpoint - Exports grew [1].\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(write(ONE), "utf-8")
    (tmp_path / "two.json").write_text(dumps(TWO), "utf-8")
    (tmp_path / "uncertain.txt").write_text(UNCERTAIN, "utf-8")
    (tmp_path / "gb.txt").write_bytes("核心观点".encode("gb18030"))
    (tmp_path / "big.txt").write_bytes(b"a" * (MAX_FILE_BYTES + 1))
    (tmp_path / "lines.jsonl").write_text(f"{dumps(ONE)}\nno\n", "utf-8")
    return tmp_path


class Run:
    """What the command printed, and its exit code."""

    def __init__(
        self, capsys: pytest.CaptureFixture[bytes], *arguments: object
    ) -> None:
        self.code = main([str(argument) for argument in arguments])
        output, errors = capsys.readouterr()
        self.output, self.errors = output.decode(), errors.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.output)


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Any:
    return lambda *arguments: Run(capsysbinary, *arguments)


def test_it_prints_json_when_nothing_else_is_asked_for(files: Path, run: Any) -> None:
    result = run(files / "one.txt")
    assert result.json == {"digests": [to_json(ONE)], "problems": []}
    assert list(result.json) == ["digests", "problems"]
    assert (result.code, result.errors) == (0, "")


def test_it_prints_the_canonical_text(files: Path, run: Any) -> None:
    result = run("--format", "text", files / "one.txt", files / "two.json")
    assert result.output == write_all([ONE, TWO])
    assert (result.code, result.errors) == (0, "")


def test_it_prints_markdown(files: Path, run: Any) -> None:
    result = run("--format=markdown", files / "two.json")
    assert result.output == to_markdown(TWO)


def test_it_does_not_complete_references(files: Path, run: Any) -> None:
    assert run(files / "one.txt").json["digests"][0]["references"] == []


def test_it_reads_standard_input(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sys,
        "stdin",
        io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + write(ONE).encode())),
    )
    assert run("-").json["digests"] == [to_json(ONE)]


def test_a_problem_is_printed_with_all_its_parts(files: Path, run: Any) -> None:
    result = run(files / "uncertain.txt")
    (problem,) = result.json["problems"]
    assert list(problem) == [
        "severity", "code", "message", "line", "column", "text", "path",
    ]  # fmt: skip
    assert problem["severity"] == "warning"
    assert problem["line"] == 2
    assert (result.code, result.errors) == (0, "")


def test_a_warning_the_output_cannot_show_is_reported(files: Path, run: Any) -> None:
    result = run("--format", "text", files / "uncertain.txt")
    assert result.code == 0
    assert result.errors.startswith(f"{files / 'uncertain.txt'}: line 2: ")
    assert result.errors.count("\n") == 1


def test_problems_of_several_files_name_theirs(files: Path, run: Any) -> None:
    result = run(files / "one.txt", files / "uncertain.txt", files / "gb.txt")
    assert [problem["file"] for problem in result.json["problems"]] == [
        str(files / "uncertain.txt"),
        str(files / "gb.txt"),
    ]
    assert [digest["title"] for digest in result.json["digests"]] == ["One", "Title"]
    assert result.code == 1


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("gb.txt", "line 1: not UTF-8 text; save it as UTF-8"),
        ("big.txt", "the file is larger than 2,000,000 bytes; split it"),
        ("none.txt", "cannot be read (No such file or directory); check the name"),
        (".", "cannot be read (Is a directory); check the name"),
    ],
)
def test_a_file_without_a_digest_is_one_error(
    files: Path, run: Any, name: str, line: str
) -> None:
    result = run(files / name)
    assert result.code == 1
    assert result.json["digests"] == []
    assert len(result.json["problems"]) == 1
    assert result.errors == f"{files / name}: {line}\n"


def test_prose_is_no_digest(files: Path, run: Any) -> None:
    (files / "prose.txt").write_text("Nothing but a sentence.\n", "utf-8")
    result = run("--format", "text", files / "prose.txt")
    assert (result.code, result.output) == (1, "")
    assert result.errors.startswith(f"{files / 'prose.txt'}: ")
    assert result.errors.count("\n") == 1


def test_a_part_without_a_digest_is_an_error_too(files: Path, run: Any) -> None:
    result = run("--format", "text", files / "lines.jsonl")
    assert (result.code, result.output) == (1, write(ONE))
    assert result.errors == (
        f"{files / 'lines.jsonl'}: line 2: this is not JSON (Expecting value); "
        "correct it\n"
    )


def test_standard_input_is_named_in_words(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    assert run("-").errors == (
        "standard input: line 1: not UTF-8 text; save it as UTF-8\n"
    )


def test_an_unknown_format_is_refused(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--format", "xml", str(files / "one.txt")])
    assert caught.value.code == 2
    assert "invalid choice: 'xml'" in capsys.readouterr().err


def started(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start the command as a user does, in a locale that knows no Chinese."""
    return subprocess.Popen(
        [sys.executable, "-X", "utf8=0", "-m", "articles.digest", *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "LC_ALL": "C",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONIOENCODING": "ascii",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_it_writes_utf8_whatever_the_locale_and_needs_no_settings(files: Path) -> None:
    with started("--format", "text", str(files / "two.json")) as process:
        output, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert output.decode() == write(TWO)


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    many = Digest(core=tuple(Point(f"Point {n} of many") for n in range(2_000)))
    file = tmp_path / "many.json"
    file.write_text(dumps(many), "utf-8")
    with started(str(file)) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (0, b"")


def test_a_reader_that_has_gone_stops_nothing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with io.TextIOWrapper(os.fdopen(writing, "wb")) as stream:
        print_utf8("text", stream)
