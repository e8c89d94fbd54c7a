"""What every answer of the API has in common: CORS, methods, limits, problems."""

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client

ARTICLES = "/api/v1/articles"
PROBLEM = "application/problem+json"


def test_head_answers_as_get_without_a_body(client, live):
    live()
    get, head = client.get(ARTICLES), client.head(ARTICLES)
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == get["ETag"]
    assert head["Content-Length"] == str(len(get.content))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", [ARTICLES, "/api/v1/", "/api/v1/nothing"])
def test_other_methods_are_refused_with_those_there_are(client, db, method, path):
    response = getattr(client, method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Content-Type"] == PROBLEM


def test_options_asks_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.options(
            ARTICLES,
            headers={
                "Origin": "https://elsewhere.example",
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "if-none-match",
            },
        )
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "GET" in response["Access-Control-Allow-Methods"]
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    assert int(response["Access-Control-Max-Age"]) > 0
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_every_answer_can_be_read_by_every_origin_and_shared_by_caches(client, live):
    live()
    for path in (ARTICLES, "/api/v1/", "/api/v1/nothing", f"{ARTICLES}?limit=x"):
        response = client.get(path)
        assert response["Access-Control-Allow-Origin"] == "*", path
        assert "RateLimit" in response["Access-Control-Expose-Headers"]
        assert "s-maxage" in response["Cache-Control"]
        assert response["ETag"]
        assert "Vary" not in response
        assert not response.cookies


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1"])
def test_addresses_nearby_lead_to_the_beginning(client, db, path):
    response = client.get(path, follow=True)
    assert response.redirect_chain[-1] == ("/api/v1/", 301)
    assert "articles" in response.json()


@pytest.mark.parametrize(
    "path",
    ["/api/nothing", "/api/v1/nothing", "/api/v2/articles", f"{ARTICLES}/a.b"],
)
def test_unknown_addresses_are_problems(client, db, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response["Content-Type"] == PROBLEM
    assert response.json()["status"] == 404


def test_a_failure_is_a_problem_that_nobody_keeps(db):
    def fail(*_arguments):
        raise DatabaseError("the disk is gone")

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        response = client.get(ARTICLES)
    assert response.status_code == 500
    assert response["Content-Type"] == PROBLEM
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in response["Cache-Control"]
    assert "the disk" not in response.content.decode()


def test_another_host_is_a_problem(client, db):
    response = client.get(ARTICLES, headers={"host": "evil.example"})
    assert response.status_code == 400
    assert response["Content-Type"] == PROBLEM


@pytest.fixture
def three_a_minute(settings):
    settings.API_RATE_LIMIT = (3, 60)
    with time_machine.travel("2025-03-01T12:00:20Z", tick=False) as clock:
        yield clock


def test_each_answer_says_what_is_left(client, db, three_a_minute):
    for left in (2, 1, 0):
        response = client.get(ARTICLES)
        assert response["RateLimit-Policy"] == '"requests";q=3;w=60'
        assert response["RateLimit"] == f'"requests";r={left};t=40'


def test_too_many_requests_are_told_when_to_come_back(client, db, three_a_minute):
    etag = client.get(ARTICLES)["ETag"]
    for _ in range(2):  # What is unchanged counts, too.
        response = client.get(ARTICLES, headers={"If-None-Match": etag})
        assert response.status_code == 304
    response = client.get(ARTICLES)
    assert response.status_code == 429
    assert response["Content-Type"] == PROBLEM
    assert response["Retry-After"] == "40"
    assert response["RateLimit"] == '"requests";r=0;t=40'
    assert "no-store" in response["Cache-Control"]
    assert response["Access-Control-Allow-Origin"] == "*"
    three_a_minute.shift(40)
    assert client.get(ARTICLES).status_code == 200


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("192.0.2.2", "::ffff:192.0.2.2"),
        ("2001:db8::1", "2001:db8::ffff:1"),
        ("", "socket"),
    ],
)
def test_clients_are_counted_apart_by_their_address(
    client, db, three_a_minute, address, same
):
    for each in (address, same, address):
        client.get(ARTICLES, REMOTE_ADDR=each)
    assert client.get(ARTICLES, REMOTE_ADDR=same).status_code == 429
    assert client.get(ARTICLES, REMOTE_ADDR="192.0.2.9").status_code == 200
    assert client.get(ARTICLES, REMOTE_ADDR="2001:db8:0:1::1").status_code == 200


def test_what_a_client_says_of_its_address_is_not_believed(client, db, three_a_minute):
    for number in range(4):
        response = client.get(
            ARTICLES, headers={"X-Forwarded-For": f"192.0.2.{number}"}
        )
    assert response.status_code == 429


def test_behind_a_tls_proxy_the_address_that_it_adds_counts(
    client, db, three_a_minute, settings
):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def asked_from(address: str, said: str) -> int:
        forwarded = {"X-Forwarded-For": f"{said}, {address}"}
        return client.get(ARTICLES, headers=forwarded).status_code

    statuses = [asked_from("192.0.2.1", f"198.51.100.{n}") for n in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert asked_from("192.0.2.2", "192.0.2.1") == 200


def test_asking_beforehand_is_not_counted(client, db, three_a_minute):
    for _ in range(5):
        assert client.options(ARTICLES).status_code == 200


def test_a_silent_cache_limits_nobody(client, db, three_a_minute, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    response = client.get(ARTICLES)
    assert response.status_code == 200
    assert "RateLimit" not in response


def test_the_limit_can_be_off(client, db, settings):
    settings.API_RATE_LIMIT = None
    assert "RateLimit" not in client.get(ARTICLES)
