"""Invariants that the database keeps by itself, raw SQL included."""

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection, transaction

from articles.models import (
    Article,
    Edition,
    Point,
    Publication,
    PublicationName,
    Tag,
    TagName,
    ViewpointGroup,
    triggers,
)
from articles.publishing import withdraw
from tests.conftest import MakeArticle, PublishArticle

REFUSED = "an edition cannot be|editions cannot be|the next edition of an article"


def execute(sql: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE articles_edition SET note = 'changed'",
        "UPDATE articles_edition SET number = number",
        "DELETE FROM articles_edition",
        "INSERT INTO articles_edition SELECT * FROM articles_edition",
        "INSERT INTO articles_edition (article_id, number, kind, note, digest,"
        " schema_version, sha256, published_at, live_from, author_name)"
        " SELECT article_id, 3, 'update', note, digest, schema_version, sha256,"
        " published_at, live_from, author_name FROM articles_edition",
    ],
    ids=["update", "update of nothing", "delete", "copy", "gap"],
)
def test_raw_sql_cannot_change_editions(
    publish_article: PublishArticle, sql: str
) -> None:
    publish_article()
    before = list(Edition.objects.values())
    with pytest.raises(DatabaseError, match=REFUSED):
        execute(sql)
    assert list(Edition.objects.values()) == before


def test_an_insert_cannot_replace_an_edition(publish_article: PublishArticle) -> None:
    if connection.vendor == "sqlite":
        verbs = ["INSERT OR REPLACE INTO", "REPLACE INTO"]
        tail = ""
    else:
        verbs = ["INSERT INTO"]
        tail = " ON CONFLICT (id) DO UPDATE SET note = 'changed'"
    edition = publish_article()
    for verb in verbs:
        with pytest.raises(DatabaseError, match=REFUSED):
            execute(f"{verb} articles_edition SELECT * FROM articles_edition{tail}")
    assert Edition.objects.get().sha256 == edition.sha256


@pytest.mark.django_db
def test_editions_cannot_be_truncated() -> None:
    if connection.vendor == "sqlite":
        return  # SQLite has no TRUNCATE; a DELETE of all rows is refused above.
    with pytest.raises(DatabaseError, match=REFUSED):
        execute("TRUNCATE articles_edition CASCADE")
    with pytest.raises(DatabaseError, match=REFUSED):
        execute("TRUNCATE articles_article CASCADE")


def test_the_orm_cannot_change_editions_either(publish_article: PublishArticle) -> None:
    edition = publish_article()
    # While it is live, a protected foreign key is in the way before the trigger is.
    withdraw(edition.article.pk, reason="Told twice.", author_name="Ada")
    edition.note = "changed"
    for change in (
        edition.save,
        edition.delete,
        Edition.objects.all().delete,
        lambda: Edition.objects.update(note="changed"),
        lambda: Edition.objects.bulk_update([edition], ["note"]),
    ):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            change()


def test_an_article_with_editions_cannot_be_deleted(
    publish_article: PublishArticle,
) -> None:
    edition = publish_article()
    with pytest.raises(DatabaseError), transaction.atomic():
        edition.article.delete()


def test_a_point_stays_in_a_group_of_its_own_article(make_article: MakeArticle) -> None:
    one, other = make_article(), make_article()
    foreign = ViewpointGroup.objects.filter(article=other).first()
    point = Point.objects.filter(article=one).first()
    with pytest.raises(DatabaseError, match="belong to one article"):
        execute(
            "UPDATE articles_point SET group_id = %s WHERE id = %s",
            foreign.pk,
            point.pk,
        )
    with (
        pytest.raises(DatabaseError, match="belong to one article"),
        transaction.atomic(),
    ):
        Point.objects.create(
            article=one, group=foreign, position=99, key="zz", text="Elsewhere."
        )


