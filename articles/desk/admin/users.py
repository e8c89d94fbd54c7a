"""Who may enter the desk. What a user may do there is a matter of groups."""

import itertools
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth import admin as auth
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.desk.log import Verb, record
from articles.desk.permissions import user_of

from .base import DeskAdmin, door_of

# Importing Django's own pages, above, has registered them.
admin.site.unregister([Group, User])

_GENERAL: tuple[Any, ...] = (
    (None, {"fields": ["username", "password"]}),
    (_("Personal info"), {"fields": ["first_name", "last_name", "email"]}),
)
_DATES = (_("Important dates"), {"fields": ["last_login", "date_joined"]})


class _LoggedAdmin(DeskAdmin):
    """What is done to users and groups, Django does; the desk's log tells of it."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write who made it."""
        record(user_of(request), Verb.CREATED, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write who changed it, and which fields; a form sent unchanged is no event."""
        if fields := _changed_fields(message):
            record(user_of(request), Verb.EDITED, obj, note=fields)

    def history_view(
        self, request: HttpRequest, object_id: str, *_args: Any, **_options: Any
    ) -> HttpResponse:
        """Lead to the log's entries of this user or group."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        query = urlencode({"subject": self.opts.model_name, "id": object_id})
        return redirect(f"{reverse('admin:desk_log')}?{query}")


def _changed_fields(message: Any) -> str:
    """Return the names of the fields in a message as Django's admin makes them."""
    if isinstance(message, str):
        return message
    fields = (part.get("changed", {}).get("fields", []) for part in message)
    return ", ".join(itertools.chain.from_iterable(fields))


@admin.register(User)
class UserAdmin(_LoggedAdmin, auth.UserAdmin):
    """Users and their groups; a superuser is made and changed by superusers only."""

    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ()
    list_display = ["username", "first_name", "last_name", "email", "is_active"]
    list_filter = ["groups", "is_active", "is_superuser"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out single permissions, and what only a superuser may give."""
        if obj is None:
            return self.add_fieldsets
        rights = ["is_active", "is_staff", "groups"]
        if _is_superuser(request.user):
            rights.append("is_superuser")
        return (*_GENERAL, (_("Permissions"), {"fields": rights}), _DATES)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: Any
    ) -> None:
        """Save; whoever is added works at the desk: readers have no accounts."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def user_change_password(
        self, request: HttpRequest, *args: Any, **options: Any
    ) -> HttpResponse:
        """Give another password and log it in one transaction."""
        with door_of(request):
            return super().user_change_password(request, *args, **options)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep superusers, their passwords too, from those who are none."""
        return _may_touch(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep superusers from those who are none."""
        return _may_touch(request, obj) and super().has_delete_permission(request, obj)


@admin.register(Group)
class GroupAdmin(_LoggedAdmin, auth.GroupAdmin):
    """Groups, with a plain list of permissions: the other kind has no labels."""

    filter_horizontal = ()


def _may_touch(request: HttpRequest, user: Any) -> bool:
    return not _is_superuser(user) or _is_superuser(request.user)


def _is_superuser(user: Any) -> bool:
    return getattr(user, "is_superuser", False)
