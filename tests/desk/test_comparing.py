"""Any state of an article beside any other, and an edition brought back."""

from dataclasses import replace

import pytest

from articles.desk.comparing import offered, usual_pair, version_of
from articles.desk.drafts import Edit, save_edit
from articles.desk.transitions import publish_draft, submit
from articles.digest import Digest, Group, Point
from articles.models import Article, LogEntry, Tag
from articles.models.documents import read_digest
from articles.publishing import refresh
from tests.conftest import MakeDigest
from tests.desk.conftest import MakeDraft, Seat, url_of


def texts_of(response: object) -> str:
    return response.content.decode()


def edited(article: Article, **parts: object) -> Article:
    """Save the draft with these parts changed."""
    article = Article.objects.get(pk=article.pk)
    digest = replace(read_digest(article), **parts)
    save_edit(article, Edit(digest, article.revision), "Ada")
    return article


def compared(seat: Seat, article: Article, pair: str = "") -> str:
    answer = seat.get(f"{url_of(article, 'compare')}{pair}")
    assert answer.status_code == 200
    return texts_of(answer)


@pytest.fixture
def article(editor: Seat, make_live: MakeDraft) -> Article:
    """Return an article of two editions and a draft, each with a title of its own."""
    article = make_live(editor, title="First title")
    edited(article, title="Second title")
    publish_draft(article, "Edda", kind="correction", note="The title was wrong.")
    return edited(article, title="Third title")


def test_what_readers_see_stands_beside_the_draft(
    editor: Seat, article: Article
) -> None:
    page = compared(editor, article)
    assert "From edition 2, correction to the draft as it is now" in page
    assert "<del>Second</del><ins>Third</ins> title" in page


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("?from=e1&to=e2", "<del>First</del><ins>Second</ins> title"),
        ("?from=e2&to=e1", "<del>Second</del><ins>First</ins> title"),
        ("?from=draft&to=e1", "<del>Third</del><ins>First</ins> title"),
        ("?from=r2&to=r4", "<del>First</del><ins>Third</ins> title"),
        ("?from=r3&to=e2", "Both say the same."),
    ],
)
def test_any_two_states_are_compared(
    editor: Seat, article: Article, pair: str, said: str
) -> None:
    assert said in compared(editor, article, pair)


@pytest.mark.parametrize(
    "pair",
    ["?from=e3", "?to=e0", "?from=r9", "?from=r0", "?to=x", "?to=%00", "?to=e²"],
)
def test_a_state_that_never_was_is_not_found(
    editor: Seat, article: Article, pair: str
) -> None:
    assert editor.get(f"{url_of(article, 'compare')}{pair}").status_code == 404


def test_a_save_that_changed_nothing_has_the_state_before_it(
    editor: Seat, article: Article
) -> None:
    Article.objects.filter(pk=article.pk).update(revision=9)
    version = version_of(Article.objects.get(pk=article.pk), "r9")
    assert version.digest.title == "Third title"


def test_before_the_first_edition_a_draft_is_compared_with_its_beginning(
    writer: Seat, make_draft: MakeDraft
) -> None:
    article = make_draft(writer, title="Old")
    article = edited(article, title="New")
    assert usual_pair(article) == ("r2", "draft")
    assert "<del>Old</del><ins>New</ins>" in compared(writer, article)


def test_each_kind_of_change_is_said_in_words(
    editor: Seat, make_live: MakeDraft, make_digest: MakeDigest
) -> None:
    article = make_live(editor)
    old = read_digest(article)
    fairness, cost = old.groups
    first, second = fairness.points
    new = {
        "tags": ("queues", "mutexes"),
        "groups": (
            Group("Price", cost.points),
            Group(
                "Fairness",
                (
                    replace(second, text="A ticket costs two increments [2]."),
                    replace(first, text="First come is first served [2].", tags=()),
                    Point("Barging is unfair [1]."),
                ),
            ),
        ),
        "core": (),
        "references": (replace(old.references[0], locator="p. 4"),),
    }
    page = compared(editor, edited(article, **new))
    for words in (
        "<del>one increment</del><ins>two increments</ins>",
        "cited anew",
        "tagged anew",
        "<strong>added</strong>",
        "<strong>removed</strong>",
        "moved",
        "<del>Cost</del><ins>Price</ins>",
        "<ins><bdi>mutexes</bdi></ins>",
        "<del><bdi>locks</bdi></del>",
        "p. <del>3</del><ins>4</ins>",
    ):
        assert words in page, words


