"""The page of one article: what it shows to whom, and what that costs."""

import html

import pytest

from articles.desk.comments import add_comment
from articles.desk.drafts import delete_draft
from articles.desk.previews import make_link
from articles.digest import Group, Point, dumps, write
from articles.models import Article
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, Seat, url_of


def page_of(seat: Seat, article: Article) -> str:
    answer = seat.get(url_of(article))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("many", [1, 50])
def test_the_page_costs_the_same_for_one_of_everything_and_for_fifty(
    writer: Seat,
    make_draft: MakeDraft,
    many: int,
    django_assert_num_queries: object,
) -> None:
    points = [Point(f"Statement {n} [{n}].", tags=(f"t{n}",)) for n in range(1, many)]
    article = make_draft(
        writer,
        core=(Point("A claim."),),
        groups=[Group(f"G {p.text}", (p,)) for p in points],
    )
    for point in read_digest(article).points():
        add_comment(article, writer.user, "Look.", point.key)
        make_link(article, writer.user)
    writer.get(url_of(article))  # Django keeps content types for the process.
    # Session, user, permissions (2); the article, its draft (7); comments, why it was
    # sent back, review links, what happened last, address, editions, withdrawals.
    with django_assert_num_queries(19):
        writer.get(url_of(article))


def test_each_role_is_offered_its_own_steps(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    offered = {
        status: (
            steps_on(page(writer, article, status)),
            steps_on(page(editor, article, status)),
        )
        for status in Article.Status.values
    }
    assert offered == {
        "draft": (["save and submit"], ["publish", "save and publish"]),
        "in_review": (
            ["take-back"],
            ["ready", "send-back", "publish", "save and publish"],
        ),
        "ready": (
            ["take-back"],
            ["send-back", "publish", "save and publish"],
        ),
    }


def page(seat: Seat, article: Article, status: str) -> str:
    Article.objects.filter(pk=article.pk).update(status=status)
    return page_of(seat, article)


def steps_on(page: str) -> list[str]:
    """Return the steps that the page has buttons for, in their order."""
    places = {
        page.find(sign): step
        for step, sign in {
            **{step: f'/{step}/"' for step in STEPS},
            "save and submit": 'name="_step" value="submit"',
            "save and publish": 'name="_step" value="publish"',
        }.items()
    }
    return [places[place] for place in sorted(places) if place >= 0]


STEPS = ("submit", "take-back", "send-back", "ready", "publish", "withdraw", "restore")


def test_what_is_live_can_be_withdrawn_and_published_again_once_it_changed(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    assert steps_on(page_of(editor, article)) == ["withdraw", "save and publish"]
    Article.objects.update(has_unpublished_changes=True)
    assert "publish" in steps_on(page_of(editor, article))


def test_who_may_only_read_gets_no_form_and_no_editing(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    shown = page(writer, article, "in_review")
    assert 'name="_continue"' not in shown
    assert "readonly" in shown
    assert '"is_read_only": true' in shown
    answer = writer.post(url_of(article), {"text": "x", "seen": article.revision})
    assert answer.status_code == 403


def test_what_was_typed_comes_back_where_the_draft_was_moved_on_meanwhile(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    Article.objects.update(status="ready")
    form = {"text": "Typed <for> hours", "seen": article.revision}
    answer = writer.post(url_of(article), form)
    assert answer.status_code == 403
    assert "Typed &lt;for&gt; hours" in answer.content.decode()


def test_an_article_says_whose_it_is(
    writer: Seat, editor: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    assert "<dd>wen</dd>" in page_of(editor, article)


def test_an_article_that_is_gone_leads_to_the_front_page(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    path = url_of(article)
    delete_draft(article, writer.user)
    answer = writer.get(path, follow=True)
    assert answer.redirect_chain == [("/admin/", 302)]


def test_what_the_script_sent_comes_back_as_it_is_written(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer)
    typed = read_digest(article)
    Article.objects.update(status="ready")
    form = {"text": dumps(typed), "seen": article.revision}
    page = html.unescape(writer.post(url_of(article), form).content.decode())
    assert write(typed).strip() in page
    assert '"schema_version"' not in page
