"""Articles in the admin: one text, saved through the Digest."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.digest import write
from articles.models import Article, Publication
from articles.models.documents import read_digest, save_digest
from articles.publishing import Publishing, publish
from tests.conftest import MakeArticle, MakeDigest, PublishArticle

ARTICLES = "/admin/articles/article/"
SELECTED = {"_selected_action": "", "index": "0"}


@pytest.fixture
def desk(admin_client: Client) -> Client:
    return admin_client


def texts_of(response: object) -> str:
    return response.content.decode()


def form_of(article: Article, **changes: object) -> dict[str, object]:
    return {
        "text": write(read_digest(article)),
        "seen": str(article.revision),
        **changes,
    }


def page_of(article: Article) -> str:
    return f"{ARTICLES}{article.pk}/change/"


def test_a_pasted_text_becomes_an_article(
    desk: Client, make_digest: MakeDigest
) -> None:
    digest = make_digest()
    response = desk.post(
        f"{ARTICLES}add/",
        {"text": write(digest), "seen": "1"},
        follow=True,
    )
    assert response.status_code == 200
    article = Article.objects.get()
    saved = read_digest(article)
    assert saved.title == digest.title
    assert [p.text for p in saved.points()] == [p.text for p in digest.points()]
    assert all(p.key for p in saved.points())
    assert article.owner == User.objects.get()


def test_what_the_reader_guessed_is_told_after_saving(desk: Client) -> None:
    text = (
        "Workflow\nOn trees\nThe Forester · 2024-01-02\n\n"
        "Core Viewpoint - Trees grow [1].\n"
    )
    response = desk.post(f"{ARTICLES}add/", {"text": text, "seen": "1"}, follow=True)
    assert "Workflow" in texts_of(response)
    assert Article.objects.get().title == "On trees"


def test_a_text_that_is_no_digest_is_kept_and_explained(desk: Client) -> None:
    text = "Just a note <b>to</b> myself."
    response = desk.post(f"{ARTICLES}add/", {"text": text, "seen": "1"})
    assert response.status_code == 200
    assert "Just a note &lt;b&gt;to&lt;/b&gt; myself." in texts_of(response)
    assert "errorlist" in texts_of(response)
    assert not Article.objects.exists()


def test_control_characters_are_refused_with_their_place(
    desk: Client, make_digest: MakeDigest
) -> None:
    text = write(make_digest()).replace("lock that", "lock\x07that")
    response = desk.post(f"{ARTICLES}add/", {"text": text, "seen": "1"})
    assert response.status_code == 200
    assert "U+0007" in texts_of(response)


def test_an_edit_keeps_the_keys_and_raises_the_revision(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    keys = [p.key for p in read_digest(article).points()]
    text = write(read_digest(article)).replace("one increment", "two increments")
    desk.post(page_of(article), form_of(article, text=text))
    saved = Article.objects.get()
    assert saved.revision == article.revision + 1
    assert [p.key for p in read_digest(saved).points()] == keys
    assert "two increments" in write(read_digest(saved))


def test_saving_without_a_change_changes_nothing(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    assert desk.post(page_of(article), form_of(article)).status_code == 302
    assert Article.objects.get().revision == article.revision


def test_a_stale_save_loses_neither_text(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    mine = form_of(article)
    mine["text"] = mine["text"].replace("one increment", "my increment")
    theirs = read_digest(article)
    save_digest(article, replace(theirs, title="Theirs"), seen=article.revision)
    response = desk.post(page_of(article), mine)
    assert response.status_code == 200
    assert "Somebody saved this article" in texts_of(response)
    assert "Two saves crossed" in texts_of(response)
    assert "Theirs" in texts_of(response)
    assert "my increment" in texts_of(response)
    assert read_digest(Article.objects.get()).title == "Theirs"


def test_a_second_digest_of_one_article_is_refused_with_a_link(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    response = desk.post(
        f"{ARTICLES}add/",
        {"text": write(read_digest(article)), "seen": "1"},
    )
    assert "at the desk already" in texts_of(response)
    assert page_of(article) in texts_of(response)
    assert Article.objects.count() == 1


def test_an_edit_into_another_articles_identity_is_refused(
    desk: Client, make_article: MakeArticle
) -> None:
    one, other = make_article(), make_article()
    text = write(replace(read_digest(other), source_url=read_digest(one).source_url))
    response = desk.post(page_of(other), form_of(other, text=text))
    assert "at the desk already" in texts_of(response)


def test_the_page_shows_where_the_article_stands(
    desk: Client, publish_article: PublishArticle, make_article: MakeArticle
) -> None:
    article = publish_article().article
    assert "live, edition 1" in texts_of(desk.get(page_of(article)))
    draft = make_article(title="", references=())
    assert "missing-title" in texts_of(desk.get(page_of(draft)))


def test_unpublished_changes_are_told(
    desk: Client, publish_article: PublishArticle
) -> None:
    article = publish_article().article
    article.refresh_from_db()
    text = write(replace(read_digest(article), title="New"))
    desk.post(page_of(article), form_of(article, text=text))
    assert "with unpublished changes" in texts_of(desk.get(page_of(article)))


def test_an_article_that_was_published_cannot_be_deleted(
    desk: Client, publish_article: PublishArticle
) -> None:
    article = publish_article().article
    page = desk.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"})
    assert page.status_code in (200, 403)
    assert Article.objects.exists()


def test_a_draft_can_be_deleted(desk: Client, make_article: MakeArticle) -> None:
    article = make_article()
    desk.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"})
    assert not Article.objects.exists()


def test_the_desk_is_private_and_strict(desk: Client) -> None:
    response = desk.get(ARTICLES)
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_a_stranger_is_asked_to_log_in(client: Client, db: None) -> None:
    response = client.get(ARTICLES)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_publications_of_other_articles_stay(
    desk: Client, make_article: MakeArticle
) -> None:
    make_article()
    assert Publication.objects.count() == 1
    assert publish(Article.objects.get().pk, Publishing(author_name="x")).number == 1


@pytest.mark.parametrize("seen", ["5", "-1", "9" * 40])
def test_a_new_article_has_no_revision_to_be_stale(
    desk: Client, make_digest: MakeDigest, seen: str
) -> None:
    desk.post(
        f"{ARTICLES}add/",
        {"text": write(make_digest()), "seen": seen},
    )
    assert Article.objects.get().title


def test_a_form_without_its_session_gives_back_what_was_typed(
    desk: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    desk.logout()
    response = desk.post(page_of(article), form_of(article, text="<Typed> for hours"))
    assert response.status_code == 403
    assert "Your session has ended" in texts_of(response)
    assert "&lt;Typed&gt; for hours" in texts_of(response)
    assert f'href="{page_of(article)}"' in texts_of(response)


def test_a_form_without_its_token_gives_back_what_was_typed(
    db: None, make_article: MakeArticle
) -> None:
    client = Client(enforce_csrf_checks=True)
    article = make_article()
    response = client.post(page_of(article), form_of(article, text="Typed for hours"))
    assert response.status_code == 403
    assert "Typed for hours" in texts_of(response)
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_password_is_not_given_back_with_what_was_typed(
    client: Client, db: None
) -> None:
    form = {
        "old_password": "an old secret",
        "new_password1": "a new secret",
        "new_password2": "a new secret",
    }
    response = client.post("/admin/password_change/", form)
    assert response.status_code == 403
    assert "secret" not in texts_of(response)


def test_an_article_of_one_source_cannot_take_the_title_of_another(
    desk: Client, make_article: MakeArticle
) -> None:
    article, other = make_article(), make_article()
    digest = replace(read_digest(article), title=other.title)
    response = desk.post(page_of(article), form_of(article, text=write(digest)))
    assert response.status_code == 200
    assert "at the desk already" in texts_of(response)
    assert other.title in texts_of(response)
    article.refresh_from_db()
    assert article.title != other.title
