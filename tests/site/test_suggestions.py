"""What may be meant while a search is typed."""

import datetime
from urllib.parse import unquote, urlencode
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.models import LiveArticle, Publication, PublicationName, Tag, TagName
from articles.publishing import Publishing, publish, reindex, withdraw

PATH = "/search/suggestions.json"


@pytest.fixture
def suggested(client):
    """Return a function that types something and gives the paths suggested."""

    def suggested(typed: str) -> list[str]:
        response = client.get(f"{PATH}?{urlencode({'q': typed})}")
        assert response.status_code == 200
        assert response["Content-Type"] == "application/json"
        return [unquote(each["path"]) for each in response.json()["suggestions"]]

    return suggested


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Open source", ["o", "op", "OPEN s", "sour", "open-source", "source", "ópen"]),
        ("C++", ["c", "C++", "c+"]),
        (
            "人工智能",
            ["人", "工智", "人工智能", "智能", "rgzn", "rengong", "rengongzhineng"],
        ),
        ("開源", ["开", "開", "源", "kaiyuan", "ky"]),
        ("AI 治理", ["ai", "ai治", "ai 治", "aizhili", "aizl", "治理"]),
        ("École normale", ["eco", "norm"]),
    ],
)
def test_a_tag_is_suggested_from_each_of_its_words_on(live, suggested, name, typed):
    live(title="Xi", tags=(name,), groups=())
    path = f"/tags/{Tag.objects.get(name=name).slug}/"
    for each in typed:
        assert suggested(each) == [path], each
    assert suggested("zzz") == []


def test_an_alias_leads_to_its_tag_and_says_so(live, suggested, client):
    live(title="Alpha", tags=("economy",))
    TagName.objects.create(tag=Tag.objects.get(name="economy"), name="Wirtschaft")
    assert suggested("wirt") == []
    reindex(LiveArticle.objects.all())
    (found,) = client.get(f"{PATH}?q=wirt").json()["suggestions"]
    assert (found["name"], found["also"]) == ("economy", "Wirtschaft")
    assert found["path"] == "/tags/economy/"


def test_a_publication_is_suggested_by_all_its_names(live, suggested):
    live(title="Alpha", publication="Ren Min Ri Bao")
    publication = Publication.objects.get()
    publication.native_name = "人民日报"
    publication.save()
    PublicationName.objects.create(publication=publication, name="People's Daily")
    reindex(LiveArticle.objects.all())
    path = f"/publications/{publication.slug}/"
    for typed in (
        "ren m",
        "min",
        "people's",
        "People’s D",
        "daily",
        "人民",
        "日報",
        "rmrb",
    ):
        assert suggested(typed) == [path], typed


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("The cost of bridges", ["th", "cost", "bri", "bridges cost", "the cost of b"]),
        ("长三角一体化", ["长", "三角", "一体化", "長三"]),
        ("5G in 2025", ["2025", "5g", "5g in 2025"]),
    ],
)
def test_a_title_is_suggested_from_each_of_its_words_on(live, suggested, title, typed):
    path = f"/articles/{live(title=title, tags=(), groups=()).slug}/"
    live(title="角三 unlike", tags=(), groups=())
    for each in typed:
        assert suggested(each) == [path], each


def test_of_titles_the_newest_are_suggested(live, suggested):
    made = [live(title=f"Bridges {n}", tags=(), groups=()) for n in range(8)]
    assert suggested("bridg") == [f"/articles/{each.slug}/" for each in made[:2:-1]]


def test_what_begins_so_comes_before_what_has_it_inside(live, suggested):
    live(title="Alpha", tags=("open source", "source", "source code"), groups=())
    assert suggested("source") == [
        "/tags/source/",
        "/tags/source-code/",
        "/tags/open-source/",
    ]


def test_what_is_not_public_is_not_suggested(live, suggested, make_article):
    parts = {"tags": ("zebra tag",), "publication": "Zebra Weekly"}
    make_article(title="Zebra one", **parts)
    later = make_article(title="Zebra two", **parts)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    publish(later.pk, Publishing(author_name="Ada", live_from=tomorrow))
    gone = live(title="Zebra three", **parts)
    withdraw(gone.pk, reason="Wrong.", author_name="Ada")
    assert suggested("zebra") == []


def test_a_name_that_nothing_live_has_any_more_is_forgotten(live, suggested):
    gone = live(title="Alpha", tags=("zebra",))
    assert suggested("zeb") == ["/tags/zebra/"]
    withdraw(gone.pk, reason="Wrong.", author_name="Ada")
    assert suggested("zeb") == []


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            "q=",
            "q=%00",
            "q=%ED%A0%80",
            "q=%22",
            "q=%25_",
            "q=%27--",
            "q=%EF%BF%BF",
        ),
        *(f"q={'x' * 10_000}", f"q={'%E5%BC%80' * 99}", f"q={'x+' * 50}"),
    ],
)
def test_anything_typed_is_answered(live, client, query, caplog):
    live()
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200
    assert response.json() == {"suggestions": []}
    assert client.get(f"/search/completions.json?{query}").status_code == 200
    assert not caplog.records


def test_suggestions_cost_two_queries_beside_the_state(
    client, live, django_assert_num_queries
):
    live(title="Zebra crossings")
    # 1 the state; 2 names and words; 3 titles
    with django_assert_num_queries(3):
        client.get(f"{PATH}?q=zeb")


def test_browsers_get_the_same_in_their_own_form(client, live):
    live(title="Zebra crossings", tags=("zebra",))
    response = client.get("/search/completions.json?q=Zeb")
    assert response["Content-Type"] == "application/x-suggestions+json"
    assert response.json() == [
        "Zeb",
        ["zebra", "Zebra crossings"],
        ["", ""],
        [
            "http://127.0.0.1:8000/tags/zebra/",
            "http://127.0.0.1:8000/articles/zebra-crossings/",
        ],
    ]
    root = ElementTree.fromstring(client.get("/opensearch.xml").content)
    urls = {each.get("type"): each.get("template") for each in root}
    assert urls["application/x-suggestions+json"] == (
        "http://127.0.0.1:8000/search/completions.json?q={searchTerms}"
    )


@pytest.mark.parametrize("path", [PATH, "/search/completions.json"])
def test_suggestions_are_cached_like_every_public_answer(client, live, path):
    live(title="Zebra")
    response = client.get(f"{path}?q=zeb")
    assert "s-maxage" in response["Cache-Control"]
    assert not response.cookies
    again = client.get(f"{path}?q=zeb", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    live(title="Zebra two")
    again = client.get(f"{path}?q=zeb", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 200
