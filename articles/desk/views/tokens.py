"""API tokens: those there are, a new one shown once, and one revoked."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from articles.desk.permissions import (
    may_make,
    may_see_tokens,
    sees_all_tokens,
    user_of,
    visible_tokens,
)
from articles.desk.step_forms import StepForm, TokenForm
from articles.desk.tokens import NameTakenError, make_token, revoke_token

from .asking import of_desk, show


@of_desk(may_see_tokens, ("GET",))
def tokens(request: HttpRequest) -> HttpResponse:
    """List the user's tokens; everybody's for those who look after users."""
    return show(
        request,
        "admin/tokens/list.html",
        _("API tokens"),
        tokens=visible_tokens(request.user),
        is_everybodys=sees_all_tokens(request.user),
        may_make=may_make(request.user),
        address=f"{settings.SITE_URL}{reverse('desk-api:drafts')}",
    )


@of_desk(may_make)
@sensitive_variables("made")
def make(request: HttpRequest) -> HttpResponse:
    """Make a token; its secret stands in this answer and nowhere else."""
    form = TokenForm(user_of(request), request.POST or None)
    title = _("Make an API token")
    if request.method == "POST" and form.is_valid():
        try:
            made = make_token(user_of(request), **form.cleaned_data)
        except NameTakenError as error:
            form.add_error("name", str(error))
        else:
            # A redirect would need a place to keep the secret meanwhile.
            return show(
                request,
                "admin/tokens/made.html",
                _("Your API token"),
                token=made.token,
                secret=made.secret,
            )
    return show(request, "admin/tokens/make.html", title, form=form)


@of_desk(may_see_tokens)
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Ask, then end a token."""
    token = get_object_or_404(visible_tokens(request.user), pk=token_id)
    if request.method == "POST" and StepForm(request.POST).is_valid():
        revoke_token(token, user_of(request))
        messages.success(request, _("The token is revoked; it opens nothing any more."))
        return redirect("admin:desk_tokens")
    return show(request, "admin/tokens/revoke.html", _("Revoke"), token=token)


def desk_urls() -> list[Any]:
    """Return the pages about tokens, which belong to no model of the admin's."""
    return [
        path("tokens/", tokens, name="desk_tokens"),
        path("tokens/new/", make, name="desk_token_new"),
        path("tokens/<int:token_id>/revoke/", revoke, name="desk_token_revoke"),
    ]
