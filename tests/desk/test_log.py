"""The log: what it says of each act, and who may look for what in it."""

import datetime
from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone

from articles.desk.drafts import Edit, delete_draft, save_edit
from articles.desk.log import Verb, in_words, record
from articles.desk.transitions import (
    give_address,
    publish_draft,
    submit,
)
from articles.models import Article, LogEntry, Publication, Tag
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, MakeSeat, Seat, url_of

LOG = "/admin/log/"


def texts_of(response: object) -> str:
    return response.content.decode()


def titles(seat: Seat, query: str = "") -> list[str]:
    answer = seat.get(LOG + query)
    assert answer.status_code == 200
    return [line.said.entry.subject_name for line in answer.context["log"].lines]


def edit(article: Article, title: str) -> None:
    article = Article.objects.get(pk=article.pk)
    digest = replace(read_digest(article), title=title)
    save_edit(article, Edit(digest, article.revision), "Ada")


def test_each_act_is_one_line_with_its_links(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor, title="Locks")
    edit(article, "Queues")
    page = texts_of(editor.get(LOG))
    assert f'href="{url_of(article)}"' in page
    assert f"{url_of(article, 'compare')}?from=r2&amp;to=r3" in page
    assert "edited: 1 field changed" in page
    assert "published: edition 1" in page


def test_what_is_gone_has_no_link_and_its_text_is_kept(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor, title="Gone")
    page_of_it = url_of(article)
    delete_draft(article, editor.user)
    page = texts_of(editor.get(LOG))
    assert "Gone" in page
    assert page_of_it not in page
    entry = LogEntry.objects.get(verb="deleted")
    page = texts_of(editor.get(f"{LOG}{entry.pk}/"))
    assert "What the draft said last" in page
    assert "A queue is a lock that remembers who came [1]." in page


@pytest.fixture
def acts(editor: Seat, writer: Seat, make_draft: MakeDraft) -> Article:
    """Return an article with a log of three days; other things have entries, too."""
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
        article = make_draft(writer, title="Locks")
    with time_machine.travel("2026-03-02T12:00:00Z", tick=False):
        submit(article, writer.user, "Please look")
    with time_machine.travel("2026-03-03T12:00:00Z", tick=False):
        publish_draft(article, editor.user)
        tag = Tag.objects.get(name="locks")
        record("import_digests", Verb.RENAMED, tag, was="mutexes")
    return article


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["locks", "Locks", "Locks", "Locks"]),
        ("?verb=submitted", ["Locks"]),
        ("?subject=tag", ["locks"]),
        ("?name=LOCK&subject=article", ["Locks", "Locks", "Locks"]),
        ("?since=2026-03-03", ["locks", "Locks"]),
        ("?until=2026-03-01", ["Locks"]),
        ("?since=2026-03-02&until=2026-03-02", ["Locks"]),
        ("?actor=command", ["locks"]),
        ("?name=nothing", []),
    ],
)
def test_the_log_is_searched(
    acts: Article, editor: Seat, query: str, found: list[str]
) -> None:
    assert titles(editor, query) == found


def test_the_log_is_searched_by_actor_and_by_article(
    acts: Article, editor: Seat, writer: Seat
) -> None:
    assert len(titles(editor, f"?actor={writer.user.pk}")) == 2
    assert len(titles(editor, f"?subject=article&id={acts.pk}")) == 3
    assert titles(editor, f"?subject=publication&id={acts.pk}") == []


@pytest.mark.parametrize(
    "query",
    [
        "?verb=sneezed",
        "?actor=nobody",
        "?id=x",
        "?id=0",
        f"?id={'9' * 30}",
        "?since=yesterday",
        "?name=%00",
        "?name=a%E2%80%AEb",
    ],
)
def test_what_cannot_be_looked_for_is_told_at_its_field(
    acts: Article, editor: Seat, query: str
) -> None:
    assert "errorlist" in texts_of(editor.get(LOG + query))


