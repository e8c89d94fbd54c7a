"""What tests of handing in share: a program with a token."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from articles.desk.tokens import MadeToken, make_token
from tests.desk.conftest import Seat

from .conforming import check

DRAFTS = "/api/v1/drafts"
WRITE = "drafts:write"
PUBLISH = "drafts:write drafts:publish"
TEXT = """\
Locks and queues
Systems Quarterly · 2024-03-05

Core Viewpoint
- A queue is a lock that remembers who came [1].

References
[1] p. 3 — "first come" <https://systems.example/a>

Language: en
Source: <https://systems.example/locks>
"""

HandIn = Callable[..., Any]


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    """Begin with nothing counted against any token."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def writers(writer: Seat) -> MadeToken:
    """Return a token of Wen's, who makes drafts."""
    return make_token(writer.user, "nightly import", WRITE)


@pytest.fixture
def editors(editor: Seat) -> MadeToken:
    """Return a token of Edda's that may publish."""
    return make_token(editor.user, "wire", PUBLISH)


def bearer(made: MadeToken | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {made.secret}"} if made else {}


@pytest.fixture
def hand_in(db: None) -> HandIn:
    """Return a function that hands in a body; no cookie goes along or comes back."""

    def hand_in(
        made: MadeToken | None,
        body: str | bytes = TEXT,
        content_type: str = "text/plain",
        query: str = "",
        **headers: str,
    ) -> Any:
        client = Client(enforce_csrf_checks=True)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = client.generic(
            "POST",
            DRAFTS + query,
            body if isinstance(body, bytes) else body.encode(),
            content_type,
            headers={**bearer(made), **named},
        )
        assert answer["Cache-Control"] == "no-store"
        assert "ETag" not in answer
        assert not answer.cookies
        assert not [name for name in answer.headers if "Access-Control" in name]
        check(answer)
        return answer

    return hand_in
