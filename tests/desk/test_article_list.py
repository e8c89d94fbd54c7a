"""The list of articles: columns, filters, search, and what is done with many."""

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles.desk import bulk
from articles.desk.drafts import Edit, save_edit
from articles.desk.transitions import make_ready, publish_draft, submit
from articles.models import (
    Article,
    Edition,
    LiveArticle,
    LogEntry,
    PublicationName,
    TagName,
    Withdrawal,
)
from articles.models.documents import read_digest
from articles.publishing import opened
from tests.conftest import MakeArticle, PublishArticle

ARTICLES = "/admin/articles/article/"


@pytest.fixture
def desk(admin_client: Client) -> Client:
    return admin_client


@pytest.fixture
def writer(client: Client, db: None) -> Client:
    return logged_in(client, "writer", "Writers")


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    return logged_in(client, "editor", "Editors")


def logged_in(client: Client, name: str, group: str) -> Client:
    user = User.objects.create_user(name, password="pw", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def texts_of(response: object) -> str:
    return response.content.decode()


def page_of(article: Article) -> str:
    return f"{ARTICLES}{article.pk}/change/"


def owned_by(name: str, article: Article) -> Article:
    article.owner = User.objects.get(username=name)
    article.save()
    return article


def titles(desk: Client, query: str) -> set[str]:
    found = desk.get(ARTICLES + query)
    assert found.status_code == 200
    return {article.title for article in found.context["cl"].result_list}


def act(desk: Client, action: str, article: Article, **values: str) -> object:
    return desk.post(
        ARTICLES,
        {"action": action, "_selected_action": str(article.pk), **values},
        follow=True,
    )


def test_publishing_asks_once_and_then_publishes(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    assert "Public note" in texts_of(act(desk, "publish_selected", article))
    assert not Edition.objects.exists()
    response = act(desk, "publish_selected", article, decided="yes", kind="update")
    assert "1 article published." in texts_of(response)
    assert Edition.objects.get().author_name == "admin"
    response = act(desk, "publish_selected", article, decided="yes", kind="update")
    assert "nothing to publish" in texts_of(response)


def test_a_correction_needs_a_note(desk: Client, make_article: MakeArticle) -> None:
    article = make_article()
    response = act(desk, "publish_selected", article, decided="yes", kind="correction")
    assert "Say what was wrong" in texts_of(response)


def test_one_article_that_refuses_does_not_stop_the_others(
    desk: Client, make_article: MakeArticle
) -> None:
    bad, good = make_article(title=""), make_article()
    response = desk.post(
        ARTICLES,
        {
            "action": "publish_selected",
            "_selected_action": [str(bad.pk), str(good.pk)],
            "decided": "yes",
            "kind": "update",
        },
        follow=True,
    )
    assert "1 article published." in texts_of(response)
    assert "title" in texts_of(response)
    assert Edition.objects.get().article == good


def test_withdrawing_needs_a_reason_and_restoring_a_yes(
    desk: Client, publish_article: PublishArticle
) -> None:
    article = publish_article().article
    act(desk, "withdraw_selected", article, decided="yes", reason=" ")
    assert LiveArticle.objects.exists()
    act(desk, "withdraw_selected", article, decided="yes", reason="Told twice.")
    assert Withdrawal.objects.get().reason == "Told twice."
    assert "withdrawn" in texts_of(desk.get(page_of(article)))
    act(desk, "restore_selected", article)
    assert not LiveArticle.objects.exists()
    act(desk, "restore_selected", article, decided="yes")
    assert LiveArticle.objects.exists()
    assert "restored" in texts_of(desk.get(page_of(article)))


def test_who_may_not_publish_is_not_offered_it(
    writer: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    owned_by("writer", article)
    page = texts_of(writer.get(ARTICLES))
    assert "submit_selected" in page
    for action in ("publish", "withdraw", "restore", "make_ready", "send_back"):
        assert f"{action}_selected" not in page
    act(writer, "publish_selected", article, decided="yes", kind="update")
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["", "?q=locks", "?readers=live", "?readers=withdrawn", "?readers=never", "?o=5"],
)
def test_the_list_can_be_searched_and_filtered(
    desk: Client, publish_article: PublishArticle, query: str
) -> None:
    publish_article()
    response = desk.get(ARTICLES + query)
    assert response.status_code == 200
    found = "Locks and queues" in texts_of(response)
    assert found == (query not in ("?readers=withdrawn", "?readers=never"))


def test_the_list_costs_the_same_for_one_and_for_many(
    desk: Client,
    publish_article: PublishArticle,
    django_assert_num_queries: object,
) -> None:
    for number in range(30):
        publish_article(title=f"Article {number}")
    # Session, user; owners, publications, tags, languages of the filters; count, rows.
    with django_assert_num_queries(8):
        desk.get(ARTICLES)


@pytest.mark.parametrize(
    "query", ["?q=%00", "?status__exact=%00", "?title=%00", "?title__regex=("]
)
def test_an_address_that_no_link_has_is_no_error_of_ours(
    desk: Client, make_article: MakeArticle, query: str
) -> None:
    make_article()
    assert desk.get(ARTICLES + query).status_code == 400


@pytest.mark.parametrize("chosen", ["abc", "\0", "9" * 30])
def test_a_choice_that_no_box_holds_is_no_error_of_ours(
    desk: Client, make_article: MakeArticle, chosen: str
) -> None:
    make_article()
    answer = desk.post(
        ARTICLES, {"action": "publish_selected", "_selected_action": chosen}
    )
    assert answer.status_code == 400


def test_a_search_takes_a_few_words_and_says_so(
    desk: Client, make_article: MakeArticle
) -> None:
    make_article()
    page = texts_of(desk.get(f"{ARTICLES}?q={'locks+' * 5000}"))
    assert "Locks and queues" in page
    assert "10 words" in page


def test_an_action_on_more_than_a_thousand_articles_is_asked_and_done(
    desk: Client, db: None
) -> None:
    Article.objects.bulk_create(Article(title=f"Draft {n}") for n in range(1001))
    chosen = [str(pk) for pk in Article.objects.values_list("pk", flat=True)]
    answer = desk.post(
        ARTICLES, {"action": "restore_selected", "_selected_action": chosen}
    )
    assert texts_of(answer).count('name="_selected_action"') == 1001


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("publish_selected", {"kind": "correction", "note": "a\u202eb"}),
        ("withdraw_selected", {"reason": "a\x07b"}),
    ],
)
def test_what_readers_are_told_passes_the_gate(
    desk: Client,
    publish_article: PublishArticle,
    action: str,
    values: dict[str, str],
) -> None:
    article = publish_article().article
    Article.objects.update(has_unpublished_changes=True)
    page = texts_of(act(desk, action, article, decided="yes", **values))
    assert "remove it" in page
    assert LiveArticle.objects.exists()


