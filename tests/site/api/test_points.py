"""Points, as the API lists them and tells of one."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from articles.digest import from_json

POINTS = "/api/v1/points"


def texts(body: dict) -> list[str]:
    return [item["text"] for item in body["items"]]


def test_the_list_says_who_said_what_and_on_what_it_rests(ask, live):
    live(title="Said")
    body = ask(POINTS)
    assert texts(body) == [
        "A queue is a lock that remembers who came [1].",
        "First come is first served [1].",
        "A ticket costs one increment [2].",
        "Waiting dominates under load [1][2].",
    ]
    second = body["items"][1]
    assert second["heading"] == "Fairness"
    assert not second["is_core"]
    assert second["tags"] == [{"name": "fairness", "slug": "fairness"}]
    assert second["article"]["slug"] == "said"
    assert second["article"]["publication"]["name"] == "Systems Quarterly"
    assert second["url"].endswith(f"/articles/said/points/{second['key']}/")
    assert second["references"] == [
        {
            "number": 1,
            "locator": "p. 3",
            "quote": "first come",
            "url": "https://systems.example/a",
        }
    ]
    numbers = [r["number"] for r in body["items"][3]["references"]]
    assert numbers == [1, 2]


def test_a_point_says_the_same_alone(ask, live):
    live(title="Said")
    for item in ask(POINTS)["items"]:
        assert ask(f"/api/v1/articles/said/points/{item['key']}") == item


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("tags=fairness", 2),
        ("tags=locks", 4),
        ("tags=locks%2Bfairness", 1),
        ("tags=fairness,other", 5),
        ("without=fairness", 6),
        ("publication=elsewhere", 4),
        ("from=2025", 4),
    ],
)
def test_filters_are_those_of_listings(ask, live, query, count):
    live(tags=("locks",))
    live(tags=("other",), publication="Elsewhere", published="2025-01-01")
    assert len(ask(f"{POINTS}?{query}&fields=text")["items"]) == count


def test_pages_follow_each_other_by_cursor(ask, publish_many):
    publish_many(12)
    seen, path = [], f"{POINTS}?limit=7"
    while path:
        body = ask(path)
        seen += [(item["article"]["slug"], item["key"]) for item in body["items"]]
        following = urlsplit(body["next"] or "")
        path = f"{following.path}?{following.query}" if body["next"] else ""
    assert len(seen) == len(set(seen)) == 48


def test_a_list_asks_six_times_at_most(client, live, django_assert_max_num_queries):
    live(tags=("locks", "queues"))
    live(tags=("fair",))
    query = "tags=locks%2Bqueues&without=fair&publication=systems-quarterly"
    with django_assert_max_num_queries(6):
        assert client.get(f"{POINTS}?{query}").status_code == 200


def test_a_point_asks_twice(client, ask, live, django_assert_num_queries):
    live(title="Said")
    key = ask(POINTS)["items"][0]["key"]
    with django_assert_num_queries(2):  # the state; the article
        client.get(f"/api/v1/articles/said/points/{key}")


def test_a_point_of_an_earlier_edition_is_told_where_it_is(ask, live, revise):
    made = live(title="Said")
    key = ask(POINTS)["items"][0]["key"]
    revise(made.pk, replace(from_json(made.digest), core=()))
    problem = ask(f"/api/v1/articles/said/points/{key}", status=404)
    assert problem["edition"] == 1
    assert "edition 1" in problem["detail"]
    ask("/api/v1/articles/said/points/nothing", status=404)
