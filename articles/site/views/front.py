"""The front page."""

from django.http import HttpResponse
from django.utils.translation import get_language

from articles.site.lists.showing import front_shown
from articles.site.page.pages import page, show
from articles.site.store.state import PublicRequest


@page
def front(request: PublicRequest) -> HttpResponse:
    """Show the newest digests by day, and the themes."""
    shown = front_shown(request.state, get_language())
    return show(request, "front.html", shown.head, shown=shown)
