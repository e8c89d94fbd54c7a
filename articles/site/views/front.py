"""The front page."""

from django.http import HttpResponse

from articles.site.lists.showing import front_shown
from articles.site.page.pages import page, show
from articles.site.store.state import PublicRequest


@page
def front(request: PublicRequest) -> HttpResponse:
    """Show the newest digests by day, and the themes."""
    shown = front_shown(request.state, request.language)
    return show(request, "front.html", shown.head, shown=shown)
