"""The site's own language stands without a prefix, each other one under its code."""

import pytest
from django.test import Client

from articles.digest import Point
from articles.site.words.languages import language_of_path, path_in
from articles.site.words.wording import direction

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "en"),
        ("/articles/", "en"),
        ("/zh-hans/", "zh-hans"),
        ("/zh-hans/articles/", "zh-hans"),
        ("/zh-hansel/", "en"),
        ("/articles/zh-hans/", "en"),
        ("/en/articles/", "en"),
        ("", "en"),
    ],
)
def test_the_path_alone_tells_the_language(path, language):
    assert language_of_path(path) == language


@pytest.mark.parametrize(
    ("path", "code", "other"),
    [
        ("/", "zh-hans", "/zh-hans/"),
        ("/zh-hans/", "en", "/"),
        ("/articles/?before=a", "zh-hans", "/zh-hans/articles/?before=a"),
        ("/zh-hans/articles/?before=a", "en", "/articles/?before=a"),
        ("/zh-hans/tags/", "zh-hans", "/zh-hans/tags/"),
    ],
)
def test_every_page_has_an_address_in_each_language(path, code, other):
    assert path_in(path, code) == other


def test_a_site_in_chinese_has_english_under_a_prefix(settings):
    settings.LANGUAGE_CODE = "zh-hans"
    assert language_of_path("/articles/") == "zh-hans"
    assert language_of_path("/en/articles/") == "en"
    assert path_in("/articles/", "en") == "/en/articles/"


def test_a_page_under_the_prefix_speaks_its_language_and_links_within_it(read, live):
    article = live()
    page = read(f"/zh-hans/articles/{article.slug}/")
    assert page.one("html")["lang"] == "zh-Hans"
    links = {a["href"] for a in page.all("a") if a["href"].startswith("/")}
    elsewhere = {link for link in links if not link.startswith("/zh-hans/")}
    stem = f"/articles/{article.slug}"
    # The API and its page are in English only, as its words are.
    assert elsewhere == {f"{stem}.md", f"{stem}.json", f"{stem}/", "/api/v1/docs"}


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_each_language_names_the_other_and_which_is_the_default(read, live, prefix):
    article = live()
    page = read(f"{prefix}/articles/{article.slug}/")
    stem = "http://127.0.0.1:8000"
    path = f"/articles/{article.slug}/"
    assert page.one("link", rel="canonical")["href"] == f"{stem}{prefix}{path}"
    named = {e["hreflang"]: e["href"] for e in page.all("link", hreflang=True)}
    assert named == {
        "en": f"{stem}{path}",
        "zh-Hans": f"{stem}/zh-hans{path}",
        "x-default": f"{stem}{path}",
    }
    # Each names its language in that language, as no other link does.
    links = page.all("a", hreflang=True, lang=True)
    switch = {e["hreflang"]: e["href"] for e in links}
    assert switch == {"en": path, "zh-Hans": f"/zh-hans{path}"}


def test_what_programs_read_has_one_address(client: Client, live):
    article = live()
    assert client.get(f"/articles/{article.slug}.json").status_code == 200
    assert client.get(f"/zh-hans/articles/{article.slug}.json").status_code == 404
    assert client.get("/zh-hans/healthz").status_code == 404


def test_no_answer_varies_with_the_browsers_languages_or_a_cookie(client: Client, live):
    live()
    client.cookies["django_language"] = "zh-hans"
    asked = {"accept-language": "zh-CN,zh;q=0.9"}
    response = client.get("/articles/", headers=asked)
    assert response["Content-Language"] == "en"
    assert "Vary" not in response
    assert "Set-Cookie" not in response
    assert client.get("/zh-hans/articles/")["Content-Language"] == "zh-Hans"


def test_a_page_and_its_counterpart_have_different_etags(client: Client, live):
    live()
    here, there = client.get("/articles/"), client.get("/zh-hans/articles/")
    assert here["ETag"] != there["ETag"]


def test_an_old_address_leads_on_in_its_own_language(client: Client, live):
    live(publication="Systems Quarterly")
    response = client.get("/zh-hans/articles")
    assert (response.status_code, response["Location"]) == (301, "/zh-hans/articles/")


ARABIC = {
    "title": "اللغة العربية في الشبكة",
    "language": "ar",
    "core": (Point("Unicode يحدد اتجاه كل حرف [1]."),),
    "groups": (),
    "tags": ("اتجاه النص",),
}


def test_what_is_read_from_the_right_says_so(read, live):
    article = live(**ARABIC)
    page = read(f"/articles/{article.slug}/")
    assert page.one("article", class_="digest")["dir"] == "rtl"
    # Its first letters are Latin, from which a browser would guess the other way.
    assert page.one("p", class_="statement")["dir"] == "rtl"
    assert page.one("html")["lang"] == "en"
    card = read("/articles/").one("article", class_="card")
    assert card["dir"] == "rtl"
    voice = read("/articles/?view=viewpoints").one("article", class_="voice")
    assert voice["dir"] == "rtl"
    tag = read("/tags/اتجاه-النص/").one("h1")
    assert [bdi["dir"] for bdi in read("/tags/").all("bdi", dir="rtl")]
    assert tag.words == "اتجاه النص"


def test_what_is_read_from_the_left_is_not_turned(read, live):
    article = live(language="zh-Hans", title="开源")
    for path in (f"/articles/{article.slug}/", "/articles/", "/tags/"):
        assert read(path).all("", dir="rtl") == [], path


@pytest.mark.parametrize(
    ("language", "is_turned"),
    [
        ("ar", True),
        ("ar-EG", True),
        ("he", True),
        ("fa", True),
        ("ar-Latn", False),
        ("en", False),
        ("zh-Hans", False),
        ("arn", False),
        ("", False),
    ],
)
def test_a_language_tells_the_direction(language, is_turned):
    assert direction(language, "Title") == ("rtl" if is_turned else "")
    assert direction("", "שלום עולם") == "rtl"
