"""What a reader saved: a page whose list only the reader's own browser knows."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.site.page.pages import Head, page, show


@page
def saved(request: HttpRequest) -> HttpResponse:
    """Show the frame of the list; a script fills it."""
    head = Head(title=_("Saved list"), path=reverse("site:saved"), is_indexed=False)
    return show(request, "saved.html", head)