def test_the_list_costs_no_more_for_fifty_than_for_one(
    editor: Client, make_article: MakeArticle, django_assert_num_queries: object
) -> None:
    # As above, and the permissions of the user and of the groups.
    owned_by("editor", make_article())
    with django_assert_num_queries(10):
        editor.get(ARTICLES)
    for number in range(49):
        article = owned_by("editor", make_article(title=f"Article {number}"))
        if number % 3 == 0:
            publish_draft(article, "Ada")
    with django_assert_num_queries(10):
        editor.get(ARTICLES)


def test_a_writer_sees_own_drafts_only(
    writer: Client, make_article: MakeArticle
) -> None:
    make_article(title="Somebody else’s")
    owned_by("writer", make_article(title="Mine"))
    assert titles(writer, "") == {"Mine"}
    assert titles(writer, "?q=Somebody") == set()
    assert "column-owned_by" not in texts_of(writer.get(ARTICLES))


def test_a_writer_can_do_nothing_with_a_draft_of_somebody_else(
    writer: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    for action in ("submit_selected", "delete_drafts", "export_selected"):
        act(writer, action, article, decided="yes", note="", format="text")
    assert Article.objects.get().status == "draft"


def test_each_column_says_its_part(desk: Client, make_article: MakeArticle) -> None:
    article = owned_by("admin", make_article(title="锁与队列", language="zh-Hans"))
    article.publication.native_name = "系统季刊"
    article.publication.save()
    Article.objects.filter(pk=article.pk).update(uncited_count=2)
    page = texts_of(desk.get(ARTICLES))
    assert '<bdi lang="zh-Hans">锁与队列</bdi>' in page
    assert "系统季刊" in page
    assert '<span class="state state-draft">draft</span>' in page
    assert "2 uncited" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?status=in_review", {"Reviewed"}),
        ("?status__exact=in_review", {"Reviewed"}),
        ("?readers=live", {"Live", "Changed again"}),
        ("?readers=changed", {"Changed again"}),
        ("?readers=scheduled", {"Planned"}),
        ("?readers=never", {"Reviewed", "Poor"}),
        ("?warnings=any", {"Poor"}),
        ("?warnings=uncited", {"Poor"}),
        ("?warnings=passages", set()),
        ("?warnings=none&readers=never", {"Reviewed"}),
        ("?owner=nobody&warnings=any", {"Poor"}),
        ("?owner=editor", {"Reviewed"}),
        ("?owner=me", {"Reviewed"}),
        ("?publication=Systems+Quarterly&readers=scheduled", {"Planned"}),
        ("?publication=SQ&readers=scheduled", {"Planned"}),
        ("?publication=Nobody", set()),
        ("?tag=Fairness&status=in_review", {"Reviewed"}),
        ("?tag=ＬＯＣＫＳ&status=in_review", {"Reviewed"}),
        ("?tag=mutexes&status=in_review", {"Reviewed"}),
        ("?tag=unheard+of", set()),
        ("?language=fr", {"Poor"}),
        ("?language=none", set()),
        ("?year=1999", {"Poor"}),
        ("?year=none", set()),
        ("?year=before", {"Poor"}),
        ("?changed=today&status=in_review", {"Reviewed"}),
        ("?changed=older", set()),
    ],
)
def test_the_list_is_narrowed(
    editor: Client, make_article: MakeArticle, query: str, found: set[str]
) -> None:
    submit(owned_by("editor", make_article(title="Reviewed")), "Ada")
    publish_draft(make_article(title="Live"), "Ada")
    changed = make_article(title="Changed")
    publish_draft(changed, "Ada")
    digest = replace(read_digest(changed), title="Changed again")
    save_edit(changed, Edit(digest, changed.revision), "Ada")
    later = timezone.now() + datetime.timedelta(days=1)
    publish_draft(make_article(title="Planned"), "Ada", live_from=later)
    poor = make_article(title="Poor", language="fr", published="1999-12-31")
    Article.objects.filter(pk=poor.pk).update(uncited_count=1)
    publication = Article.objects.get(title="Planned").publication
    PublicationName.objects.create(publication=publication, name="SQ")
    tag = TagName.objects.get(name="locks").tag
    TagName.objects.create(tag=tag, name="mutexes")
    assert titles(editor, query) == found