def test_texts_in_another_language_are_marked(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor, language="zh-Hans", core=(Point("排队是一种锁 [1]。"),))
    page = compared(editor, edited(article, core=(Point("排队不是锁 [1]。"),)))
    assert '<p class="statement" dir="auto" lang="zh-Hans">' in page


def test_a_renamed_tag_is_no_change(editor: Seat, make_live: MakeDraft) -> None:
    article = make_live(editor)
    tag = Tag.objects.get(name="locks")
    tag.name = "mutexes"
    tag.save()
    refresh([article.live])
    assert "Both say the same." in compared(editor, article)


def test_html_in_texts_stays_text(editor: Seat, make_live: MakeDraft) -> None:
    article = make_live(editor, title="<b>Old</b>")
    page = compared(editor, edited(article, title="<script>New</script>"))
    assert "<script>New" not in page
    assert "<b>" not in page
    assert "&lt;" in page


def test_the_choice_offers_editions_and_late_saves(article: Article) -> None:
    assert [name for name, _words in offered(article)] == [
        "draft",
        "e2",
        "e1",
        "r4",
        "r3",
        "r2",
    ]


def test_comparing_costs_the_same_for_few_points_and_many(
    editor: Seat, make_live: MakeDraft, django_assert_max_num_queries: object
) -> None:
    article = make_live(editor)
    points = tuple(Point(f"Statement {n} [1].") for n in range(300))
    edited(article, groups=(Group("Many", points),))
    with django_assert_max_num_queries(24):
        compared(editor, article)


def test_a_stranger_to_the_draft_finds_nothing(
    other_writer: Seat, article: Article
) -> None:
    assert other_writer.get(url_of(article, "compare")).status_code == 404
    assert other_writer.post(url_of(article, "bring-back")).status_code == 404


# Bringing an edition back


def bring_back(seat: Seat, article: Article, **values: object) -> object:
    article = Article.objects.get(pk=article.pk)
    sent = {"edition": 1, "seen": article.revision, **values}
    return seat.post(url_of(article, "bring-back"), sent, follow=True)


def digest_of(article: Article) -> Digest:
    return read_digest(Article.objects.get(pk=article.pk))


def test_an_edition_comes_back_to_the_desk(editor: Seat, article: Article) -> None:
    assert "Bring edition 1 back" in compared(editor, article, "?from=draft&to=e1")
    page = texts_of(bring_back(editor, article))
    assert "Edition 1 is back at the desk" in page
    assert digest_of(article).title == "First title"
    entry = LogEntry.objects.first()
    assert (entry.verb, entry.note) == ("brought_back", "1")
    assert entry.actor_name == "edda"


def test_an_edition_that_the_draft_says_already_is_said_to_be(
    editor: Seat, make_live: MakeDraft
) -> None:
    article = make_live(editor)
    assert "says already what edition 1 said" in texts_of(bring_back(editor, article))
    assert "Bring edition 1 back" not in compared(editor, article)


def test_nothing_comes_back_over_a_save_that_was_not_seen(
    editor: Seat, article: Article
) -> None:
    answer = bring_back(editor, article, seen=article.revision - 1)
    assert "Somebody saved the draft after you opened this page" in texts_of(answer)
    assert digest_of(article).title == "Third title"


def test_an_edition_whose_source_another_article_has_now_stays_where_it_is(
    editor: Seat, make_live: MakeDraft, make_draft: MakeDraft
) -> None:
    article = make_live(editor, source_url="https://systems.example/taken")
    edited(article, source_url="https://systems.example/other")
    other = make_draft(editor, source_url="https://systems.example/taken")
    page = texts_of(bring_back(editor, article))
    assert "Another article has the source or title of this edition now" in page
    assert url_of(other) in page
    assert digest_of(article).source_url == "https://systems.example/other"


@pytest.mark.parametrize(
    "values", [{"edition": 7}, {"edition": "x"}, {"seen": ""}, {"edition": 10**30}]
)
def test_what_no_form_sends_is_not_found(
    editor: Seat, article: Article, values: dict[str, object]
) -> None:
    assert bring_back(editor, article, **values).status_code == 404


def test_a_writer_brings_nothing_back_while_editors_have_the_draft(
    writer: Seat, make_live: MakeDraft
) -> None:
    article = make_live(writer, title="Old")
    article = edited(article, title="New")
    submit(article, writer.user)
    assert "Bring edition 1 back" not in compared(writer, article)
    assert bring_back(writer, article).status_code == 403


def test_bringing_back_is_no_page_to_be_read(editor: Seat, article: Article) -> None:
    assert editor.get(url_of(article, "bring-back")).status_code == 405
