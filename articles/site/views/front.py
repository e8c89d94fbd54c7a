"""The front page."""

from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse

from articles.site.lists import scopes
from articles.site.lists.front import front_page
from articles.site.machines import structured
from articles.site.page.pages import head_of, page, show
from articles.site.store.state import PublicRequest


@page
def front(request: PublicRequest) -> HttpResponse:
    """Show the newest digests by day, and the themes."""
    found, scope = front_page(request.state), scopes.front_page()
    head = head_of(scope)
    head = replace(
        head, structured=structured.collection(scope, head.path, found.cards)
    )
    desk = reverse("admin:index")
    return show(request, "front.html", head, front=found, desk=desk)
