"""What all pages of the desk have in common."""

import functools
import re
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from articles.desk.log import Verb, record
from articles.desk.permissions import user_of
from articles.publishing import opened

MAX_WORDS = 10
"""In a search: each word compares every name and text once more."""


class DeskAdmin(ModelAdmin):
    """What all pages of the desk have in common.

    Django's own log of changes is not written: the desk has one that says more.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Save behind the door: what a form found free nobody else takes meanwhile."""
        with door_of(request):
            return super().changeform_view(request, *args, **options)

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Delete behind the door: what nobody used nobody starts to use meanwhile."""
        with door_of(request):
            return super().delete_view(request, *args, **options)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete, and write so into the log."""
        with opened():
            record(user_of(request), Verb.DELETED, obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete one by one: each has its entry in the log."""
        for obj in queryset:
            self.delete_model(request, obj)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing: what adds it writes the desk's log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing: what changes it writes the desk's log."""

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> Any:
        """Write nothing: `delete_model` writes the desk's log."""

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """List; what no link or form of the list can say is a bad request."""
        if not _could_be_meant(request):
            raise BadRequest("no page of the desk asks this")
        try:
            return super().changelist_view(request, *args, **options)
        except OverflowError as error:
            raise BadRequest("no calendar has this year") from error

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Refuse regular expressions, which can be wrong or without end.

        And what asks for rows that point here: those may be drafts of others.
        """
        if "regex" in lookup or self._is_from_elsewhere(lookup):
            return False
        return super().lookup_allowed(lookup, value, request)

    def _is_from_elsewhere(self, lookup: str) -> bool:
        name = lookup.partition(LOOKUP_SEP)[0]
        return any(each.name == name for each in self.opts.related_objects)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search for the first words; thousands would keep the database for hours."""
        words = first_words(request, search_term)
        return super().get_search_results(request, queryset, " ".join(words))


def first_words(request: HttpRequest, search_term: str) -> list[str]:
    """Return the words to search for; say so where some are left out."""
    # No name or text holds a NUL, and PostgreSQL takes none to look for.
    words = search_term.replace("\0", " ").split()
    if len(words) > MAX_WORDS:
        messages.warning(request, _SEARCHED % {"count": MAX_WORDS})
    return words[:MAX_WORDS]


def door_of(request: HttpRequest) -> AbstractContextManager[None]:
    """Return the door for a request that may write, else nothing to go through."""
    return opened() if request.method == "POST" else nullcontext()


@functools.wraps(delete_selected)
def delete_behind_the_door(
    model_admin: ModelAdmin, request: HttpRequest, queryset: QuerySet
) -> HttpResponse | None:
    """Delete several while nobody starts to use one of them."""
    with opened():
        return delete_selected(model_admin, request, queryset)


admin.site.add_action(delete_behind_the_door, "delete_selected")


def _could_be_meant(request: HttpRequest) -> bool:
    """Return whether address and selection hold what a database can be asked."""
    said = (value for _, values in request.GET.lists() for value in values)
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    return not any("\0" in value for value in said) and all(
        _NUMBER.fullmatch(number) for number in chosen
    )


_NUMBER = re.compile("[0-9]{1,18}")
_SEARCHED = _("The search takes %(count)d words; the others were left out.")
