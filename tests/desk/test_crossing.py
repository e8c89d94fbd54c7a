"""Two saves of one draft that cross: nothing is lost, and nobody is alarmed in vain."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from articles.desk.drafts import Edit, delete_draft, save_edit
from articles.desk.transitions import submit
from articles.digest import Digest, Point, Reference, dumps, to_json, write
from articles.models import Article, LogEntry
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, Seat, seat_of, url_of

Form = dict[str, object]
AsTyped = Callable[[Digest], str]
FORMS = pytest.mark.parametrize(
    "as_typed", [write, dumps], ids=["as text", "as the script sends it"]
)


def form_of(article: Article, digest: Digest, as_typed: AsTyped = dumps) -> Form:
    """Return the form as a browser holds it that opened the article's page now."""
    return {"text": as_typed(digest), "seen": article.revision, "work": "w-1"}


def save(seat: Seat, article: Article, form: Form) -> str:
    return seat.post(url_of(article), form, follow=True).content.decode()


def saved(article: Article) -> Digest:
    return read_digest(Article.objects.get(pk=article.pk))


def is_asked(page: str) -> bool:
    return "Two saves crossed" in page


def theirs_is_saved(article: Article, digest: Digest, who: str = "Edda") -> None:
    """Save as somebody else does meanwhile; the page opened before knows nothing."""
    stored = Article.objects.get(pk=article.pk)
    assert save_edit(stored, Edit(digest, stored.revision), who)


def fields_of(page: str) -> Form:
    """Return what the page's form would send, were its button pressed now."""
    form = re.search(
        r'<form method="post"[^>]*class="crossing">(.*?)</form>', page, re.DOTALL
    )
    assert form
    fields: Form = {}
    for tag in re.findall(r"<input [^>]*>", form[1]):
        parts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if parts["type"] == "hidden" or " checked" in tag:
            fields[html.unescape(parts["name"])] = html.unescape(parts["value"])
    return fields


def choices_in(page: str) -> dict[str, str]:
    fields = fields_of(page)
    return {
        name: str(value) for name, value in fields.items() if name.startswith("choice-")
    }


def reworded(digest: Digest, text: str) -> Digest:
    """Return the digest with another wording of its core."""
    return replace(digest, core=(replace(digest.core[0], text=text),))


@pytest.fixture
def article(editor: Seat, make_draft: MakeDraft) -> Article:
    return make_draft(editor)


@FORMS
def test_the_later_save_is_stopped_and_keeps_all_that_was_typed(
    writer: Seat, editor: Seat, article: Article, as_typed: AsTyped
) -> None:
    base = read_digest(article)
    mine = replace(
        base,
        title="Mine <em>typed</em>",
        groups=(*base.groups[:1], replace(base.groups[1], heading="My heading")),
    )
    form = form_of(article, mine, as_typed)
    theirs = replace(base, title="Theirs", tags=("locks", "their tag"))
    theirs_is_saved(article, theirs, "Wen")
    page = save(editor, article, form)
    assert is_asked(page)
    assert "Wen saved this article while you worked on it." in page
    assert saved(article) == theirs
    for said in ("Mine", "typed", "Theirs", base.title, "My heading", "their tag"):
        assert said in page
    assert "<em>typed" not in page
    kept = fields_of(page)
    assert json.loads(str(kept["text"])) == to_json(mine)
    assert (kept["seen"], kept["work"]) == (str(form["seen"]), "w-1")


@FORMS
def test_choosing_and_saving_makes_one_of_both(
    editor: Seat, article: Article, as_typed: AsTyped
) -> None:
    base = read_digest(article)
    mine = replace(reworded(base, "My wording [1]."), title="My title")
    form = form_of(article, mine, as_typed)
    theirs_is_saved(
        article,
        replace(reworded(base, "Their wording [1]."), tags=(*base.tags, "their tag")),
    )
    fields = fields_of(save(editor, article, form))
    conflict = f"choice-point-{base.core[0].key}"
    assert fields[conflict] == "mine"
    page = save(editor, article, fields | {conflict: "theirs"})
    assert "Saved." in page
    merged = saved(article)
    assert merged.core[0].text == "Their wording [1]."
    assert merged.title == "My title"
    assert "their tag" in merged.tags
    assert [p.key for p in merged.points()] == [p.key for p in base.points()]


