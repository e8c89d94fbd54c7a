"""Listings by point instead of by article: who said what."""

import datetime
import itertools
import random

import pytest
import time_machine
from django.utils import timezone

from articles.digest import Group, Point, from_json
from articles.models import (
    LiveArticle,
    LiveArticleTag,
    LivePoint,
    Publication,
    Tag,
)
from articles.publishing import Publishing, publish, withdraw
from articles.site.lists import point_selections, viewpoints
from articles.site.lists.viewpoints import GROUPED_PAGE_SIZE, PAGE_SIZE
from articles.site.store import prepared, remembering
from articles.site.store.positions import Position, after_point, before_point
from articles.site.store.selections import Selection

from .conftest import NOON

DAY = datetime.timedelta(days=1)
TAGS = ("ada", "bob", "cat", "dee")


def test_a_statement_stands_whole_with_its_article_group_and_markers(read, live):
    article = live(title="Locks", groups=(Group("Fairness", (Point("Wait [1-2]."),)),))
    page = read("/articles/?view=viewpoints")
    voice = page.one("article", class_="voice")
    assert voice.words == (
        "Systems Quarterly 5 March 2024 Locks Core viewpoint "
        "1 A queue is a lock that remembers who came [1]. Fairness 2 Wait [1-2]."
    )
    core, wait = LivePoint.objects.order_by("position")
    path = f"/articles/{article.slug}/"
    assert page.one("title").words == "All viewpoints · Digestsite"
    assert [link["href"] for link in page.all("a") if voice in link.parents] == [
        "/publications/systems-quarterly/",
        path,
        f"{path}#p-{core.key}",
        f"{path}#ref-1",
        f"{path}#p-{wait.key}",
        f"{path}#ref-1",
        f"{path}#ref-2",
    ]


def test_where_the_links_lead_there_is_something(read, live):
    live()
    page = read("/articles/?view=viewpoints")
    fragments = [link for link in page.links if "#p-" in link or "#ref-" in link]
    assert fragments
    for path, _, name in (link.partition("#") for link in fragments):
        assert name in read(path).ids


def test_a_points_own_tags_lead_to_their_pages(read, live):
    live(tags=(), groups=(Group("", (Point("Waits.", tags=("C++", "开源")),)),))
    page = read("/articles/?view=viewpoints")
    tags = page.one("ul", class_="tags")
    found = [(a.words, a["href"]) for a in page.all("a") if tags in a.parents]
    path = "/tags/%E5%BC%80%E6%BA%90/"
    assert found == [("C++", "/tags/c-plus-plus/"), ("开源", path)]


def keys(found):
    """Return the keys of the points on a page, in its order."""
    return [(v.speaker.article_id, p.key) for v in found.voices for p in v.points]


def walked(rf, selection, size):
    """Return the keys of all points, page by page, as a reader goes from one on."""
    found, before = [], None
    while True:
        page = viewpoints.points(selection, before, size)
        assert page.is_newest == (before is None)
        assert len(keys(page)) <= size
        found += keys(page)
        if not page.next:
            return found
        request = rf.get("/", {"before": page.next})
        before = before_point(request, is_by_day=selection.days is not None)


def expected(selection, digests, names):
    """Return the same from the digests alone, newest article first."""
    all_of, any_of, without = (
        {names[pk] for pk in tags}
        for tags in (selection.all_of, selection.any_of, selection.without)
    )
    found = []
    for live, digest in digests:
        first, last = selection.days or (live.day, live.day)
        is_elsewhere = selection.publication not in (None, live.publication_id)
        if is_elsewhere or not first <= live.day <= last:
            continue
        for point in digest.points():
            tags = {*point.tags, *digest.tags}
            is_wanted = all_of <= tags and not without & tags
            if is_wanted and (not any_of or any_of & tags):
                found.append((live.pk, point.key))
    return found


def a_point(dice):
    """Return a point with up to two tags."""
    text = f"Statement {dice.random()} [1]."
    return Point(text, tags=tuple(dice.sample(TAGS, dice.choice((0, 0, 1, 2)))))


def a_site(dice, publish_article, make_article):
    """Make a small site: ties in time and day, points with and without tags."""
    moments = [NOON + n * DAY for n in range(4)]
    for number in range(14):
        parts = {
            "core": tuple(a_point(dice) for _ in range(dice.randint(1, 2))),
            "groups": tuple(
                Group(f"G{n}", tuple(a_point(dice) for _ in range(dice.randint(1, 3))))
                for n in range(dice.randint(0, 2))
            ),
            "tags": tuple(dice.sample(TAGS, dice.choice((0, 0, 1, 2)))),
            "publication": dice.choice(("Ada Daily", "Bob Weekly")),
            "published": dice.choice(("2024-01-01", "2024-01-31", "2024-02-01")),
        }
        with time_machine.travel(dice.choice(moments), tick=False):
            if number == 0:
                later = Publishing("Ada", live_from=timezone.now() + 9999 * DAY)
                publish(make_article(**parts).pk, later)
                continue
            made = publish_article(**parts)
        if number == 1:
            withdraw(made.article_id, reason="Wrong.", author_name="Ada")


