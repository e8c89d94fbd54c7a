"""The log: who did what at the desk, and when."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.gate import Gated
from articles.desk.log import Subject, Verb
from articles.desk.log_reading import COMMAND, filtered, lines_of, page_of, readable
from articles.digest import from_json, write

from .asking import of_desk, show

_MOST_ACTORS = 200
_ANY = ("", gettext_lazy("any"))


class LogForm(Gated, forms.Form):
    """Which entries are looked for."""

    actor = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    verb = forms.ChoiceField(
        label=gettext_lazy("What"), required=False, choices=[_ANY, *Verb.choices]
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Of"), required=False, choices=[_ANY, *Subject.choices]
    )
    id = forms.IntegerField(
        label=gettext_lazy("Number"), required=False, min_value=1, max_value=10**18
    )
    name = forms.CharField(
        label=gettext_lazy("Title or name"), required=False, max_length=300
    )
    since = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    until = forms.DateField(
        label=gettext_lazy("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        staff = User.objects.filter(is_staff=True).order_by("username")
        names = staff.values_list("pk", "username")[:_MOST_ACTORS]
        field = self.fields["actor"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = [_ANY, *names, (COMMAND, gettext_lazy("a command"))]


def may_read_log(user: User | AnonymousUser) -> bool:
    """Return whether the user may read the log."""
    return user.has_perm("articles.view_logentry")


@of_desk(may_read_log, ("GET",))
def log(request: HttpRequest) -> HttpResponse:
    """List what was done, the newest first."""
    form = LogForm(request.GET)
    is_clear = form.is_valid()
    entries = readable(request.user)
    # What cannot be looked for is not looked for, and its field says why.
    wanted = form.cleaned_data
    kept = {name: value for name, value in request.GET.items() if name in form.fields}
    return show(
        request,
        "admin/log.html",
        _("Log"),
        form=form,
        is_filtered=bool(not is_clear or any(wanted.values())),
        log=page_of(filtered(entries, wanted), request.GET.get("before", "")),
        kept=urlencode(kept),
    )


@of_desk(may_read_log, ("GET",))
def log_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show one entry whole; of a deleted draft, what it said last."""
    entry = get_object_or_404(readable(request.user), pk=entry_id)
    (line,) = lines_of([entry])
    digest = entry.facts.get("digest")
    return show(
        request,
        "admin/log_entry.html",
        _("Log entry"),
        line=line,
        text=write(from_json(digest)) if digest else "",
    )


def desk_urls() -> list[Any]:
    """Return the pages that belong to no model."""
    return [
        path("log/", log, name="desk_log"),
        path("log/<int:entry_id>/", log_entry, name="desk_log_entry"),
    ]
