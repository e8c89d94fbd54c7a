"""What tests of the API share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    """Begin with nothing counted against any client."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ask(client: Client) -> Ask:
    """Return a function that asks the API and returns what it answers."""

    def ask(path: str, status: int = 200) -> Any:
        response = client.get(path)
        assert response.status_code == status, response.content
        kind = "application/json" if status == 200 else "application/problem+json"
        assert response["Content-Type"] == kind
        return response.json()

    return ask