@pytest.mark.parametrize(
    "query",
    ["?status=gone", "?readers=few", "?year=0", "?year=99999999999", "?year=²"],
)
def test_a_choice_that_no_link_has_is_said_to_be_none(
    desk: Client, db: None, query: str
) -> None:
    answer = desk.get(ARTICLES + query)
    assert answer.status_code == 302
    assert answer["Location"] == f"{ARTICLES}?e=1"


def test_filters_offer_what_was_used_lately_and_nothing_empty(
    editor: Client, make_article: MakeArticle
) -> None:
    make_article()
    make_article(language="", tags=("queues",))
    page = texts_of(editor.get(f"{ARTICLES}?language=fr"))
    assert "English (en)" in page
    assert "French (fr)" in page
    assert "?language=fr&amp;tag=queues" in page
    assert '<input type="hidden" name="language" value="fr">' in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Reviewed", {"Reviewed"}),
        ("quarterly", {"Reviewed"}),
        ("LOCKS", {"Reviewed"}),
        ("ｌｏｃｋｓ", {"Reviewed"}),
        ("remembers", {"Reviewed"}),
        ("systems.example", {"Reviewed"}),
        ("remembers quarterly", {"Reviewed"}),
        ("remembers nothing", set()),
        ("%25", set()),
    ],
)
def test_a_search_looks_into_all_a_draft_says(
    desk: Client, make_article: MakeArticle, words: str, found: set[str]
) -> None:
    make_article(title="Reviewed")
    assert titles(desk, f"?q={words}") == found


def test_the_empty_list_says_what_to_do(desk: Client, db: None) -> None:
    assert "There is no article yet" in texts_of(desk.get(ARTICLES))
    page = texts_of(desk.get(f"{ARTICLES}?q=nothing"))
    assert "No article is like this" in page


