"""Articles, as the API lists them and tells of one."""

import datetime
from urllib.parse import urlsplit

import pytest
import time_machine

from articles.digest import from_json, to_json
from articles.models import LiveArticle, Tag, TagName
from articles.publishing import change_address, withdraw

ARTICLES = "/api/v1/articles"


def slugs(body: dict) -> list[str]:
    return [item["slug"] for item in body["items"]]


def test_the_list_has_the_newest_first_with_what_cards_say(ask, live):
    live(title="Earlier", tags=("locks",))
    later = live(title="Later", tags=("queues", "locks"))
    body = ask(ARTICLES)
    assert slugs(body) == ["later", "earlier"]
    assert body["next"] is None
    first = body["items"][0]
    assert first["url"].endswith("/articles/later/")
    assert first["publication"]["slug"] == "systems-quarterly"
    assert first["tags"] == [
        {"name": "queues", "slug": "queues"},
        {"name": "locks", "slug": "locks"},
    ]
    assert first["point_count"] == later.point_count == 4
    assert first["edition"] == 1
    assert first["corrected_at"] is None
    assert "digest" not in first


def test_an_article_says_the_same_alone_and_its_whole_digest(ask, live):
    made = live(title="Alone", tags=("queues", "locks"))
    body = ask(f"{ARTICLES}/alone")
    digest = body.pop("digest")
    assert ask(ARTICLES)["items"] == [body]
    assert digest == to_json(from_json(made.digest))
    assert list(digest)[:3] == ["schema_version", "title", "language"]


def test_a_list_can_carry_the_digests(ask, live):
    made = live()
    (item,) = ask(f"{ARTICLES}?fields=slug,digest")["items"]
    assert item == {"slug": made.slug, "digest": to_json(from_json(made.digest))}


def test_fields_are_written_in_the_order_they_are_documented_in(ask, live):
    live(title="Alone")
    body = ask(f"{ARTICLES}/alone?fields=title,slug")
    assert list(body.items()) == [("slug", "alone"), ("title", "Alone")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tags=locks", ["both", "one"]),
        ("tags=queues%2Blocks", ["both"]),
        ("tags=queues+locks", ["both"]),
        ("tags=locks,queues", ["both", "other", "one"]),
        ("tags=locks&without=queues", ["one"]),
        ("without=locks", ["other"]),
        ("publication=elsewhere", ["other"]),
        ("tags=queues&publication=systems-quarterly", ["both"]),
        ("from=2024", ["other", "both"]),
        ("to=2024-03", ["both", "one"]),
        ("from=2024-03-05&to=2024-03-05", ["both"]),
        ("from=2024&tags=locks", ["both"]),
        ("from=2030", []),
        ("from=2025&to=2024", []),
        ("tags=LOCKS", ["both", "one"]),
        ("tags=mutexes", ["both", "one"]),
    ],
)
def test_filters_are_those_of_listings(ask, live, query, found):
    live(title="One", tags=("locks",), published="2023-01-01")
    live(
        title="Other", tags=("queues",), published="2025-01-01", publication="Elsewhere"
    )
    live(title="Both", tags=("locks", "queues"), published="2024-03-05")
    TagName.objects.create(tag=Tag.objects.get(name="locks"), name="mutexes")
    assert slugs(ask(f"{ARTICLES}?{query}")) == found


@pytest.mark.parametrize("query", ["", "from=2020", "tags=locks", "tags=locks,queues"])
def test_pages_follow_each_other_by_cursor(ask, client, publish_many, query):
    made = publish_many(7, minutes=0)
    publish_many(25)
    seen, path = [], f"{ARTICLES}?limit=6&{query}"
    while path:
        body = ask(path)
        assert len(body["items"]) <= 6
        seen += slugs(body)
        following = urlsplit(body["next"] or "")
        link = client.get(path).headers.get("Link", "")
        assert link == (f'<{body["next"]}>; rel="next"' if body["next"] else "")
        path = f"{following.path}?{following.query}" if body["next"] else ""
    assert len(seen) == len(set(seen)) == 32
    assert made[0].slug in seen


def test_a_page_has_as_many_as_the_limit_says(ask, publish_many):
    publish_many(25)
    for query, size in (
        ("", 20),
        ("?limit=1", 1),
        ("?limit=21", 21),
        ("?limit=100", 25),
    ):
        assert len(ask(f"{ARTICLES}{query}")["items"]) == size


def test_a_list_asks_five_times_at_most(client, live, django_assert_max_num_queries):
    live(tags=("locks", "queues"))
    query = "tags=locks&without=fair&publication=systems-quarterly&from=2020"
    live(tags=("fair",))
    with django_assert_max_num_queries(5):
        response = client.get(f"{ARTICLES}?{query}&fields=slug,digest")
    assert len(response.json()["items"]) == 1


def test_an_article_asks_twice(client, live, django_assert_num_queries):
    made = live()
    with django_assert_num_queries(2):  # the state; the article
        client.get(f"{ARTICLES}/{made.slug}")


def test_an_unchanged_answer_asks_once(client, live, django_assert_num_queries):
    made = live()
    for path in (ARTICLES, f"{ARTICLES}/{made.slug}"):
        etag = client.get(path)["ETag"]
        with django_assert_num_queries(1):  # the state
            response = client.get(path, headers={"If-None-Match": etag})
        assert response.status_code == 304
        assert response["Access-Control-Allow-Origin"] == "*"


def test_an_earlier_address_leads_on(client, live):
    made = live(title="Moved")
    change_address(made.pk, "away")
    response = client.get(f"{ARTICLES}/moved?fields=slug")
    assert response.status_code == 301
    assert response["Location"] == f"{ARTICLES}/away?fields=slug"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_withdrawn_article_answers_with_the_reason(client, live):
    made = live(title="Gone")
    with time_machine.travel(datetime.datetime(2031, 5, 4, 12, tzinfo=datetime.UTC)):
        withdraw(made.pk, reason="It was wrong.", author_name="Ada")
    response = client.get(f"{ARTICLES}/gone")
    assert response.status_code == 410
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["detail"] == "It was wrong."
    assert body["withdrawn_at"].startswith("2031-05-04T12:00:0")
    assert not LiveArticle.objects.exists()


def test_a_missing_article_is_a_problem(client, db):
    response = client.get(f"{ARTICLES}/nothing")
    assert response.status_code == 404
    assert response.json()["type"].endswith("/api/v1/docs#not-found")