def test_pages_keep_what_is_looked_for(editor: Seat, make_draft: MakeDraft) -> None:
    article = make_draft(editor)
    for number in range(60):
        edit(article, f"Title {number}")
    page = texts_of(editor.get(f"{LOG}?verb=edited"))
    address = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert address.startswith("?verb=edited&before=")
    assert len(titles(editor, address)) == 10
    assert "Newest" in texts_of(editor.get(LOG + address))


def test_the_log_costs_the_same_for_few_entries_and_many(
    editor: Seat, make_draft: MakeDraft, django_assert_num_queries: object
) -> None:
    article = make_draft(editor)
    # Session, user, permissions (2), actors to choose from, entries, articles.
    with django_assert_num_queries(7):
        editor.get(LOG)
    for number in range(40):
        edit(article, f"Title {number}")
    with django_assert_num_queries(7):
        editor.get(LOG)


def test_the_empty_log_says_so(editor: Seat) -> None:
    assert "Nothing is written in the log yet." in texts_of(editor.get(LOG))
    page = texts_of(editor.get(f"{LOG}?verb=edited"))
    assert "No entry is like this." in page


def test_writers_and_strangers_have_no_log(
    writer: Seat, reader_of_nothing: Seat, make_draft: MakeDraft
) -> None:
    make_draft(writer)
    entry = LogEntry.objects.get()
    for seat in (writer, reader_of_nothing):
        assert seat.get(LOG).status_code == 403
        assert seat.get(f"{LOG}{entry.pk}/").status_code == 403


def test_who_may_read_the_log_but_not_everybodys_drafts_reads_of_own_ones(
    make_seat: MakeSeat, editor: Seat, make_draft: MakeDraft
) -> None:
    auditor = make_seat("aud", "Writers")
    permission = editor.user.groups.get().permissions.get(codename="view_logentry")
    auditor.user.user_permissions.add(permission)
    make_draft(auditor, title="Mine")
    make_draft(editor, title="Hers")
    assert titles(auditor) == ["Mine"]
    hers = LogEntry.objects.get(subject_name="Hers")
    assert auditor.get(f"{LOG}{hers.pk}/").status_code == 404


# In words


def said(verb: str, subject: object, **facts: object) -> str:
    line = in_words(record("Ada", verb, subject, **facts))
    return f"{line.what}: {line.details}" + (f" “{line.note}”" if line.note else "")


def test_each_kind_of_fact_is_said_in_words(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor)
    tag, outlet = Tag.objects.first(), Publication.objects.first()
    at = timezone.now() + datetime.timedelta(days=1)
    local = timezone.localtime(at)
    assert [
        said(Verb.EDITED, article, counts={"points_added": 2, "fields": 1}),
        said(Verb.SCHEDULED, article, edition=1, live_from=at.isoformat()),
        said(Verb.BROUGHT_BACK, article, note="3", revision=4, since=3),
        said(Verb.READDRESSED, article, note="new", was="old"),
        said(Verb.LINK_MADE, article, link=1, days=7),
        said(Verb.SENT_BACK, article, note="Cite it"),
        said(Verb.RENAMED, tag, was="mutexes", aliases_added=["mutex", "锁"]),
        said(Verb.EDITED, outlet, fields=["homepage"], aliases_removed=["SQ"]),
        said(Verb.MERGED, tag, was="mutexes", merged=7),
        said(Verb.EDITED, article, something="new"),
    ] == [
        "edited: 2 points added, 1 field changed",
        f"scheduled: edition 1; for {local:%Y-%m-%d %H:%M}",
        "brought back an earlier text: edition 3",
        "given another address: before: old; now: new",
        "made a review link: for 7 days",
        "sent back:  “Cite it”",
        "renamed: other names added: mutex, 锁; before: mutexes",
        "edited: changed: homepage; other names removed: SQ",
        "merged: before: mutexes",
        "edited: ",
    ]


def test_a_new_address_is_told_in_the_log(editor: Seat, make_live: MakeDraft) -> None:
    article = make_live(editor, title="Locks")
    give_address(article, editor.user, "keys")
    assert "before: locks; now: keys" in texts_of(editor.get(LOG))
