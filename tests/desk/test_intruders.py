"""What somebody tries who may do less than they want."""

import json
from dataclasses import replace

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from articles.desk.admin.articles import ArticleAdmin
from articles.desk.comments import add_comment
from articles.desk.drafts import Edit, save_edit
from articles.digest import write
from articles.models import Article, Comment, Edition, LogEntry
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, MakeSeat, Seat, url_of

ARTICLES = "/admin/articles/article/"
USERS = "/admin/auth/user/"
SECRET = "A secret of Olu’s"


@pytest.fixture
def secret(other_writer: Seat, make_draft: MakeDraft) -> Article:
    """Return a draft that is no business of Wen's."""
    article = make_draft(other_writer, title=SECRET, tags=("a secret tag",))
    add_comment(article, other_writer.user, "A secret remark.")
    return article


def shows(answer: object) -> str:
    content = getattr(answer, "streaming_content", None) or [answer.content]
    return b"".join(content).decode()


# A writer, and what is another writer's.


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"decided": "yes"},
        {"decided": "yes", "select_across": "1"},
        {"decided": "yes", "note": "x", "reason": "x", "kind": "update"},
        {"decided": "yes", "format": "text"},
    ],
    ids=["asked", "decided", "across", "filled in", "exported"],
)
def test_no_action_of_the_list_touches_another_ones_drafts(
    writer: Seat, secret: Article, make_draft: MakeDraft, values: dict[str, str]
) -> None:
    make_draft(writer)
    revision = secret.revision
    names = [a if isinstance(a, str) else a.__name__ for a in ArticleAdmin.actions]
    assert len(names) > 5
    for name in (*names, "delete_selected"):
        form = {
            "action": name,
            "_selected_action": secret.pk,
            "seen": f"{secret.pk}-{revision}",
            **values,
        }
        # Where the list's own boxes choose nothing, others' numbers may be beside.
        answer = writer.post(ARTICLES, form, follow=True)
        assert SECRET not in shows(answer), name
    secret.refresh_from_db()
    assert (secret.status, secret.revision) == ("draft", revision)
    assert not LogEntry.objects.filter(
        subject_id=secret.pk, actor_id=writer.user.pk
    ).exists()


def test_another_ones_drafts_are_not_tagged_by_their_numbers(
    writer: Seat, secret: Article
) -> None:
    page = writer.get(f"{ARTICLES}tag-many/?articles={secret.pk}")
    assert SECRET not in shows(page)
    for step in ("preview", "save"):
        form = {"article": secret.pk, "add": "mine", "step": step}
        assert SECRET not in shows(
            writer.post(f"{ARTICLES}tag-many/", form, follow=True)
        )
    assert read_digest(secret).tags == ("a secret tag",)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "?q=secret",
        "?q=A+secret+of",
        "?owner=olu",
        "?tag=a+secret+tag",
        "?publication=Systems+Quarterly",
        "?all=",
        "?o=-1",
        "?e=1",
        "?p=0",
    ],
)
def test_no_list_tells_of_another_ones_drafts(
    writer: Seat, secret: Article, path: str
) -> None:
    for page in ("/admin/", ARTICLES):
        text = shows(writer.get(page + path, follow=True))
        assert SECRET not in text
        assert "secret remark" not in text


@pytest.mark.parametrize(
    "path",
    [
        f"{ARTICLES}?owner__password__startswith=m",
        f"{ARTICLES}?owner__username=olu",
        f"{ARTICLES}?comments__text__startswith=A",
        f"{ARTICLES}?revisions__digest__contains=x",
        f"{ARTICLES}?review_links__token__startswith=a",
        "/admin/articles/publication/?articles__title__startswith=A",
        "/admin/articles/publication/?articles__owner__username=olu",
        "/admin/articles/tag/?article_tags__content_object__title__startswith=A",
        "/admin/articles/tag/?point_tags__content_object__text__startswith=A",
    ],
)
def test_a_list_answers_no_question_about_what_is_behind_it(
    writer: Seat, secret: Article, path: str
) -> None:
    assert writer.get(path).status_code == 400