def selections(tags, publications):
    """Return selections of every kind, most of them of something."""
    january = (datetime.date(2024, 1, 1), datetime.date(2024, 1, 31))
    for first, second, third, _ in itertools.permutations(tags):
        yield Selection(all_of=(first,), without=(third,))
        yield Selection(all_of=(first, second))
        yield Selection(all_of=(first, second, third))
        yield Selection(any_of=(first, second), without=(third,))
        yield Selection(any_of=(first, second, third), days=january)
        yield Selection(all_of=(first, second), days=january, without=(third,))
    for tag, publication in itertools.product(tags, publications):
        yield Selection(all_of=(tag,))
        yield Selection(all_of=(tag,), days=january)
        yield Selection(all_of=(tag,), publication=publication)
        yield Selection(publication=publication, without=(tag,))
        yield Selection(publication=publication, days=january)
    yield Selection()
    yield Selection(days=january)


@pytest.fixture(params=[500, 2], ids=["as many articles as usual", "two articles"])
def _looked_through(request, monkeypatch):
    """Let a page look through few articles: a small site has no more."""
    monkeypatch.setattr(point_selections, "MOST_ARTICLES", request.param)
    prepared._compiled.cache_clear()
    yield
    prepared._compiled.cache_clear()


@pytest.mark.usefixtures("_looked_through")
@pytest.mark.parametrize("seed", range(2))
def test_paging_visits_exactly_the_points_that_match_each_once_in_order(
    rf, publish_article, make_article, seed
):
    dice = random.Random(seed)  # noqa: S311 - the same site for the same seed
    a_site(dice, publish_article, make_article)
    names = dict(Tag.objects.values_list("pk", "name"))
    publications = tuple(Publication.objects.values_list("pk", flat=True))
    live = LiveArticle.objects.public().order_by("-live_from", "-article_id")
    newest = [(row, from_json(row.digest)) for row in live]
    by_day = sorted(newest, key=lambda found: (found[0].day, found[0].pk), reverse=True)
    for selection in set(selections(names, publications)):
        digests = by_day if selection.days else newest
        wanted = expected(selection, digests, names)
        for size in (3, 50):
            assert walked(rf, selection, size) == wanted, selection


@pytest.mark.usefixtures("_looked_through")
def test_turning_back_misses_no_point_that_matches(rf, publish_article, make_article):
    dice = random.Random(7)  # noqa: S311 - the same site for the same seed
    a_site(dice, publish_article, make_article)
    tags = tuple(Tag.objects.values_list("pk", flat=True))
    publications = tuple(Publication.objects.values_list("pk", flat=True))
    for selection in set(selections(tags, publications)):
        is_by_day = selection.days is not None
        wanted = walked(rf, selection, 3)
        last = viewpoints.points(selection, None, 3)
        while last.next:
            request = rf.get("/", {"before": last.next})
            before = before_point(request, is_by_day=is_by_day)
            last = viewpoints.points(selection, before, 3)
        # From the last page back: each page ends where the one after it begins.
        page, found, places = last, keys(last), set()
        while page.first:
            request = rf.get("/", {"after": page.first})
            after = after_point(request, is_by_day=is_by_day)
            place = viewpoints.page_before(selection, after, 3)
            assert place not in places, "The way back goes in circles."
            places.add(place)
            request = rf.get("/", {"before": place} if place else {})
            before = before_point(request, is_by_day=is_by_day)
            page = viewpoints.points(selection, before, 3)
            shown = keys(page)
            # A page that found little may say again what stands on the one after it.
            again = [key for key in found if key in shown]
            found = shown + found[len(again) :]
        assert found == wanted, selection


LISTINGS = ("/articles/", "/tags/locks/", "/publications/systems-quarterly/")


@pytest.mark.parametrize("path", LISTINGS)
def test_every_listing_leads_from_articles_to_viewpoints_and_back(read, live, path):
    live()
    for view, here in (("", "Articles"), ("?view=viewpoints", "Viewpoints")):
        page = read(path + view)
        views = page.one("nav", class_="views")
        links = {a.words: a for a in page.all("a") if views in a.parents}
        assert links["Articles"]["href"] == path
        assert links["Viewpoints"]["href"] == f"{path}?view=viewpoints"
        current = page.all("a", **{"aria-current": "true"})
        assert here in [a.words for a in current if views in a.parents]


