"""Tags, themes and publications, as the API tells of them."""

from urllib.parse import urlsplit

import pytest

from articles.models import Publication, PublicationName, Tag, TagName


def walk(ask, path: str) -> list[str]:
    seen = []
    while path:
        body = ask(path)
        seen += [item["slug"] for item in body["items"]]
        following = urlsplit(body["next"] or "")
        path = f"{following.path}?{following.query}" if body["next"] else ""
    return seen


@pytest.fixture
def named(live):
    live(tags=("locks", "queues", "开源"))
    live(tags=("locks",), publication="人民日报")
    Tag.objects.filter(name="locks").update(
        is_theme=True, introduction="Who waits for whom."
    )


def test_tags_stand_in_the_order_of_the_alphabet_with_their_numbers(ask, named):
    items = ask("/api/v1/tags")["items"]
    assert [(item["name"], item["articles"]) for item in items] == [
        ("fairness", 2),
        ("开源", 1),
        ("locks", 2),
        ("queues", 1),
    ]
    locks = items[2]
    assert locks["is_theme"]
    assert locks["url"].endswith("/tags/locks/")
    assert (locks["script"], locks["initial"]) == ("latin", "L")


@pytest.mark.parametrize("path", ["/api/v1/tags", "/api/v1/publications"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_each_other_by_cursor(ask, named, path, limit):
    whole = walk(ask, path)
    assert len(whole) > 1
    assert walk(ask, f"{path}?limit={limit}") == whole


def test_a_tag_tells_what_is_known_of_it(ask, named):
    tag = ask("/api/v1/tags/locks")
    assert tag["introduction"] == "Who waits for whom."
    assert (tag["articles"], tag["points"]) == (2, 8)
    assert {label["slug"] for label in tag["related"]} == {
        "fairness",
        "queues",
        "开源",
    }


def test_themes_are_those_the_editors_put_forward(ask, named):
    (theme,) = ask("/api/v1/themes")["items"]
    assert theme["slug"] == "locks"
    assert theme["articles"] == 2
    assert theme["introduction"] == "Who waits for whom."


def test_a_publication_tells_what_is_known_of_it(ask, named):
    found = Publication.objects.get(name="人民日报")
    PublicationName.objects.create(publication=found, name="People's Daily")
    listed = ask("/api/v1/publications")["items"]
    assert [(item["name"], item["articles"]) for item in listed] == [
        ("Systems Quarterly", 1),
        ("人民日报", 1),
    ]
    alone = ask("/api/v1/publications/人民日报")
    assert alone.pop("other_names") == ["People's Daily"]
    assert alone == listed[1]


def test_other_names_lead_to_the_one_of_today(client, named):
    TagName.objects.create(tag=Tag.objects.get(name="locks"), name="mutexes")
    outlet = Publication.objects.get(name="Systems Quarterly")
    PublicationName.objects.create(publication=outlet, name="SysQ")
    for path, target in (
        ("tags/mutexes?fields=name", "tags/locks?fields=name"),
        ("tags/LOCKS", "tags/locks"),
        ("publications/sysq", "publications/systems-quarterly"),
    ):
        response = client.get(f"/api/v1/{path}")
        assert response.status_code == 301
        assert response["Location"] == f"/api/v1/{target}"


@pytest.mark.parametrize("path", ["tags/nothing", "publications/nothing"])
def test_what_is_not_there_is_a_problem(ask, db, path):
    assert ask(f"/api/v1/{path}", status=404)["title"] == "Nothing at this address"


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("tags", 2),
        ("tags/locks", 4),
        ("themes", 5),
        ("publications", 3),
        ("publications/systems-quarterly", 3),
    ],
)
def test_queries_are_counted(client, named, django_assert_max_num_queries, path, count):
    with django_assert_max_num_queries(count):
        assert client.get(f"/api/v1/{path}").status_code == 200
