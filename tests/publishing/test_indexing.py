"""What a live article is found by follows what is published and what it is called."""

import datetime

import pytest
from django.db import connection

from articles.digest import Group, Point, Reference
from articles.models import (
    LiveArticle,
    Publication,
    PublicationName,
    SearchEntry,
    Tag,
    TagName,
    findable,
)
from articles.models.documents import save_digest
from articles.models.search import PER_SECOND, ZONES, Match, place_of
from articles.models.tokens import BREAK, phrase
from articles.publishing import (
    Publishing,
    find_differences,
    opened,
    publish,
    rebuild,
    reindex,
    restore,
    withdraw,
)


def found(*words: str) -> int:
    match = Match(tuple((phrase(word),) for word in words))
    return len(SearchEntry.objects.matching(match, limit=100))


def differences() -> list[str]:
    return [str(difference) for difference in find_differences()]


def test_an_article_is_found_by_title_points_tags_and_all_names(publish_article):
    publish_article(
        title="Alpha",
        core=(Point("Beta [1]."),),
        groups=(Group("Heading", (Point("Gamma [1].", tags=("delta",)),)),),
        references=(Reference(1, "page", "Quoted"),),
        tags=("epsilon",),
        publication="Ren Min Ri Bao",
    )
    publication = Publication.objects.get()
    publication.native_name = "人民日报"
    publication.save()
    PublicationName.objects.create(publication=publication, name="People's Daily")
    TagName.objects.create(tag=Tag.objects.get(name="epsilon"), name="zeta")
    assert [found("人民日報"), found("people daily"), found("zeta")] == [0, 0, 0]
    assert reindex(LiveArticle.objects.all()) == 1
    for words in (
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "ren min ri bao",
    ):
        assert found(words) == 1, words
    assert found("人民日報") == found("people daily") == 1
    # What markers, headings and references say is not searched.
    assert [found("1"), found("heading"), found("quoted")] == [0, 0, 0]
    assert differences() == []


def test_nothing_of_an_earlier_edition_is_found(publish_article, make_digest):
    article = publish_article(title="Alpha").article
    place = SearchEntry.objects.get().place
    save_digest(article, make_digest(title="Beta"), seen=article.revision)
    publish(article.pk, Publishing(author_name="Ada"))
    assert [found("alpha"), found("beta")] == [0, 1]
    assert SearchEntry.objects.get().place == place
    assert differences() == []


def test_what_is_withdrawn_is_not_found_until_it_is_restored(publish_article):
    article = publish_article(title="Alpha").article
    withdraw(article.pk, reason="Wrong.", author_name="Ada")
    assert found("alpha") == 0
    assert differences() == []
    restore(article.pk)
    assert found("alpha") == 1
    assert differences() == []


def test_many_can_go_live_in_one_second(make_article, time_machine):
    time_machine.move_to(datetime.datetime(2025, 3, 1, tzinfo=datetime.UTC), tick=False)
    nine = datetime.datetime(2025, 3, 2, 9, tzinfo=datetime.UTC)
    first = place_of(nine)
    publish(make_article().pk, Publishing(author_name="Ada", live_from=nine))
    columns = (*ZONES, "pairs", "spans")
    nothing = dict.fromkeys(columns, BREAK)
    places = range(SearchEntry.objects.get().place + 1, first + PER_SECOND + 30)
    SearchEntry.objects.bulk_create(
        SearchEntry(place=place, article_id=-place, live_from=nine, **nothing)
        for place in places
    )
    later = publish(make_article().pk, Publishing(author_name="Ada", live_from=nine))
    entry = SearchEntry.objects.get(article=later.article_id)
    assert entry.place == first + PER_SECOND + 30
    SearchEntry.objects.filter(article_id__lt=0).delete()
    assert differences() == []


def test_a_digest_of_any_size_can_be_published_and_its_beginning_is_found(
    make_digest, publish_article, monkeypatch
):
    monkeypatch.setattr(findable, "MAX_BYTES", 2000)
    monkeypatch.setattr(findable, "MAX_TEXT", 500)
    points = tuple(Point(f"Statement w{number}x [1].") for number in range(300))
    publish_article(groups=(Group("", points),))
    assert [found("w0x"), found("w10x"), found("w299x")] == [1, 1, 0]
    assert differences() == []


@pytest.mark.django_db
def test_reindexing_nothing_is_no_change():
    assert reindex(LiveArticle.objects.none()) == 0


TAMPERINGS = {
    "lacks": lambda: SearchEntry.objects.all().delete(),
    "says something else": lambda: SearchEntry.objects.update(title="¶ other ¶"),
    "stands elsewhere": lambda: SearchEntry.objects.update(place=5),
    "spans of another time": lambda: SearchEntry.objects.update(spans="at·6·1"),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_an_entry_that_is_not_what_it_should_be_is_found_and_mended(
    publish_article, tampering
):
    publish_article()
    TAMPERINGS[tampering]()
    assert any("search entry" in message for message in differences())
    rebuild()
    assert differences() == []


def test_an_index_that_differs_from_its_entries_is_found_and_mended(publish_article):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index itself")
    publish_article()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_searchindex(articles_searchindex)"
            " VALUES ('delete-all')"
        )
    assert differences() == ["the search index differs from its entries"]
    rebuild()
    assert differences() == []


def test_a_missing_entry_is_made_when_names_change(publish_article):
    publish_article(title="Alpha")
    SearchEntry.objects.all().delete()
    with opened():
        reindex(LiveArticle.objects.all())
    assert found("alpha") == 1
