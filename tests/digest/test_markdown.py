import html
import re

import markdown_it
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest.markdown import read_markdown, to_markdown, to_markdown_all
from articles.digest.model import Digest, Group, Point, Reference
from articles.digest.parser import Parsed, parse, parse_all

from .strategies import digests, texts

EXAMPLE = """\
# A title

Publication name · 2025-11-04 22:06

## Core Viewpoint

- A statement with markers [1][2]. {#k3f9}

## Group 1: A heading

- A point [2]. {#m2p7 tags: open source, 开源}
- Another point [3].

## References

- [1] p. 3 — "a short quote" <https://example.org/a>
- [2]

Tags: open source, Yangtze River Delta

Language: en

Source: <https://example.org/article>
"""


@given(digests())
def test_markdown_is_read_back_exactly(digest: Digest) -> None:
    assert parse(to_markdown(digest)) == Parsed(digest)


@given(st.lists(digests(), min_size=1, max_size=3))
def test_several_digests_are_read_back_exactly(several: list[Digest]) -> None:
    text = to_markdown_all(several)
    assert [parsed.digest for parsed in parse_all(text)] == several
    assert read_markdown(text) == tuple(several)


def test_the_example_is_written_as_it_was_read() -> None:
    digest = parse(EXAMPLE).digest
    assert digest
    assert to_markdown(digest) == EXAMPLE


def test_a_text_that_begins_with_a_rule_is_no_markdown_of_ours() -> None:
    assert read_markdown("---\n# A\n\n## Core Viewpoint\n") is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>", "\\<script\\>"),
        ("*x* _y_ `z`", "\\*x\\* \\_y\\_ \\`z\\`"),
        ("# no heading", "\\# no heading"),
        ("1. no item", "1\\. no item"),
        ("- no bullet", "\\- no bullet"),
        ("[a](b) [1]", "\\[a\\](b) [1]"),
        ("[1](b) [2]: c", "[1]\\(b) [2]\\: c"),
        ("&amp; ~~a~~ a|b", "\\&amp; \\~\\~a\\~\\~ a\\|b"),
        ("ends {so}", "ends \\{so}"),
    ],
)
def test_what_markdown_would_interpret_is_escaped(text: str, written: str) -> None:
    assert f"- {written}\n" in to_markdown(Digest(core=(Point(text),)))


def test_edited_markdown_is_read_without_its_escapes() -> None:
    edited = to_markdown(
        Digest(title="A *b*", language="en", core=(Point("C <d> [1]."),))
    ).replace("C ", "C  ")
    digest = parse(edited).digest
    assert digest
    assert (digest.title, digest.core) == ("A *b*", (Point("C <d> [1]."),))


@given(texts())
def test_a_renderer_shows_every_text_as_it_is(text: str) -> None:
    digest = Digest(
        title=text,
        core=(Point(f"{text}."),),
        groups=(Group(text, (Point("a"),)),),
        references=(Reference(1, text, text),),
    )
    rendered = markdown_it.MarkdownIt("commonmark").render(to_markdown(digest))
    shown = [html.unescape(re.sub(r"<[^>]*>", "", s)) for s in rendered.split("\n")]
    title, group = f"{digest.title}", f"Group 1: {digest.groups[0].heading}".strip()
    assert shown[0] == title
    assert digest.core[0].text in shown
    assert group in shown


def test_groups_need_no_core_before_them() -> None:
    digest = Digest(title="T", groups=(Group("One", (Point("A [1]."),)),))
    assert "Core" not in to_markdown(digest)
    assert parse(to_markdown(digest)).digest == digest