def test_a_list_does_not_tell_which_draft_uses_a_name(
    writer: Seat, secret: Article
) -> None:
    for path in (
        f"/admin/articles/publication/?articles={secret.pk}",
        f"/admin/articles/publication/?articles__id={secret.pk}",
        f"/admin/articles/tag/?article_tags__content_object={secret.pk}",
    ):
        assert writer.get(path).status_code == 400, path


def test_what_somebody_asks_of_a_text_tells_nothing_of_another_ones(
    writer: Seat, secret: Article
) -> None:
    text = write(replace(read_digest(secret), core=(), title="Mine"))
    for path in (f"{ARTICLES}check/", f"{ARTICLES}read/", f"{ARTICLES}new/preview/"):
        answer = shows(writer.post(path, {"text": text}))
        assert SECRET not in answer
        assert url_of(secret) not in answer
    page = shows(writer.post(f"{ARTICLES}add/", {"text": text, "seen": 1}))
    assert "Somebody else has this article" in page
    assert SECRET not in page
    assert url_of(secret) not in page


def test_a_text_pasted_again_does_not_overwrite_another_ones_draft(
    writer: Seat, secret: Article
) -> None:
    text = write(replace(read_digest(secret), tags=("mine",)))
    for n in range(3):
        form = {
            "text": text,
            "_create": "yes",
            "_update": [f"{n}:{secret.revision}"],
            "_take": [str(n)],
        }
        page = shows(writer.post(f"{ARTICLES}new/", form, follow=True))
        assert url_of(secret) not in page
    assert read_digest(Article.objects.get()).tags == ("a secret tag",)


def test_an_edition_that_cannot_come_back_names_no_draft_of_others(
    writer: Seat, secret: Article, make_live: MakeDraft
) -> None:
    article = make_live(writer)
    first = read_digest(article)
    moved = replace(first, source_url="https://elsewhere.example/", title="Moved")
    save_edit(article, Edit(moved, article.revision), writer.user)
    stored = read_digest(secret)
    taken = replace(stored, source_url=first.source_url)
    save_edit(secret, Edit(taken, secret.revision), "Olu")
    form = {"edition": 1, "seen": article.revision}
    page = shows(writer.post(url_of(article, "bring-back"), form, follow=True))
    assert "Another article has the source or title" in page
    assert SECRET not in page
    assert url_of(secret) not in page