def test_a_second_page_goes_on_where_the_first_ended(read, live):
    points = tuple(Point(f"Statement {n} [1].") for n in range(PAGE_SIZE + 5))
    live(core=points, groups=(), title="Long")
    older = live(core=points, groups=(), title="Older")
    LiveArticle.objects.filter(pk=older.pk).update(live_from=NOON)
    LivePoint.objects.filter(article=older.pk).update(live_from=NOON)
    first = read("/articles/?view=viewpoints")
    second = read(first.one("a", rel="next")["href"])
    assert [p.words for p in first.all("p", class_="statement")][-1] == (
        f"Statement {PAGE_SIZE - 1} [1]."
    )
    titles = [h2.words for h2 in second.all("h2", class_="voice-title")]
    assert titles == ["Long continued", "Older"]
    assert len(second.all("li", class_="point")) == PAGE_SIZE
    third = read(second.one("a", rel="next")["href"])
    assert len(third.all("li", class_="point")) == 10
    assert third.all("a", rel="next") == []
    back = [a["href"] for a in third.all("a") if a.words == "Newest"]
    assert back == ["/articles/?view=viewpoints"]


def test_a_tag_shows_all_points_of_its_own_article_and_the_tagged_of_others(read, live):
    live(title="Whole", tags=("cost",), groups=())
    tagged = Group("", (Point("Costs.", tags=("cost",)), Point("Waits.")))
    live(title="Part", tags=(), groups=(tagged,))
    page = read("/tags/cost/?view=viewpoints")
    assert [p.words for p in page.all("p", class_="statement")] == [
        "Costs.",
        "A queue is a lock that remembers who came [1].",
    ]


@pytest.mark.parametrize(
    ("by", "heads"),
    [
        ("publication", ["Ada Daily 3 viewpoints", "Bob Weekly 1 viewpoint"]),
        ("month", ["March 2024 1 viewpoint", "January 2024 3 viewpoints"]),
    ],
)
def test_viewpoints_stand_by_publication_or_by_month(read, live, by, heads):
    core = tuple(Point(f"Statement {n} [1].") for n in range(3))
    day = "2024-01-31"
    live(core=core, groups=(), publication="Ada Daily", published=day)
    live(core=core[:1], groups=(), publication="Bob Weekly", published="2024-03-01")
    page = read(f"/articles/?view=viewpoints&by={by}")
    assert "All 4 viewpoints" in page.words
    chapters = page.all("h2", class_="side-head")
    assert [head.words for head in chapters] == heads
    jumps = [link for link in page.links if link.startswith("#")]
    assert {f"#{head['id']}" for head in chapters} <= set(jumps)
    assert page.one("meta", name="robots")["content"] == "noindex"


def test_only_the_newest_hundred_are_grouped_and_the_page_says_so(read, live):
    core = tuple(Point(f"Statement {n} [1].") for n in range(GROUPED_PAGE_SIZE + 1))
    live(core=core, groups=())
    page = read("/articles/?view=viewpoints&by=publication")
    assert "The newest 100 viewpoints" in page.words
    older = page.one("a", rel="next")["href"]
    assert "by=publication" in older
    assert "1 older viewpoint" in read(older).words


def test_a_publication_or_one_month_is_not_grouped_by_itself(read, live, client):
    live()
    page = read("/publications/systems-quarterly/?view=viewpoints")
    assert "By publication" not in page.words
    assert "By month" in page.words
    path = "/publications/systems-quarterly/?view=viewpoints&by=publication"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "view=",
        "view=articles",
        "view=Viewpoints",
        "view=viewpoints%00",
        "view=viewpoints&by=",
        "view=viewpoints&by=tag",
        "view=viewpoints&by=%00",
        "view=viewpoints&before=",
        "view=viewpoints&before=x",
        f"view=viewpoints&before={'A' * 24}",
        f"view=viewpoints&before={'_' * 24}",
        f"view=viewpoints&before={'A' * 3000}",
        f"view=viewpoints&before={Position(NOON, 2**63 - 1, 0)}",
        "view=viewpoints&before=%E4%B8%AD%E6%96%87",
    ],
)
def test_a_view_that_cannot_exist_is_not_found(client, live, query):
    live()
    assert client.get(f"/articles/?{query}").status_code == 404


def test_an_articles_position_is_no_points_position(client, live):
    article = live()
    of_article = Position(NOON, article.pk)
    of_point = Position(NOON, article.pk, 0)
    path = "/articles/?before="
    assert client.get(f"{path}{of_article}").status_code == 200
    assert client.get(f"{path}{of_point}").status_code == 404
    assert client.get(f"{path}{of_point}&view=viewpoints").status_code == 200
    assert client.get(f"{path}{of_article}&view=viewpoints").status_code == 404


