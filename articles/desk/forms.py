"""The desk's forms: what editors type passes the same gate as everything else."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.digest import Digest, DigestError, Problem, complete, diff, parse, write
from articles.models import Article
from articles.models.documents import read_draft

from .drafts import Edit
from .gate import Gated
from .intake import find_article

_DIFFERENCE = "<br>theirs: <q>{}</q> — yours: <q>{}</q>"
_MOST_DIFFERENCES = 50


class ArticleForm(forms.ModelForm):
    """The whole digest as one text in the digest notation."""

    text = forms.CharField(
        label=_("Digest"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 32, "class": "vLargeTextField digest"}),
        help_text=_(
            "Paste a digest, or write: title, a line “Publication · 2025-11-04”, "
            "“Core Viewpoint”, “Group 1: Heading”, a line “- statement [1]” for each "
            'point, “References” with “[1] p. 3 — "quote" https://…”, “Tags: a, b”.'
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    class Meta:
        model = Article
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.problems: tuple[Problem, ...] = ()
        if self.instance.pk:
            draft = read_draft(self.instance.pk)
            self.initial.update(text=write(draft.digest), seen=draft.revision)

    def clean_seen(self) -> int:
        """Return the revision worked from; a new article has only its first."""
        seen: int = self.cleaned_data["seen"]
        return seen if self.instance.pk else self.instance.revision

    def clean_text(self) -> Digest:
        """Return the Digest that the text holds; ValidationError where it is none."""
        try:
            parsed = parse(self.cleaned_data["text"])
        except DigestError as error:
            raise ValidationError(str(error)) from error
        errors = [p for p in parsed.problems if p.severity == "error"]
        if errors or parsed.digest is None:
            raise ValidationError([str(problem) for problem in errors])
        self.problems = parsed.problems
        return complete(parsed.digest)

    def clean(self) -> dict[str, Any]:
        """Refuse a second digest of one article, and a save over somebody else's."""
        values = super().clean() or self.cleaned_data
        if digest := values.get("text"):
            self._refuse_second(digest)
            self._refuse_stale(values.get("seen"))
        return values

    def _refuse_second(self, digest: Digest) -> None:
        found = find_article(digest)
        if found and found.pk != self.instance.pk:
            self.add_error(
                "text",
                format_html(
                    gettext("This article is at the desk already: {}."), _link(found)
                ),
            )

    def _refuse_stale(self, seen: int | None) -> None:
        """Add an error where the article was saved since; lock it where it was not."""
        if not self.instance.pk:
            return
        article = Article.objects.select_for_update(of=("self",)).get(
            pk=self.instance.pk
        )
        if article.revision == seen:
            return
        draft = read_draft(article.pk)
        self.add_error("text", self._said_meanwhile(draft.digest))
        self.data = {**dict(self.data.items()), "seen": str(draft.revision)}

    def _said_meanwhile(self, theirs: Digest) -> SafeString:
        """Return what differs between what was saved meanwhile and what was typed."""
        changes = diff(theirs, self.cleaned_data["text"])
        rows = [
            *((change.old, change.new) for change in changes.fields),
            *(
                (
                    change.old.text if change.old else "–",
                    change.new.text if change.new else "–",
                )
                for change in changes.points
            ),
        ]
        return format_html(
            gettext(
                "Somebody saved this article while you worked on it. Your text is kept "
                "below. Theirs stands in {} and differs here; take over what you need "
                "before you save again: {}"
            ),
            _link(self.instance),
            format_html_join("", _DIFFERENCE, rows[:_MOST_DIFFERENCES]),
        )

    def edit(self) -> Edit:
        """Return what the editor wants."""
        values = self.cleaned_data
        return Edit(values["text"], values["seen"])


def _link(article: Article) -> SafeString:
    return format_html(
        '<a href="/admin/articles/article/{}/change/" target="_blank">{}</a>',
        article.pk,
        article,
    )


class DecisionForm(Gated, forms.Form):
    """What an action on several articles asks before it is done."""


class PublishForm(DecisionForm):
    """How to publish over a live edition."""

    kind = forms.ChoiceField(
        label=_("Where an article is live already, this is"),
        choices=[("update", _("an update")), ("correction", _("a correction"))],
    )
    note = forms.CharField(
        label=_("Public note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("What changed. A correction must say what was wrong."),
    )

    def clean(self) -> dict[str, Any]:
        """A correction needs its note."""
        values = super().clean() or self.cleaned_data
        if values.get("kind") == "correction" and not values.get("note"):
            self.add_error("note", _("Say what was wrong; readers see this note."))
        return values


class WithdrawForm(DecisionForm):
    """Why readers no longer see the articles."""

    reason = forms.CharField(
        label=_("Public reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Readers see it at every address the articles had."),
    )
