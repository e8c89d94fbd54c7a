"""Pages for what went wrong."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from .markup import parse


def test_a_missing_page_says_so_and_leads_on(read, db):
    page = read("/nothing/here/", status=404)
    assert page.one("h1").words == "Nothing at this address"
    assert {"/", "/articles/", "/tags/"} <= set(page.links)
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert page.all("link", rel="canonical") == []


def test_a_missing_page_asks_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/nothing/here/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/articles/", "/articles/a/", "/tags/a/"])
def test_a_failure_is_told_without_any_database(db, path):
    def fail(*_arguments):
        raise DatabaseError("the disk is gone")

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        response = client.get(path)
    assert response.status_code == 500
    page = parse(response.content.decode())
    assert page.mistakes == []
    assert page.one("h1").words == "Something broke"
    assert "the disk" not in page.words
    assert "/" in page.links
    assert response["Cache-Control"] == "max-age=0, no-store"
