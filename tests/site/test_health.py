"""Whether the site is alive and ready."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection


def test_healthz_says_ok_and_asks_nobody(client):
    # Without the database fixture any query would be an error.
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok\n"
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_neither_is_ever_stored(client, db, path):
    assert client.get(path)["Cache-Control"] == "max-age=0, no-store"


def test_readyz_says_ok_when_database_and_cache_answer(
    client, db, django_assert_num_queries
):
    # 1 the row every site has
    with django_assert_num_queries(1):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_names_the_database_that_does_not_answer(client, db):
    def fail(*_arguments):
        raise DatabaseError("the disk is gone")

    with connection.execute_wrapper(fail):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"not ready: database\n"
    assert "max-age=0" in response["Cache-Control"]


def test_readyz_names_a_cache_that_fails_or_forgets(client, db, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda key: None)
    assert client.get("/readyz").content == b"not ready: cache\n"

    def fail(*_arguments, **_options):
        raise ConnectionError

    monkeypatch.setattr(cache, "set", fail)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"not ready: cache\n")
