"""Pages for what went wrong, in the reader's words."""

from django.http import HttpRequest, HttpResponse


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at this address."""
    return HttpResponse("Not found", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    return HttpResponse("Failed", status=500)
