"""Tag expressions: what their addresses mean, and which one is canonical."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Tag, TagName
from articles.publishing import withdraw
from articles.site.tags.expressions import MAX_TAGS, Expression, in_words, parse

from .test_articles import slugs

SLUGS = st.from_regex(r"[a-z开源]{1,3}(-[a-z]{1,2})?", fullmatch=True)


@pytest.fixture
def library(live):
    """Publish an article for each way to have a, b and c."""
    having = ("a", "b", "c", "ab", "bc", "ac", "abc")
    return {tags: live(tags=tuple(tags), groups=()) for tags in having}


def found(page, library):
    """Return which of the articles stand on a page, newest first."""
    names = {f"/articles/{article.slug}/": tags for tags, article in library.items()}
    return [names[path] for path in slugs(page)]


LISTED = [
    ("/tags/a/", ["abc", "ac", "ab", "a"], "a"),
    ("/tags/a+b/", ["abc", "ab"], "a and b"),
    ("/tags/a,b/", ["abc", "ac", "bc", "ab", "b", "a"], "a or b"),
    ("/tags/a+b+c/", ["abc"], "a, b and c"),
    ("/tags/a/?without=b", ["ac", "a"], "a without b"),
    ("/tags/a/?without=b,c", ["a"], "a without b or c"),
    ("/tags/a+b/?without=c", ["ab"], "a and b without c"),
    ("/tags/a,b/?without=c", ["ab", "b", "a"], "a or b without c"),
    ("/tags/a/?without=", ["abc", "ac", "ab", "a"], "a"),
    ("/tags/a/?without=b&without=c", ["a"], "a without b or c"),
]


def test_an_expression_lists_what_it_says(read, library):
    for path, tags, title in LISTED:
        page = read(path)
        assert found(page, library) == tags, path
        assert page.one("h1").words == title


REORDERED = [
    ("/tags/b+a/", "/tags/a+b/"),
    ("/tags/b%2Ba/", "/tags/a+b/"),
    ("/tags/b,a/", "/tags/a,b/"),
    ("/tags/b%2Ca/", "/tags/a,b/"),
    ("/tags/a/?without=c,b", "/tags/a/?without=b,c"),
    ("/tags/a/?without=c%2Cb", "/tags/a/?without=b,c"),
    ("/tags/a/?without=c&without=b", "/tags/a/?without=b,c"),
    ("/tags/a/?without=", "/tags/a/"),
    ("/tags/c+b/?without=a&from=x", "/tags/b+c/?without=a"),
    ("/zh-hans/tags/b+a/", "/zh-hans/tags/a+b/"),
]


def test_any_order_answers_with_one_canonical_link(read, library):
    for path, canonical in REORDERED:
        link = read(path).one("link", rel="canonical")["href"]
        assert link == f"{settings.SITE_URL}{canonical}", path
        assert read(canonical).one("link", rel="canonical")["href"] == link


MOVED = [
    ("/tags/old+b/", "/tags/a+b/"),
    ("/tags/b,old/?without=c&x=1", "/tags/a,b/?without=c&x=1"),
    ("/tags/b/?without=old&x=%20y", "/tags/b/?without=a&x=%20y"),
    ("/tags/old/?without=b", "/tags/a/?without=b"),
    ("/tags/old/?without=%E5%BC%80", "/tags/a/?without=c"),
    ("/tags/%E5%BC%80/", "/tags/c/"),
    ("/tags/a+a/", "/tags/a/"),
    ("/tags/a,a/", "/tags/a/"),
    ("/tags/a,old/", "/tags/a/"),
    ("/tags/a/?without=b,b", "/tags/a/?without=b"),
    ("/tags/b%20a/", "/tags/a+b/"),
    ("/tags/b%EF%BC%8Ca/", "/tags/a,b/"),
    ("/tags/b%E3%80%81a/", "/tags/a,b/"),
    ("/tags/c/?without=a%E3%80%81b", "/tags/c/?without=a,b"),
    ("/tags/c/?without=a%20b", "/tags/c/?without=a,b"),
    ("/tags/c/?without=a+b", "/tags/c/?without=a,b"),
    ("/tags/old+b", "/tags/old+b/"),
    ("/zh-hans/tags/old+b/?without=c", "/zh-hans/tags/a+b/?without=c"),
]


def test_old_names_and_slips_lead_to_the_rest_of_the_expression(client, library):
    TagName.objects.create(tag=Tag.objects.get(name="a"), name="old", was_own=True)
    TagName.objects.create(tag=Tag.objects.get(name="c"), name="开")
    for path, location in MOVED:
        response = client.get(path)
        assert response.status_code == 301, path
        assert response["Location"] == location
        assert client.get(location, follow=True).status_code == 200


HOSTILE = [
    "a+",
    "+a",
    "a++b",
    "a,,b",
    ",",
    "+",
    "a+b,c",
    "a,b+c",
    "a+b c,d",
    "%20",
    "a%20%20b",
    "a%00+b",
    "a+b%0A",
    "a+.b",
    "a%2Fb",
    "a%252Bb",
    "a;b",
    "a+%E2%80%AEb",
    "a+%ED%A0%80",
    "+".join("abcdef"),
    ",".join("abcdef"),
    "+".join(["a" * 201, "b"]),
    "a+" * 3000 + "a",
    "a/?without=a",
    "a+b/?without=b",
    "a,b/?without=b,c",
    "a/?without=,b",
    "a/?without=b,",
    "a/?without=%00",
    "a/?without=b,c,d,e,f",
    "a/?without=..",
    "a/?without=%F0%9F%92%A9",
    "a/?without=" + "b," * 3000,
]


def test_what_is_no_expression_is_not_found(client, library):
    for expression in HOSTILE:
        path = f"/tags/{expression}" + ("" if "?" in expression else "/")
        assert client.get(path).status_code == 404, path


TYPED = [
    ("C%23", "c-sharp"),
    ("c++", "c-plus-plus"),
    ("C+++C%23", "c-plus-plus+c-sharp"),
    ("C++,C%23", "c-plus-plus,c-sharp"),
    (".NET", "dot-net"),
    (".NET+C%23", "c-sharp+dot-net"),
    ("%F0%9F%9A%80", "u1f680"),
    ("Machine%20Learning", "machine-learning"),
    ("machine+learning", None),
]


def test_names_as_they_are_typed_lead_to_the_tags(client, live):
    live(tags=("C#", "C++", ".NET", "🚀", "machine learning"), groups=())
    for name, expression in TYPED:
        response = client.get(f"/tags/{name}/")
        assert response.status_code == (301 if expression else 404), name
        if expression:
            assert response["Location"] == f"/tags/{expression}/"
            assert client.get(response["Location"]).status_code == 200
    feed = client.get("/tags/C%23/feed.atom")
    assert feed["Location"] == "/tags/c-sharp/feed.atom"


def test_a_name_that_no_tag_has_is_not_found_and_leads_to_near_ones(read, live):
    live(tags=("C#", "sharpening"), groups=())
    page = read("/tags/D%23sharp/", status=404)
    assert page.one("h1").words == "No such tag"


def test_too_many_tags_are_answered_with_the_first_of_them(read, live):
    live(tags=tuple("abcdefg"), groups=())
    for sign, title in (("+", "a, b, c, d and e"), (",", "a, b, c, d or e")):
        page = read(f"/tags/{sign.join('abcdefg')}/", status=404)
        assert "At most 5 tags can be combined." in page.words
        offered = page.one("main").words
        assert title in offered
        assert f"/tags/{sign.join('abcde')}/" in page.links
        read(f"/tags/{sign.join('abcde')}/")


def test_too_many_tags_offer_nothing_empty(read, library):
    page = read("/tags/a+b+c+d+e+f/", status=404)
    assert "/tags/a+b+c/" in page.links
    assert "Nothing public here has the tag “d”." in page.words


def test_mixed_signs_are_answered_with_both_readings(read, library):
    page = read("/tags/a+b,c/", status=404)
    assert "One address takes one of the two signs." in page.words
    assert {"/tags/a+b+c/", "/tags/a,b,c/"} <= set(page.links)


def test_a_tag_without_itself_under_another_name_is_not_found(client, library):
    TagName.objects.create(tag=Tag.objects.get(name="a"), name="old")
    assert client.get("/tags/a/?without=old").status_code == 404
    assert client.get("/tags/old,b/?without=a").status_code == 404


def test_a_tag_without_public_article_is_unknown_in_any_place(
    client, library, make_article
):
    make_article(tags=("drafted",))
    withdraw(library["c"].pk, reason="Wrong.", author_name="Ada")
    for path in ("drafted+a", "a,drafted", "a/?without=drafted", "a/?without=nothing"):
        response = client.get(f"/tags/{path}".rstrip("/") + "/" * ("?" not in path))
        assert response.status_code == 404, path
    assert client.get("/tags/a/?without=c").status_code == 200


def test_the_name_of_a_tag_is_stronger_than_an_alias_with_the_same_address(
    client, live
):
    live(tags=("a b", "other"), groups=())
    TagName.objects.create(tag=Tag.objects.get(name="other"), name="a  -b")
    assert client.get("/tags/a-b/").status_code == 200


@pytest.mark.parametrize("path", ["/tags/a+b/", "/tags/a,b/", "/tags/a/?without=b"])
def test_pages_of_an_expression_follow_each_other(read, publish_many, live, path):
    live(tags=("b", "d"), groups=())
    tags = ("a",) if "without" in path else ("a", "b")
    made = publish_many(21, tags=tags, groups=())
    first = read(path)
    older = first.one("a", rel="next")["href"]
    assert "&amp;" not in older
    last = read(older)
    assert len(slugs(first)) == 20
    assert f"/articles/{made[0].slug}/" in slugs(last)
    newest = [link["href"] for link in last.all("a") if link.words == "Newest"]
    assert newest == [path]


INDEXED = [
    ("/tags/a/", True),
    ("/tags/a+b/", True),
    ("/tags/a,b/", True),
    ("/tags/a+b+c/", False),
    ("/tags/a/?without=b", False),
]


def test_search_engines_keep_no_more_than_two_tags(read, library):
    for path, is_indexed in INDEXED:
        robots = [meta["content"] for meta in read(path).all("meta", name="robots")]
        assert robots == ([] if is_indexed else ["noindex"]), path


def test_the_title_of_an_expression_marks_names_in_other_languages(read, live):
    live(tags=("开源", "open source"), groups=())
    page = read("/tags/open-source+开源/")
    heading = page.one("h1")
    assert heading.words == "open source and 开源"
    assert [
        (name["lang"], name.words)
        for name in page.all("bdi", lang=True)
        if heading in name.parents
    ] == [("zh", "开源")]


def test_paths_of_expressions_stay_readable():
    kwargs = {"expression": "a+b"}
    assert reverse("site:tag", kwargs=kwargs) == "/tags/a+b/"
    with translation.override("zh-hans"):
        assert reverse("site:tag", kwargs={"expression": "a,开"}) == (
            f"/zh-hans/tags/a,{quote('开')}/"
        )


def test_each_expression_has_its_feeds(client, library):
    for path in ("/tags/b+a/feed.json?without=c", "/tags/a+b/feed.json?without=c"):
        feed = client.get(path).json()
        assert [item["tags"] for item in feed["items"]] == [["a", "b"]]
        assert feed["feed_url"].endswith("/tags/a+b/feed.json?without=c")
        assert feed["home_page_url"].endswith("/tags/a+b/?without=c")
        assert feed["title"].startswith("a and b without c")
    TagName.objects.create(tag=Tag.objects.get(name="a"), name="old")
    moved = client.get("/tags/old,b/feed.atom?without=c")
    assert moved["Location"] == "/tags/a,b/feed.atom?without=c"
    assert client.get("/tags/a+nothing/feed.atom").status_code == 404


@given(st.lists(SLUGS, min_size=1, max_size=3), st.lists(SLUGS, max_size=2))
def test_what_is_written_is_read_again(tags, without):
    for sign in "+,":
        expression = parse(sign.join(tags), ",".join(without))
        assert parse(expression.joined, expression.left_out) == expression
        canonical = expression.canonical({slug: slug for slug in expression.slugs})
        assert parse(canonical.joined, canonical.left_out) == canonical
        assert canonical.in_order() == canonical
        assert set(canonical.slugs) == set(expression.slugs)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_an_expression_or_a_value_error(joined, left_out):
    try:
        expression = parse(joined, left_out)
    except ValueError:
        return
    assert 1 <= len(expression.slugs) <= MAX_TAGS


def test_steps_from_one_expression_to_another_stay_canonical():
    one = Expression(all_of=("b",))
    both = one.both("a")
    assert both == Expression(all_of=("a", "b"))
    assert both.switched() == one.either("a") == Expression(any_of=("a", "b"))
    assert both.excluding("c").less("b").excluding("b") == Expression(
        all_of=("a",), without=("b", "c")
    )
    assert one.either("a").less("b") == Expression(all_of=("a",))


def test_an_expression_has_a_title_in_words_in_each_language():
    names = {"a": "Databases", "b": "Open standards", "c": "开源"}
    expression = Expression(all_of=("b", "a"), without=("c",))
    for language in ("en", "zh-hans"):
        with translation.override(language):
            pieces = in_words(expression, names)
        assert [piece.text for piece in pieces if piece.is_name] == [
            "Open standards",
            "Databases",
            "开源",
        ]