def test_a_step_says_before_what_it_will_skip_and_why(
    editor: Client, make_article: MakeArticle
) -> None:
    good, bad = make_article(title="Good"), make_article(title="Bad")
    Article.objects.filter(pk=bad.pk).update(error_count=1)
    page = texts_of(
        editor.post(
            ARTICLES,
            {"action": "publish_selected", "_selected_action": [good.pk, bad.pk]},
        )
    )
    assert page.count("will be skipped") == 1
    assert "it has errors" in page
    assert f'value="{good.pk}-{good.revision}"' in page


def test_what_readers_see_already_is_not_published_again(
    editor: Client, make_article: MakeArticle
) -> None:
    live, planned = make_article(title="Live"), make_article(title="Planned")
    publish_draft(live, "Ada")
    later = timezone.now() + datetime.timedelta(days=1)
    publish_draft(planned, "Ada", live_from=later)
    chosen = {"action": "publish_selected", "_selected_action": [live.pk, planned.pk]}
    page = texts_of(editor.post(ARTICLES, chosen))
    assert page.count("will be skipped") == 1
    answer = {**chosen, "decided": "yes", "kind": "update"}
    page = texts_of(editor.post(ARTICLES, answer, follow=True))
    assert "1 article published." in page
    assert "1 article skipped: nothing to publish" in page
    assert LiveArticle.objects.public().count() == 2


def test_a_step_that_fits_none_cannot_be_taken(
    editor: Client, make_article: MakeArticle
) -> None:
    page = texts_of(act(editor, "restore_selected", make_article()))
    assert "with none of them" in page
    assert 'type="submit" class="default"' not in page


def test_steps_are_told_with_links_and_logged_by_name(
    editor: Client, make_article: MakeArticle
) -> None:
    article = owned_by("editor", make_article(title="Locks"))
    page = texts_of(act(editor, "submit_selected", article, decided="yes", note="Go"))
    assert "1 article submitted." in page
    assert f'href="{page_of(article)}"' in page
    page = texts_of(act(editor, "submit_selected", article, decided="yes", note=""))
    assert "1 article skipped: it is “in review”." in page
    page = texts_of(act(editor, "send_back_selected", article, decided="yes", note=""))
    assert "This field is required" in page
    act(editor, "send_back_selected", article, decided="yes", note="Cite it")
    act(editor, "make_ready_selected", article, decided="yes", note="")
    act(editor, "publish_selected", article, decided="yes", kind="update")
    said = LogEntry.objects.order_by("pk").values_list("verb", "actor_name", "note")
    assert list(said) == [
        ("submitted", "editor", "Go"),
        ("sent_back", "editor", "Cite it"),
        ("made_ready", "editor", ""),
        ("published", "editor", ""),
    ]


