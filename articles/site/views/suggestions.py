"""What may be meant while somebody types a search, for scripts and for browsers."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from articles.site.page.pages import page
from articles.site.search import suggesting


@page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer pages that may be meant, by kind."""
    typed = request.GET.get("q", "")
    found = [
        {name: value for name, value in asdict(each).items() if value}
        for each in suggesting.suggestions(typed)
    ]
    return JsonResponse({"suggestions": found})


@page
def completions(request: HttpRequest) -> HttpResponse:
    """Answer the same as browsers ask for it (OpenSearch Suggestions 1.1)."""
    typed = request.GET.get("q", "")
    found = suggesting.suggestions(typed)
    return JsonResponse(
        [
            typed,
            [each.name for each in found],
            [each.also for each in found],
            [f"{settings.SITE_URL}{each.path}" for each in found],
        ],
        safe=False,
        content_type="application/x-suggestions+json",
    )
