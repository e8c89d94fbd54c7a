"""What README and docs say stays true: examples parse, names exist, links lead."""

import ast
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from articles.digest import (
    DigestError,
    Parsed,
    Problem,
    from_json,
    parse_all,
    to_json,
    to_markdown,
    write,
    write_all,
)
from tests.sites import ROOT

README = (ROOT / "README.md").read_text("utf-8")
NOTATION = (ROOT / "docs" / "notation.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The kind of each fence and its text. A `paste` is read as the `digest` after it, with
# the `problems` after that; one without a digest after it is refused.
FENCES = [(found[1], found[2]) for found in FENCE.finditer(NOTATION)]


def fenced(kind: str) -> list[str]:
    return [text for found, text in FENCES if found == kind]


def read(text: str) -> tuple[Parsed, ...]:
    """Read an example; one that is refused is its one error."""
    try:
        return parse_all(text)
    except DigestError as error:
        return (Parsed(None, (error.problem,)),)


def reported(problem: Problem) -> str:
    return f"line {problem.line}: {problem.severity} {problem.code}: {problem.text}"


def pasted() -> Iterator[tuple[str, str, str]]:
    """Yield each paste with the digest and the problems that are said of it."""
    for index, (kind, text) in enumerate(FENCES):
        if kind == "paste":
            after = [*FENCES[index + 1 : index + 3], ("", ""), ("", "")]
            digest = after.pop(0)[1] if after[0][0] == "digest" else ""
            problems = after[0][1] if after[0][0] == "problems" else ""
            yield text, digest, problems


@pytest.mark.parametrize("kind", ["digest", "paste", "problems", "json", "markdown"])
def test_the_notation_has_examples(kind: str) -> None:
    assert fenced(kind)


@pytest.mark.parametrize("text", fenced("digest"))
def test_examples_of_canonical_text_are_canonical(text: str) -> None:
    parsed = parse_all(text)
    assert not any(part.problems for part in parsed)
    assert write_all(part.digest for part in parsed if part.digest) == text


@pytest.mark.parametrize(("text", "digest", "problems"), list(pasted()))
def test_pastes_are_read_as_the_notation_says(
    text: str, digest: str, problems: str
) -> None:
    parsed = read(text)
    assert write_all(part.digest for part in parsed if part.digest) == digest
    found = [reported(problem) for part in parsed for problem in part.problems]
    assert found == problems.splitlines()


def test_the_forms_of_the_notation_hold_one_digest() -> None:
    (markdown,) = fenced("markdown")
    (json_form,) = fenced("json")
    (part,) = parse_all(markdown)
    assert part.digest is not None
    assert to_markdown(part.digest) == markdown
    assert to_json(part.digest) == json.loads(json_form)
    assert write(from_json(json.loads(json_form))) in fenced("digest")


def makers_of_problems(trees: list[ast.Module]) -> dict[str, int]:
    """Return where each function takes a problem's code among its arguments."""
    makers = {"Problem": 1}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [a.arg for a in node.args.args if a.arg != "self"]
                if "code" in names:
                    makers[node.name] = names.index("code")
    return makers


def problem_codes() -> set[str]:
    """Return the code of every problem that the app can find, from its source."""
    files = sorted((ROOT / "articles").rglob("*.py"))
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    makers = makers_of_problems(trees)
    codes = {
        word
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in code_argument(node, makers)
    }
    tables = "\n".join(file.read_text("utf-8") for file in files)
    for table in re.findall(r"_FAULTS = \{(.*?)^\}", tables, re.MULTILINE | re.DOTALL):
        codes |= set(re.findall(r'^    "([a-z0-9-]+)":', table, re.MULTILINE))
    return codes


def code_argument(call: ast.Call, makers: dict[str, int]) -> Iterator[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    given = call.args[makers[name] :][:1] if name in makers else []
    given += [each.value for each in call.keywords if each.arg == "code"]
    for value in given:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def test_the_notation_names_every_problem_and_no_other() -> None:
    codes = problem_codes()
    assert len(codes) > 30
    assert set(re.findall(r"^\| `([a-z0-9-]+)` \|", NOTATION, re.MULTILINE)) == codes


def test_the_readme_names_every_command() -> None:
    folder = ROOT / "articles" / "management" / "commands"
    commands = {file.stem for file in folder.glob("[!_]*.py")}
    assert commands
    assert {name for name in commands if f"`manage.py {name}" not in README} == set()


def test_the_readme_names_every_setting() -> None:
    source = (ROOT / "digestsite" / "environment.py").read_text("utf-8")
    settings = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    assert settings
    assert {name for name in settings if f"| `{name}` |" not in README} == set()


def test_the_readme_names_every_target_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert targets
    assert {name for name in targets if f"`make {name}" not in README} == set()


def anchor_of(heading: str) -> str:
    words = re.sub(r"[^\w\s-]", "", heading.lower())
    return words.strip().replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    for target in re.findall(r"(?<!!)\[[^\]]+\]\((?!https?:)([^)]+)\)", text):
        path, _, anchor = target.partition("#")
        file = document.parent / path if path else document
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in map(anchor_of, headings), target


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    names = sorted(file.name for file in folder.glob("[0-9]*.md"))
    assert names
    numbers = [int(name[:4]) for name in names]
    assert numbers[0] == 1
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))
    index = (folder / "README.md").read_text("utf-8")
    assert [name for name in names if f"({name})" not in index] == []
