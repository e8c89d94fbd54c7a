"""Hostile content shows as the text it is."""

import json

import pytest

from articles.digest import Digest, Group, Point, Reference
from articles.models import Publication, Tag
from articles.publishing import withdraw

from .markup import parse

SCRIPT = "<script>alert(1)</script>"
TEMPLATE = "{{ 7*7 }}{% raw %}${7*7}"
ATTRIBUTE = "\"' onmouseover=alert(1) x='"
BIDI = "\u202egnp.exe\u202c"
HOSTILE = f"{SCRIPT} {TEMPLATE} {ATTRIBUTE} {BIDI} & &amp; <!-- ]]>"
TAG = '<b onclick=alert(1)>"tag"'


@pytest.fixture
def article(live, revise):
    def digest(number):
        return {
            "title": f"{HOSTILE} {number}",
            "publication": HOSTILE,
            "language": "en",
            "source_url": "https://evil.example/?a=1&b=\"'%3Cscript%3E",
            "core": (Point(f"{HOSTILE} {number} [1].", "core1", (TAG,)),),
            "groups": (Group(HOSTILE, (Point(HOSTILE, "p1"),)),),
            "references": (
                Reference(1, HOSTILE, HOSTILE, "https://evil.example/\"'onclick=x"),
            ),
            "tags": (TAG,),
        }

    made = live(**digest(1))
    revise(made.pk, Digest(**digest(2)), kind="correction", note=HOSTILE)
    Tag.objects.update(is_theme=True, introduction=HOSTILE)
    Publication.objects.update(native_name=f"{HOSTILE} 本", owner=HOSTILE)
    return made


def check(response):
    """Fail where any of the hostile content became more than text."""
    page = parse(response.content.decode())
    assert page.mistakes == []
    for script in page.all("script"):
        if script.has("type", "application/ld+json"):
            assert json.loads(script.text)
        else:
            assert script["src"].startswith("/static/")
            assert not script.text
    assert page.all("b") == []
    for element in page.elements:
        assert not any(name.startswith("on") for name in element.attributes)
    assert "7*7" in page.words
    assert "49" not in page.words
    return page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/articles/",
        "/articles/{slug}/",
        "/articles/{slug}/editions/",
        "/articles/{slug}/editions/1/",
        "/articles/{slug}/editions/2/changes/",
        "/publications/",
        "/publications/{publication}/",
    ],
)
def test_hostile_content_is_text_on_every_page(client, article, path):
    publication = Publication.objects.get().slug
    check(client.get(path.format(slug=article.slug, publication=publication)))


def test_hostile_tags_are_text(client, article):
    tag = Tag.objects.get()
    page = check(client.get(f"/tags/{tag.slug}/"))
    assert page.one("h1").words == TAG


def test_a_hostile_statement_reads_as_typed(client, article):
    page = check(client.get(f"/articles/{article.slug}/"))
    assert page.all("p", class_="statement")[1].text == HOSTILE
    assert page.all("p", class_="statement")[1]["dir"] == "auto"


def test_a_hostile_reason_of_withdrawal_is_text(client, article):
    withdraw(article.pk, reason=HOSTILE, author_name="Ada")
    check(client.get(f"/articles/{article.slug}/"))
