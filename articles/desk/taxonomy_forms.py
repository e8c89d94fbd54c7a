"""Forms for tags and publications: a name means one thing only."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.digest import Digest, DigestError
from articles.digest.model import checked_url
from articles.digest.text import TAG_SEPARATORS, TextError, key_of, one_line
from articles.models import Publication, PublicationName, Tag, TagName
from articles.models.names import slug_of

from .gate import Gated
from .problem_words import reasons

_OWNERS = {TagName: "tag", PublicationName: "publication"}


class NamedForm(Gated, forms.ModelForm):
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
        """Refuse an address that leads to another one, be it from an earlier name."""
        kind: Any = Tag if self.names is TagName else Publication
        slug = slug_of(name)
        others = kind.objects.exclude(pk=self.owner_id())
        found = (
            others.filter(slug=slug).first()
            or others.filter(names__slug=slug, names__was_own=True).first()
        )
        if found:
            raise ValidationError(
                _("“%(name)s” would have the address of “%(other)s”."),
                params={"name": name, "other": found},
            )


def _checked_name(name: str) -> str:
    try:
        name = one_line(name)
    except TextError as error:
        raise ValidationError(reasons(error)) from error
    if not key_of(name):
        raise ValidationError(_("Type a name."))
    return name


class TagForm(NamedForm):
    """A tag; its name is one that a digest can carry."""

    names = TagName

    class Meta:
        model = Tag
        fields = ["name", "is_theme", "theme_order", "introduction"]
        help_texts = {
            "is_theme": _("A theme stands on the front page and in the navigation."),
            "theme_order": _("Themes with lower numbers come first."),
        }

    def clean_name(self) -> str:
        """Refuse what a digest could not carry as a tag."""
        name = super().clean_name()
        try:
            Digest(tags=(name,))
        except DigestError as error:
            raise ValidationError(reasons(error)) from error
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
            raise ValidationError(reasons(error)) from error

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
        except (DigestError, TextError) as error:
            raise ValidationError(reasons(error)) from error


class _AliasForm(NamedForm):
    """One more name of the tag or publication whose page this is."""

    class Meta:
        fields = ["name"]
        labels = {"name": _("Alias")}

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


class TagManyForm(Gated, forms.Form):
    """Tags to add to articles, and to remove from them, as names in a row."""

    add = forms.CharField(
        label=_("Tags to add"),
        required=False,
        max_length=2_000,
        help_text=_("Separated by commas or semicolons, Chinese ones too."),
    )
    remove = forms.CharField(
        label=_("Tags to remove"),
        required=False,
        max_length=2_000,
        help_text=_("From the articles; tags of their points stay."),
    )

    def clean_add(self) -> tuple[str, ...]:
        """Return the names, each as a digest carries it."""
        return _tag_names(self.cleaned_data["add"])

    def clean_remove(self) -> tuple[str, ...]:
        """Return the names; a tag that nobody knows is a slip."""
        names = _tag_names(self.cleaned_data["remove"])
        known = Tag.objects.named(names)
        if unknown := [name for name in names if name not in known]:
            raise ValidationError(
                _("There is no tag “%(names)s”."),
                params={"names": "”, “".join(unknown)},
            )
        return names

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all, and a tag that would come and go at once."""
        values = super().clean()
        add, remove = values.get("add", ()), values.get("remove", ())
        if not (add or remove or self.errors):
            raise ValidationError(_("Type a tag to add or to remove."))
        known = Tag.objects.named([*add, *remove])
        coming = {known[name] for name in add if name in known}
        going = {known[name] for name in remove if name in known}
        if both := coming & going:
            raise ValidationError(
                _("“%(tag)s” is to be added and removed."), params={"tag": both.pop()}
            )
        return values

    def new_tags(self) -> list[str]:
        """Return the names to be added that are no tags yet."""
        names = self.cleaned_data["add"]
        known = Tag.objects.named(names)
        return [name for name in names if name not in known]


def _tag_names(typed: str) -> tuple[str, ...]:
    """Return the names typed in a row; ValidationError where one can be no tag."""
    parts = re.split(f"[{re.escape(TAG_SEPARATORS)}]", typed)
    try:
        return Digest(tags=tuple(part for part in parts if part.strip())).tags
    except TextError as error:
        raise ValidationError(reasons(error)) from error
    except DigestError as error:
        raise ValidationError(reasons(error)) from error
