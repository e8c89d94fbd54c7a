"""What each step of a draft asks of whoever takes it."""

import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.digest import Digest, placed_points
from articles.models import ApiToken, Edition
from articles.models.access import MAX_TOKEN_NAME

from .gate import Gated
from .permissions import may_publish
from .previews import DEFAULT_DAYS, MOST_DAYS
from .problem_words import point_in_words
from .tokens import DEFAULT_DAYS as DEFAULT_TOKEN_DAYS
from .tokens import MOST_DAYS as MOST_TOKEN_DAYS

MAX_NOTE = 2000
FARTHEST = datetime.timedelta(days=366)
"""How far ahead a publication can be set."""


def _words(label: Any, help_text: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=help_text,
    )


class StepForm(Gated, forms.Form):
    """A step that asks nothing but a yes."""


class NoteForm(StepForm):
    """A step with a word to whoever comes next."""

    note = _words(
        _("Note"), _("For the editors; it stands in the log."), required=False
    )


class SendBackForm(StepForm):
    """What the writer is asked to do."""

    note = _words(
        _("Note"), _("What is to be done; the writer sees it."), required=True
    )


class WithdrawForm(StepForm):
    """Why readers no longer see the article."""

    reason = _words(
        _("Public reason"),
        _("Readers see it at every address that the article had."),
        required=True,
    )


class AddressForm(StepForm):
    """Another address of the article's page."""

    wanted = forms.CharField(
        label=_("Address"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Words separated by hyphens. The present address will lead there."),
    )


class FirstPublishForm(StepForm):
    """When readers see the article first."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    live_from = forms.DateTimeField(
        label=_("Publish at"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        help_text=_("Leave it empty to publish now."),
    )

    def clean_live_from(self) -> datetime.datetime | None:
        """Refuse a time that has passed, or that somebody mistyped."""
        live_from: datetime.datetime | None = self.cleaned_data["live_from"]
        if live_from and live_from <= timezone.now():
            raise forms.ValidationError(
                _("This time has passed. Leave it empty to publish now.")
            )
        if live_from and live_from > timezone.now() + FARTHEST:
            raise forms.ValidationError(
                _("This time is more than a year ahead; see that the year is right.")
            )
        return live_from


class NextPublishForm(StepForm):
    """What a new edition of a live article is to its readers."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("This edition is"),
        choices=[
            (Edition.Kind.UPDATE, _("an update: something was added or refreshed")),
            (Edition.Kind.CORRECTION, _("a correction: something was wrong")),
        ],
        widget=forms.RadioSelect,
    )
    note = _words(
        _("Public note"),
        _("What changed. A correction must say what was wrong; readers see it."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A correction needs its note."""
        values = super().clean() or self.cleaned_data
        if values.get("kind") == Edition.Kind.CORRECTION and not values.get("note"):
            self.add_error("note", _("Say what was wrong; readers see this note."))
        return values


class LinkForm(StepForm):
    """For how long a review link leads to the draft."""

    days = forms.IntegerField(
        label=_("Days"), min_value=1, max_value=MOST_DAYS, initial=DEFAULT_DAYS
    )


class TokenForm(StepForm):
    """What a token is for, and for how long."""

    name = forms.CharField(
        label=_("Name"),
        max_length=MAX_TOKEN_NAME,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("What uses it and where, such as “nightly import, office”."),
    )
    scopes = forms.ChoiceField(label=_("The token may"), widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=MOST_TOKEN_DAYS,
        initial=DEFAULT_TOKEN_DAYS,
        help_text=_("It ends by itself after so many days."),
    )

    def __init__(self, owner: User, data: Any = None) -> None:
        super().__init__(data, initial={"scopes": ApiToken.Scopes.DRAFTS})
        field = self.fields["scopes"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [
            (scopes.value, scopes.label)
            for scopes in ApiToken.Scopes
            if scopes is ApiToken.Scopes.DRAFTS or may_publish(owner)
        ]


class CommentForm(StepForm):
    """What somebody says, and of which point."""

    point_key = forms.ChoiceField(label=_("About"), required=False)
    text = _words(_("Comment"), "", required=True)

    def __init__(self, draft: Digest, data: Any = None) -> None:
        # On the article's page the digest is a field of that name, too.
        super().__init__(data, auto_id="comment_%s")
        field = self.fields["point_key"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [("", _("The whole draft")), *_points_of(draft)]


def _points_of(draft: Digest) -> list[tuple[str, str]]:
    """Return the points in reading order, the core first, as choices."""
    return [
        (point.key, f"{point_in_words(place)} · {point.text[:80]}")
        for place, point in placed_points(draft)
    ]
