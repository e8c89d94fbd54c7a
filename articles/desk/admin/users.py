"""Who may enter the desk. What a user may do there is a matter of groups."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import admin as auth
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .base import DeskAdmin

# Importing Django's own pages, above, has registered them.
admin.site.unregister([Group, User])

_GENERAL: tuple[Any, ...] = (
    (None, {"fields": ["username", "password"]}),
    (_("Personal info"), {"fields": ["first_name", "last_name", "email"]}),
)
_DATES = (_("Important dates"), {"fields": ["last_login", "date_joined"]})


@admin.register(User)
class UserAdmin(DeskAdmin, auth.UserAdmin):
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

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep superusers, their passwords too, from those who are none."""
        return _may_touch(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep superusers from those who are none."""
        return _may_touch(request, obj) and super().has_delete_permission(request, obj)


@admin.register(Group)
class GroupAdmin(DeskAdmin, auth.GroupAdmin):
    """Groups, with a plain list of permissions: the other kind has no labels."""

    filter_horizontal = ()


def _may_touch(request: HttpRequest, user: Any) -> bool:
    return not _is_superuser(user) or _is_superuser(request.user)


def _is_superuser(user: Any) -> bool:
    return getattr(user, "is_superuser", False)
