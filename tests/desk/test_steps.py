"""The steps of a draft: each asks, says where the draft stands, and is logged."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest
from django.test import RequestFactory, override_settings
from django.utils import timezone

from articles.desk import transitions
from articles.desk.drafts import Edit, save_edit
from articles.desk.permissions import may_view
from articles.desk.views.asking import about_article
from articles.digest import write
from articles.models import Article, Edition, LiveArticle, LogEntry, Withdrawal
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, MakeSeat, Seat, seat_of, url_of
from tests.desk.test_races import at_once

Verb = LogEntry.Verb
NOW = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)


def take(seat: Seat, article: Article, step: str, **values: object) -> str:
    """Take a step as the page's form does; return the page that it ends on."""
    form = {"decided": "yes", **values}
    return seat.post(url_of(article, step), form, follow=True).content.decode()


def publish(seat: Seat, article: Article, **values: object) -> str:
    article.refresh_from_db()
    return take(seat, article, "publish", **{"seen": article.revision, **values})


def edit(article: Article, title: str = "Another title") -> None:
    """Save the article as somebody else does meanwhile."""
    stored = Article.objects.get(pk=article.pk)
    digest = replace(read_digest(stored), title=title)
    assert save_edit(stored, Edit(digest, stored.revision), "Somebody")


def stand(article: Article, status: str) -> None:
    Article.objects.filter(pk=article.pk).update(status=status)


def status_of(article: Article) -> str:
    return Article.objects.get(pk=article.pk).status


def verbs_of(article: Article) -> list[str]:
    """Return what the log says was done to the article, the first thing first."""
    entries = LogEntry.objects.filter(subject="article", subject_id=article.pk)
    return list(entries.order_by("pk").values_list("verb", flat=True))


def last_entry() -> LogEntry:
    return LogEntry.objects.latest("pk")


# The way of a draft.


