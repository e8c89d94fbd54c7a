"""The search page: what it finds, in which order, and what it makes of anything."""

import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.digest import Group, Point
from articles.publishing import Publishing, publish, withdraw
from articles.site.lists.listings import PAGE_SIZE
from articles.site.search import searching
from articles.site.search.highlighting import mark
from articles.site.search.querying import MAX_ITEMS, MAX_LENGTH, TooMuchError, parse

ENOUGH = 5
"""Queries of a page of results: state, index, cards, points, names of facets."""


@pytest.fixture
def found(read):
    """Return a function that searches and gives the addresses of what was found."""

    def found(q: str, **parameters: str) -> list[str]:
        page = read(f"/search/?{urlencode({'q': q, **parameters})}")
        return [
            link["href"]
            for link in page.all("a")
            if any("card-title" in parent.classes for parent in link.parents)
        ]

    return found


def addresses(*articles) -> list[str]:
    return [f"/articles/{article.slug}/" for article in articles]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("open  source", "open source"),
        ("“open source”", '"open source"'),
        ("「开源」", '"开源"'),
        ("a OR b c", "a OR b c"),
        ("OR a OR", "OR a"),
        ("a OR OR b", "a OR OR b"),
        ("-a b", "-a b"),
        ("－a b", "-a b"),
        ("a - b", "a b"),
        ('TAG:"open source"', 'tag:"open source"'),
        ("tag: open", "tag: open"),
        ("from:2024-02 to:2024", "from:2024-02 to:2024"),
        ("from:yesterday", "from:yesterday"),
        ("from:2024-13", "from:2024-13"),
        ('"unbalanced', "unbalanced"),
        ("”tag:economy “-source", '"tag:economy" "-source"'),
        ("?! … “”", ""),
        ("a\x00b", "a b"),
        ("a b a b", "a b"),
    ],
)
def test_what_is_typed_is_understood(typed, understood):
    assert str(parse(typed)) == understood


@given(st.text(max_size=MAX_LENGTH))
def test_any_text_is_a_query_and_stays_it(typed):
    try:
        query = parse(typed)
    except TooMuchError:
        return
    assert str(query).isprintable()
    again = parse(str(query)) if len(str(query)) <= MAX_LENGTH else query
    assert again.match == query.match


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "x" * (MAX_LENGTH + 1),
        " ".join(map(str, range(MAX_ITEMS + 1))),
        "abc* abd* abe* abf* abg*",
        "from:2001 from:2002 OR to:2003 to:2004 to:2005",
    ],
)
def test_too_much_is_said_to_be(typed, client):
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 400
    assert "too much at once" in response.content.decode()


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_marking_changes_no_letter(text, words):
    phrases = tuple(phrase for word in words for phrase in parse_words(word))
    marked = mark(text, phrases)
    assert "".join(run.text for run in marked.runs) == text


def parse_words(word: str):
    try:
        return parse(word).words
    except TooMuchError:
        return ()


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Open markets, opened", "open", ["Open", "opened"]),
        ("The Open  Source way", '"open source"', ["Open  Source"]),
        ("École", "ecole", ["École"]),
        ("這是開放的", "开放", ["開放"]),
        ("中国人中", "中", ["中", "中"]),
        ("新AI技术", "AI技", ["AI技"]),
        ("Semiconductors", "semicond*", ["Semiconductors"]),
        ("ｶﾞｷﾞ", "ガギ", ["ｶﾞｷ"]),
    ],
)
def test_what_was_asked_for_is_marked(text, typed, marked):
    runs = mark(text, parse(typed).words).runs
    assert [run.text for run in runs if run.is_marked] == marked


def test_a_result_shows_its_points_marked_and_leads_to_them(live, read):
    article = live(title="Alpha", groups=(Group("", (Point("Beta gamma [1]."),)),))
    page = read("/search/?q=gamma")
    (point,) = [a for a in page.all("a") if "#p-" in a["href"]]
    key = article.points.get(text="Beta gamma [1].").key
    assert point["href"] == f"/articles/{article.slug}/#p-{key}"
    assert [each.words for each in page.all("mark")] == ["gamma"]


def test_title_comes_before_core_and_core_before_points_then_the_newest(found, live):
    def point(text):
        return (Point(f"{text} [1]."),)

    in_points = live(groups=(Group("", point("Zebra")),))
    in_core = live(core=point("Zebra"))
    in_title = live(title="Zebra")
    newest = live(groups=(Group("", point("Zebra")),))
    assert found("zebra") == addresses(in_title, in_core, newest, in_points)
    assert found("zebra", sort="newest") == addresses(
        newest, in_title, in_core, in_points
    )


