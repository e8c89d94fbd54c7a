"""An article's public history."""

import datetime
from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone

from articles.digest import Digest, Group, Point, Reference, from_json
from articles.publishing import Publishing, publish

from .conftest import NOON

OLD = Digest(
    title="Locks",
    publication="Systems Quarterly",
    published="2024-03-05",
    language="en",
    core=(Point("A queue is a lock [1].", "core1"),),
    groups=(
        Group("Fairness", (Point("First come is served [1].", "fair1"),)),
        Group("Cost", (Point("Waiting dominates [1].", "cost1", ("cost",)),)),
    ),
    references=(Reference(1, "p. 3"), Reference(2, "p. 9")),
    tags=("locks",),
)
NEW = replace(
    OLD,
    title="Locks and queues",
    core=(Point("A queue is a fair lock [1].", "core1"),),
    groups=(
        Group("Fairness", (Point("First come is served [1][2].", "fair1"),)),
        Group(
            "Price",
            (
                Point("A ticket costs one increment [2].", "tick1"),
                Point("Waiting dominates [1].", "cost1", ("price",)),
            ),
        ),
    ),
    references=(Reference(1, "p. 4"), Reference(2, "p. 9")),
    tags=("queues",),
)


@pytest.fixture
def path(live, revise):
    with time_machine.travel(NOON):
        article = live(OLD)
    with time_machine.travel(NOON + datetime.timedelta(days=1)):
        revise(article.pk, NEW, kind="correction", note="We had forgotten fairness.")
    return f"/articles/{article.slug}"


def test_the_history_lists_every_edition_with_its_note(read, path):
    items = [
        e.words for e in read(f"{path}/editions/").all("li", class_="history-item")
    ]
    assert items == [
        "Edition 2 Correction 2 March 2025 current What edition 2 changed"
        " We had forgotten fairness.",
        "Edition 1 First edition 1 March 2025",
    ]


def test_an_old_edition_is_kept_and_says_that_it_is_old(read, path):
    page = read(f"{path}/editions/1/")
    assert page.one("h1").words == "Locks"
    assert "It is not the current one." in page.one("p", class_="banner").words
    assert f"{path}/" in page.links
    assert page.one("meta", name="robots")["content"] == "noindex"
    canonical = page.one("link", rel="canonical")["href"]
    assert canonical == f"http://127.0.0.1:8000{path}/"
    assert "p-core1" in page.ids


def test_tags_of_an_edition_are_words_since_their_pages_may_be_gone(read, path, client):
    assert client.get("/tags/cost/").status_code == 404
    page = read(f"{path}/editions/1/")
    assert "cost" in page.words
    assert "/tags/cost/" not in page.links


def test_the_current_edition_says_that_it_is_current(read, path):
    page = read(f"{path}/editions/2/")
    assert "the current one" in page.one("p", class_="banner").words
    assert "We had forgotten fairness." in page.words
    assert page.one("meta", name="robots")["content"] == "noindex"


def test_changes_show_what_was_reworded_added_moved_and_cited_anew(read, path):
    page = read(f"{path}/editions/2/changes/")
    rows = [e.words for e in page.all("li") if "changes" in e.parents[-1].classes]
    assert rows == [
        "Title Locks and queues",
        "Tags locks queues",
        "reworded CostPrice",
        "reworded Core viewpoint A queue is a fair lock [1].",
        "cited anew Fairness First come is served [1][2].",
        "added Price A ticket costs one increment [2].",
        "tagged anew Price Waiting dominates [1]. Tags cost price",
        "[1] changed p. 34",
    ]
    added = [e.text.strip() for e in page.all("ins")]
    assert "fair" in added
    assert "[2]" in added
    assert [e.text for e in page.all("del")][1:] == ["locks", "Cost", "cost", "3"]
    assert page.one("meta", name="robots")["content"] == "noindex"


def test_the_first_edition_has_nothing_before_it(read, path):
    page = read(f"{path}/editions/1/changes/")
    assert "the first edition readers saw" in page.words


def test_editions_replaced_before_their_time_were_never_public(
    read, client, make_article, revise
):
    draft = make_article(OLD)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(draft.pk, Publishing(author_name="Ada", live_from=tomorrow))
    revise(draft.pk, NEW, kind="correction", note="Before anybody saw it.")
    with time_machine.travel(tomorrow + datetime.timedelta(days=1)):
        path = "/articles/locks"
        page = read(f"{path}/editions/")
        assert len(page.all("li", class_="history-item")) == 1
        assert f"{path}/editions/2/changes/" not in page.links
        assert client.get(f"{path}/editions/1/").status_code == 404
        assert client.get(f"{path}/editions/1/changes/").status_code == 404
        changes = read(f"{path}/editions/2/changes/")
        assert "the first edition readers saw" in changes.words
        assert changes.all("del") == []
        assert "Corrected" not in read(f"{path}/").words
        assert "Corrected" not in read("/articles/").words


@pytest.mark.parametrize("count", [1, 50])
def test_the_history_takes_three_queries_however_long(
    client, live, revise, django_assert_num_queries, count
):
    article = live(OLD)
    digest = from_json(article.digest)
    for number in range(2, count + 1):
        revise(article.pk, replace(digest, title=f"Title {number}"))
    path = f"/articles/{article.slug}/editions/"
    # 1 the state of the site with its themes; 2 the article; 3 its editions
    with django_assert_num_queries(3):
        client.get(path)
    with django_assert_num_queries(3):  # 3 is that edition
        client.get(f"{path}{count}/")
    with django_assert_num_queries(3):  # 3 is that edition and the one before
        client.get(f"{path}{count}/changes/")
