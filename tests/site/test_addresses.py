"""Addresses that moved, went, or never were."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Tag
from articles.publishing import Publishing, change_address, publish, restore, withdraw

FORMS = ("/", ".md", ".json", "/editions/", "/editions/1/", "/editions/1/changes/")


@pytest.fixture
def article(live):
    return live(title="Old address")


@pytest.mark.parametrize("form", FORMS)
def test_an_earlier_address_leads_to_the_current_one(client, article, form):
    change_address(article.pk, "新地址")
    response = client.get(f"/articles/old-address{form}?a=1&b=%20")
    assert response.status_code == 301
    name = "%E6%96%B0%E5%9C%B0%E5%9D%80"
    assert response["Location"] == f"/articles/{name}{form}?a=1&b=%20"
    assert client.get(response["Location"]).status_code == 200


def test_an_address_taken_back_is_the_current_one_again(client, article):
    change_address(article.pk, "new")
    change_address(article.pk, "old address")
    assert client.get("/articles/old-address/").status_code == 200
    assert client.get("/articles/new/")["Location"] == "/articles/old-address/"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slug", ["old-address", "new"])
def test_a_withdrawn_article_is_gone_at_every_address(client, article, slug, form):
    change_address(article.pk, "new")
    withdraw(article.pk, reason="It was <b>wrong</b>.", author_name="Ada")
    response = client.get(f"/articles/{slug}{form}")
    assert response.status_code == 410
    if form == ".json":
        assert response.json() == {
            "status": 410,
            "title": "Withdrawn",
            "detail": "It was <b>wrong</b>.",
        }
    elif form == ".md":
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response.content.decode() == "Withdrawn\n\nIt was <b>wrong</b>.\n"
    else:
        assert "It was &lt;b&gt;wrong&lt;/b&gt;." in response.content.decode()


def test_a_page_kept_from_before_the_withdrawal_is_not_confirmed(client, article):
    etag = client.get("/articles/old-address/")["ETag"]
    withdraw(article.pk, reason="Wrong.", author_name="Ada")
    for held in (etag, "*"):
        response = client.get("/articles/old-address/", headers={"If-None-Match": held})
        assert response.status_code == 410


def test_a_restored_article_is_back(client, article):
    withdraw(article.pk, reason="Wrong.", author_name="Ada")
    restore(article.pk)
    assert client.get("/articles/old-address/").status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_has_no_address(client, make_article, form):
    make_article(title="Draft")
    assert client.get(f"/articles/draft{form}").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_scheduled_article_is_not_found_before_its_time(client, make_article, form):
    draft = make_article(title="Later")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(draft.pk, Publishing(author_name="Ada", live_from=tomorrow))
    assert client.get(f"/articles/later{form}").status_code == 404
    change_address(draft.pk, "sooner")
    assert client.get(f"/articles/later{form}").status_code == 404
    withdraw(draft.pk, reason="Never seen.", author_name="Ada")
    response = client.get(f"/articles/later{form}")
    assert response.status_code == 404
    assert b"Never seen" not in response.content


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/articles/never-was/",
        "/articles/a%00b/",
        "/articles/%00.md",
        "/articles/a.b/",
        "/articles/a%2Fb/",
        "/articles/a%0Ab/",
        "/articles/%E2%80%AEa/",
        "/articles/%FF/",
        f"/articles/{'a' * 201}/",
        f"/articles/{'a' * 5000}/",
        "/articles/old-address/editions/0/",
        "/articles/old-address/editions/01/",
        "/articles/old-address/editions/2/",
        "/articles/old-address/editions/99999999999999999999/",
        "/articles/old-address/editions/%D9%A1/",
        "/tags/%00/",
        "/tags/a+b/",
        "/tags/a,b/",
        "/publications/%00/",
        "/publications/?after=%00",
        "/tags/?initial=%00",
        "/tags/?script=latin&initial=X",
    ],
)
def test_an_address_that_cannot_lead_anywhere_is_not_found(client, article, path):
    assert client.get(path).status_code == 404


def test_a_forgotten_slash_is_added(client, article):
    response = client.get("/articles/old-address?x=1")
    assert response.status_code == 301
    assert response["Location"] == "/articles/old-address/?x=1"


@pytest.mark.parametrize(
    "path", ["/", "/articles/", "/articles/old-address/", "/healthz"]
)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_sent_here(article, path, method):
    # With the checks that a browser meets: a missing token must not be the complaint.
    client = Client(enforce_csrf_checks=True)
    response = getattr(client, method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path", ["/", "/articles/old-address/", "/articles/old-address.md"]
)
def test_head_answers_as_get_without_the_page(client, article, path):
    get, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == get["ETag"]
    assert head["Content-Type"] == get["Content-Type"]


def test_every_address_has_a_name(article):
    assert reverse("site:front") == "/"
    assert reverse("machine:article_json", args=["a"]) == "/articles/a.json"


def test_the_page_of_a_withdrawn_article_keeps_the_themes(read, article, live):
    live(title="Another", tags=("fairness",))
    Tag.objects.filter(name="fairness").update(is_theme=True)
    withdraw(article.pk, reason="Wrong.", author_name="Ada")
    page = read(f"/articles/{article.slug}/", status=410)
    assert "/tags/fairness/" in page.links
