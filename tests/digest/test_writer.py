import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.canonical import read_canonical
from articles.digest.model import Digest, Group, Point, Reference
from articles.digest.parser import Parsed, parse, parse_all
from articles.digest.writer import write, write_all

from .strategies import digests

EXAMPLE = """\
A title
Publication name · 2025-11-04 22:06

Core Viewpoint
- A statement with markers [1][2]. {#k3f9}

Group 1: A heading
- A point [2]. {#m2p7 tags: open source, 开源}
- Another point [3].

References
[1] p. 3 — "a short quote" <https://example.org/a>
[2]

Tags: open source, Yangtze River Delta
Language: en
Source: <https://example.org/article>
"""


@given(digests())
def test_what_is_written_is_read_back_exactly(digest: Digest) -> None:
    assert parse(write(digest)) == Parsed(digest)


@given(st.lists(digests(), min_size=1, max_size=3))
def test_several_digests_are_read_back_exactly(several: list[Digest]) -> None:
    assert [parsed.digest for parsed in parse_all(write_all(several))] == several
    assert read_canonical(write_all(several)) == tuple(several)


def test_the_example_of_the_notation_is_canonical() -> None:
    digest = parse(EXAMPLE).digest
    assert digest
    assert write(digest) == EXAMPLE
    assert digest.core == (Point("A statement with markers [1][2].", "k3f9"),)
    assert digest.references == (
        Reference(1, "p. 3", "a short quote", "https://example.org/a"),
        Reference(2),
    )


def test_an_empty_digest_is_written_with_its_core_line() -> None:
    assert write(Digest()) == "\\\n\nCore Viewpoint\n"


@pytest.mark.parametrize(
    "title",
    [
        "---",
        "Core Viewpoint",
        "Group 1: A",
        "- a",
        "References",
        "icon",
        "\\a",
        "2025-01-02",
    ],
)
def test_a_title_that_reads_as_another_line_has_a_backslash(title: str) -> None:
    assert write(Digest(title=title)).startswith(f"\\{title}\n")


@pytest.mark.parametrize("title", ["A title", "1. First", "a \\ b"])
def test_another_title_has_none(title: str) -> None:
    assert write(Digest(title=title)).startswith(f"{title}\n")


@pytest.mark.parametrize(
    ("digest", "line"),
    [
        (Digest(publication="Name", published="2025-11-04"), "Name · 2025-11-04"),
        (Digest(publication="Name"), "Name ·"),
        (Digest(published="2025-11-04"), "2025-11-04"),
        (Digest(core=(Point("in {braces}"),)), "- in \\{braces}"),
        (Digest(core=(Point("a } b", tags=("x", "y")),)), "- a } b {tags: x, y}"),
        (Digest(groups=(Group("", (Point("a"),)),)), "Group 1:"),
        (Digest(references=(Reference(1, '\\"<>'),)), '[1] \\\\\\"\\<>'),
        (Digest(references=(Reference(1, "", '\\"<'),)), '[1] "\\\\\\"<"'),
    ],
)
def test_only_what_needs_it_is_escaped(digest: Digest, line: str) -> None:
    assert line in write(digest).splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "A\n\nCore Viewpoint\nno bullet\n",
        "A\n\nWords\n",
        "A\n\nCore Viewpoint\n\nReferences\nwords\n",
        "A\n\nCore Viewpoint\n- \n",
    ],
)
def test_what_nobody_wrote_is_not_canonical(text: str) -> None:
    assert read_canonical(text) is None
