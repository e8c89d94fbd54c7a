"""The field that carries a digest, and its widget."""

import json
import re
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from articles.desk.editor.fields import DigestField, DigestWidget, Editing
from articles.digest import Digest, Point, Reference, dumps, to_json, write
from articles.digest.text import MAX_FILE_BYTES
from tests.conftest import MakeDigest

HOSTILE = "</script><script>alert(1)</script><!-- &amp; ' \" -->"


class Form(forms.Form):
    text = DigestField()


def document(**parts: object) -> dict[str, Any]:
    return to_json(Digest()) | parts


def errors_of(text: str) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        DigestField().clean(text)
    return caught.value.messages


def rendered(value: object, editing: Editing | None = None) -> dict[str, Any]:
    """Return what stands in the widget's HTML: its text, document and settings."""
    widget = DigestWidget()
    widget.editing = editing or Editing()
    html = widget.render("text", value, {"id": "id_text"})
    scripts = re.findall(
        r'<script id="id_text-(\w+)" type="application/json">(.*?)</script>', html
    )
    typed = re.search(r"<textarea([^>]*)>\n(.*)</textarea>", html, re.DOTALL)
    assert typed
    found = {name: json.loads(content) for name, content in scripts}
    return {"html": html, "attributes": typed[1], "text": typed[2], **found}


# What is cleaned.


def test_text_in_the_notation_becomes_a_digest(make_digest: MakeDigest) -> None:
    digest = make_digest()
    assert DigestField().clean(write(digest)) == digest


def test_the_json_form_becomes_the_same_digest(make_digest: MakeDigest) -> None:
    digest = make_digest()
    assert DigestField().clean(dumps(digest)) == digest
    assert DigestField().clean("  \n" + json.dumps(to_json(digest))) == digest


def test_a_digest_is_taken_as_it_is(make_digest: MakeDigest) -> None:
    digest = make_digest()
    assert DigestField().clean(digest) == digest


def test_cited_numbers_get_their_references() -> None:
    sent = document(core=[{"text": "Rail grew [2].", "key": "", "tags": []}])
    assert DigestField().clean(json.dumps(sent)).references == (Reference(2),)


def test_a_title_may_begin_with_a_brace() -> None:
    digest = Digest(title="{a, b}", core=(Point("The set [1].", key="k"),))
    assert DigestField().clean(write(digest)).title == "{a, b}"


def test_what_was_guessed_is_kept_for_the_form() -> None:
    form = Form({"text": "Workflow\nOn trees\n\nCore Viewpoint - Trees grow [1]."})
    assert form.is_valid()
    assert [p.code for p in form.fields["text"].problems] == ["chrome"]


def test_forms_do_not_share_what_was_guessed() -> None:
    Form({"text": "Workflow\nOn trees\n\nCore Viewpoint - Trees grow [1]."}).is_valid()
    assert Form().fields["text"].problems == ()


@pytest.mark.parametrize("text", ["", "   \n", None])
def test_nothing_is_refused_in_words(text: str | None) -> None:
    assert errors_of(text) == ["Paste or write a digest."]


def test_a_field_may_stay_empty_where_the_form_says_so() -> None:
    assert DigestField(required=False).clean("  ") is None


def test_prose_is_refused() -> None:
    (error,) = errors_of("Only prose, nothing more.")
    assert "no digest" in error


def test_every_refused_part_is_said_with_its_place() -> None:
    refused = document(
        title="x" * 301,
        core=[{"text": ""}],
        references=[{"number": 1, "url": "ftp://example.org"}],
    )
    errors = errors_of(json.dumps(refused))
    assert len(errors) == 3
    assert errors[0].startswith("Title: ")
    assert errors[1].startswith("Core, point 1: ")
    assert errors[2].startswith("Reference in row 1: ")


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"schema_version": 1,',
        '{"schema_version": 2}',
        '{"title": "no version"}',
        '{"schema_version": 1, "surprise": 1}',
        '{"schema_version": 1, "core": "text"}',
        '{"schema_version": 1, "core": [{"text": "\\ud800"}]}',
        '{"schema_version": 1, "core": [{"text": "a\\u0000b"}]}',
        '{"schema_version": 1, "title": NaN}',
        "[]",
        "[" * 100_000,
        '{"a":' * 100_000,
        "Core Viewpoint\n- NUL \0 [1]",
        "Core Viewpoint\n- half \ud800 [1]",
    ],
)
def test_what_is_no_digest_is_an_error_and_no_failure(text: str) -> None:
    assert errors_of(text)
    assert rendered(text)["settings"]["problems"]


