"""Search, for programs."""

from urllib.parse import urlsplit

import pytest

SEARCH = "/api/v1/search"


def test_results_show_what_was_looked_for(ask, live):
    live(title="A queue of locks", tags=("locks",))
    live(title="Other", core=(), tags=("locks",))
    body = ask(f"{SEARCH}?q=queue")
    assert body["count"] == 1
    assert not body["is_capped"]
    (result,) = body["items"]
    assert result["article"]["slug"] == "a-queue-of-locks"
    assert {"text": "queue", "is_marked": True} in result["title_runs"]
    point = result["points"][0]
    assert "".join(run["text"] for run in point["runs"]) == (
        "A queue is a lock that remembers who came."
    )
    assert result["more_points"] == 0


def test_facets_are_queries_that_narrow_the_results_down(ask, live):
    live(tags=("locks", "queues"), published="2024-01-01")
    live(tags=("locks",), published="2025-01-01")
    facets = ask(f"{SEARCH}?q=queue")["facets"]
    assert {tag["name"]: tag["count"] for tag in facets["tags"]}["queues"] == 1
    assert [year["name"] for year in facets["years"]] == ["2025", "2024"]
    narrow = next(tag["q"] for tag in facets["tags"] if tag["name"] == "queues")
    assert ask(f"{SEARCH}?q={narrow}")["count"] == 1


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_pages_follow_each_other_by_cursor(ask, publish_many, sort):
    publish_many(9)
    seen, path = [], f"{SEARCH}?q=queue&sort={sort}&limit=4"
    while path:
        body = ask(path)
        seen += [item["article"]["slug"] for item in body["items"]]
        following = urlsplit(body["next"] or "")
        path = f"{following.path}?{following.query}" if body["next"] else ""
    assert len(seen) == len(set(seen)) == 9


def test_a_search_asks_five_times_at_most(client, live, django_assert_max_num_queries):
    live()
    with django_assert_max_num_queries(5):
        assert client.get(f"{SEARCH}?q=queue").json()["count"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "%20",
        "...!?",
        "%22",
        "“queue",
        "「锁",
        '"queue',
        '"a" "',
        "OR",
        "OR OR",
        "- -- OR",
        "***",
        "from:yesterday",
        "to:2025-02-30",
        "lang:?",
        "tag:",
        "from:2020 from:2021 to:2022 to:2023 from:2024",
        "x" * 501,
        "x" * 10_000,
        "queue " * 500,
        "a%00b",
        "%ED%A0%80",
        "%FF",
    ],
)
def test_a_query_that_asks_for_nothing_says_why(ask, live, query):
    live()
    problem = ask(f"{SEARCH}?q={query}", status=400)
    assert problem["detail"]


def test_a_query_must_be_there(ask, db):
    problem = ask(SEARCH, status=400)
    assert problem["errors"] == [{"detail": "It must be given.", "parameter": "q"}]


@pytest.mark.parametrize(
    "query", ['"a queue"', "queue OR lock", "tag:locks", "锁", "c%2B%2B"]
)
def test_what_the_page_understands_is_understood(ask, live, query):
    live(title="锁 and C++", tags=("locks",))
    assert ask(f"{SEARCH}?q={query}")["count"] == 1
