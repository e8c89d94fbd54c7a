"""A search by statement: each point that says all that is asked for."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.digest import Group, Point
from articles.models.tokens import streams
from articles.site.search import speaking
from articles.site.search.highlighting import mark
from articles.site.search.locating import Said
from articles.site.search.querying import parse
from articles.site.search.speaking import marked_runs


def groups(*texts: str) -> tuple[Group, ...]:
    return (Group("", tuple(Point(f"{text} [1].") for text in texts)),)


@pytest.fixture
def said(read):
    """Return a function that searches and gives the statements found, in order."""

    def said(q: str, **parameters: str) -> list[str]:
        asked = urlencode({"q": q, "view": "viewpoints", **parameters})
        page = read(f"/search/?{asked}")
        return [each.words for each in page.all("p", class_="statement")]

    return said


def test_only_points_that_say_all_of_it_are_listed(live, said):
    live(
        title="Zebra and queue",
        core=(Point("A zebra waits."),),
        groups=groups("A zebra in a queue", "A queue", "Queues of zebras"),
    )
    assert said("zebra queue") == ["A zebra in a queue [1].", "Queues of zebras [1]."]
    assert said('"zebra in"') == ["A zebra in a queue [1]."]
    assert said("zebra OR queue")[0] == "A zebra waits."
    assert said("zebr* waits") == ["A zebra waits."]
    assert said("queue -zebra") == []


def test_what_the_article_has_as_a_whole_is_asked_of_no_point(live, said):
    live(title="Alpha", core=(Point("A zebra waits."),), groups=(), tags=("locks",))
    live(title="Beta", core=(Point("A zebra waits, too."),), groups=(), tags=())
    assert said("zebra tag:locks") == ["A zebra waits."]
    assert said("tag:locks") == ["A zebra waits."]
    assert said("tag:locks OR zebra") == ["A zebra waits, too.", "A zebra waits."]


def test_words_are_marked_and_markers_lead_to_their_references(live, read):
    article = live(title="Alpha", groups=groups("The zebra"))
    page = read("/search/?q=zebra&view=viewpoints")
    assert [each.words for each in page.all("mark")] == ["zebra"]
    path = f"/articles/{article.slug}/"
    key = article.points.get(text="The zebra [1].").key
    assert f"{path}#p-{key}" in page.links
    assert f"{path}#ref-1" in page.links


def test_points_come_ranked_or_by_date(live, said):
    live(title="Zebra", core=(Point("First zebra."),), groups=())
    live(title="Alpha", core=(Point("Second zebra."),), groups=())
    assert said("zebra") == ["First zebra.", "Second zebra."]
    assert said("zebra", sort="newest") == ["Second zebra.", "First zebra."]


def test_pages_visit_every_point_once(live, said, read, monkeypatch):
    monkeypatch.setattr(speaking, "PAGE_SIZE", 2)
    monkeypatch.setattr(speaking, "LOOKED_AT", 3)
    for number in range(4):
        live(title=f"T{number}", core=(Point(f"Zebra {number}."),), groups=())
    for number in range(4, 8):
        live(title=f"Zebra {number}", core=(Point("Nothing."),), groups=())
    seen, path = [], "/search/?q=zebra&view=viewpoints"
    while path:
        page = read(path)
        seen += [each.words for each in page.all("p", class_="statement")]
        onward = [a for a in page.all("a") if a.attributes.get("rel") == "next"]
        path = onward[0]["href"] if onward else ""
    assert seen == [f"Zebra {number}." for number in (3, 2, 1, 0)]


def test_a_long_digest_shows_its_first_points_and_how_many_more(live, read):
    live(title="Alpha", groups=groups(*(f"Zebra {n}" for n in range(40))))
    page = read("/search/?q=zebra&view=viewpoints")
    assert len(page.all("p", class_="statement")) == 30
    assert "10 more points" in page.words


def test_its_feed_has_the_newest_points(live, client, read):
    live(title="Alpha", core=(Point("The zebra [1]."),), groups=groups("A queue"))
    page = read("/search/?q=zebra&view=viewpoints")
    (feed,) = [link["href"] for link in page.all("link", type="application/feed+json")]
    found = client.get(feed.removeprefix("http://127.0.0.1:8000")).json()
    assert [item["summary"] for item in found["items"]] == ["The zebra."]
    assert found["title"].startswith("Viewpoints: Search: zebra")
    assert client.get("/search/feed.atom?q=zebra&view=other").status_code == 404
    assert client.get("/search/?q=zebra&view=other").status_code == 404


def test_a_page_costs_four_queries(client, live, django_assert_num_queries):
    live(title="Zebra", tags=("locks",))
    live(title="Alpha", core=(Point("A zebra."),))
    # 1 the state; 2 the index; 3 what the articles say; 4 the points with their tags
    with django_assert_num_queries(4):
        client.get("/search/", {"q": "zebra tag:locks", "view": "viewpoints"})


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Open [1] source [2-3].", '"open source"', ["Open ", " source"]),
        ("开[1]源 开源", "开源", ["开源"]),
        ("Nothing [1].", "zebra", []),
    ],
)
def test_a_marker_is_never_marked(text, typed, marked):
    runs = list(marked_runs(text, parse(typed).words))
    assert "".join(run.text for run in runs) == text
    assert [run.text for run in runs if run.is_marked] == marked


@pytest.mark.parametrize(
    ("core", "points", "typed", "places"),
    [
        (["a"], ["b", "a b"], "a", [0, 2]),
        ([], ["", "!", "zebra"], "zebra", [2]),
        (["", "x"], [], "x", [1]),
        (["开源软件", "软"], ["件软", "软件"], "软件", [0, 3]),
        (["开源软件"], ["件软", "x"], "软", [0, 1]),
        (["publishing", "public"], ["published"], "publishe*", [2]),
        ([], [], "x", []),
        (["x y"], ["y x", "x, y"], '"x y"', [0, 2]),
        (["AI技术"], ["AI艺术"], "AI技", [0]),
    ],
)
def test_points_are_found_by_the_streams_alone(core, points, typed, places):
    said = Said(streams(core).zone, streams(points).zone)
    match = parse(typed).match
    assert said.with_all(match.all_of) == places
    (clause,) = match.all_of
    assert sorted(said.with_any(clause)) == places


TEXTS = st.lists(st.text("中国人民开，ab ", max_size=8), max_size=5)


@given(TEXTS, TEXTS, st.text("中国人民开ab", min_size=1, max_size=4))
def test_the_streams_tell_what_the_texts_say(core, points, typed):
    said = Said(streams(core).zone, streams(points).zone)
    words = parse(typed).words
    counts = [mark(text, words).count for text in (*core, *points)]
    assert said.with_any(words) == {n: c for n, c in enumerate(counts) if c}
