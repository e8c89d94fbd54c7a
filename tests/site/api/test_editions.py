"""The public history of an article, for programs."""

from dataclasses import replace

import pytest

from articles.digest import Point, from_json, sha256, to_json

ALONE = "/api/v1/articles/alone"


@pytest.fixture
def revised(live, revise):
    """Return the digests of an article's two editions."""
    made = live(title="Alone", tags=("locks", "queues"))
    old = from_json(made.digest)
    core = (replace(old.core[0], text="A queue is fair [2]."), Point("New [1]."))
    new = replace(old, core=core, groups=old.groups[:1], tags=("locks", "fair"))
    revise(made.pk, new, kind="correction", note="It was not a lock.")
    return old, from_json(type(made).objects.get(pk=made.pk).digest)


def test_editions_are_listed_newest_first(ask, revised):
    old, new = revised
    second, first = ask(f"{ALONE}/editions")["items"]
    assert (second["number"], second["kind"]) == (2, "correction")
    assert second["note"] == "It was not a lock."
    assert second["is_current"]
    assert second["sha256"] == sha256(new)
    assert (first["number"], first["kind"], first["is_current"]) == (1, "first", False)
    assert first["sha256"] == sha256(old)
    assert first["url"].endswith("/articles/alone/editions/1/")


def test_an_edition_has_its_digest_as_it_was(ask, revised):
    old, _new = revised
    body = ask(f"{ALONE}/editions/1")
    assert body.pop("digest") == to_json(old)
    assert body == ask(f"{ALONE}/editions")["items"][1]


def test_changes_say_what_became_of_each_part(ask, revised):
    old, new = revised
    body = ask(f"{ALONE}/editions/2/changes")
    assert (body["number"], body["previous"]) == (2, 1)
    assert body["tags_added"] == ["fair"]
    assert body["tags_removed"] == ["queues"]
    reworded, added, removed = body["points"]
    assert reworded["kinds"] == ["reworded"]
    assert reworded["old"]["text"] == old.core[0].text
    assert reworded["new"]["key"] == new.core[0].key
    assert reworded["new_place"] == {"group": None, "index": 0}
    assert added["kinds"] == ["added"]
    assert added["old"] is None
    assert removed["new_place"] is None
    assert [group["kinds"] for group in body["groups"]] == [["removed"]]
    assert body["references"] == []


def test_the_first_edition_changed_nothing(ask, revised):
    body = ask(f"{ALONE}/editions/1/changes")
    assert body["previous"] is None
    assert body["points"] == []


@pytest.mark.parametrize("path", ["3", "0", "3/changes", "9999999999", "x", "1/x"])
def test_other_numbers_are_problems(ask, revised, path):
    ask(f"{ALONE}/editions/{path}", status=404)


def test_history_asks_three_times(client, revised, django_assert_num_queries):
    for path in ("editions", "editions/1", "editions/2/changes"):
        with django_assert_num_queries(3):  # the state; the article; its editions
            assert client.get(f"{ALONE}/{path}").status_code == 200
