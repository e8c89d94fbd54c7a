"""Whatever stands before a view answers with the same headers as a page."""

import pytest
from django.test import Client, override_settings

from articles.site.headers import CONTENT_SECURITY_POLICY


def assert_public_headers(response: object) -> None:
    assert response["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "max-age" in response["Cache-Control"]
    assert response["ETag"]
    assert not response.cookies


@pytest.mark.parametrize("path", ["/", "/nothing/", "/healthz"])
def test_another_host_is_refused(client: Client, db: None, path: str) -> None:
    response = client.get(path, headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "makes no sense" in response.content.decode()
    assert_public_headers(response)


@override_settings(SECURE_SSL_REDIRECT=True)
def test_plain_http_is_sent_to_https(client: Client, db: None) -> None:
    response = client.get("/articles/")
    assert response.status_code == 301
    assert response["Location"] == "https://testserver/articles/"
    assert_public_headers(response)


@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_is_told_by_plain_http_too(client: Client, db: None) -> None:
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("token", ["yy", "x" * 500, ""])
def test_a_cookie_of_the_desk_changes_no_public_answer(
    client: Client, db: None, token: str
) -> None:
    plain = client.get("/articles/")
    client.cookies["csrftoken"] = token
    client.cookies["sessionid"] = token
    response = client.get("/articles/")
    assert not any(cookie.value for cookie in response.cookies.values())
    assert "Set-Cookie" not in response.headers
    assert response.headers == plain.headers


def test_an_address_in_decomposed_letters_leads_to_the_composed_one(
    client: Client, db: None
) -> None:
    response = client.get("/tags/caf%65%CC%81/")
    assert response.status_code == 301
    assert response["Location"] == "/tags/caf%C3%A9/"
