"""What a step with many articles asks where it asks more than with one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .step_forms import NextPublishForm, StepForm


class PublishManyForm(NextPublishForm):
    """What the new editions are where articles are live already."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Each article carries the revision that was looked at.
        del self.fields["seen"]
        self.fields["kind"].label = _("Where an article is live already, this is")
        self.fields["kind"].initial = "update"


class ExportForm(StepForm):
    """In which form the drafts are written."""

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[
            ("text", _("text in the digest notation")),
            ("markdown", _("Markdown")),
            ("jsonl", _("JSON Lines, for programs")),
        ],
        initial="text",
        widget=forms.RadioSelect,
    )
