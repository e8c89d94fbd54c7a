"""Addresses with what follows the question mark."""

from urllib.parse import urlencode

from django.http import HttpRequest


def with_query(path: str, request: HttpRequest, name: str) -> str:
    """Return `path` with the request's parameter `name`, where it has one."""
    value = request.GET.get(name)
    return f"{path}?{urlencode({name: value})}" if value else path


def with_whole_query(path: str, request: HttpRequest) -> str:
    """Return `path` with the request's query exactly as it came."""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
