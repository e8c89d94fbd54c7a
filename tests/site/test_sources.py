"""What rests on a source: every point that cites one address."""

import datetime
import itertools
import random

import pytest
import time_machine
from django.utils import timezone

from articles.digest import Group, Point, Reference, cited_numbers, from_json
from articles.models import LiveArticle, LiveCitation, LivePoint
from articles.models.sources import source_key
from articles.publishing import withdraw
from articles.site.article import sources
from articles.site.store.positions import Position, after_point, before_point

from .conftest import NOON

DAY = datetime.timedelta(days=1)
URL = "https://systems.example/a"
PATH = f"/sources/{source_key(URL)}/"


def test_a_point_tells_which_passages_of_the_source_it_rests_on(read, live):
    references = (
        Reference(1, "p. 3", "first come", f"{URL}#first"),
        Reference(2, "p. 9", "", "https://elsewhere.example/"),
        Reference(3, "", "", URL),
    )
    article = live(
        core=(Point("Wait [1-2]."),),
        groups=(
            Group(
                "",
                (Point("Served [3]."), Point("Other [2].")),
            ),
        ),
        references=references,
    )
    page = read(PATH)
    assert page.one("h1").words == "systems.example"
    statements = [p.words for p in page.all("p", class_="statement")]
    assert statements == ["Wait [1-2].", "Served [3]."]
    lists = page.all("ul", class_="cited")
    assert [ul.words for ul in lists] == [
        "1 p. 3 first come",
        "3 systems.example Passage not supplied",
    ]
    assert [a["href"] for a in page.all("a") if lists[0] in a.parents] == [
        f"/articles/{article.slug}/#ref-1",
        f"{URL}#first",
    ]


def test_a_source_that_is_cited_leads_once_to_all_that_rests_on_it(read, live, client):
    references = (
        Reference(1, url=URL),
        Reference(2, url="https://elsewhere.example/"),
        Reference(3, url=f"{URL}#the-same-source"),
    )
    article = live(core=(Point("Wait [1][3]."),), groups=(), references=references)
    path = f"/articles/{article.slug}/"
    point = f"{path}points/{LivePoint.objects.get().key}/"
    for page in (read(path), read(point)):
        assert [link for link in page.links if "/sources/" in link] == [PATH]
    assert "/sources/" not in client.get(f"{path}editions/1/").content.decode()


def test_addresses_that_lead_to_one_source_are_one(read, live):
    for url in (URL, "http://www.systems.example/a/?utm_source=x", f"{URL}#p3"):
        live(core=(Point(f"From {url} [1]."),), references=(Reference(1, url=url),))
    page = read(PATH)
    assert len(page.all("article", class_="voice")) == 3


def test_it_is_said_where_the_source_is_digested_itself(read, live):
    live(title="Rests on it")
    assert "The source itself" not in read(PATH).words
    own = live(title="The source", source_url=URL, core=(Point("Other [2]."),))
    page = read(PATH)
    assert "The source itself, digested" in page.words
    card = page.one("article", class_="card")
    links = [a["href"] for a in page.all("a") if card in a.parents]
    assert f"/articles/{own.slug}/" in links


def test_a_source_that_only_its_own_digest_cites_is_for_no_search_engine(read, live):
    own = live(source_url=URL)
    page = read(PATH)
    assert "Only its own digest rests on it" in page.words
    assert page.all("article", class_="card") == []
    assert page.one("meta", name="robots")["content"] == "noindex"
    withdraw(own.pk, reason="Wrong.", author_name="Ada")
    live()
    live()
    assert read(PATH).all("meta", name="robots") == []


@pytest.mark.parametrize(
    "path",
    [
        f"/sources/{source_key('https://systems.example/nothing')}/",
        f"/sources/{'0' * 32}/",
        f"/sources/{'0' * 31}/",
        f"/sources/{'A' * 32}/",
        "/sources/",
        "/sources/%00/",
        f"{PATH}?before=",
        f"{PATH}?before=x",
        f"{PATH}?before={Position(NOON, 1)}",
        f"{PATH}?before={Position(NOON, 1, 0)}",
    ],
)
def test_an_unknown_source_or_position_is_not_found(client, live, path):
    live()
    assert client.get(PATH).status_code == 200
    assert client.get(path).status_code == 404


def test_what_is_withdrawn_or_waits_rests_on_nothing(client, live, make_article):
    make_article()
    withdraw(live().pk, reason="Wrong.", author_name="Ada")
    waits = live(title="Scheduled", source_url=URL)
    for model in (LiveArticle, LivePoint, LiveCitation):
        model.objects.update(live_from=timezone.now() + DAY)
    assert client.get(PATH).status_code == 404
    live(title="Public")
    text = client.get(PATH).content.decode()
    assert "Public" in text
    assert waits.title not in text