def test_a_draft_goes_to_the_editors_and_on_to_readers(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    assert "Submitted" in take(writer, article, "submit", note="Please look.")
    assert status_of(article) == "in_review"
    assert "Marked as ready" in take(editor, article, "ready")
    assert status_of(article) == "ready"
    assert "Published as edition 1." in publish(editor, article)
    assert status_of(article) == "draft"
    assert verbs_of(article) == [
        Verb.CREATED,
        Verb.SUBMITTED,
        Verb.MADE_READY,
        Verb.PUBLISHED,
    ]
    entry = last_entry()
    assert (entry.actor_id, entry.actor_name) == (editor.user.pk, "edda")
    assert (entry.owner_id, entry.facts["edition"]) == (writer.user.pk, 1)


def test_saving_and_submitting_is_one_way_on(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    form = {"text": "", "seen": article.revision, "_step": "submit"}
    answer = writer.post(url_of(article), {**form, "text": _text_of(article)})
    assert answer["Location"] == url_of(article, "submit")
    assert b"Submit for review" in writer.get(answer["Location"]).content


def _text_of(article: Article) -> str:
    return write(read_digest(article))


def test_a_step_that_no_button_names_leads_back_to_the_article(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    form = {
        "text": _text_of(article),
        "seen": article.revision,
        "_step": "//elsewhere.example",
    }
    assert writer.post(url_of(article), form)["Location"] == url_of(article)


def test_what_was_submitted_can_be_taken_back(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    take(writer, article, "submit")
    assert "may read this article here, but not edit" in page_of(writer, article)
    assert "It is a draft again." in take(writer, article, "take-back")
    assert status_of(article) == "draft"
    assert 'name="_continue"' in page_of(writer, article)


def page_of(seat: Seat, article: Article) -> str:
    return seat.get(url_of(article)).content.decode()


def test_what_is_sent_back_needs_a_note_and_the_writer_sees_it(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    take(writer, article, "submit")
    for note in ("", "  "):
        assert "This field is required." in take(
            editor, article, "send-back", note=note
        )
    assert status_of(article) == "in_review"
    take(editor, article, "send-back", note="Fill reference 2.\n<b>Please.</b>")
    assert status_of(article) == "draft"
    page = page_of(writer, article)
    assert "Sent back by edda" in page
    assert "Fill reference 2.<br>&lt;b&gt;Please.&lt;/b&gt;" in page
    take(writer, article, "submit")
    assert "Sent back by" not in page_of(writer, article)


@pytest.mark.parametrize("later", [{}, {"live_from": "2126-03-02T12:00"}])
def test_the_note_of_a_draft_sent_back_goes_once_it_is_published(
    editor: Seat, make_draft: MakeDraft, later: dict[str, str]
) -> None:
    article = make_draft(editor)
    stand(article, "in_review")
    take(editor, article, "send-back", note="Fill reference 2.")
    days = datetime.timedelta(days=365 * 100)
    with time_machine.travel(NOW + days):
        editor.force_login(editor.user)
        publish(editor, article, **later)
        page = page_of(editor, article)
    assert "Sent back by" not in page
    assert ("See it as readers do" in page) == (not later)


def test_a_note_passes_the_gate(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    take(writer, article, "submit")
    page = take(editor, article, "send-back", note="a\u202eb")
    assert "remove it" in page
    assert status_of(article) == "in_review"


@pytest.mark.parametrize(
    ("step", "status", "said"),
    [
        ("submit", "in_review", "The article is “in review” now"),
        ("submit", "ready", "The article is “ready” now"),
        ("take-back", "draft", "The article is “draft” now"),
        ("send-back", "draft", "The article is “draft” now"),
        ("ready", "ready", "The article is “ready” now"),
    ],
)
def test_a_step_from_another_place_says_where_the_draft_stands(
    editor: Seat, make_draft: MakeDraft, step: str, status: str, said: str
) -> None:
    article = make_draft(editor)
    stand(article, status)
    assert said in take(editor, article, step, note="a note")
    assert status_of(article) == status
    assert verbs_of(article) == [Verb.CREATED]


def test_a_step_of_a_deleted_article_says_so(
    make_draft: MakeDraft, writer: Seat
) -> None:
    article = make_draft(writer)
    Article.objects.filter(pk=article.pk).delete()
    with pytest.raises(transitions.TransitionError, match="deleted"):
        transitions.submit(article, writer.user)


def test_an_article_deleted_while_its_page_is_made_is_not_found(
    writer: Seat, make_draft: MakeDraft, rf: RequestFactory
) -> None:
    @about_article(may_view)
    def page(_request: HttpRequest, article: Article) -> None:
        Article.objects.filter(pk=article.pk).delete()
        article.refresh_from_db()

    request = rf.get("/admin/")
    request.user = writer.user
    with pytest.raises(Http404):
        page(request, article_id=make_draft(writer).pk)


def test_asking_for_a_step_takes_none(editor: Seat, make_draft: MakeDraft) -> None:
    article = make_draft(editor)
    for step in ("submit", "take-back", "send-back", "ready", "publish", "address"):
        assert editor.get(url_of(article, step)).status_code == 200
    assert verbs_of(article) == [Verb.CREATED]
    assert status_of(article) == "draft"


# Publishing.


def test_a_first_edition_asks_for_a_time_only(
    editor: Seat, make_draft: MakeDraft
) -> None:
    page = editor.get(url_of(make_draft(editor), "publish")).content.decode()
    assert 'name="live_from"' in page
    assert 'name="kind"' not in page


def test_an_edition_over_what_readers_see_asks_for_kind_and_note(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    edit(article)
    page = editor.get(url_of(article, "publish")).content.decode()
    assert 'name="live_from"' not in page
    assert "What changes for readers" in page
    assert "Another title" in page
    assert "This field is required." in publish(editor, article)
    assert "Published as edition 2." in publish(editor, article, kind="update")
    assert Edition.objects.get(number=2).kind == "update"
    assert last_entry().verb == Verb.UPDATED


def test_a_correction_says_what_was_wrong(editor: Seat, make_live: MakeDraft) -> None:
    article = make_live(editor)
    edit(article)
    for note in ("", " \n"):
        assert "Say what was wrong" in publish(
            editor, article, kind="correction", note=note
        )
    assert Edition.objects.count() == 1
    publish(editor, article, kind="correction", note="The title was another’s.")
    edition = Edition.objects.get(number=2)
    assert (edition.kind, edition.note) == ("correction", "The title was another’s.")
    entry = last_entry()
    assert (entry.verb, entry.note) == (Verb.CORRECTED, edition.note)


@pytest.mark.parametrize("kind", ["first", "", "withdrawal"])
def test_a_kind_that_is_none_is_refused(
    editor: Seat, make_live: MakeDraft, kind: str
) -> None:
    article = make_live(editor)
    edit(article)
    publish(editor, article, kind=kind)
    assert Edition.objects.count() == 1


def test_what_somebody_saved_meanwhile_is_shown_before_it_is_published(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor)
    seen = article.revision
    edit(article)
    page = take(editor, article, "publish", seen=seen)
    assert "Somebody saved the draft after you opened this page." in page
    assert not Edition.objects.exists()
    assert f'name="seen" value="{seen + 1}"' in page
    assert "Published as edition 1." in publish(editor, article)


def test_what_is_saved_between_the_look_and_the_act_is_not_published_unseen(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor)
    seen = article.revision
    edit(article)
    with pytest.raises(transitions.TransitionError, match="saved the draft"):
        transitions.publish_draft(article, editor.user, seen=seen)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "1.5"])
def test_a_revision_that_nobody_saw_publishes_nothing(
    editor: Seat, make_draft: MakeDraft, seen: str
) -> None:
    take(editor, make_draft(editor), "publish", seen=seen)
    assert not Edition.objects.exists()


def test_nothing_to_publish_is_said(editor: Seat, make_live: MakeDraft) -> None:
    article = make_live(editor)
    page = publish(editor, article, kind="update")
    assert "Nothing to publish" in page
    assert Edition.objects.count() == 1
    assert verbs_of(article) == [Verb.CREATED, Verb.PUBLISHED]


def test_a_draft_with_errors_says_what_keeps_it(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor, title="")
    page = editor.get(url_of(article, "publish")).content.decode()
    assert "It cannot be published yet" in page
    assert "title" in page
    assert "cannot be published yet" in publish(editor, article)
    assert not Edition.objects.exists()


def test_a_date_to_come_is_warned_of_before_it_is_published(
    editor: Seat, make_draft: MakeDraft
) -> None:
    warning = "date of the article lies ahead"
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    for published, is_warned in (("2087-01-02", True), (str(tomorrow), False)):
        article = make_draft(editor, published=published, title=published)
        page = editor.get(url_of(article, "publish")).content.decode()
        assert (warning in page) == is_warned
    assert "cannot be published yet" not in page


def test_a_withdrawn_article_is_restored_before_it_is_published(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    take(editor, article, "withdraw", reason="Told twice.")
    edit(article)
    page = publish(editor, article, kind="update")
    assert "restore it first" in page
    assert Edition.objects.count() == 1


# At a time.


@time_machine.travel(NOW, tick=False)
def test_a_first_edition_waits_for_its_time(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor)
    page = publish(editor, article, live_from="2026-03-02T08:00")
    assert "Scheduled for 2026-03-02 08:00." in page
    at = datetime.datetime(2026, 3, 2, 8, 0, tzinfo=datetime.UTC)
    assert LiveArticle.objects.get().live_from == at
    entry = last_entry()
    assert entry.verb == Verb.SCHEDULED
    assert entry.facts["live_from"] == at.isoformat()
    assert editor.get("/articles/").content.count(b"Locks and queues") == 0


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    "at", ["2026-03-01T12:00", "2026-03-01T11:59", "0001-01-01T00:00"]
)
def test_a_time_that_has_passed_is_refused(
    editor: Seat, make_draft: MakeDraft, at: str
) -> None:
    article = make_draft(editor)
    assert "This time has passed." in publish(editor, article, live_from=at)
    assert not Edition.objects.exists()


@time_machine.travel(NOW, tick=False)
@override_settings(TIME_ZONE="Europe/Berlin")
@pytest.mark.parametrize(
    "at",
    ["2026-03-29T02:30", "2026-10-25T02:30"],
    ids=["skipped in spring", "twice in autumn"],
)
def test_a_time_that_the_clock_has_not_once_is_refused(
    editor: Seat, make_draft: MakeDraft, at: str
) -> None:
    article = make_draft(editor)
    page = publish(editor, article, live_from=at)
    assert "may be ambiguous or it may not exist" in page
    assert at in page
    assert not Edition.objects.exists()


@time_machine.travel(NOW, tick=False)
@override_settings(TIME_ZONE="Europe/Berlin")
def test_a_time_is_meant_in_the_desks_zone_as_it_will_be_then(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor)
    page = editor.get(url_of(article, "publish")).content.decode()
    assert "Times are in Europe/Berlin." in page
    publish(editor, article, live_from="2026-07-01T08:00")
    at = datetime.datetime(2026, 7, 1, 6, 0, tzinfo=datetime.UTC)
    assert Edition.objects.get().live_from == at


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai"])
@pytest.mark.parametrize("at", ["9999-12-31T23:59", "0001-01-01T00:00", "soon"])
def test_a_time_beyond_all_calendars_is_no_error_of_ours(
    editor: Seat, make_draft: MakeDraft, zone: str, at: str
) -> None:
    article = make_draft(editor)
    with override_settings(TIME_ZONE=zone):
        publish(editor, article, live_from=at)
    assert not Edition.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_what_waits_can_be_given_another_time_or_published_now(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor)
    publish(editor, article, live_from="2026-03-02T08:00")
    assert "Publish…" in page_of(editor, article)
    assert "Scheduled for 2026-03-03 09:00." in publish(
        editor, article, live_from="2026-03-03T09:00"
    )
    assert "Published as edition 3." in publish(editor, article)
    assert LiveArticle.objects.get().live_from == NOW


@time_machine.travel(NOW, tick=False)
def test_what_readers_see_cannot_be_given_a_time(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    edit(article)
    publish(editor, article, kind="update", live_from="2026-03-05T08:00")
    assert LiveArticle.objects.get().live_from == NOW
    assert Edition.objects.get(number=2).live_from == NOW


# Taken down, put back, given another address.


def test_an_article_is_withdrawn_with_a_public_reason_and_restored(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    slug = LiveArticle.objects.get().slug
    for reason in ("", " "):
        assert "required" in take(editor, article, "withdraw", reason=reason)
    take(editor, article, "withdraw", reason="Told twice.")
    assert Withdrawal.objects.get().author_name == "edda"
    gone = editor.get(f"/articles/{slug}/")
    assert gone.status_code == 410
    assert b"Told twice." in gone.content
    assert "Restore" in page_of(editor, article)
    assert "Restored" in take(editor, article, "restore")
    assert editor.get(f"/articles/{slug}/").status_code == 200
    assert verbs_of(article)[-2:] == [Verb.WITHDRAWN, Verb.RESTORED]


@pytest.mark.parametrize("step", ["withdraw", "restore"])
def test_what_is_not_so_cannot_be_undone(
    editor: Seat, make_draft: MakeDraft, step: str
) -> None:
    article = make_draft(editor)
    page = take(editor, article, step, reason="No reason.")
    assert "the article is not" in page
    assert verbs_of(article) == [Verb.CREATED]


def test_an_article_gets_another_address_and_the_old_one_leads_there(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    slug = LiveArticle.objects.get().slug
    assert slug in editor.get(url_of(article, "address")).content.decode()
    take(editor, article, "address", wanted="On Locks!")
    moved = editor.get(f"/articles/{slug}/")
    assert moved.status_code == 301
    assert moved["Location"] == "/articles/on-locks/"
    entry = last_entry()
    assert (entry.verb, entry.note) == (Verb.READDRESSED, "on-locks")
    assert entry.facts["was"] == slug


def test_an_address_that_is_the_same_is_no_event(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    take(editor, article, "address", wanted=LiveArticle.objects.get().slug)
    assert verbs_of(article) == [Verb.CREATED, Verb.PUBLISHED]


def test_an_address_of_another_article_is_refused(
    editor: Seat, make_live: MakeDraft
) -> None:
    one, other = make_live(editor), make_live(editor)
    slug = LiveArticle.objects.get(article=other).slug
    assert "belongs to another article" in take(editor, one, "address", wanted=slug)


@pytest.mark.parametrize("wanted", ["", "…", "+", "/"])
def test_an_address_is_made_of_words(
    editor: Seat, make_live: MakeDraft, wanted: str
) -> None:
    article = make_live(editor)
    slug = LiveArticle.objects.get().slug
    take(editor, article, "address", wanted=wanted)
    row = LiveArticle.objects.get()
    assert row.slug
    assert not set(row.slug) & set("+,./")
    if not wanted:
        assert row.slug == slug


def test_an_article_that_was_never_published_gets_its_address_then(
    editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(editor)
    assert url_of(article, "address") not in page_of(editor, article)
    page = take(editor, article, "address", wanted="early")
    assert "when it is first published" in page
    assert not article.addresses.exists()


# All of it or nothing.

_Act = Callable[[Article, str], object]
ACTS: dict[str, tuple[str, _Act]] = {
    "submit": ("draft", transitions.submit),
    "take back": ("in_review", transitions.take_back),
    "send back": ("in_review", lambda a, who: transitions.send_back(a, who, "Why.")),
    "ready": ("in_review", transitions.make_ready),
    "publish": ("draft", transitions.publish_draft),
    "withdraw": ("live", lambda a, who: transitions.withdraw_article(a, who, "Why.")),
    "restore": ("withdrawn", transitions.restore_article),
    "address": ("live", lambda a, who: transitions.give_address(a, who, "other")),
    "edit": ("draft", lambda a, who: save_edit(a, Edit(_other(a), a.revision), who)),
}


def _other(article: Article) -> object:
    return replace(read_digest(article), title="Something else")


def everything() -> list[object]:
    """Return all that the acts may change."""
    articles = Article.objects.order_by("pk").values_list
    return [
        *articles("pk", "title", "status", "revision", "has_unpublished_changes"),
        *Edition.objects.values_list("pk", "number"),
        *LiveArticle.objects.values_list("pk", "slug", "number"),
        *Withdrawal.objects.values_list("pk", "restored_at"),
        *Article.objects.values_list("addresses__slug", "addresses__is_current"),
        *Article.objects.values_list("revisions__number"),
        LogEntry.objects.count(),
    ]


@pytest.fixture
def scene(make_draft: MakeDraft, editor: Seat) -> Callable[[str], Article]:
    """Return a maker of an article that stands where an act begins."""

    def make(standing: str) -> Article:
        article = make_draft(editor)
        if standing in ("live", "withdrawn"):
            transitions.publish_draft(article, "Edda")
        if standing == "withdrawn":
            transitions.withdraw_article(article, "Edda", "Told twice.")
        if standing == "in_review":
            stand(article, standing)
        return Article.objects.get(pk=article.pk)

    return make


@pytest.mark.parametrize(("standing", "act"), ACTS.values(), ids=ACTS)
def test_an_act_and_its_entry_are_written_together(
    scene: Callable[[str], Article], standing: str, act: _Act
) -> None:
    article = scene(standing)
    before = LogEntry.objects.count()
    act(article, "Ada")
    assert LogEntry.objects.count() == before + 1
    assert last_entry().actor_name == "Ada"


@pytest.mark.parametrize(("standing", "act"), ACTS.values(), ids=ACTS)
def test_an_act_whose_entry_cannot_be_written_is_not_done(
    scene: Callable[[str], Article], standing: str, act: _Act
) -> None:
    article = scene(standing)
    before = everything()
    with connection.execute_wrapper(_log_is_full), pytest.raises(DatabaseError):
        act(article, "Ada")
    assert everything() == before


def _log_is_full(execute: Callable[..., object], sql: str, *rest: object) -> object:
    if sql.startswith('INSERT INTO "articles_logentry"'):
        raise DatabaseError("the log is full")
    return execute(sql, *rest)


# At once, on a database that lets them try.


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_takes_one_step(
    make_seat: MakeSeat, make_draft: MakeDraft
) -> None:
    editor = make_seat("edda", "Editors")
    article = make_draft(editor)
    pages: list[str] = []
    for step, values in (
        ("submit", {}),
        ("ready", {}),
        ("publish", {"seen": article.revision}),
        ("withdraw", {"reason": "Told twice."}),
        ("restore", {}),
    ):
        press(editor, article, step, values, pages)
    assert verbs_of(article) == [
        Verb.CREATED,
        Verb.SUBMITTED,
        Verb.MADE_READY,
        Verb.PUBLISHED,
        Verb.WITHDRAWN,
        Verb.RESTORED,
    ]
    assert Edition.objects.count() == 1


def press(
    seat: Seat, article: Article, step: str, values: dict[str, object], pages: list[str]
) -> None:
    """Press a button twice: at once, or one after the other where one waits."""

    def once() -> None:
        pages.append(take(seat_of(seat.user), article, step, **values))

    if connection.vendor == "sqlite":
        # One connection in memory; IMMEDIATE transactions wait there anyway.
        once()
        once()
    else:
        at_once(once, once)


def test_somebody_with_a_very_long_name_publishes(
    editor: Seat, make_draft: MakeDraft
) -> None:
    """First and last name may have 150 characters each, and a blank between."""
    editor.user.first_name, editor.user.last_name = "F" * 150, "L" * 150
    editor.user.save()
    publish(editor, make_draft(editor))
    assert len(Edition.objects.get().author_name) == 300