def test_a_position_to_come_shows_nothing_that_is_scheduled(client, live):
    article = live()
    later = timezone.now() + DAY
    LiveArticle.objects.update(live_from=later)
    path = f"/articles/?view=viewpoints&before={Position(later + DAY, article.pk, 0)}"
    assert client.get(path).status_code == 404


def test_what_is_withdrawn_or_waits_says_nothing(read, live, publish_article):
    live(core=(Point("Withdrawn [1]."),), groups=())
    withdraw(LiveArticle.objects.get().pk, reason="Wrong.", author_name="Ada")
    waits = live(core=(Point("Scheduled [1]."),), groups=())
    for model in (LiveArticle, LivePoint, LiveArticleTag):
        model.objects.filter(article=waits.pk).update(live_from=timezone.now() + DAY)
    live(core=(Point("Public [1]."),), groups=())
    words = read("/tags/locks/?view=viewpoints").words
    assert "Public" in words
    assert "Withdrawn" not in words
    assert "Scheduled" not in words


def test_the_page_is_in_the_language_of_its_address(read, live):
    live(language="zh", core=(Point("开源是公共品[1]。"),), groups=())
    english = read("/articles/?view=viewpoints")
    assert english.one("p", class_="statement")["lang"] == "zh"
    chinese = read("/zh-hans/articles/?view=viewpoints&by=month")
    assert "lang" not in chinese.one("p", class_="statement").attributes
    views = chinese.one("nav", class_="views")
    links = [a["href"] for a in chinese.all("a") if views in a.parents]
    assert all(link.startswith("/zh-hans/articles/") for link in links)


@pytest.mark.parametrize("count", [1, 40])
def test_viewpoints_take_as_many_queries_however_many_there_are(
    client, publish_many, django_assert_num_queries, count
):
    publish_many(count)
    # 1 the state of the site with its themes; 2 the points with articles and tags;
    # 3 what the articles are about; 4 the newest month; 5 its days
    with django_assert_num_queries(5):
        client.get("/articles/?view=viewpoints")
    # 3 to 5 are remembered as long as nothing is published.
    with django_assert_num_queries(2):
        client.get("/articles/?view=viewpoints&by=publication")
    # 3 the tag; 4 what its articles have in common
    with django_assert_num_queries(4):
        client.get("/tags/locks/?view=viewpoints")


def test_a_page_that_found_nothing_yet_says_so_and_leads_on(
    read, live, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(point_selections, "MOST_ARTICLES", 1)
    prepared._compiled.cache_clear()
    apart = (Point("A [1].", tags=("ada",)), Point("B [1].", tags=("bob",)))
    live(core=(Point("Both [1].", tags=("ada", "bob")),), groups=(), tags=())
    live(core=apart, groups=(), tags=())
    first = read("/tags/ada+bob/?view=viewpoints")
    assert first.all("li", class_="point") == []
    assert "says all of this at once" in first.words
    second = read(first.one("a", rel="next")["href"])
    assert second.one("p", class_="statement").words == "Both [1]."
    # 1 the state of the site; 2 the tags; 3 what the articles have in common; 4 where
    # to stop looking; 5 the points
    remembering.forget()
    with django_assert_num_queries(5):
        read("/tags/ada+bob/?view=viewpoints")
    prepared._compiled.cache_clear()


@pytest.mark.parametrize("form", ["atom", "rss", "json"])
def test_the_viewpoints_of_a_listing_are_a_feed(client, read, live, form):
    article = live(title="Locks", tags=("locks",))
    path = f"/tags/locks/feed.{form}?view=viewpoints"
    feeds = [
        link["href"]
        for link in read("/tags/locks/?view=viewpoints").all("link", rel="alternate")
        if "feed." in link["href"]
    ]
    assert f"http://127.0.0.1:8000{path}" in feeds
    text = client.get(path).content.decode()
    for point in LivePoint.objects.all():
        link = f"http://127.0.0.1:8000/articles/{article.slug}/#p-{point.key}"
        assert link in text
        assert f"points/{point.key}" in text
    assert client.get(f"/tags/locks/feed.{form}?view=x").status_code == 404


def test_an_entry_carries_the_statement_with_its_article_and_group(client, live):
    live(
        title="<Locks>",
        core=(),
        groups=(Group("Fairness & more", (Point("Wait <here> [1].", tags=("x",)),)),),
    )
    [item] = client.get("/articles/feed.json?view=viewpoints").json()["items"]
    assert item["title"] == "Wait <here>."
    assert item["authors"] == [{"name": "Systems Quarterly"}]
    assert item["tags"] == ["x"]
    assert "Wait &lt;here&gt; <sup>[<a href=" in item["content_html"]
    assert "<cite>&lt;Locks&gt;</cite></a>: Fairness &amp; more" in item["content_html"]