@pytest.mark.django_db
def test_a_new_tag_claims_its_name() -> None:
    tag = Tag.objects.create(name="C++")
    assert list(TagName.objects.values_list("tag", "key", "slug")) == [
        (tag.pk, "c++", "c-plus-plus")
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        TagName.objects.create(tag=Tag.objects.create(name="Cpp"), name="c++")


@pytest.mark.django_db
def test_a_renamed_tag_keeps_its_old_name_as_an_alias() -> None:
    tag = Tag.objects.create(name="C++")
    tag.name = "Cpp"
    tag.save()
    assert tag.slug == "cpp"
    assert set(TagName.objects.values_list("slug", flat=True)) == {"c-plus-plus", "cpp"}
    assert Tag.objects.named(["Ｃ++"]) == {"Ｃ++": tag}


@pytest.mark.django_db
def test_a_name_is_remembered_as_the_tags_own_even_where_it_was_an_alias() -> None:
    tag = Tag.objects.create(name="open source")
    TagName.objects.create(tag=tag, name="开源")
    assert TagName.objects.filter(was_own=True).count() == 1
    tag.name = "开源"
    tag.save()
    assert TagName.objects.filter(was_own=True).count() == 2


@pytest.mark.django_db
def test_a_tag_cannot_take_another_ones_alias_as_its_name() -> None:
    tag = Tag.objects.create(name="open source")
    TagName.objects.create(tag=tag, name="开源")
    with pytest.raises(DatabaseError), transaction.atomic():
        Tag.objects.create(name="开源")


@pytest.mark.django_db
def test_a_publication_claims_both_its_names() -> None:
    paper = Publication.objects.create(name="Ren Min Ri Bao", native_name="人民日报")
    PublicationName.objects.create(publication=paper, name="People’s Daily")
    for name in ("ren min ri bao", "人民日报", "ＰＥＯＰＬＥ’S daily"):
        assert Publication.objects.named(name) == paper
    assert Publication.objects.named("") is None
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.create(name="人民日报")


@pytest.mark.django_db
def test_the_check_finds_a_missing_and_an_altered_trigger() -> None:
    assert triggers.check_triggers(databases=["default"]) == []
    triggers.lift(connection)
    (error,) = triggers.check_triggers(databases=["default"])
    assert error.id == "articles.W001"
    assert "articles_edition_update" in error.msg
    triggers.apply(connection)
    assert triggers.check_triggers(databases=["default"]) == []
    assert "articles.W001" not in {m.id for m in run_checks(databases=["default"])}


@pytest.mark.django_db
def test_the_check_finds_a_trigger_that_is_there_and_does_nothing() -> None:
    name = "articles_edition_delete"
    if connection.vendor == "sqlite":
        execute(f"DROP TRIGGER {name}")
        execute(
            f"CREATE TRIGGER {name} BEFORE DELETE ON articles_edition WHEN FALSE"
            " BEGIN SELECT 1; END"
        )
    else:
        execute(f"ALTER TABLE articles_edition ENABLE REPLICA TRIGGER {name}")
    (warning,) = triggers.check_triggers(databases=["default"])
    assert name in warning.msg
    triggers.apply_after_migrate(using="default")
    assert triggers.check_triggers(databases=["default"]) == []


@pytest.mark.django_db
def test_a_tag_spelt_another_way_is_listed_as_it_is_spelt() -> None:
    tag = Tag.objects.create(name="queue lines")
    tag.name = "Queue Lines"
    tag.save()
    assert list(tag.names.values_list("name", flat=True)) == ["Queue Lines"]


@pytest.mark.django_db
def test_a_name_that_folds_to_many_characters_is_stored_and_found() -> None:
    name = "\ufdfa" * 100
    tag = Tag.objects.create(name=name)
    assert Tag.objects.named([name]) == {name: tag}
    paper = Publication.objects.create(name=name * 3)
    assert Publication.objects.named(name * 3) == paper


@pytest.mark.django_db
def test_the_check_runs_for_no_database_unless_asked() -> None:
    assert triggers.check_triggers(databases=None) == []


@pytest.mark.django_db
def test_constraints_refuse_what_no_form_should_let_through() -> None:
    article = Article.objects.create()
    for row in (
        Article(status="unknown"),
        Article(published_at="10:00"),
        ViewpointGroup(article=article, position=-1),
        Point(article=article, position=0, key="", text="x"),
        Point(article=article, position=0, key="x", text=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()