def test_a_form_says_nothing_but_the_digest(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    form = {
        "text": write(replace(read_digest(article), title="Edited")),
        "seen": article.revision,
        "status": "ready",
        "owner": editor.user.pk,
        "revision": 99,
        "has_unpublished_changes": "on",
        "title": "From a field",
        "_popup": "1",
    }
    writer.post(url_of(article), form)
    article.refresh_from_db()
    assert (article.status, article.owner, article.title) == (
        "draft",
        writer.user,
        "Edited",
    )
    assert Article.objects.count() == 1


def test_a_writer_publishes_nothing_by_any_door(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    writer.post(url_of(article, "publish"), {"seen": article.revision})
    for name in ("publish_selected", "restore_selected"):
        form = {"action": name, "_selected_action": article.pk, "decided": "yes"}
        writer.post(ARTICLES, form | {"kind": "update"})
    form = {"text": write(read_digest(article)), "seen": article.revision}
    answer = writer.post(url_of(article), form | {"_step": "publish"}, follow=True)
    assert answer.status_code == 403
    assert not Edition.objects.exists()


def test_comments_and_links_are_reached_through_their_own_article_only(
    writer: Seat, secret: Article, make_draft: MakeDraft
) -> None:
    own = make_draft(writer)
    comment = Comment.objects.get()
    for article in (own, secret):
        path = url_of(article, f"comments/{comment.pk}/settle")
        assert writer.post(path).status_code == 404
    form = {"text": "x", "point_key": next(read_digest(secret).points()).key}
    writer.post(url_of(own, "comments"), form)
    assert Comment.objects.count() == 1


# Completion.


def complete(seat: Seat, model: str, field: str, app: str = "articles") -> object:
    query = f"app_label={app}&model_name={model}&field_name={field}&term=o"
    return seat.get(f"/admin/autocomplete/?{query}")


def test_completion_offers_nobody_users(writer: Seat, editor: Seat) -> None:
    for seat in (writer, editor):
        assert complete(seat, "article", "owner").status_code == 403
        assert complete(seat, "comment", "author").status_code == 403


@pytest.mark.parametrize(
    ("model", "field", "app"),
    [
        ("revision", "article", "articles"),
        ("comment", "article", "articles"),
        ("edition", "article", "articles"),
        ("articletag", "content_object", "articles"),
        ("article", "title", "articles"),
        ("article", "nosuch", "articles"),
        ("nosuch", "article", "articles"),
        ("user", "groups", "auth"),
        ("session", "session_key", "sessions"),
        ("article", "publication\0", "articles"),
    ],
)
def test_completion_tells_nothing_of_another_ones_drafts(
    writer: Seat, secret: Article, model: str, field: str, app: str
) -> None:
    answer = complete(writer, model, field, app)
    assert answer.status_code in (200, 403)
    if answer.status_code == 200:
        assert json.loads(answer.content)["results"] == []


# Who manages users.


def user_form(user: User, **changes: object) -> dict[str, object]:
    return {"username": user.username, "is_active": "on", "is_staff": "on", **changes}


POWERS = {"is_superuser": "on", "user_permissions": ["1", "2"]}


def test_an_administrator_gives_nobody_more_than_a_group(
    administrator: Seat, writer: Seat
) -> None:
    for user in (writer.user, administrator.user):
        administrator.post(f"{USERS}{user.pk}/change/", user_form(user, **POWERS))
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()


def test_an_administrator_makes_no_superuser_from_the_start(
    administrator: Seat,
) -> None:
    form = {
        "username": "new",
        "usable_password": "true",
        "password1": "k4-Zx!opq",
        "password2": "k4-Zx!opq",
        **POWERS,
    }
    administrator.post(f"{USERS}add/", form)
    new = User.objects.get(username="new")
    assert not new.is_superuser
    assert not new.groups.exists()
    assert not new.user_permissions.exists()


@pytest.mark.parametrize("how", ["{pk}", "{pk}%20", "0{pk}", "{pk}.0", "+{pk}"])
@pytest.mark.parametrize("page", ["change/", "password/", "delete/", "history/"])
def test_an_administrator_reaches_no_superuser_by_any_spelling(
    administrator: Seat, make_seat: MakeSeat, how: str, page: str
) -> None:
    root = make_seat("root", is_superuser=True).user
    root.set_password("kept-as-it-was")
    root.save()
    form = {
        **user_form(root, username="mine", email="mine@example.org"),
        "password1": "k4-Zx!opq",
        "password2": "k4-Zx!opq",
        "usable_password": "true",
        "post": "yes",
    }
    administrator.post(f"{USERS}{how.format(pk=root.pk)}/{page}", form)
    query = "?_to_field=username"
    administrator.post(f"{USERS}root/{page}{query}", form)
    stored = User.objects.get(pk=root.pk)
    assert stored.username == "root"
    assert stored.email == ""
    assert stored.check_password("kept-as-it-was")


def test_an_administrator_changes_no_group(administrator: Seat) -> None:
    writers = Group.objects.get(name="Writers")
    before = set(writers.permissions.all())
    every = list(Permission.objects.values_list("pk", flat=True))
    path = f"/admin/auth/group/{writers.pk}/change/"
    form = {"name": "Writers", "permissions": every}
    assert administrator.post(path, form).status_code == 403
    assert set(writers.permissions.all()) == before


@pytest.mark.parametrize(
    "query", ["password__startswith=m", "password=x", "groups__permissions=1"]
)
def test_the_list_of_users_answers_no_question_about_passwords(
    administrator: Seat, query: str
) -> None:
    assert administrator.get(f"{USERS}?{query}").status_code == 400


def test_no_page_shows_a_password_or_its_hash(
    administrator: Seat, writer: Seat
) -> None:
    writer.user.set_password("never-to-be-seen")
    writer.user.save()
    page = shows(administrator.get(f"{USERS}{writer.user.pk}/change/"))
    assert writer.user.password not in page
    form = user_form(writer.user, password="x", password1="never-to-be-seen")
    administrator.logout()
    page = shows(administrator.post(f"{USERS}{writer.user.pk}/change/", form))
    assert "never-to-be-seen" not in page


# Addresses that no page has.

ODD = [
    "1_2F",
    "_2F",
    "_00",
    "%00",
    "abc",
    "-1",
    "0",
    "1.0",
    "１",
    "9" * 30,
    "9" * 5000,
    "1/2",
    "..%2f1",
    "%F0%9F%98%80",
    "%ED%A0%80",
    "None",
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:20])
def test_an_odd_number_is_an_address_that_is_not_there(
    admin_client: Client, odd: str
) -> None:
    for path in (
        *(f"{ARTICLES}{odd}/{page}/" for page in ("change", "delete", "history")),
        *(f"{ARTICLES}{odd}/{page}/" for page in ("submit", "publish", "export/txt")),
        *(f"/admin/articles/tag/{odd}/{page}/" for page in ("change", "history")),
        f"/admin/articles/publication/{odd}/merge/",
        f"{USERS}{odd}/password/",
        f"{USERS}{odd}/history/",
        f"/admin/auth/group/{odd}/delete/",
        f"/admin/log/{odd}/",
        f"/admin/review/{odd}/",
        f"/admin/r/{odd}/{odd}/",
        f"/admin/{odd}/",
        f"{ARTICLES}{odd}/",
    ):
        for method in (admin_client.get, admin_client.post):
            assert method(path).status_code in (200, 301, 302, 404, 405), path


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:20])
def test_an_odd_number_in_a_form_is_none_that_is_there(
    editor: Seat, make_live: MakeDraft, odd: str
) -> None:
    article = make_live(editor)
    before = LogEntry.objects.count()
    for path, form in (
        (ARTICLES, {"action": "submit_selected", "_selected_action": odd}),
        (ARTICLES, {"action": "submit_selected", "_selected_action": "1", "seen": odd}),
        (f"{ARTICLES}tag-many/", {"article": odd, "add": "x", "step": "save"}),
        (url_of(article, "bring-back"), {"edition": odd, "seen": odd}),
        (url_of(article, "publish"), {"seen": odd, "kind": "update"}),
        ("/admin/articles/tag/themes/", {"theme": odd, "move": "up"}),
        ("/admin/articles/tag/tidy/", {"chosen": odd}),
    ):
        answer = editor.post(path, {**form, "decided": "yes"})
        assert answer.status_code < 500, path
    for path in (
        url_of(article, "compare") + f"?from={odd}&to=e{odd}",
        url_of(article, "history") + f"?before={odd}",
        f"/admin/log/?before={odd}&id={odd}&actor={odd}&since={odd}",
        f"{ARTICLES}?p={odd}&o={odd}&year={odd}",
        f"{ARTICLES}tag-many/?articles={odd}",
    ):
        assert editor.get(path).status_code < 500, path
    # A full-width 1 is a number to some; nothing else is done to the article.
    assert LogEntry.objects.count() - before <= 1


@pytest.mark.parametrize(
    "to",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"],
)
def test_no_form_of_the_desk_leads_to_another_site(
    writer: Seat, client: Client, to: str
) -> None:
    answers = (
        writer.post("/admin/language/", {"language": "en", "next": to}),
        writer.get(f"/admin/login/?next={to}"),
        client.post("/admin/login/", {"username": "x", "password": "y", "next": to}),
    )
    for answer in answers:
        assert "evil" not in answer.get("Location", "")
        assert "javascript" not in answer.get("Location", "")
