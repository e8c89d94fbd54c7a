"""Addresses: of a page, and with what follows the question mark."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from articles.site.store.remembering import remembered


def path_of(name: str, **parameters: Any) -> str:
    """Return the path of a page of the site in the active language."""
    return _path_in(translation.get_language(), f"site:{name}", **parameters)


def machine_path_of(name: str, **parameters: Any) -> str:
    """Return the path of what programs read, which is the same in all languages."""
    return _path_in("", f"machine:{name}", **parameters)


def api_path_of(name: str, **parameters: Any) -> str:
    """Return the path of what the API answers, which is the same in all languages."""
    return _path_in("", f"api:{name}", **parameters)


@remembered(8192)
def _path_in(_language: str, name: str, **parameters: Any) -> str:
    """Return a path in the active language; pages lead to the same few often."""
    return reverse(name, kwargs=parameters)


def with_parameters(path: str, **query: str) -> str:
    """Return `path` with those parameters of the query that say something."""
    said = {name: value for name, value in query.items() if value}
    # The commas between tags are easier to read as they are.
    return f"{path}?{urlencode(said, safe=',')}" if said else path


def with_query(path: str, request: HttpRequest, name: str) -> str:
    """Return `path` with the request's parameter `name`, where it has one."""
    value = request.GET.get(name)
    return f"{path}?{urlencode({name: value})}" if value else path


def with_whole_query(path: str, request: HttpRequest) -> str:
    """Return `path` with the request's query exactly as it came."""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def with_other_query(path: str, request: HttpRequest, other: Mapping[str, str]) -> str:
    """Return `path` with the request's query, in which `other` replaces what differs.

    What is replaced by "" is left out.
    """
    if not other:
        return with_whole_query(path, request)
    query = request.GET.copy()
    for name, value in other.items():
        query.setlist(name, [value] if value else [])
    # The commas between tags are easier to read as they are.
    encoded = query.urlencode(safe=",")
    return f"{path}?{encoded}" if encoded else path
