"""Entries of the log: written once, never changed, kept longer than what they name."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError, connection, transaction

from articles.desk.log import in_words, name_of, record
from articles.models import LogEntry, Publication, Tag
from tests.desk.conftest import MakeDraft, MakeSeat, Seat

REFUSED = "the log is never changed"


@pytest.fixture
def entry(writer: Seat, make_draft: MakeDraft) -> LogEntry:
    make_draft(writer)
    return LogEntry.objects.get()


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE articles_logentry SET note = 'another'",
        "UPDATE articles_logentry SET actor_name = 'nobody' WHERE id > 0",
        "DELETE FROM articles_logentry",
    ],
)
def test_raw_sql_cannot_change_the_log(entry: LogEntry, sql: str) -> None:
    before = list(LogEntry.objects.values())
    with pytest.raises(DatabaseError, match=REFUSED):
        execute(sql)
    assert list(LogEntry.objects.values()) == before


def test_the_orm_cannot_change_the_log_either(entry: LogEntry) -> None:
    entry.note = "another"
    for change in (
        entry.save,
        entry.delete,
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.update(note="another"),
        lambda: LogEntry.objects.bulk_update([entry], ["note"]),
    ):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            change()


def test_an_insert_cannot_replace_an_entry(entry: LogEntry) -> None:
    whole = "articles_logentry SELECT * FROM articles_logentry"
    if connection.vendor == "sqlite":
        statements = [f"INSERT OR REPLACE INTO {whole}", f"REPLACE INTO {whole}"]
    else:
        statements = [
            f"INSERT INTO {whole} ON CONFLICT (id) DO UPDATE SET note = 'another'"
        ]
    for sql in statements:
        with pytest.raises(DatabaseError, match=REFUSED):
            execute(sql)
    assert LogEntry.objects.get().note == ""


@pytest.mark.django_db
def test_the_log_cannot_be_truncated() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE; a DELETE of all rows is refused above")
    with pytest.raises(DatabaseError, match=REFUSED):
        execute("TRUNCATE articles_logentry")


def test_an_entry_names_who_did_what_to_whom(
    make_seat: MakeSeat, make_draft: MakeDraft
) -> None:
    seat = make_seat("wen", "Writers", first_name="文", last_name="李")
    article = make_draft(seat)
    entry = record(seat.user, "edited", article, note="why", counts={"fields": 2})
    stored = LogEntry.objects.get(pk=entry.pk)
    assert (stored.actor_id, stored.actor_name) == (seat.user.pk, "文 李")
    assert (stored.subject, stored.subject_id) == ("article", article.pk)
    assert (stored.subject_name, stored.owner_id) == (article.title, seat.user.pk)
    assert (stored.note, stored.facts) == ("why", {"counts": {"fields": 2}})
    said = in_words(stored)
    assert (said.what, said.details) == ("edited", "2 fields changed")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: Tag.objects.create(name="locks"), "tag"),
        (lambda: Publication.objects.create(name="Paper"), "publication"),
        (lambda: User.objects.create_user("wen"), "user"),
        (lambda: Group.objects.create(name="Spare"), "group"),
    ],
)
def test_an_entry_knows_the_kind_of_its_subject(make: object, kind: str) -> None:
    subject = make()
    entry = record("import_digests", "renamed", subject)
    assert (entry.subject, entry.subject_name) == (kind, str(subject))
    assert (entry.actor_id, entry.actor_name) == (None, "import_digests")


@pytest.mark.django_db
def test_a_name_longer_than_its_column_is_cut() -> None:
    tag = Tag(pk=1, name="x" * 400)
    entry = record("y" * 400, "renamed", tag)
    assert (len(entry.actor_name), len(entry.subject_name)) == (300, 300)


def test_who_acts_is_named_by_the_full_name_where_there_is_one() -> None:
    assert name_of(User(username="wen")) == "wen"
    assert name_of(User(username="wen", first_name="文")) == "文"
    assert name_of("publish_digests") == "publish_digests"


def test_an_entry_outlives_its_subject_and_its_actor(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    article.delete()
    writer.user.delete()
    entry = LogEntry.objects.get()
    assert (entry.actor_name, entry.subject_name) == ("wen", article.title)


def test_a_fact_that_no_words_are_known_for_says_nothing(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    entry = record("Ada", "edited", article, counts={"commas_added": 3, "fields": 1})
    assert in_words(entry).details == "1 field changed"
