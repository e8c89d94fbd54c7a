"""The form field that carries a digest, and the widget that is its editor."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.desk.counting import MOST_COUNTED
from articles.desk.problem_words import problem_json, said_with_place
from articles.digest import Digest, Problem, complete, to_json
from articles.digest import model as limits
from articles.digest.text import MAX_FILE_BYTES

from .reading import Reading, problems_in, read_document, reading_of
from .words import words

LIMITS = {
    "bytes": MAX_FILE_BYTES,
    "title": limits.MAX_TITLE,
    "heading": limits.MAX_HEADING,
    "statement": limits.MAX_STATEMENT,
    "tag": limits.MAX_TAG,
    "passage": limits.MAX_PASSAGE,
    "url": limits.MAX_URL,
    "number": limits.MAX_NUMBER,
    "points": limits.MAX_POINTS,
    "counted": MOST_COUNTED,
}
"""What the scripts count towards; but for the last, more than it is refused."""

_URLS = {
    "read": "admin:articles_article_read",
    "check": "admin:articles_article_check",
    "write": "admin:articles_article_write",
    "complete_tags": "admin:articles_tag_complete",
    "suggest_tags": "admin:articles_tag_suggest",
    "complete_publications": "admin:articles_publication_complete",
}


@dataclass(frozen=True, slots=True)
class Editing:
    """What the editor must know beside the document."""

    article: int | None = None
    """The article edited; None while it is new."""
    seen: int = 1
    """The revision that the editor works from."""
    preview_url: str = ""
    is_read_only: bool = False
    user: int | None = None
    """Who edits: what a browser keeps of it is offered to nobody else."""
    work: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    """What tells this editing from every other, in all tabs."""


class DigestWidget(forms.Widget):
    """A text area in the digest notation; with scripts, an outline of the digest."""

    template_name = "admin/articles/widgets/digest.html"
    editing = Editing()
    """Set by the form for the article it edits."""

    class Media:
        css = {"all": ["desk/editor.css", "desk/editor-parts.css"]}
        js = [Script("desk/editor/editor.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"rows": 32, "class": "vLargeTextField digest"} | (attrs or {})
        )

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        """Render through the desk's templates; the renderer knows Django's only."""
        context = self.get_context(name, value, attrs)
        return render_to_string(self.template_name, context, using="desk")

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Return the text, the document and the settings of the editor."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        widget, reading = context["widget"], read_typed(value)
        widget["value"] = reading.shown
        widget["document_id"] = f"{widget['attrs']['id']}-document"
        widget["settings_id"] = f"{widget['attrs']['id']}-settings"
        if self.editing.is_read_only:
            widget["attrs"]["readonly"] = True
        return context | {
            "document": reading.document,
            "settings": self._settings(reading, is_unsaved=isinstance(value, str)),
        }

    def _settings(self, reading: Reading, *, is_unsaved: bool) -> dict[str, Any]:
        editing = self.editing
        urls = {key: reverse(name) for key, name in _URLS.items()}
        return {
            "urls": urls | {"preview": editing.preview_url},
            "words": words(),
            "problems": [problem_json(p) for p in problems_in(reading)],
            "article": editing.article,
            "seen": editing.seen,
            "user": editing.user,
            "work": editing.work,
            "limits": LIMITS,
            "is_read_only": editing.is_read_only,
            "is_unsaved": is_unsaved,
        }


class DigestField(forms.Field):
    """A digest, typed or pasted in the notation, or sent as JSON by the editor."""

    widget = DigestWidget
    default_error_messages = {"required": _("Paste or write a digest.")}

    problems: tuple[Problem, ...] = ()
    """What was guessed or dropped in reading the text that was cleaned last."""

    def to_python(self, value: Any) -> Digest | None:
        """Return the digest; ValidationError with every reason where it is none."""
        reading = read_typed(value)
        self.problems = reading.problems
        if reading.errors:
            raise ValidationError([said_with_place(p) for p in reading.errors])
        return complete(reading.digest) if reading.digest else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the digest differs, however either of the two is written."""
        before, after = read_typed(initial), read_typed(data)
        if before.digest is None or after.digest is None:
            return before != after
        return complete(before.digest) != complete(after.digest)


def read_typed(value: Digest | str | None) -> Reading:
    """Return what a form holds for a digest: a Digest at first, later what was sent."""
    if isinstance(value, Digest):
        return reading_of(value)
    return read_document(value) if value and value.strip() else _NOTHING


_NOTHING = Reading(None, document=to_json(Digest()))