def test_more_than_a_text_may_hold_is_refused() -> None:
    long = "x" * MAX_FILE_BYTES
    assert "bytes" in errors_of(long + "x")[0]
    assert "bytes" in errors_of(json.dumps(document(title=long)))[0]


# What has changed.


def test_the_same_digest_in_another_dress_is_no_change(make_digest: MakeDigest) -> None:
    digest = make_digest()
    field = DigestField()
    assert not field.has_changed(digest, write(digest))
    assert not field.has_changed(digest, dumps(digest))
    assert not field.has_changed(None, "")


def test_another_digest_and_a_text_that_is_none_are_changes(
    make_digest: MakeDigest,
) -> None:
    digest = make_digest()
    assert DigestField().has_changed(digest, write(make_digest()))
    assert DigestField().has_changed(digest, "prose")
    assert DigestField().has_changed(digest, "")
    assert DigestField().has_changed(None, write(digest))


# What is rendered.


def test_the_widget_carries_the_text_the_document_and_its_settings(
    make_digest: MakeDigest,
) -> None:
    digest = make_digest()
    page = rendered(digest, Editing(article=7, seen=3, preview_url="/p/", work="w"))
    assert page["text"].splitlines()[0] == digest.title
    assert page["document"] == to_json(digest)
    settings = page["settings"]
    assert (settings["article"], settings["seen"], settings["work"]) == (7, 3, "w")
    assert settings["urls"]["preview"] == "/p/"
    assert settings["urls"]["check"] == "/admin/articles/article/check/"
    assert settings["limits"]["statement"] == 5000
    assert settings["problems"] == []
    assert not settings["is_read_only"]
    assert not settings["is_unsaved"]


def test_an_empty_widget_begins_an_empty_digest_without_complaint() -> None:
    page = rendered(None)
    assert page["text"] == ""
    assert page["document"] == to_json(Digest())
    assert page["settings"]["problems"] == []


def test_the_rules_are_asked_before_the_page_is_shown() -> None:
    page = rendered(Digest(title="T", publication="P", core=(Point("No marker."),)))
    (problem,) = page["settings"]["problems"]
    assert (problem["code"], problem["path"]) == ("uncited-point", "core[0].text")


def test_what_was_typed_comes_back_as_it_was() -> None:
    typed = "Workflow\nOn trees\n\nCore Viewpoint - Trees grow [1]."
    page = rendered(typed)
    assert page["text"] == typed
    assert page["document"]["core"][0]["text"] == "Trees grow [1]."
    assert page["settings"]["is_unsaved"]


def test_the_notation_stands_where_the_script_sent_json(
    make_digest: MakeDigest,
) -> None:
    digest = make_digest()
    page = rendered(dumps(digest))
    assert page["text"].startswith(digest.title)
    assert page["document"] == to_json(digest)


def test_a_document_that_breaks_a_limit_comes_back_to_the_editor() -> None:
    sent = document(title="x" * 301, core=[{"text": "Kept [1]."}])
    page = rendered(json.dumps(sent))
    assert page["document"] == sent
    assert [p["path"] for p in page["settings"]["problems"]] == ["title"]


def test_a_text_that_is_no_digest_has_no_document() -> None:
    page = rendered("Only prose.")
    assert page["text"] == "Only prose."
    assert page["document"] is None
    assert page["settings"]["problems"][0]["code"] == "no-digest"


def test_nothing_breaks_out_of_the_page() -> None:
    digest = Digest(title=HOSTILE, core=(Point(HOSTILE),))
    page = rendered(digest)
    assert "<script>alert" not in page["html"]
    assert page["document"]["title"] == HOSTILE
    assert "<script>alert" not in rendered(HOSTILE)["html"]


def test_a_digest_nobody_may_change_is_read_only(make_digest: MakeDigest) -> None:
    page = rendered(make_digest(), Editing(is_read_only=True))
    assert " readonly" in page["attributes"]
    assert page["settings"]["is_read_only"]


def test_each_editing_has_a_name_of_its_own() -> None:
    assert Editing().work != Editing().work


def test_the_editor_comes_as_a_module_and_no_script_is_inline() -> None:
    media = str(Form().media)
    assert '<script src="/static/desk/editor/editor.js" type="module">' in media
    assert "desk/editor-parts.css" in media
    inline = re.findall(
        r"<script(?![^>]*type=\"application/json\")", rendered("")["html"]
    )
    assert inline == []
    assert " style=" not in rendered("")["html"]


def test_all_words_are_there() -> None:
    words = rendered("")["settings"]["words"]
    assert words["tags.placeholder"] == "Add a tag"
    assert words["references.count"] == {
        "one": "{count} reference",
        "other": "{count} references",
    }
    assert any(key.startswith("outline.") for key in words)
