"""Publications and tags in the admin: a new name shows at once, everywhere."""

import pytest
from django.test import Client

from articles.models import (
    Edition,
    LiveArticle,
    Publication,
    SearchEntry,
    Tag,
    TagName,
)
from tests.conftest import PublishArticle

TAGS = "/admin/articles/tag/"
PUBLICATIONS = "/admin/articles/publication/"


def form(**values: object) -> dict[str, object]:
    return {
        "theme_order": "0",
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "0",
        **values,
    }


def said(response: object) -> str:
    return response.content.decode()


def test_a_renamed_tag_shows_at_once_and_makes_no_edition(
    admin_client: Client, publish_article: PublishArticle
) -> None:
    publish_article()
    tag = Tag.objects.get(name="queues")
    admin_client.post(f"{TAGS}{tag.pk}/change/", form(name="waiting lines"))
    assert "waiting lines" in LiveArticle.objects.get().digest["tags"]
    assert Edition.objects.count() == 1
    assert Tag.objects.named(["queues"]) == {"queues": tag}


def test_an_earlier_name_is_shown_and_cannot_be_removed(
    admin_client: Client, publish_article: PublishArticle
) -> None:
    publish_article()
    tag = Tag.objects.get(name="queues")
    admin_client.post(f"{TAGS}{tag.pk}/change/", form(name="waiting lines"))
    page = said(admin_client.get(f"{TAGS}{tag.pk}/change/"))
    assert "queues" in page
    assert 'value="queues"' not in page


def test_a_renamed_publication_shows_at_once(
    admin_client: Client, publish_article: PublishArticle
) -> None:
    publish_article()
    paper = Publication.objects.get()
    admin_client.post(f"{PUBLICATIONS}{paper.pk}/change/", form(name="SQ"))
    assert LiveArticle.objects.get().digest["publication"] == "SQ"


def test_an_alias_is_added(
    admin_client: Client, publish_article: PublishArticle
) -> None:
    publish_article()
    tag = Tag.objects.get(name="queues")
    response = admin_client.post(
        f"{TAGS}{tag.pk}/change/", form(name="queues", **{"names-0-name": "队列"})
    )
    assert response.status_code == 302, said(response)
    assert Tag.objects.named(["队列"])["队列"] == tag
    assert "队列" in SearchEntry.objects.get().names
    assert "队列" in said(admin_client.get(f"{TAGS}{tag.pk}/change/"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ＬＯＣＫＳ", "is a name of “locks” already"),
        ("a, b", "is no tag"),
        ("a\u202eb", "bidi"),
        ("\u3000", ""),
    ],
)
def test_a_bad_tag_name_is_refused_at_its_field(
    admin_client: Client, publish_article: PublishArticle, name: str, message: str
) -> None:
    publish_article()
    response = admin_client.post(f"{TAGS}add/", form(name=name))
    assert response.status_code == 200
    assert message in said(response)


def test_a_tag_with_the_address_of_another_is_refused(
    admin_client: Client, db: None
) -> None:
    Tag.objects.create(name="open source")
    response = admin_client.post(f"{TAGS}add/", form(name="open-source"))
    assert "would have the address of “open source”" in said(response)


def test_another_tags_name_is_refused_as_an_alias(
    admin_client: Client, publish_article: PublishArticle
) -> None:
    publish_article()
    tag = Tag.objects.get(name="queues")
    response = admin_client.post(
        f"{TAGS}{tag.pk}/change/", form(name="queues", **{"names-0-name": "Locks"})
    )
    assert response.status_code == 200
    assert "is a name of “locks” already" in said(response)
    assert TagName.objects.filter(tag=tag).count() == 1


def test_a_native_name_of_another_publication_is_refused(
    admin_client: Client, db: None
) -> None:
    Publication.objects.create(name="Ren Min Ri Bao", native_name="人民日报")
    response = admin_client.post(
        f"{PUBLICATIONS}add/", form(name="Other", native_name="人民日报")
    )
    assert "is a name of “Ren Min Ri Bao” already" in said(response)


def test_control_characters_are_refused_everywhere(
    admin_client: Client, db: None
) -> None:
    response = admin_client.post(
        f"{TAGS}add/", form(name="good", introduction="bad \x0b text")
    )
    assert "U+000B" in said(response)
    assert not Tag.objects.exists()


@pytest.mark.parametrize("query", ["?q=人民日报", "?q=ren"])
def test_publications_are_found_by_any_name(
    admin_client: Client, db: None, query: str
) -> None:
    Publication.objects.create(name="Ren Min Ri Bao", native_name="人民日报")
    Publication.objects.create(name="Other")
    page = said(admin_client.get(PUBLICATIONS + query))
    assert "Ren Min Ri Bao" in page
    assert ">Other<" not in page


@pytest.mark.parametrize(
    ("name", "aliases", "message"),
    [
        ("queues", ["队列", "队列"], "stands here already"),
        ("lines", ["ＬＩＮＥＳ"], "stands here already"),
        ("queues", ["Queues"], "is a name of “queues” already"),
    ],
    ids=["twice", "the new name", "the name it has"],
)
def test_an_alias_that_says_nothing_new_is_refused(
    admin_client: Client, db: None, name: str, aliases: list[str], message: str
) -> None:
    tag = Tag.objects.create(name="queues")
    typed = {f"names-{n}-name": alias for n, alias in enumerate(aliases)}
    total = {"names-TOTAL_FORMS": str(len(aliases))}
    response = admin_client.post(
        f"{TAGS}{tag.pk}/change/", form(name=name, **typed, **total)
    )
    assert response.status_code == 200
    assert message in said(response)


def test_an_alias_can_be_saved_again_as_it_is(admin_client: Client, db: None) -> None:
    tag = Tag.objects.create(name="queues")
    alias = TagName.objects.create(tag=tag, name="队列")
    typed = {"names-INITIAL_FORMS": "1", "names-0-id": str(alias.pk)}
    response = admin_client.post(
        f"{TAGS}{tag.pk}/change/",
        form(name="queues", **typed, **{"names-0-name": "隊列", "names-0-tag": tag.pk}),
    )
    assert response.status_code == 302, said(response)
    assert TagName.objects.get(pk=alias.pk).name == "隊列"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("language", "not a language", "is not a language tag"),
        ("time_zone", "../etc/passwd", "Type a name such as Asia/Shanghai"),
        ("country", "1!", "Type two letters"),
        ("homepage", "javascript:alert(1)", "begins with http"),
        ("homepage", "https://paper.example/\u202e", "remove it"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_at_its_field(
    admin_client: Client, db: None, field: str, value: str, message: str
) -> None:
    response = admin_client.post(
        f"{PUBLICATIONS}add/", form(name="Paper", **{field: value})
    )
    assert response.status_code == 200
    assert message in said(response)
    assert not Publication.objects.exists()


def test_good_facts_are_kept(admin_client: Client, db: None) -> None:
    facts = {
        "language": "zh-Hans",
        "time_zone": "Asia/Shanghai",
        "country": "cn",
        "homepage": "https://paper.example/",
    }
    admin_client.post(f"{PUBLICATIONS}add/", form(name="Paper", **facts))
    paper = Publication.objects.values(*facts).get()
    assert paper == {**facts, "country": "CN"}
