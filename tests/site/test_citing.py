"""How others cite a point."""

import datetime
import json
import re
from dataclasses import replace

import pytest
from django.utils import translation

from articles.digest import Reference
from articles.site.article.citing import FORMS, Quotation, citation_name

QUOTED = Quotation(
    statement="Waiting dominates under load [1][2].",
    passages=(
        Reference(1, "p. 3", "first come", "https://systems.example/a"),
        Reference(2),
    ),
    title="Locks and queues",
    publication="Systems Quarterly",
    published="2024-03-05T08:30",
    source_url="https://systems.example/1",
    language="en",
    site="Digestsite",
    url="https://digests.example/articles/locks/points/k3f9/",
    edition=2,
    digested=datetime.date(2025, 11, 5),
    name="locks-and-queues-k3f9",
)
HOSTILE = replace(
    QUOTED,
    statement='1. *Bold* {a} \\b_c 100% #1 $x$ & y ~ ^ <i> "q" `d` @e [1].',
    passages=(Reference(1, "{", "}]( x", "https://systems.example/a_(b)?c=1&d=%7B"),),
    title="} [a](b) \\",
    publication="A & B_C",
)
CHINESE = replace(
    QUOTED,
    statement="开源降低了成本[1]。",
    passages=(Reference(1, "第三段", "降低了成本"),),
    title="科研与开源",
    publication="人民日报",
    language="zh-Hans",
)

WRITE = {form.suffix: form.write for form in FORMS}


def test_plain_text_says_all_there_is():
    assert WRITE["txt"](QUOTED) == (
        "“Waiting dominates under load [1][2].”\n"
        "Locks and queues, Systems Quarterly, 2024-03-05 <https://systems.example/1>\n"
        "Digest by Digestsite, edition 2, 2025-11-05"
        " <https://digests.example/articles/locks/points/k3f9/>\n"
        "[1] p. 3 “first come” <https://systems.example/a>\n"
        "[2] Passage not supplied\n"
    )


def test_markdown_is_a_quotation_with_links():
    assert WRITE["md"](QUOTED) == (
        "> Waiting dominates under load [1][2].\n\n"
        "— [Locks and queues](<https://systems.example/1>), Systems Quarterly,"
        " 2024-03-05. [Digest by Digestsite, edition 2, 2025-11-05]"
        "(<https://digests.example/articles/locks/points/k3f9/>)\n\n"
        "- [1] p. 3 “first come” <https://systems.example/a>\n"
        "- [2] Passage not supplied\n"
    )


def test_markdown_interprets_nothing_of_what_was_typed():
    text = WRITE["md"](HOSTILE)
    assert text.startswith("> 1\\. \\*Bold\\* {a} \\\\b\\_c")
    assert "\\<i>" in text or "\\<i\\>" in text
    assert r"[} \[a\](b) \\](<https://systems.example/1>)" in text


def test_bibtex_has_one_entry_of_paired_braces():
    entry = WRITE["bib"](QUOTED)
    assert entry.splitlines()[:4] == [
        "@misc{locks-and-queues-k3f9,",
        "  author = {{Digestsite}},",
        "  title = {{Locks and queues}},",
        "  howpublished = {Digest of an article: Systems Quarterly, 2024-03-05},",
    ]
    assert "  year = {2025},\n  month = {11}," in entry
    assert "  url = {https://digests.example/articles/locks/points/k3f9/}," in entry


@pytest.mark.parametrize("quoted", [QUOTED, HOSTILE, CHINESE])
def test_bibtex_can_be_read_back_field_by_field(quoted):
    entry = WRITE["bib"](quoted)
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))
    assert entry.startswith(f"@misc{{{quoted.name},\n")
    assert entry.endswith("}\n")
    assert len(fields) == entry.count("\n") - 2
    for value in fields.values():
        # BibTeX pairs braces whatever stands before them.
        depth = 0
        for character in value:
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0
    assert plain(fields["abstract"]) == quoted.statement
    assert plain(fields["title"][1:-1]) == quoted.title


def plain(tex: str) -> str:
    """Return what TeX would set."""
    words = {
        "textbraceleft": "{",
        "textbraceright": "}",
        "textbackslash": "\\",
        "textasciitilde": "~",
        "textasciicircum": "^",
        "textless": "<",
        "textgreater": ">",
    }
    return re.sub(r"\\(?:([a-z]+)\{\}|([&%$#_]))", lambda f: f[2] or words[f[1]], tex)


@pytest.mark.parametrize("quoted", [QUOTED, HOSTILE, CHINESE])
def test_csl_json_is_a_list_of_one_item_of_known_variables(quoted):
    (item,) = json.loads(WRITE["csl.json"](quoted))
    # The types and variables of the CSL data schema that are used here.
    texts = {
        "id", "type", "title", "container-title", "URL", "version", "language",
        "abstract", "note", "original-title", "original-publisher",
    }  # fmt: skip
    assert set(item) == texts | {"author", "issued", "original-date"}
    assert all(isinstance(item[name], str) for name in texts)
    assert item["type"] == "webpage"
    assert item["author"] == [{"literal": "Digestsite"}]
    assert item["issued"] == {"date-parts": [[2025, 11, 5]]}
    assert item["original-date"] == {"date-parts": [[2024, 3, 5]]}
    assert item["abstract"] == quoted.statement
    assert item["title"] == quoted.title


def test_what_is_unknown_is_left_out():
    bare = replace(QUOTED, published="", source_url="", passages=(), language="")
    assert "Locks and queues, Systems Quarterly\n" in WRITE["txt"](bare)
    assert "— Locks and queues, Systems Quarterly. [Digest" in WRITE["md"](bare)
    assert "annote" not in WRITE["bib"](bare)
    (item,) = json.loads(WRITE["csl.json"](bare))
    assert not {"original-date", "note", "language"} & set(item)


def test_chinese_stays_chinese():
    for write in WRITE.values():
        assert "开源降低了成本[1]。" in write(CHINESE)
        assert "第三段 “降低了成本”" in write(CHINESE)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("locks-and-queues", "locks-and-queues-k3f9"),
        ("one-two-three-four-five", "one-two-three-four-k3f9"),
        ("科研与开源", "digest-k3f9"),
        ("éléphant-和-c", "elephant-c-k3f9"),
    ],
)
def test_a_name_is_plain_enough_for_every_bibliography(slug, name):
    assert citation_name(slug, "k3f9") == name


def test_the_forms_have_names_in_the_language_of_the_page():
    with translation.override("zh-hans"):
        assert [str(form.name) for form in FORMS[1:]] == [
            "Markdown",
            "BibTeX",
            "CSL-JSON",
        ]