def test_a_text_saved_meanwhile_is_not_published_unseen(
    editor: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    seen = f"{article.pk}-{article.revision}"
    digest = replace(read_digest(article), title="Another")
    save_edit(article, Edit(digest, article.revision), "Ada")
    page = texts_of(
        act(
            editor,
            "publish_selected",
            article,
            decided="yes",
            kind="update",
            seen=seen,
        )
    )
    assert "somebody saved it meanwhile" in page
    assert not Edition.objects.exists()


def test_what_a_filter_no_longer_shows_is_reported_all_the_same(
    editor: Client, make_article: MakeArticle
) -> None:
    """The list is narrowed to drafts in review; a colleague moved one on."""
    one, gone = make_article(), make_article()
    submit(one, "Ada")
    submit(gone, "Ada")
    make_ready(one, "Ada")
    number = gone.pk
    gone.delete()
    page = texts_of(
        editor.post(
            f"{ARTICLES}?status=in_review",
            {
                "action": "make_ready_selected",
                "_selected_action": [one.pk, number],
                "decided": "yes",
                "note": "",
            },
            follow=True,
        )
    )
    assert "1 article skipped: it is “ready”." in page
    assert "1 article is not there any more." in page


@pytest.mark.parametrize("seen", ["x", "1", "1-", "1-\0", "-1-1", "1-99999999999"])
def test_a_revision_that_no_page_has_is_no_error_of_ours(
    desk: Client, make_article: MakeArticle, seen: str
) -> None:
    answer = act(desk, "submit_selected", make_article(), decided="yes", seen=seen)
    assert answer.status_code == 400


def test_drafts_are_deleted_and_published_articles_are_not(
    editor: Client, make_article: MakeArticle, publish_article: PublishArticle
) -> None:
    draft, live = make_article(title="Draft <b>"), publish_article().article
    chosen = {"action": "delete_drafts", "_selected_action": [draft.pk, live.pk]}
    page = texts_of(editor.post(ARTICLES, chosen))
    assert "it was published; withdraw it instead" in page
    page = texts_of(editor.post(ARTICLES, {**chosen, "decided": "yes"}, follow=True))
    assert "1 draft deleted." in page
    assert "Draft &lt;b&gt;" in page
    assert list(Article.objects.all()) == [live]
    assert LogEntry.objects.get(verb="deleted").facts["digest"]["title"] == "Draft <b>"


@pytest.mark.parametrize(
    ("form", "ending"), [("text", "txt"), ("markdown", "md"), ("jsonl", "jsonl")]
)
def test_drafts_are_exported(
    writer: Client, make_article: MakeArticle, form: str, ending: str
) -> None:
    mine = owned_by("writer", make_article(title="Mine"))
    other = make_article(title="Another one’s")
    chosen = {"action": "export_selected", "_selected_action": [mine.pk, other.pk]}
    assert 'value="jsonl"' in texts_of(writer.post(ARTICLES, chosen))
    answer = writer.post(ARTICLES, {**chosen, "decided": "yes", "format": form})
    assert answer["Content-Disposition"].endswith(f'.{ending}"')
    text = b"".join(answer.streaming_content).decode()
    assert "Mine" in text
    assert "Another one’s" not in text
    if form == "jsonl":
        assert json.loads(text)["title"] == "Mine"


def test_a_report_counts_what_it_does_not_name(editor: Client, db: None) -> None:
    Article.objects.bulk_create(Article(title=f"Draft {n}") for n in range(40))
    chosen = [str(pk) for pk in Article.objects.values_list("pk", flat=True)]
    page = texts_of(
        editor.post(
            ARTICLES,
            {
                "action": "restore_selected",
                "_selected_action": chosen,
                "decided": "yes",
            },
            follow=True,
        )
    )
    assert "40 articles skipped: it is not withdrawn." in page
    assert "and 10 more" in page


def test_tagging_many_goes_to_its_own_page(
    editor: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    answer = editor.post(
        ARTICLES, {"action": "tag_selected", "_selected_action": str(article.pk)}
    )
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?articles={article.pk}")


def test_tagging_takes_so_many_at_once(editor: Client, db: None) -> None:
    Article.objects.bulk_create(Article(title=f"Draft {n}") for n in range(501))
    chosen = [str(pk) for pk in Article.objects.values_list("pk", flat=True)]
    answer = editor.post(
        ARTICLES, {"action": "tag_selected", "_selected_action": chosen}, follow=True
    )
    assert "at most 500" in texts_of(answer)


def test_a_text_saved_while_others_are_published_is_not_published_unseen(
    editor: Client, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is what was looked at is asked behind the door, for each anew."""
    article = make_article()
    seen = f"{article.pk}-{article.revision}"

    @contextmanager
    def opened_late() -> Iterator[None]:
        digest = replace(read_digest(article), title="Another")
        save_edit(article, Edit(digest, article.revision), "Ada")
        with opened():
            yield

    monkeypatch.setattr(bulk, "opened", opened_late, raising=False)
    form = {"decided": "yes", "kind": "update", "seen": seen}
    page = texts_of(act(editor, "publish_selected", article, **form))
    assert "somebody saved it meanwhile" in page
    assert not Edition.objects.exists()


@pytest.mark.parametrize("column", range(1, 9))
def test_the_list_is_sorted_by_any_column_that_can_be_sorted(
    editor: Client, make_article: MakeArticle, column: int
) -> None:
    titles = {make_article().title for _ in range(3)}
    for order in (f"{column}", f"-{column}", f"{column}.-1"):
        listed = editor.get(f"{ARTICLES}?o={order}")
        assert {each.title for each in listed.context["cl"].result_list} == titles
