"""The pages that keep tags and publications in order, and who may use them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from articles.desk.counting import MOST_COUNTED
from articles.desk.log import Verb
from articles.models import (
    Article,
    ArticleTag,
    LiveArticle,
    LogEntry,
    Publication,
    Tag,
    TagName,
)
from tests.conftest import MakeArticle, PublishArticle

from .conftest import Seat

TAGS = "/admin/articles/tag/"
PUBLICATIONS = "/admin/articles/publication/"
TAG_MANY = "/admin/articles/article/tag-many/"


def tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


def said(response: object) -> str:
    return response.content.decode()


def messages_of(response: object) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# Saving


def form(**values: object) -> dict[str, object]:
    return {
        "theme_order": "0",
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "0",
        **values,
    }


def test_an_editor_names_and_renames_a_tag_and_gives_it_aliases(editor: Seat) -> None:
    editor.post(f"{TAGS}add/", form(name="queue", **{"names-0-name": "队列"}))
    made = tag("queue")
    assert list(made.names.values_list("name", flat=True)) == ["queue", "队列"]
    editor.post(f"{TAGS}{made.pk}/change/", form(name="queues", is_theme="on"))
    created, renamed = LogEntry.objects.order_by("pk")
    assert (created.verb, created.actor_name) == (Verb.CREATED, "edda")
    assert (renamed.verb, renamed.facts["was"]) == (Verb.RENAMED, "queue")
    assert renamed.facts["fields"] == ["is_theme"]


def test_a_removed_alias_is_logged(editor: Seat) -> None:
    made = Tag.objects.create(name="queue")
    alias = TagName.objects.create(tag=made, name="队列")
    rows = {
        "names-INITIAL_FORMS": "1",
        "names-0-id": alias.pk,
        "names-0-tag": made.pk,
        "names-0-name": "队列",
        "names-0-DELETE": "on",
    }
    editor.post(f"{TAGS}{made.pk}/change/", form(name="queue", **rows))
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.facts) == (Verb.EDITED, {"aliases_removed": ["队列"]})
    assert not made.names.filter(name="队列").exists()


def test_a_save_that_changes_nothing_is_not_logged(editor: Seat) -> None:
    made = Tag.objects.create(name="queue")
    editor.post(f"{TAGS}{made.pk}/change/", form(name="queue"))
    assert not LogEntry.objects.exists()


def test_live_articles_are_built_anew_for_a_new_name_only(
    editor: Seat, publish_article: PublishArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_article()
    refreshed = []
    monkeypatch.setattr("articles.desk.naming.refresh", refreshed.append)
    made = tag("queues")
    editor.post(f"{TAGS}{made.pk}/change/", form(name="queues", introduction="Why."))
    assert not refreshed
    editor.post(f"{TAGS}{made.pk}/change/", form(name="waiting"))
    assert len(refreshed) == 1


def test_a_writer_sees_tags_and_changes_none(writer: Seat) -> None:
    made = Tag.objects.create(name="queue")
    TagName.objects.create(tag=made, name="队列")
    page = said(writer.get(f"{TAGS}{made.pk}/change/"))
    assert "队列" in page
    assert "Merge into" not in page
    answer = writer.post(f"{TAGS}{made.pk}/change/", form(name="lines"))
    assert answer.status_code == 403
    assert tag("queue")


def test_the_history_of_a_tag_is_the_desks_log(editor: Seat) -> None:
    made = Tag.objects.create(name="queue")
    answer = editor.get(f"{TAGS}{made.pk}/history/")
    assert answer.headers["Location"] == f"/admin/log/?subject=tag&id={made.pk}"
    assert editor.get(f"{TAGS}999/history/").status_code == 404
    assert editor.get(f"{TAGS}x/history/").status_code == 404


# Deleting


def test_a_tag_in_use_is_not_deleted_and_what_uses_it_is_named(
    editor: Seat, make_article: MakeArticle
) -> None:
    article = make_article(title="Locks", tags=("queues",))
    page = editor.post(f"{TAGS}{tag('queues').pk}/delete/", {"post": "yes"})
    assert "queues: 1 article" in said(page)
    assert f'href="/admin/articles/article/{article.pk}/change/">Locks</a>' in said(
        page
    )
    assert tag("queues")


def test_an_unused_tag_is_deleted_and_logged_once(editor: Seat) -> None:
    made = Tag.objects.create(name="idle")
    editor.post(f"{TAGS}{made.pk}/delete/", {"post": "yes"})
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.subject_name) == (Verb.DELETED, "idle")


def test_several_tags_are_deleted_by_the_lists_action_and_logged_each(
    editor: Seat, make_article: MakeArticle
) -> None:
    make_article(tags=("queues",))
    idle = [Tag.objects.create(name=name).pk for name in ("idle", "lazy")]
    chosen = {"action": "delete_selected", "_selected_action": idle, "post": "yes"}
    editor.post(TAGS, chosen)
    assert set(LogEntry.objects.values_list("subject_name", flat=True)) == {
        "idle",
        "lazy",
    }
    chosen["_selected_action"] = [tag("queues").pk]
    assert "Nothing was deleted" in said(editor.post(TAGS, chosen))
    assert tag("queues")


# Lists


def test_the_list_counts_uses_with_as_many_queries_for_any_number(
    editor: Seat,
    publish_article: PublishArticle,
    django_assert_max_num_queries: object,
) -> None:
    publish_article(tags=("locks", "queues"))
    for number in range(30):
        TagName.objects.create(
            tag=Tag.objects.create(name=f"t{number}"), name=f"a{number}"
        )
    editor.get(TAGS)
    # Session, user, groups' permissions (2), count, page, names, uses, filters.
    with django_assert_max_num_queries(10):
        page = said(editor.get(TAGS))
    assert "a17" in page
    row = page[page.index(">queues<") :]
    assert '<td class="field-article_count">1</td>' in row
    assert '<td class="field-live_count">1</td>' in row


def test_very_many_uses_are_counted_only_so_far(
    editor: Seat, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.desk.counting.MOST_COUNTED", 2)
    assert MOST_COUNTED == 1000
    for _ in range(3):
        make_article(tags=("queues",))
    assert '<td class="field-article_count">2+</td>' in said(editor.get(TAGS))


def test_the_list_shows_what_nothing_uses(
    editor: Seat, make_article: MakeArticle
) -> None:
    make_article()
    Tag.objects.create(name="idle")
    page = said(editor.get(f"{TAGS}?use=unused"))
    assert ">idle<" in page
    assert ">queues<" not in page
    Publication.objects.create(name="Idle Times")
    page = said(editor.get(f"{PUBLICATIONS}?use=unused&language="))
    assert ">Idle Times<" in page
    assert ">Systems Quarterly<" not in page


def test_the_list_leads_editors_to_what_keeps_it_in_order(
    editor: Seat, writer: Seat
) -> None:
    for path in (TAGS, PUBLICATIONS):
        assert f'href="{path}tidy/"' in said(editor.get(path))
        assert "tidy/" not in said(writer.get(path))
    assert f'href="{TAGS}themes/"' in said(editor.get(TAGS))


def test_a_deletion_names_what_goes_with_it(editor: Seat) -> None:
    made = Tag.objects.create(name="queue")
    TagName.objects.create(tag=made, name="队列")
    page = said(editor.get(f"{TAGS}{made.pk}/delete/"))
    assert "queue (队列)" in page


def test_an_alias_has_a_label(editor: Seat) -> None:
    made = Tag.objects.create(name="queue")
    page = said(editor.get(f"{TAGS}{made.pk}/change/"))
    assert 'for="id_names-0-name">Alias:</label>' in page


# Merging


def test_a_merge_is_found_previewed_and_done(
    editor: Seat, publish_article: PublishArticle
) -> None:
    publish_article(tags=("queues",))
    target = Tag.objects.create(name="waiting")
    TagName.objects.create(tag=target, name="等待")
    merge = f"{TAGS}{tag('queues').pk}/merge/"
    assert f'href="?into={target.pk}"' in said(editor.get(f"{merge}?q=等"))
    page = said(editor.get(f"{merge}?into={target.pk}"))
    assert "Names that will mean “waiting”" in page
    assert tag("queues")
    answer = editor.post(merge, {"into": target.pk}, follow=True)
    assert answer.redirect_chain == [(f"{TAGS}{target.pk}/change/", 302)]
    assert messages_of(answer) == [
        "“queues” is “waiting” now; its addresses lead there."
    ]
    assert LiveArticle.objects.get().digest["tags"] == ["waiting"]
    assert Client().get("/tags/queues/").headers["Location"].endswith("/tags/waiting/")


def test_near_names_are_offered_first(editor: Seat) -> None:
    one, other = Tag.objects.create(name="queue"), Tag.objects.create(name="queues")
    assert f'href="?into={other.pk}"' in said(editor.get(f"{TAGS}{one.pk}/merge/"))


def test_publications_merge_unless_their_articles_clash(
    editor: Seat, make_article: MakeArticle
) -> None:
    clashing = make_article(title="Locks", publication="SQ")
    make_article(title="Locks", publication="Systems Quarterly")
    source = Publication.objects.get(name="SQ")
    target = Publication.objects.get(name="Systems Quarterly")
    merge = f"{PUBLICATIONS}{source.pk}/merge/"
    page = said(editor.get(f"{merge}?into={target.pk}"))
    assert f"/admin/articles/article/{clashing.pk}/change/" in page
    assert ">Merge<" not in page
    refused = editor.post(merge, {"into": target.pk})
    assert refused.status_code == 422
    assert "same title and date: Locks" in said(refused)
    Article.objects.filter(pk=clashing.pk).update(title="Others")
    editor.post(merge, {"into": target.pk})
    assert Publication.objects.get() == target


@pytest.mark.parametrize("query", ["?q=%00", "?q=%20", "?q=‮", "?q=" + "x" * 3000])
def test_what_no_name_can_hold_finds_nothing(editor: Seat, query: str) -> None:
    made = Tag.objects.create(name="queue")
    assert editor.get(f"{TAGS}{made.pk}/merge/{query}").status_code == 200


@pytest.mark.parametrize("into", ["%00", "x", "-1", "9" * 30, "999"])
def test_a_target_that_cannot_be_is_not_found(editor: Seat, into: str) -> None:
    made = Tag.objects.create(name="queue")
    merge = f"{TAGS}{made.pk}/merge/"
    assert editor.get(f"{merge}?into={into}").status_code == 404
    assert editor.post(merge, {"into": into}).status_code == 404


def test_a_tag_is_not_merged_into_itself(editor: Seat) -> None:
    made = Tag.objects.create(name="queue")
    merge = f"{TAGS}{made.pk}/merge/"
    assert editor.get(f"{merge}?into={made.pk}").status_code == 200
    assert "this is the same" in said(editor.post(merge, {"into": made.pk}))
    assert editor.post(merge).status_code == 422
    assert editor.get(f"{TAGS}999/merge/").status_code == 404
    assert editor.get(f"{TAGS}{'9' * 30}/merge/").status_code == 404


def test_who_may_not_delete_may_not_merge(editor: Seat, db: None) -> None:
    one, other = Tag.objects.create(name="a"), Tag.objects.create(name="b")
    editors = Group.objects.get(name="Editors")
    editors.permissions.remove(editors.permissions.get(codename="delete_tag"))
    answer = editor.post(f"{TAGS}{one.pk}/merge/", {"into": other.pk})
    assert answer.status_code == 403
    assert "Merge into" not in said(editor.get(f"{TAGS}{one.pk}/change/"))
    tidy = editor.post(f"{TAGS}tidy/", {"chosen": one.pk})
    assert tidy.status_code == 403
    page = said(editor.get(f"{TAGS}tidy/"))
    assert "Delete the chosen" not in page


# Tidying


def test_unused_tags_are_deleted_but_for_those_in_use_by_now(
    editor: Seat, make_article: MakeArticle
) -> None:
    article = make_article()
    idle, busy = Tag.objects.create(name="idle"), Tag.objects.create(name="busy")
    page = said(editor.get(f"{TAGS}tidy/?chosen=all"))
    assert f'value="{idle.pk}" id="id_chosen_{idle.pk}" checked' in page
    ArticleTag.objects.create(content_object=article, tag=busy)
    chosen = {"chosen": [idle.pk, busy.pk, "x", "9" * 40]}
    answer = editor.post(f"{TAGS}tidy/", chosen, follow=True)
    assert messages_of(answer) == [
        "Deleted: idle.",
        "1 is in use by now, or gone; it was left alone.",
    ]
    assert not Tag.objects.filter(name="idle").exists()


def test_near_names_are_shown_with_both_ways_to_merge_them(editor: Seat) -> None:
    one = Publication.objects.create(name="People’s Daily")
    other = Publication.objects.create(name="Peoples Daily")
    page = said(editor.get(f"{PUBLICATIONS}tidy/"))
    assert f"{PUBLICATIONS}{one.pk}/merge/?into={other.pk}" in page
    assert f"{PUBLICATIONS}{other.pk}/merge/?into={one.pk}" in page
    assert "the same letters" in page


def test_themes_are_moved_and_the_moved_one_is_logged(editor: Seat) -> None:
    for name in ("a", "b", "c"):
        Tag.objects.create(name=name, is_theme=True)
    editor.post(f"{TAGS}themes/", {"theme": tag("c").pk, "move": "up"})
    ordered = Tag.objects.order_by("theme_order").values_list("name", flat=True)
    assert list(ordered) == ["a", "c", "b"]
    assert LogEntry.objects.get().subject_name == "c"
    editor.post(f"{TAGS}themes/", {"theme": tag("a").pk, "move": "up"})
    assert LogEntry.objects.count() == 1
    for wrong in ({"theme": tag("a").pk, "move": "x"}, {"move": "up"}, {}):
        assert editor.post(f"{TAGS}themes/", wrong).status_code == 404
    assert said(editor.get(f"{TAGS}themes/")).count('id="theme-') == 3


# Tagging many


def test_many_articles_are_tagged_after_a_preview(
    editor: Seat, make_article: MakeArticle
) -> None:
    one = make_article(title="One", tags=("locks",))
    two = make_article(title="Two", tags=("new tag",))
    page = said(editor.get(f"{TAG_MANY}?articles={one.pk},{two.pk},x"))
    assert "2 articles" in page
    asked = {"article": [one.pk, two.pk], "add": "new tag，旧", "remove": "Locks"}
    page = said(editor.post(TAG_MANY, {**asked, "step": "preview"}))
    assert "<del><bdi>locks</bdi></del>" in page
    assert "New tags will be made:" in page
    assert not Tag.objects.filter(name="旧").exists()
    answer = editor.post(
        TAG_MANY, {**asked, "add": "new tag", "step": "save"}, follow=True
    )
    assert messages_of(answer) == [
        "1 article was tagged.",
        "1 article was so already.",
    ]
    assert list(one.tags.names()) == ["new tag"]


def test_a_writer_tags_own_drafts_only(writer: Seat, make_article: MakeArticle) -> None:
    theirs, own, waiting = (make_article(title=t) for t in ("A", "B", "C"))
    Article.objects.filter(pk__in=[own.pk, waiting.pk]).update(owner=writer.user)
    Article.objects.filter(pk=waiting.pk).update(status="ready")
    asked = {"article": [theirs.pk, own.pk, waiting.pk], "add": "x", "step": "save"}
    answer = writer.post(TAG_MANY, asked, follow=True)
    assert messages_of(answer) == [
        "1 article was tagged.",
        "C: it is “ready”; take it back first",
    ]
    assert "x" not in theirs.tags.names()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Type a tag to add or to remove."),
        ({"remove": "unknown"}, "There is no tag “unknown”."),
        ({"add": "queues", "remove": "QUEUES"}, "is to be added and removed"),
        ({"add": "{x}"}, "is no tag"),
        ({"add": "x" * 101}, "at most 100"),
        ({"add": "a\0b"}, "Null characters"),
        ({"add": "a\u202eb"}, "bidi"),
        ({"remove": "a\x0bb"}, "U+000B"),
    ],
)
def test_bad_names_are_refused_and_kept(
    editor: Seat, make_article: MakeArticle, typed: dict[str, str], message: str
) -> None:
    article = make_article()
    asked = {"article": article.pk, "step": "save", **typed}
    page = editor.post(TAG_MANY, asked)
    assert page.status_code == 422
    assert message in said(page)
    assert not LogEntry.objects.exists()


def test_only_so_many_are_tagged_at_once(
    editor: Seat, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.desk.views.tagging.MOST_AT_ONCE", 1)
    ids = [make_article().pk, make_article().pk]
    page = said(editor.post(TAG_MANY, {"article": ids, "add": "x", "step": "preview"}))
    assert "Only the first 1" in page
    assert page.count('name="article"') == 1


@pytest.mark.parametrize(
    "path",
    [
        f"{TAGS}tidy/",
        f"{TAGS}themes/",
        f"{TAGS}1/merge/",
        f"{PUBLICATIONS}tidy/",
        f"{PUBLICATIONS}1/merge/",
    ],
)
def test_pages_are_for_those_who_may(path: str, writer: Seat, db: None) -> None:
    assert writer.get(path).status_code == 403
    assert writer.post(path).status_code == 403
    nobody = Client().get(path)
    assert nobody.status_code == 302
    assert nobody.headers["Location"].startswith("/admin/login/")


def test_what_is_too_long_for_a_name_finds_nothing(editor: Seat) -> None:
    locks = Tag.objects.create(name="locks")
    answer = editor.get(f"{TAGS}{locks.pk}/merge/", {"q": "x" * 60_000})
    assert answer.status_code == 200
