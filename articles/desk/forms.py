"""The desk's forms: what editors type passes the same gate as everything else."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.digest import Digest, DigestError, Problem, complete, diff, parse, write
from articles.digest.model import checked_url
from articles.digest.text import TextError, clean, key_of, one_line
from articles.models import (
    Article,
    Publication,
    PublicationName,
    Tag,
    TagName,
)
from articles.models.documents import read_draft
from articles.models.names import slug_of

from .drafts import Edit
from .intake import find_article

_OWNERS = {TagName: "tag", PublicationName: "publication"}


class _Gated(forms.BaseForm):
    """Makes the texts of a form pass the gate: NFC, no control characters."""

    def clean(self) -> dict[str, Any]:
        """Refuse characters that no text may hold, each at its field."""
        values = super().clean() or self.cleaned_data
        for name, value in list(values.items()):
            if isinstance(value, str):
                try:
                    values[name] = clean(value)
                except TextError as error:
                    self.add_error(name, str(error))
        return values


class NamedForm(_Gated, forms.ModelForm):
    """A form for something found by names, which nothing else may be found by."""

    names: type[TagName | PublicationName]
    """The table that holds all names of this kind."""

    def clean_name(self) -> str:
        """Refuse a name that means something else already."""
        return self.free_name(self.cleaned_data["name"])

    def free_name(self, name: str) -> str:
        """Return `name` in normal form; ValidationError where another has it."""
        name = _checked_name(name)
        owner = _OWNERS[self.names]
        taken = (
            self.names.objects.filter(key=key_of(name))
            .exclude(**self._may_have_it_already())
            .select_related(owner)
            .first()
        )
        if taken:
            raise ValidationError(
                _("“%(name)s” is a name of “%(other)s” already."),
                params={"name": name, "other": getattr(taken, owner)},
            )
        self._refuse_taken_address(name)
        return name

    def owner_id(self) -> int | None:
        """Return the id of what has the name."""
        return self.instance.pk

    def _may_have_it_already(self) -> dict[str, int | None]:
        """Return which names of the table are no obstacle."""
        return {f"{_OWNERS[self.names]}_id": self.owner_id()}

    def _refuse_taken_address(self, name: str) -> None:
        kind: Any = Tag if self.names is TagName else Publication
        others = kind.objects.filter(slug=slug_of(name)).exclude(pk=self.owner_id())
        if found := others.first():
            raise ValidationError(
                _("“%(name)s” would have the address of “%(other)s”."),
                params={"name": name, "other": found},
            )


def _checked_name(name: str) -> str:
    try:
        name = one_line(name)
    except TextError as error:
        raise ValidationError(str(error)) from error
    if not key_of(name):
        raise ValidationError(_("Type a name."))
    return name


class TagForm(NamedForm):
    """A tag; its name is one that a digest can carry."""

    names = TagName

    class Meta:
        model = Tag
        fields = ["name", "is_theme", "theme_order", "introduction"]

    def clean_name(self) -> str:
        """Refuse what a digest could not carry as a tag."""
        name = super().clean_name()
        try:
            Digest(tags=(name,))
        except DigestError as error:
            raise ValidationError(error.problem.message) from error
        return name


class PublicationForm(NamedForm):
    """A publication and its facts."""

    names = PublicationName

    class Meta:
        model = Publication
        fields = [
            "name",
            "native_name",
            "language",
            "time_zone",
            "homepage",
            "owner",
            "country",
        ]

    def clean_native_name(self) -> str:
        """Refuse a native name that means another publication."""
        name = self.cleaned_data["native_name"]
        return self.free_name(name) if name else ""

    def clean_language(self) -> str:
        """Refuse what is no language tag."""
        try:
            return Digest(language=self.cleaned_data["language"]).language
        except DigestError as error:
            raise ValidationError(error.problem.message) from error

    def clean_time_zone(self) -> str:
        """Refuse a time zone that nobody knows."""
        zone = str(self.cleaned_data["time_zone"])
        if zone and zone not in available_timezones():
            raise ValidationError(_("Type a name such as Asia/Shanghai."))
        return zone

    def clean_country(self) -> str:
        """Refuse what is no code of two letters."""
        country = str(self.cleaned_data["country"]).upper()
        if country and not re.fullmatch("[A-Z]{2}", country):
            raise ValidationError(_("Type two letters, such as CN."))
        return country

    def clean_homepage(self) -> str:
        """Refuse what is no web address."""
        try:
            return checked_url(self.cleaned_data["homepage"])
        except DigestError as error:
            raise ValidationError(error.problem.message) from error


class _AliasForm(NamedForm):
    """One more name of the tag or publication whose page this is."""

    class Meta:
        fields = ["name"]

    def owner_id(self) -> int | None:
        """Return the id of what has the name."""
        owner: int | None = getattr(self.instance, f"{_OWNERS[self.names]}_id")
        return owner

    def _may_have_it_already(self) -> dict[str, int | None]:
        """Return this row alone: a name stands once, its owner's own names too."""
        return {"pk": self.instance.pk}


class TagAliasForm(_AliasForm):
    """One more name of a tag."""

    names = TagName


class PublicationAliasForm(_AliasForm):
    """One more name of a publication."""

    names = PublicationName


class AliasFormSet(forms.BaseInlineFormSet):
    """The aliases of one tag or publication, each another name."""

    def clean(self) -> None:
        """Refuse an alias that repeats another one, or the name just typed."""
        super().clean()
        own = (self.instance.name, getattr(self.instance, "native_name", ""))
        seen = {key_of(name) for name in own}
        for form in self.forms:
            name = form.cleaned_data.get("name") if form.is_valid() else None
            if not name or form.cleaned_data.get("DELETE"):
                continue
            if key_of(name) in seen:
                form.add_error("name", _("This name stands here already."))
            seen.add(key_of(name))


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


class DecisionForm(_Gated, forms.Form):
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