def walked(rf, key):
    """Return the keys of all points that rest on a source, page by page."""
    found, before = [], None
    while True:
        page = sources.points(key, before, 3)
        found += [(v.speaker.article_id, p.key) for v in page.voices for p in v.points]
        if not page.next:
            return found
        before = before_point(rf.get("/", {"before": page.next}))


@pytest.mark.parametrize("seed", range(2))
def test_paging_visits_exactly_the_points_that_cite_each_once_in_order(rf, live, seed):
    dice = random.Random(seed)  # noqa: S311 - the same site for the same seed
    urls = [URL, "https://systems.example/b", "https://systems.example/c", ""]
    for _ in range(8):
        references = tuple(Reference(n, url=dice.choice(urls)) for n in (1, 2, 3))
        texts = [f"{dice.random()} [{dice.randint(1, 3)}-3]." for _ in range(5)]
        with time_machine.travel(NOON + dice.randint(0, 2) * DAY, tick=False):
            live(core=tuple(map(Point, texts)), groups=(), references=references)
    rows = LiveArticle.objects.order_by("-live_from", "-article_id")
    digests = [(row.pk, from_json(row.digest)) for row in rows]
    for key in map(source_key, urls[:3]):
        assert walked(rf, key) == [
            (pk, point.key)
            for pk, digest in digests
            for point in digest.points()
            if {
                source_key(r.url)
                for r in digest.references
                if r.number in cited_numbers(point.text)
            }
            & {key}
        ]


def test_an_older_page_leads_back_to_the_newest(read, live):
    points = tuple(Point(f"Statement {n} [1].") for n in range(sources.PAGE_SIZE + 1))
    live(core=points, groups=())
    first = read(PATH)
    second = read(first.one("a", rel="next")["href"])
    assert second.one("p", class_="statement").words == "Statement 30 [1]."
    assert PATH in second.links


@pytest.mark.parametrize("count", [1, 35])
def test_a_source_takes_four_queries_however_much_rests_on_it(
    client, publish_many, django_assert_num_queries, count
):
    publish_many(count, core=(Point("Wait [1]."),), groups=())
    # 1 the state of the site with its themes; 2 the points with articles and tags;
    # 3 the references of these articles; 4 the digests of the source itself
    with django_assert_num_queries(4):
        client.get(PATH)


def place_in(rf, position):
    """Return the position that an address holds, None where it holds none."""
    return before_point(rf.get("/", {"before": position} if position else {}))


def test_newer_leads_back_through_the_pages_that_cite_a_source(rf, live):
    for _ in range(5):
        texts = [f"Statement {number} [1]." for number in range(3)]
        references = (Reference(1, url=URL),)
        live(core=tuple(map(Point, texts)), groups=(), references=references)
    key = source_key(URL)
    places = [""]
    while following := sources.points(key, place_in(rf, places[-1]), 4).next:
        places.append(following)
    assert len(places) == 4
    for newer, older in itertools.pairwise(places):
        first = sources.points(key, place_in(rf, older), 4).first
        after = after_point(rf.get("/", {"after": first}))
        assert sources.page_before(key, after, 4) == newer


def test_turning_back_from_a_source_leads_to_the_bare_address(client, live):
    made = live(references=(Reference(1, url=URL),))
    position = Position(made.live_from, made.article_id, 9)
    response = client.get(f"{PATH}?after={position}")
    assert (response.status_code, response.headers["Location"]) == (302, PATH)


def test_what_rests_on_a_source_is_a_feed_in_three_forms(client, read, live):
    made = live(core=(Point("Wait [1]."),), references=(Reference(1, url=URL),))
    offered = [link["href"] for link in read(PATH).all("link", rel="alternate")]
    for form in ("atom", "rss", "json"):
        response = client.get(f"{PATH}feed.{form}")
        assert response.status_code == 200
        assert f"/articles/{made.slug}/#p-" in response.content.decode()
        assert any(href.endswith(f"{PATH}feed.{form}") for href in offered)
    feed = client.get(f"{PATH}feed.json").json()
    assert feed["title"].startswith("What rests on systems.example/a")
    assert feed["home_page_url"].endswith(PATH)
    assert (
        client.get(f"/sources/{'0' * len(PATH.split('/')[2])}/feed.atom").status_code
        == 404
    )


def test_the_feed_of_a_source_holds_nothing_that_waits(client, live):
    live(references=(Reference(1, url=URL),))
    for model in (LiveArticle, LivePoint, LiveCitation):
        model.objects.update(live_from=timezone.now() + DAY)
    assert client.get(f"{PATH}feed.atom").status_code == 404
