import json

import pytest

from articles.digest.jsonform import dumps, to_json
from articles.digest.model import Digest, Point, Problem
from articles.digest.reading import read_digests
from articles.digest.text import MAX_FILE_BYTES
from articles.digest.writer import write

ONE = Digest(title="One", core=(Point("Exports grew [1]."),))
TWO = Digest(title="二", core=(Point("Imports fell [2]."),))


def read(name: str, content: object) -> list[Digest | Problem]:
    """Return each digest, or the one problem where there is none."""
    data = content if isinstance(content, bytes) else str(content).encode()
    found: list[Digest | Problem] = []
    for digest, problems in (
        (parsed.digest, parsed.problems) for parsed in read_digests(name, data)
    ):
        if digest is None:
            found += problems
        else:
            assert problems == ()
            found.append(digest)
    return found


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "-", "a.json.txt"])
def test_anything_but_json_is_read_as_text(name: str) -> None:
    assert read(name, write(ONE) + "---\n" + write(TWO)) == [ONE, TWO]


@pytest.mark.parametrize("name", ["a.json", "A.JSON", "folder.txt/a.json"])
def test_json_holds_a_digest(name: str) -> None:
    assert read(name, dumps(ONE)) == [ONE]


def test_json_holds_a_list_of_digests() -> None:
    assert read("a.json", f"[{dumps(ONE)},{dumps(TWO)}]") == [ONE, TWO]


def test_json_holds_what_the_command_line_prints() -> None:
    printed = {"digests": [to_json(ONE), to_json(TWO)], "problems": [{"any": "thing"}]}
    assert read("a.json", json.dumps(printed)) == [ONE, TWO]
    assert read("a.json", json.dumps({"digests": [to_json(ONE)]})) == [ONE]


def test_a_wrong_item_of_a_list_does_not_stop_the_others() -> None:
    printed = {"digests": [to_json(ONE), {"schema_version": 3}], "problems": []}
    problem = Problem(
        "error",
        "unknown-version",
        "this is schema_version 3, but only 1 is known here; convert it",
        path="digests[1].schema_version",
    )
    assert read("a.json", json.dumps(printed)) == [ONE, problem]
    (missing,) = read("a.json", "[{}]")
    assert isinstance(missing, Problem)
    assert missing.path == "[0]"


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("[]", "no-digest", ""),
        ('{"digests": []}', "no-digest", "digests"),
        ('{"digests": {}}', "missing-key", ""),
        ('{"digests": [], "x": 1}', "missing-key", ""),
        ("[1", "bad-json", ""),
        ("", "bad-json", ""),
    ],
)
def test_json_without_a_digest_is_one_error(text: str, code: str, path: str) -> None:
    (problem,) = read("a.json", text)
    assert isinstance(problem, Problem)
    assert (problem.severity, problem.code, problem.path) == ("error", code, path)


def test_json_lines_hold_a_digest_each_and_blank_lines_nothing() -> None:
    assert read("a.jsonl", f"{dumps(ONE)}\r\n\n \n{dumps(TWO)}") == [ONE, TWO]


def test_a_wrong_line_is_one_error_with_its_number() -> None:
    assert read("a.jsonl", f"{dumps(ONE)}\n\n{{]\n[]\n{dumps(TWO)}\n") == [
        ONE,
        Problem(
            "error",
            "bad-json",
            "this is not JSON (Expecting property name enclosed in double quotes); "
            "correct it",
            line=3,
            column=2,
        ),
        Problem(
            "error",
            "wrong-type",
            "this must be an object, not a list; correct it",
            line=4,
        ),
        TWO,
    ]


def test_a_line_separator_inside_a_string_ends_no_line() -> None:
    digest = Digest(title="A\u2028title".replace("\u2028", " "))
    line = dumps(digest).replace("A title", "A\u2028title")
    assert read("a.jsonl", line) == [digest]


def test_json_lines_without_a_digest_are_one_error() -> None:
    assert read("a.jsonl", "\n\n") == [
        Problem("error", "no-digest", "no digest here; add at least one")
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl"])
def test_what_is_not_utf8_is_one_error_in_any_form(name: str) -> None:
    assert read(name, "核心观点".encode("gb18030")) == [
        Problem("error", "not-utf8", "not UTF-8 text; save it as UTF-8", line=1)
    ]


def test_json_lines_may_be_longer_than_a_file_and_each_line_may_not() -> None:
    short = b'{"schema_version": 1, "title": "Short"}\n'
    long = b'{"schema_version": 1, "title": "%s"}\n' % (b"x" * MAX_FILE_BYTES)
    many = short * (MAX_FILE_BYTES // len(short) + 1)
    assert all(parsed.digest for parsed in read_digests("many.jsonl", many))
    one, other = read_digests("two.jsonl", short + long)
    assert one.digest
    assert other.problems[0].code == "too-large"
    assert other.problems[0].line == 2
