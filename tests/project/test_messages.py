"""What the site and the desk say is collected whole, and said in Chinese as a whole."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from django.utils import translation

from scripts.desk_templates import extract as extract_desk
from scripts.messages import (
    CATALOGUES,
    KEYWORDS,
    Catalogue,
    collected,
    faults,
    read,
    updated,
    write,
)
from tests.sites import ROOT

CHINESE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
HAN = "[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def source() -> Catalog:
    return collected()


def translations(path: Path) -> list[str]:
    found = [message.string for message in read(path) if message.id]
    return [
        form for each in found for form in ([each] if isinstance(each, str) else each)
    ]


def test_chinese_is_there() -> None:
    assert CHINESE in CATALOGUES


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_message_is_translated_and_compiled(path: Path, source: Catalog) -> None:
    assert list(faults(path, source)) == []


def test_every_room_and_both_kinds_of_templates_are_collected(source: Catalog) -> None:
    files = {file for message in source for file, _ in message.locations}
    for begin in ("articles/desk/", "articles/models/", "articles/publishing/"):
        assert any(file.startswith(begin) for file in files), begin
    for begin in ("articles/site/", "templates/admin/", "templates/site/"):
        assert any(file.startswith(begin) for file in files), begin


def test_words_of_scripts_are_collected_with_their_forms(source: Catalog) -> None:
    message = source.get("{count} point")
    assert message
    assert message.id == ("{count} point", "{count} points")


DESK_TEMPLATE = """\
{% load i18n %}
<p title="{% translate "A name" %}">
  {% blocktranslate trimmed with who=user %}
    By {{ who }}
  {% endblocktranslate %}
    {% blocktranslate count n=all|length %}{{ n }} row{% plural %}{{ n }} rows
  {% endblocktranslate %}
  {# {% translate "not said" %} #}
{% translate "May" context "month" %} {{ _("Constant") }} it's 100 %
</p>
"""


def test_templates_of_the_desk_are_read_with_their_lines() -> None:
    file = BytesIO(DESK_TEMPLATE.encode())
    found = [
        (line, message, context)
        for line, message, _, context in extract(extract_desk, file, KEYWORDS)
    ]
    assert found == [
        (2, "A name", None),
        (3, "By %(who)s", None),
        (6, ("%(n)s row", "%(n)s rows\n  "), None),
        (9, "May", "month"),
        (9, "Constant", None),
    ]


def made(tmp_path: Path, *messages: Message) -> Path:
    """Return a compiled catalogue of these translations."""
    path = tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogue = Catalogue("zh_Hans", fuzzy=False)
    for message in messages:
        catalogue[message.id] = message
    write(path, catalogue)
    return path


def sourced(*ids: str | tuple[str, str]) -> Catalog:
    source = Catalog()
    for each in ids:
        source.add(each, locations=[("articles/desk/x.py", 7)])
    return source


def test_what_is_as_it_should_be_is_no_fault(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        Message("by %(who)s, {n}", "{n}，%(who)s"),
        Message(("one row", "%d rows"), ("%d 行",)),
    )
    ids = ["by %(who)s, {n}", ("one row", "%d rows")]
    assert list(faults(path, sourced(*ids))) == []


FAULTY = {
    "missing": ([], "x.py:7: “by %(who)s” is missing"),
    "not translated": ([("by %(who)s", "")], "is not translated"),
    "fuzzy": ([("by %(who)s", "%(who)s", {"fuzzy"})], "is marked as fuzzy"),
    "lacks a placeholder": ([("by %(who)s", "某人")], "needs %(who)s: “某人”"),
    "another placeholder": ([("by %(who)s", "%(whom)s")], "needs %(who)s"),
    "another kind": ([("by %(who)s", "%(who)d")], "needs %(who)s"),
    "one too many": ([("by %(who)s", "{n} %(who)s")], "needs %(who)s"),
    "obsolete": (
        [("by %(who)s", "%(who)s"), ("gone", "没了")],
        "“gone” is obsolete: nothing says it",
    ),
}


@pytest.mark.parametrize(("messages", "fault"), FAULTY.values(), ids=FAULTY)
def test_what_is_wrong_with_a_catalogue_is_said(
    tmp_path: Path, messages: list[tuple[str, str]], fault: str
) -> None:
    made_of = [
        Message(key, string, flags=flags[0] if flags else ())
        for key, string, *flags in messages
    ]
    path = made(tmp_path, *made_of)
    # What is not compiled is another matter.
    found = list(faults(path, sourced("by %(who)s")))
    assert fault in found[0]


def test_placeholders_without_names_keep_their_order(tmp_path: Path) -> None:
    path = made(tmp_path, Message("%d of %s", "%s 的 %d"))
    (fault,) = faults(path, sourced("%d of %s"))
    assert "needs %d, %s" in fault


def test_what_is_not_compiled_is_a_fault(tmp_path: Path) -> None:
    path = made(tmp_path, Message("yes", "是"))
    path.write_text(path.read_text("utf-8").replace("是", "对"), "utf-8")
    (fault,) = faults(path, sourced("yes"))
    assert fault == "django.mo is not what django.po says"


def test_an_update_keeps_what_is_translated_and_guesses_nothing(tmp_path: Path) -> None:
    path = made(tmp_path, Message("Save", "保存"), Message("gone", "没了"))
    catalogue = updated(read(path), sourced("Save", "Saved"))
    known = {message.id: message.string for message in catalogue if message.id}
    assert known == {"Save": "保存", "Saved": None}
    assert not any(message.fuzzy for message in catalogue)


def test_the_catalogue_tells_no_line_and_no_moment() -> None:
    text = CHINESE.read_text("utf-8")
    assert not re.search(r"^#: .*:\d", text, re.MULTILINE)
    assert "Date" not in text.partition("\n\n")[0]


def test_django_speaks_chinese_with_its_one_form() -> None:
    with translation.override("zh-hans"):
        assert translation.gettext("Core viewpoint") == "核心观点"
        one, many = (
            translation.ngettext("{count} point", "{count} points", count)
            for count in (1, 2)
        )
    assert one == many == "{count} 个观点"


# What is inside a code sample, and “…” of a program, is no sentence.
MISSET = [
    pytest.param(rf"{HAN}[,;:!?()]|[,;:!?()]{HAN}", id="half-width punctuation"),
    pytest.param(
        r"\s[，。；：？！）”、]|[，。；：？！（“、]\s", id="a blank beside punctuation"
    ),
    pytest.param(rf"{HAN}\.\.\.|……", id="an ellipsis of another kind"),
    pytest.param(rf'{HAN}"|"{HAN}|{HAN}\'|\'{HAN}', id="straight quotes"),
    pytest.param(rf"{HAN}\s{HAN}", id="a blank within Chinese"),
]


@pytest.mark.parametrize("pattern", MISSET)
def test_chinese_is_set_as_the_glossary_says(pattern: str) -> None:
    assert [text for text in translations(CHINESE) if re.search(pattern, text)] == []


UNWANTED = ["版本号", "参考文献", "稿件", "后台", "勘误", "撤回", "就绪", "您"]


@pytest.mark.parametrize("word", UNWANTED)
def test_a_thing_has_one_name(word: str) -> None:
    assert [text for text in translations(CHINESE) if word in text] == []