def test_without_a_choice_mine_is_taken_where_both_changed_it(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    form = form_of(article, reworded(base, "My wording [1]."))
    theirs_is_saved(
        article, replace(reworded(base, "Theirs [1]."), title="Their title")
    )
    fields = fields_of(save(editor, article, form))
    save(editor, article, fields)
    assert saved(article).core[0].text == "My wording [1]."
    assert saved(article).title == "Their title"


def test_what_only_one_of_them_changed_is_taken_already(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    form = form_of(article, replace(base, title="My title"))
    theirs_is_saved(article, reworded(base, "Their wording [1]."))
    choices = choices_in(save(editor, article, form))
    assert choices == {
        "choice-field-title": "mine",
        f"choice-point-{base.core[0].key}": "theirs",
    }


def test_a_third_save_meanwhile_is_shown_as_well(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    form = form_of(article, replace(base, title="My title"))
    theirs_is_saved(article, replace(base, title="Their title"))
    fields = fields_of(save(editor, article, form))
    theirs_is_saved(article, replace(base, title="A third title"), "Olu")
    page = save(editor, article, fields)
    assert is_asked(page)
    assert "A third title" in page
    assert "Olu saved this article" in page
    assert "My title" in page
    assert saved(article).title == "A third title"
    save(editor, article, fields_of(page))
    assert saved(article).title == "My title"


def test_a_choice_that_nobody_offered_changes_nothing(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    form = form_of(article, replace(base, title="My title"))
    theirs_is_saved(article, replace(base, title="Their title"))
    fields = fields_of(save(editor, article, form))
    forged = {
        "choice-field-title": "everything",
        "choice-field-owner": "mine",
        "choice-": "mine",
        "choice-point-nosuch": "theirs",
        "choice-outline": "base",
    }
    assert "Saved." in save(editor, article, fields | forged)
    assert saved(article) == replace(base, title="My title")


@pytest.mark.parametrize("choice", ["mine", "theirs", "base", "both"])
def test_every_choice_can_be_made_of_everything(
    editor: Seat, article: Article, choice: str
) -> None:
    base = read_digest(article)
    mine = replace(
        base,
        title="Mine",
        core=(),
        groups=base.groups[::-1],
        references=(Reference(1, "p. 1"), *base.references[1:], Reference(7, "p. 7")),
        tags=("mine",),
    )
    theirs = replace(
        reworded(base, "Theirs [1]."),
        publication="Their Paper",
        groups=base.groups[:1],
        references=(Reference(1, "p. 99"), *base.references[1:]),
        tags=("theirs",),
    )
    form = form_of(article, mine)
    theirs_is_saved(article, theirs)
    fields = fields_of(save(editor, article, form))
    chosen = {name: choice for name in fields if name.startswith("choice-")}
    assert "Saved." in save(editor, article, fields | chosen)


# No alarm in vain.


@FORMS
def test_who_changed_nothing_is_not_alarmed(
    editor: Seat, article: Article, as_typed: AsTyped
) -> None:
    base = read_digest(article)
    form = form_of(article, base, as_typed)
    theirs_is_saved(article, replace(base, title="Their title"))
    assert not is_asked(save(editor, article, form))
    assert saved(article).title == "Their title"


@FORMS
def test_who_typed_the_same_is_not_alarmed(
    editor: Seat, article: Article, as_typed: AsTyped
) -> None:
    base = read_digest(article)
    both = replace(base, title="What both want", tags=("locks",))
    form = form_of(article, both, as_typed)
    theirs_is_saved(article, both)
    before = LogEntry.objects.count()
    assert not is_asked(save(editor, article, form))
    assert saved(article) == both
    assert LogEntry.objects.count() == before


@FORMS
def test_a_form_with_a_new_point_that_is_sent_twice_alarms_nobody(
    editor: Seat, article: Article, as_typed: AsTyped
) -> None:
    base = read_digest(article)
    added = replace(base, core=(*base.core, Point("A new claim, at the end [2].")))
    form = form_of(article, added, as_typed)
    assert "Saved." in save(editor, article, form)
    once = saved(article)
    assert not is_asked(save(editor, article, form))
    assert saved(article) == once


def test_a_renamed_tag_is_no_change_of_anybodys(editor: Seat, article: Article) -> None:
    base = read_digest(article)
    form = form_of(article, base)
    theirs_is_saved(article, replace(base, title="Their title"))
    tag = article.tags.get(name="locks")
    tag.name = "mutual exclusion"
    tag.save()
    assert not is_asked(save(editor, article, form))
    assert saved(article).tags == ("mutual exclusion", "queues")


def test_a_save_right_after_ones_own_is_no_crossing(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    save(editor, article, form_of(article, replace(base, title="One")))
    article.refresh_from_db()
    page = save(editor, article, form_of(article, replace(base, title="Two")))
    assert not is_asked(page)
    assert saved(article).title == "Two"


# Tabs, deletions, odd forms.


def test_two_tabs_of_one_editor_cross_like_two_editors(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    tabs = editor, seat_of(editor.user)
    forms = [form_of(article, replace(base, title=f"From tab {n}")) for n in (1, 2)]
    assert "Saved." in save(tabs[0], article, forms[0])
    page = save(tabs[1], article, forms[1])
    assert is_asked(page)
    assert "From tab 1" in page
    assert "From tab 2" in page


def test_a_step_asked_for_with_the_save_waits_until_the_choice_is_made(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    form = form_of(article, replace(base, title="Mine")) | {"_step": "publish"}
    theirs_is_saved(article, replace(base, title="Theirs"))
    assert is_asked(save(editor, article, form))


@FORMS
def test_what_was_typed_of_a_deleted_article_can_become_a_new_one(
    editor: Seat, article: Article, as_typed: AsTyped
) -> None:
    typed = replace(read_digest(article), title="Typed <for> hours")
    form = form_of(article, typed, as_typed)
    delete_draft(Article.objects.get(), "Edda")
    page = save(editor, article, form)
    assert "This article is gone" in page
    again = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert again
    assert "<for>" not in again[1]
    form |= {"text": html.unescape(again[1]), "seen": "1"}
    made = editor.post("/admin/articles/article/add/", form, follow=True)
    assert "Saved." in made.content.decode()
    new = read_digest(Article.objects.get())
    assert new.title == typed.title
    assert [p.text for p in new.points()] == [p.text for p in typed.points()]


def test_who_may_write_nothing_is_told_nothing_of_what_is_gone(
    reader_of_nothing: Seat, article: Article
) -> None:
    number = article.pk
    for path in (url_of(article), url_of(article).replace(str(number), "999")):
        answer = reader_of_nothing.post(path, {"text": "x", "seen": "1"})
        assert answer.status_code == 403


@pytest.mark.parametrize("seen", ["0", "-1", "999", "9" * 30])
def test_a_revision_that_never_was_overwrites_nothing(
    editor: Seat, article: Article, seen: str
) -> None:
    base = read_digest(article)
    theirs_is_saved(article, replace(base, title="Theirs"))
    form = form_of(article, replace(base, title="Mine")) | {"seen": seen}
    assert is_asked(save(editor, article, form))
    assert saved(article).title == "Theirs"


@pytest.mark.parametrize("seen", ["", "x", "1.5", "\0"])
def test_a_revision_that_is_none_saves_nothing_and_keeps_what_was_typed(
    editor: Seat, article: Article, seen: str
) -> None:
    base = read_digest(article)
    form = form_of(article, replace(base, title="What I typed")) | {"seen": seen}
    page = save(editor, article, form)
    assert "What I typed" in page
    assert "It is not saved yet" in page
    assert saved(article) == base


@pytest.mark.parametrize("theirs", ["x", "-1", "9" * 30, "\0"])
def test_choices_made_against_nothing_are_asked_for_again(
    editor: Seat, article: Article, theirs: str
) -> None:
    base = read_digest(article)
    form = form_of(article, replace(base, title="Mine")) | {"theirs": theirs}
    theirs_is_saved(article, replace(base, title="Theirs"))
    page = save(editor, article, form)
    assert "Mine" in page
    assert saved(article).title == "Theirs"


def test_a_text_that_is_no_digest_is_kept_however_stale_it_is(
    editor: Seat, article: Article
) -> None:
    form = form_of(article, read_digest(article)) | {"text": "Just a note of mine."}
    theirs_is_saved(article, replace(read_digest(article), title="Theirs"))
    page = save(editor, article, form)
    assert "Just a note of mine." in page
    assert saved(article).title == "Theirs"


def test_points_that_both_added_all_stay(editor: Seat, article: Article) -> None:
    base = read_digest(article)
    mine = replace(base, core=(*base.core, Point("Mine is about bread [1].")))
    theirs = replace(base, core=(*base.core, Point("Theirs asks for salt [2].")))
    form = form_of(article, mine)
    theirs_is_saved(article, theirs)
    save(editor, article, fields_of(save(editor, article, form)))
    texts = [p.text for p in saved(article).core]
    assert sorted(texts[1:]) == [
        "Mine is about bread [1].",
        "Theirs asks for salt [2].",
    ]


def test_a_merge_with_more_points_than_a_digest_has_is_explained(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    mine = replace(base, core=[Point(f"mine {n} is so.") for n in range(1990)])
    theirs = replace(base, core=[Point(f"their {n}, no.") for n in range(1990)])
    form = form_of(article, mine)
    theirs_is_saved(article, theirs)
    page = save(editor, article, fields_of(save(editor, article, form)))
    assert "2,000" in page or "2000" in page
    assert "mine 1989 is so." in page


def test_who_saved_is_named_though_somebody_else_took_a_step_since(
    editor: Seat, article: Article
) -> None:
    base = read_digest(article)
    form = form_of(article, replace(base, title="Mine"))
    theirs_is_saved(article, replace(base, title="Theirs"), "Olu")
    submit(Article.objects.get(pk=article.pk), "Wen")
    assert "Olu saved this article" in save(editor, article, form)


def test_choices_that_could_not_be_saved_are_asked_for_once_more(
    editor: Seat, article: Article, make_draft: MakeDraft
) -> None:
    """The page of the error has no choices, so none may be taken as made on it."""
    other, base = make_draft(editor), read_digest(article)
    mine = replace(reworded(base, "My words [1]."), title=other.title)
    form = form_of(article, mine)
    theirs_is_saved(article, reworded(base, "Their words [1]."))
    fields = fields_of(save(editor, article, form))
    page = save(editor, article, fields)
    assert "at the desk already" in page
    found = re.search(r'name="theirs"[^>]*value="([^"]+)"', page)
    again = {**form, "theirs": found[1] if found else "", "seen": fields["seen"]}
    again["text"] = dumps(replace(mine, title="A title of its own"))
    assert is_asked(save(editor, article, again))
    assert "Their words" in read_digest(article).core[0].text


def test_what_was_typed_of_a_deleted_article_comes_back_as_it_is_written(
    editor: Seat, article: Article
) -> None:
    """In the notation, whatever the script sends."""
    typed = read_digest(article)
    form = form_of(article, typed)
    delete_draft(Article.objects.get(), "Edda")
    page = html.unescape(save(editor, article, form))
    assert write(typed).strip() in page
    assert '"schema_version"' not in page
