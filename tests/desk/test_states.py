"""Where an article stands, in words."""

import datetime
from dataclasses import replace

from django.utils import timezone

from articles.desk.drafts import Edit, save_edit
from articles.desk.states import state_of, warnings_of, with_states
from articles.desk.transitions import (
    make_ready,
    publish_draft,
    restore_article,
    submit,
    withdraw_article,
)
from articles.models import Article
from articles.models.documents import read_digest
from tests.conftest import MakeArticle

HOUR = datetime.timedelta(hours=1)


def stands(article: Article) -> tuple[str, str]:
    """Return the state as lists see it; a single article must be told the same."""
    listed = state_of(with_states(Article.objects.all()).get(pk=article.pk))
    assert listed == state_of(Article.objects.get(pk=article.pk))
    return listed.code, listed.words


def edit(article: Article) -> None:
    article = Article.objects.get(pk=article.pk)
    digest = replace(read_digest(article), title="Another title")
    save_edit(article, Edit(digest, article.revision), "Ada")


def test_a_draft_on_its_way(make_article: MakeArticle) -> None:
    article = make_article()
    assert stands(article) == ("draft", "draft")
    submit(article, "Ada")
    assert stands(article) == ("in_review", "in review")
    make_ready(article, "Ada")
    assert stands(article) == ("ready", "ready")


def test_a_live_article_and_its_changes(make_article: MakeArticle) -> None:
    article = make_article()
    publish_draft(article, "Ada")
    assert stands(article) == ("live", "live, edition 1")
    submit(article, "Ada")
    assert stands(article) == ("live", "live, edition 1 (in review)")
    edit(article)
    assert stands(article) == (
        "changed",
        "live, edition 1, with unpublished changes (in review)",
    )
    publish_draft(article, "Ada")
    assert stands(article) == ("live", "live, edition 2")


def test_a_scheduled_article_names_its_time(make_article: MakeArticle) -> None:
    article = make_article()
    at = timezone.now() + HOUR
    publish_draft(article, "Ada", live_from=at)
    code, words = stands(article)
    assert code == "scheduled"
    assert words == f"scheduled for {timezone.localtime(at):%Y-%m-%d %H:%M}"
    edit(article)
    assert stands(article) == (
        "scheduled",
        f"{words}, with unpublished changes (draft)",
    )


def test_a_withdrawn_article_until_it_is_restored(make_article: MakeArticle) -> None:
    article = make_article()
    publish_draft(article, "Ada")
    withdraw_article(article, "Ada", "Told twice.")
    assert stands(article) == ("withdrawn", "withdrawn")
    submit(article, "Ada")
    assert stands(article) == ("withdrawn", "withdrawn (in review)")
    restore_article(article, "Ada")
    assert stands(article)[0] == "live"


def test_a_list_asks_once(
    make_article: MakeArticle, django_assert_num_queries: object
) -> None:
    for _ in range(5):
        publish_draft(make_article(), "Ada")
    make_article()
    with django_assert_num_queries(1):
        states = {state_of(each).code for each in with_states(Article.objects.all())}
    assert states == {"live", "draft"}


def test_warnings_are_counted_in_words(make_article: MakeArticle) -> None:
    assert warnings_of(make_article()) == ""
    assert warnings_of(Article(uncited_count=2, empty_reference_count=1)) == (
        "2 uncited · 1 without passage"
    )
    assert warnings_of(Article(error_count=3)) == "3 to mend"
