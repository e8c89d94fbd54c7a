"""What every public answer has in common."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from articles.models import Tag, TagName
from articles.models.sources import source_key
from articles.publishing import change_address, withdraw

POLICY = "default-src 'none'"


@pytest.fixture
def answers(live):
    """Return requests for every kind of answer, by name."""
    here, moved, gone = live(title="Here"), live(title="Moved"), live(title="Gone")
    change_address(moved.pk, "moved away")
    withdraw(gone.pk, reason="Wrong.", author_name="Ada")
    TagName.objects.create(tag=Tag.objects.get(name="locks"), name="mutexes")
    client = Client()
    paths = {
        "front": "/",
        "articles": "/articles/",
        "article": f"/articles/{here.slug}/",
        "markdown": "/articles/here.md",
        "json": "/articles/here.json",
        "editions": "/articles/here/editions/",
        "edition": "/articles/here/editions/1/",
        "changes": "/articles/here/editions/1/changes/",
        "publications": "/publications/",
        "publication": "/publications/systems-quarterly/",
        "tags": "/tags/",
        "tag": "/tags/locks/",
        "viewpoints": "/tags/locks/?view=viewpoints&by=month",
        "source": f"/sources/{source_key('https://systems.example/a')}/",
        "alive": "/healthz",
        "ready": "/readyz",
        "missing": "/nothing/",
        "missing article": "/articles/nothing/",
        "slash": "/articles",
        "moved": "/articles/moved/",
        "moved markdown": "/articles/moved.md",
        "alias": "/tags/mutexes/",
        "gone": "/articles/gone/",
        "gone markdown": "/articles/gone.md",
        "gone json": "/articles/gone.json",
    }
    return {name: client.get(path) for name, path in paths.items()} | {
        "head": client.head("/"),
        "post": client.post("/articles/here/"),
        "unchanged": client.get(
            "/", headers={"If-None-Match": client.get("/")["ETag"]}
        ),
    }


def test_every_answer_can_be_validated_and_has_a_lifetime(answers):
    for name, response in answers.items():
        assert response["ETag"].startswith('"'), name
        assert "max-age=" in response["Cache-Control"], name


def test_every_answer_carries_the_strict_policy(answers):
    for name, response in answers.items():
        assert response["Content-Security-Policy"].startswith(POLICY), name
        assert "unsafe" not in response["Content-Security-Policy"], name
        assert response["X-Content-Type-Options"] == "nosniff", name


def test_no_answer_sets_a_cookie_or_varies(answers):
    for name, response in answers.items():
        assert not response.cookies, name
        assert "Vary" not in response, name


@pytest.mark.parametrize("path", ["/", "/feed.atom", "/api/v1/articles"])
def test_a_condition_not_met_is_kept_by_no_cache(client, live, path):
    live()
    response = client.get(path, headers={"If-Match": '"another"'})
    assert response.status_code == 412
    assert "no-store" in response.headers["Cache-Control"]


def test_a_failure_has_the_same_headers(db):
    def fail(*_arguments):
        raise DatabaseError

    with connection.execute_wrapper(fail):
        response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert response["Content-Security-Policy"].startswith(POLICY)
    assert "ETag" in response


def test_a_reader_who_holds_the_page_hears_that_it_is_unchanged(client, live):
    article = live()
    for path in ("/", f"/articles/{article.slug}/", f"/articles/{article.slug}.json"):
        etag = client.get(path)["ETag"]
        for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            response = client.get(path, headers={"If-None-Match": held})
            assert response.status_code == 304, held
            assert response.content == b""
            assert response["ETag"] == etag
            assert "max-age=" in response["Cache-Control"]


def test_what_is_published_shows_at_once(client, live):
    live()
    etag = client.get("/")["ETag"]
    live()
    response = client.get("/", headers={"If-None-Match": etag})
    assert response.status_code == 200


def test_every_page_has_an_etag_of_its_own(answers):
    pages = ("front", "articles", "article", "markdown", "json", "editions", "tag")
    assert len({answers[name]["ETag"] for name in pages}) == len(pages)


def test_answers_other_than_pages_are_never_called_unchanged(client, live):
    article = live(title="Moved")
    change_address(article.pk, "away")
    moved, missing = client.get("/articles/moved/"), client.get("/nothing/")
    for path, response in (("/articles/moved/", moved), ("/nothing/", missing)):
        for held in (response["ETag"], "*"):
            again = client.get(path, headers={"If-None-Match": held})
            assert again.status_code == response.status_code


def test_pages_hold_no_inline_style_or_script(read, live):
    article = live()
    for path in ("/", f"/articles/{article.slug}/"):
        page = read(path)
        assert page.all("style") == []
        # JSON-LD is data, which no browser runs.
        data = page.all("script", type="application/ld+json")
        scripts = [e for e in page.all("script") if e not in data]
        assert all(e["src"].startswith("/static/") for e in scripts)
        assert not any(e.text for e in scripts)
        for element in page.elements:
            assert not any(
                n == "style" or n.startswith("on") for n in element.attributes
            )
