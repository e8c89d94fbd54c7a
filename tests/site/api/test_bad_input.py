"""What makes no sense is refused, at once, in words, and is no error of ours."""

import logging
import time

import pytest

LISTS = ["articles", "points"]
FORGED = [
    "",
    "x",
    "0",
    "null",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "9" * 30,
    "../../etc",
    "%00",
    "%F0%9F%94%92",
    "A" * 5000,
]
QUERIES = [
    "limit=0",
    "limit=-1",
    "limit=101",
    "limit=" + "9" * 30,
    "limit=1.5",
    "limit=ten",
    "limit=",
    "limit=%D9%A1",
    "limit=1&limit=2",
    "page=2",
    "tag=locks",
    "Tags=locks",
    "tags=",
    "tags=%2B",
    "tags=a/b",
    "tags=a.b",
    "tags=" + "x" * 201,
    "tags=%00",
    "tags=a%00",
    "tags=%ED%A0%80",
    "tags=%C3%28",
    "tags[]=a",
    "without=a%2Bb",
    "without=",
    "publication=",
    "publication=a,b",
    "publication=%22",
    "from=yesterday",
    "from=2025-13",
    "from=2025-02-30",
    "from=0000",
    "from=99999",
    "from=" + "1" * 30,
    "to=",
    "fields=",
    "fields=nothing",
    "fields=slug,",
    "fields=slug,slug",
    "fields=digest;drop",
    "x" * 10_000,
    "tags=" + "a" * 10_000,
    "&".join(f"x{number}=1" for number in range(900)),
    *(f"cursor={cursor}" for cursor in FORGED if cursor),
]


@pytest.fixture(autouse=True)
def _site(live):
    live(tags=("locks", "queues"))


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_it_is_refused_at_once_in_words(client, caplog, path, query):
    took = []
    for _ in range(3):  # What is made once only is not measured.
        begin = time.process_time()
        response = client.get(f"/api/v1/{path}?{query}")
        took.append(time.process_time() - begin)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 400
    assert len(problem["detail"]) > 10
    assert len(response.content) < 20_000
    assert min(took) < 0.1
    said = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert said == []


def test_every_mistake_is_named(ask):
    problem = ask("/api/v1/articles?limit=x&order=up&from=now", status=400)
    named = {each["parameter"]: each["detail"] for each in problem["errors"]}
    assert set(named) == {"limit", "order", "from"}
    assert "1 to 100" in named["limit"]
    assert "limit" in named["order"]


def test_unknown_fields_are_answered_with_those_there_are(ask):
    problem = ask("/api/v1/tags?fields=color", status=400)
    (flaw,) = problem["errors"]
    assert flaw["parameter"] == "fields"
    assert "slug, url, name" in flaw["detail"]


@pytest.mark.parametrize("query", ["tags=a,b%2Bc", "tags=a,b,c,d,e,f"])
def test_nothing_is_found_by_tags_that_cannot_be_joined(ask, query):
    assert "commas" in ask(f"/api/v1/points?{query}", status=404)["detail"]


@pytest.mark.parametrize("query", ["tags=nothing", "publication=nothing"])
def test_what_is_unknown_is_not_there(ask, query):
    problem = ask(f"/api/v1/articles?{query}", status=404)
    assert problem["errors"][0]["parameter"] == query.partition("=")[0]
    assert "nothing" in problem["detail"]


def test_a_tag_cannot_be_asked_for_and_left_out(ask):
    ask("/api/v1/articles?tags=locks&without=locks", status=404)


@pytest.mark.parametrize("change", ["tags=locks&", "from=2020&", ""])
def test_a_cursor_is_of_one_list_only(ask, live, change):
    live(tags=("locks",))
    cursor = ask("/api/v1/articles?limit=1")["next"].partition("cursor=")[2]
    path = "articles" if change else "points"
    ask(f"/api/v1/{path}?{change}cursor={cursor}", status=400)
    ask(f"/api/v1/articles?limit=5&fields=slug&cursor={cursor}")


def test_a_cursor_with_one_letter_changed_is_refused(ask, live):
    live(tags=("locks",))
    cursor = ask("/api/v1/articles?limit=1")["next"].partition("cursor=")[2]
    for place in range(len(cursor)):
        other = "A" if cursor[place] != "A" else "B"
        forged = f"{cursor[:place]}{other}{cursor[place + 1 :]}"
        ask(f"/api/v1/articles?cursor={forged}", status=400)


@pytest.mark.parametrize(
    "path",
    [
        "articles/%00",
        "articles/a%2Fb",
        "articles/%ED%A0%80",
        "articles/" + "x" * 5000,
        "articles/a/editions/" + "9" * 30,
        "articles/a/points/%2E%2E",
        "tags/a+b",
        "tags/a,b",
    ],
)
def test_addresses_that_cannot_exist_are_not_there(ask, path):
    ask(f"/api/v1/{path}", status=404)
