"""The desk's forms: what editors type passes the same gate as everything else."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.digest import Digest, DigestError, Problem
from articles.models import Article
from articles.models.documents import read_draft

from .crossing import Crossing, find_crossing
from .drafts import Edit
from .editor.fields import DigestField, Editing
from .intake import find_another
from .permissions import may_view
from .problem_words import said


class ArticleForm(forms.ModelForm):
    """The whole digest as one document, with what tells one save from another."""

    text = DigestField(label=_("Digest"))
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    """The revision that the editor worked from."""
    theirs = forms.IntegerField(widget=forms.HiddenInput, required=False)
    """The revision that the editor's choices were made against, once saves crossed."""
    work = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    user: Any = None
    """Who edits; the admin class makes a form class for each request."""

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.crossing: Crossing | None = None
        if self.instance.pk:
            draft = read_draft(self.instance.pk)
            self.initial.update(text=draft.digest, seen=draft.revision)
        editing = self._editing()
        self.initial["work"] = editing.work
        self.fields["text"].widget.editing = editing

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was guessed or dropped in reading the text."""
        field = self.fields["text"]
        assert isinstance(field, DigestField)  # noqa: S101 - it is declared so above
        return field.problems

    def clean_seen(self) -> int:
        """Return the revision worked from; a new article has only its first."""
        seen: int = self.cleaned_data["seen"]
        return seen if self.instance.pk else self.instance.revision

    def clean(self) -> dict[str, Any]:
        """Refuse a second digest of one article, and a save over somebody else's."""
        values = super().clean() or self.cleaned_data
        if digest := values.get("text"):
            if self.instance.pk and "seen" in values:
                self._meet_others(digest)
            self._refuse_second(values["text"])
        if self.errors:
            self._forget_choices()
        return values

    def edit(self) -> Edit:
        """Return what the editor wants."""
        values = self.cleaned_data
        return Edit(values["text"], values["seen"])

    def _editing(self) -> Editing:
        facts = {
            "article": self.instance.pk,
            "seen": self.initial.get("seen", 1),
            "preview_url": preview_url(self.instance),
            "user": self.user.pk,
        }
        if work := self.data.get("work"):
            facts["work"] = work[:64]
        return Editing(**facts)

    def _refuse_second(self, digest: Digest) -> None:
        if found := find_another(digest, self.instance.pk):
            self.add_error("text", self._said_of(found))

    def _said_of(self, found: Article) -> SafeString | str:
        if not may_view(self.user, found):
            return gettext("Somebody else has this article at the desk already.")
        return format_html(
            gettext("This article is at the desk already: {}."), link_to(found)
        )

    def _meet_others(self, digest: Digest) -> None:
        """Take the choices made between two saves, or ask for them."""
        crossing = find_crossing(self.instance.pk, self.cleaned_data["seen"], digest)
        if crossing is None:
            return
        if crossing.theirs_revision == self.cleaned_data.get("theirs"):
            self.cleaned_data["text"] = self._merged(crossing)
        elif crossing.needs_choices:
            self.crossing = crossing
            raise ValidationError(
                _("Somebody saved this article while you worked on it.")
            )
        else:
            self.cleaned_data["text"] = crossing.settled
        self.cleaned_data["seen"] = crossing.theirs_revision

    def _merged(self, crossing: Crossing) -> Digest:
        try:
            return crossing.merged(self.data)
        except DigestError as error:
            self._forget_choices()
            raise ValidationError(said(error.problem)) from error

    def _forget_choices(self) -> None:
        """Ask for the choices once more at the next save, which brings none with it."""
        self.data = {name: self.data[name] for name in self.data} | {"theirs": ""}


def preview_url(article: Article) -> str:
    """Return where a draft, or what is still typed of it, is shown as a page."""
    if article.pk is None:
        return reverse("admin:articles_article_preview_new")
    return reverse("admin:articles_article_preview", args=[article.pk])


def link_to(article: Article) -> SafeString:
    """Return a link that opens the article beside the work at hand."""
    url = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}" target="_blank">{}</a>', url, article)