def test_what_is_not_public_is_not_found(found, live, make_article, make_digest):
    make_article(title="Zebra one")
    later = make_article(title="Zebra two")
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(later.pk, Publishing(author_name="Ada", live_from=tomorrow))
    gone = live(title="Zebra three")
    withdraw(gone.pk, reason="Wrong.", author_name="Ada")
    assert found("zebra") == []


def test_fields_narrow_a_search_down(found, live):
    one = live(title="Zebra", tags=("open source",), published="2024-02-29")
    two = live(title="Zebra 2", publication="Other Paper", published="2025-01-01")
    assert found("zebra tag:open-source") == addresses(one)
    assert found('zebra -tag:"Open Source"') == addresses(two)
    assert found('publication:"other paper"') == addresses(two)
    assert found("zebra from:2024-03") == addresses(two)
    assert found("zebra to:2024-02") == addresses(one)
    assert found("zebra lang:zh") == []
    assert found("lang:en zebra OR nothing") == addresses(two, one)


@pytest.mark.parametrize("sort", ["", "newest"])
def test_paging_visits_every_result_once(read, found, publish_many, sort):
    made = publish_many(PAGE_SIZE + 3)
    first = found("queue", sort=sort)
    page = read(f"/search/?{urlencode({'q': 'queue', 'sort': sort})}")
    (onward,) = [a for a in page.all("a") if a.attributes.get("rel") == "next"]
    rest = found("queue", **dict(parse_qsl(urlsplit(onward["href"]).query)[1:]))
    assert first + rest == addresses(*made[::-1])


@pytest.mark.parametrize("most", [PAGE_SIZE + 5, PAGE_SIZE * 2])
def test_what_is_older_than_the_ranked_is_found_by_date(
    found, read, publish_many, monkeypatch, most
):
    monkeypatch.setattr(searching, "MOST", most)
    made = publish_many(PAGE_SIZE * 3)
    assert "More than 1,000" in read("/search/?q=queue").words
    path, seen = "/search/?q=queue&sort=newest", []
    while path:
        page = read(path)
        query = dict(parse_qsl(urlsplit(path).query))
        seen += found(**query)
        onward = [a for a in page.all("a") if a.attributes.get("rel") == "next"]
        path = onward[0]["href"] if onward else ""
    assert seen == addresses(*made[::-1])


def test_facets_lead_to_narrower_searches(read, live):
    live(title="Zebra", tags=("open source",), published="2024-01-01")
    live(title="Zebra 2", tags=(), groups=(), published="2025-01-01")
    page = read("/search/?q=zebra")
    refine = {a.words: a["href"] for a in page.all("a") if "?q=zebra+" in a["href"]}
    assert refine["open source"] == "/search/?q=zebra+tag%3Aopen-source"
    assert refine["2024"] == "/search/?q=zebra+from%3A2024+to%3A2024"
    assert "Systems Quarterly" in refine


def test_no_facet_leads_to_a_search_that_is_too_much(read, live):
    live(title="Zebra", published="2024-01-01")
    live(title="Zebra 2", published="2025-01-01")
    page = read("/search/?q=zeb*+zebr*+from:2024+to:2025")
    assert not [a for a in page.all("a") if "from%3A2024+to%3A2024" in a["href"]]
    assert "Systems Quarterly" in [a.words for a in page.all("a")]


def test_a_page_of_results_costs_few_queries(
    client, publish_many, django_assert_max_num_queries
):
    publish_many(PAGE_SIZE + 1)
    with django_assert_max_num_queries(ENOUGH):
        client.get("/search/", {"q": "queue tag:locks from:2020 -nothing"})


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%00",
        "q=%ED%A0%80",
        "q=%22%22%22",
        "q=%2A%2A",
        "q=OR+OR+-+-",
        "q=%27+OR+1%3D1--",
        "q=tag%3A%22%22",
        "q=%F0%9F%98%80",
        "q=zebra&sort=%00",
        "q=-zebra",
        "q=%EF%B7%BA",
        "q=NEAR(a+b)+%7Btitle%7D%3A",
    ],
)
def test_anything_is_answered_by_a_page(query, live, read, caplog):
    live(title="Zebra")
    page = read(f"/search/?{query}")
    assert page.one("h1").words == "Search"
    assert not caplog.records


@pytest.mark.parametrize("after", ["x", "1", "9" * 30, "1.x", "-1.5", "0.\u0663"])
def test_a_page_that_cannot_be_is_not_found(live, read, after):
    live(title="Zebra")
    read(f"/search/?{urlencode({'q': 'zebra', 'after': after})}", status=404)
