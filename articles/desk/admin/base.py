"""What all pages of the desk have in common."""

import re
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.publishing import opened

MAX_WORDS = 10
"""In a search: each word compares every name and text once more."""


class DeskAdmin(ModelAdmin):
    """What all pages of the desk have in common."""

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Save behind the door: what a form found free nobody else takes meanwhile."""
        with _door_of(request):
            return super().changeform_view(request, *args, **options)

    def delete_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """Delete behind the door: what nobody used nobody starts to use meanwhile."""
        with _door_of(request):
            return super().delete_view(request, *args, **options)

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """List; what no link or form of the list can say is a bad request."""
        if not _could_be_meant(request):
            raise BadRequest("no page of the desk asks this")
        return super().changelist_view(request, *args, **options)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Refuse regular expressions, which can be wrong or without end."""
        return "regex" not in lookup and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Search for the first words; thousands would keep the database for hours."""
        words = search_term.split()
        if len(words) > MAX_WORDS:
            messages.warning(request, _SEARCHED % {"count": MAX_WORDS})
        return super().get_search_results(
            request, queryset, " ".join(words[:MAX_WORDS])
        )


def _door_of(request: HttpRequest) -> AbstractContextManager[None]:
    return opened() if request.method == "POST" else nullcontext()


def _could_be_meant(request: HttpRequest) -> bool:
    """Return whether address and selection hold what a database can be asked."""
    said = (value for _, values in request.GET.lists() for value in values)
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    return not any("\0" in value for value in said) and all(
        _NUMBER.fullmatch(number) for number in chosen
    )


_NUMBER = re.compile("[0-9]{1,18}")
_SEARCHED = _("The search takes %(count)d words; the others were left out.")
