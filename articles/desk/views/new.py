"""The page that makes drafts of texts and files, and its preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.desk.intake import Fate
from articles.desk.log import counts_in_words
from articles.desk.new import (
    MAX_DIGESTS,
    Choices,
    Finding,
    Made,
    Reading,
    look_up,
    make_drafts,
    read_text,
    with_files,
)
from articles.desk.permissions import may_edit, may_view
from articles.desk.problem_words import said
from articles.desk.uploads import MAX_FILES, MAX_TEXT, SUFFIXES, LeftOut, read_files
from articles.digest import Digest, Point, Problem, check, diff, language_of
from articles.digest.text import unify_lines
from articles.models import Article
from articles.models.documents import compared

from .asking import of_desk, show

_PAGE = "admin/articles/article/new.html"
_PREVIEW = "admin/articles/article/new_preview.html"
_MADE = "admin/articles/article/new_made.html"
_MADE_KEY = "desk-new-made"
_TITLE = _("New from text")

_POINTS_SHOWN = 2
_TAGS_SHOWN = 30
_PROBLEMS_SHOWN = 50
_MOST_COMPARED = 20
_QUOTED = 80
_MOST_TOLD = 10
_DONE = (Fate.CREATED, Fate.UPDATED, Fate.UNCHANGED)


def may_make(user: User | AnonymousUser) -> bool:
    """Return whether the user may make drafts."""
    return user.has_perm("articles.add_article")


@of_desk(may_make)
def new(request: HttpRequest) -> HttpResponse:
    """Take a text; show what was understood; make drafts of it."""
    text, left_out = _given(request)
    if "_create" in request.POST and not request.FILES:
        return _create(request, text)
    return _page(request, text, left_out=left_out)


@of_desk(may_make, ("POST",))
def preview(request: HttpRequest) -> HttpResponse:
    """Answer a script with the preview alone, and with the texts of files."""
    text, left_out = _given(request)
    context = _understood(request, text)
    if request.FILES:
        context |= {"text": text, "left_out": left_out, "has_files": True}
    return render(request, _PREVIEW, context, using="desk")


@of_desk(may_make, ("GET",))
def made(request: HttpRequest) -> HttpResponse:
    """Say what became of the digests that were taken last."""
    rows = request.session.get(_MADE_KEY)
    if not rows:
        return redirect("admin:articles_article_new")
    return show(
        request,
        _MADE,
        gettext("What became of the text"),
        results=_results(_user(request), [_made_from(row) for row in rows]),
    )


def new_urls() -> list[Any]:
    """Return the pages, under the admin's own of articles."""
    return [
        path("new/", new, name="articles_article_new"),
        path("new/preview/", preview, name="articles_article_new_preview"),
        path("new/made/", made, name="articles_article_new_made"),
    ]


def _given(request: HttpRequest) -> tuple[str, list[LeftOut]]:
    """Return the text that was sent, those of files in it, and what was not read."""
    typed = unify_lines(request.POST.get("text", ""))
    return with_files(typed, read_files(request.FILES.getlist("files")))


def _user(request: HttpRequest) -> User:
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def _choices(request: HttpRequest) -> Choices:
    updates = (value.partition(":") for value in request.POST.getlist("_update"))
    return Choices(
        frozenset(request.POST.getlist("_shown")),
        frozenset(request.POST.getlist("_take")),
        {
            identity: int(revision)
            for identity, _colon, revision in updates
            if revision.isdecimal() and len(revision) < _MOST_DIGITS
        },
    )


_MOST_DIGITS = 10


# Making drafts.


def _create(request: HttpRequest, text: str) -> HttpResponse:
    """Make the drafts; then lead to them, or give back what could not be made."""
    reading, choices = read_text(text), _choices(request)
    findings = look_up(reading)
    outcomes = make_drafts(findings, choices, _user(request))
    if not _is_all_done(outcomes):
        return _page(request, text, outcomes=outcomes)
    if reading.beyond:
        rest = reading.rest if reading.is_rest_readable else text
        return _page(request, rest, outcomes=outcomes)
    _tell_unseen_problems(request, findings, choices)
    if len(outcomes) == 1 and (article := _seen_by(_user(request), outcomes[0])):
        messages.success(request, _fate_in_words(outcomes[0].fate))
        return redirect("admin:articles_article_change", article.pk)
    request.session[_MADE_KEY] = [
        [one.title, one.fate.value, one.article_id] for one in outcomes
    ]
    return redirect("admin:articles_article_new_made")


def _is_all_done(outcomes: list[Made]) -> bool:
    fates = {outcome.fate for outcome in outcomes}
    return Fate.FAILED not in fates and not fates.isdisjoint(_DONE)


def _seen_by(user: User, outcome: Made) -> Article | None:
    article = Article.objects.filter(pk=outcome.article_id).first()
    return article if article and may_view(user, article) else None


def _tell_unseen_problems(
    request: HttpRequest, findings: Iterable[Finding], choices: Choices
) -> None:
    """Say what was guessed in reading, where no preview said it before."""
    unseen = [
        problem
        for finding in findings
        if finding.candidate.id not in choices.shown and not finding.article
        for problem in finding.candidate.problems
    ]
    for problem in unseen[:_MOST_TOLD]:
        words = SaidProblem.of(problem)
        messages.warning(request, f"{words.place}: {words.words} {words.quote}".strip())


def _made_from(row: list[Any]) -> Made:
    title, fate, article_id = row
    return Made(title, Fate(fate), article_id)


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the table of what became of each digest."""

    title: str
    fate: str
    url: str
    """Of its page at the desk, where the user may see it."""
    problems: list["SaidProblem"]


def _results(user: User, outcomes: list[Made]) -> list[Result]:
    ids = [outcome.article_id for outcome in outcomes if outcome.article_id]
    articles = Article.objects.in_bulk(ids)
    return [
        _result(user, outcome, articles.get(outcome.article_id or 0))
        for outcome in outcomes
    ]


def _result(user: User, outcome: Made, article: Article | None) -> Result:
    is_visible = bool(article) and may_view(user, article)
    # Whether another's draft says the same is not for everybody to know.
    fate = outcome.fate if is_visible or outcome.fate in _OWN else Fate.KEPT
    return Result(
        outcome.title,
        _fate_in_words(fate),
        _page_of(article) if article and is_visible else "",
        [SaidProblem.of(problem) for problem in outcome.problems],
    )


_OWN = (Fate.CREATED, Fate.UPDATED, Fate.FAILED)


def _page_of(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _fate_in_words(fate: Fate) -> str:
    return {
        Fate.CREATED: gettext("The draft is made."),
        Fate.UPDATED: gettext("The draft says now what the text says."),
        Fate.UNCHANGED: gettext("At the desk already, in the same words."),
        Fate.KEPT: gettext("At the desk already; left as it is there."),
        Fate.FAILED: gettext("No draft was made of it."),
    }[fate]


# Showing.


def _page(
    request: HttpRequest,
    text: str,
    *,
    left_out: Iterable[LeftOut] = (),
    outcomes: Iterable[Made] = (),
) -> HttpResponse:
    return show(
        request,
        _PAGE,
        str(_TITLE),
        text=text,
        left_out=list(left_out),
        results=_results(_user(request), list(outcomes)),
        settings=_settings(),
        suffixes=",".join(SUFFIXES),
        **_understood(request, text),
    )


def _understood(request: HttpRequest, text: str) -> dict[str, Any]:
    """Return what the preview of a text says."""
    if not text.strip():
        return {"cards": [], "button": _button(0, 0)}
    reading, choices, user = read_text(text), _choices(request), _user(request)
    findings = look_up(reading)
    return {
        "cards": _cards(findings, choices, user),
        "summary": _summary(reading, findings),
        "button": _button_for(findings, choices),
        "beyond": _beyond(reading),
    }


def _settings() -> dict[str, Any]:
    """Return what the script needs to know."""
    return {
        "preview": reverse("admin:articles_article_new_preview"),
        "limits": {"text": MAX_TEXT, "files": MAX_FILES},
        "words": {
            "create": _forms("Create {count} draft", "Create {count} drafts"),
            "update": _forms("Update {count} draft", "Update {count} drafts"),
            "both": gettext("Create {create}, update {update}"),
            "none": gettext("Create drafts"),
            "working": gettext("Reading…"),
            "creating": gettext("Making drafts…"),
            "files": gettext("The files are read; their text stands in the text area."),
            "too_much": gettext(
                "This is more than {most} bytes in one go; take some of it out."
            ),
            "too_many": gettext("These are more than {most} files; give fewer at once."),
            "refused": gettext(
                "The desk does not answer you; your session may have ended. Log in in "
                "another tab, then go on here: your text is kept."
            ),
            "unreachable": gettext(
                "The desk cannot be reached; your text is kept. Type on to try again."
            ),
            "failed": gettext("The preview failed; your text is kept."),
        },
    }


def _forms(one: str, many: str) -> dict[str, str]:
    """Return the forms that a script chooses from; both are marked in `_button`."""
    return {"one": ngettext(one, many, 1), "other": ngettext(one, many, 2)}


def _button_for(findings: Iterable[Finding], choices: Choices) -> str:
    taken = [finding for finding in findings if choices.takes(finding)]
    updates = sum(bool(finding.article) for finding in taken)
    return _button(len(taken) - updates, updates)


def _button(creates: int, updates: int) -> str:
    """Return what the button says that makes so many drafts."""
    if creates and updates:
        return gettext("Create {create}, update {update}").format(
            create=creates, update=updates
        )
    if updates:
        words = ngettext("Update {count} draft", "Update {count} drafts", updates)
        return words.format(count=updates)
    if creates:
        words = ngettext("Create {count} draft", "Create {count} drafts", creates)
        return words.format(count=creates)
    return gettext("Create drafts")


def _summary(reading: Reading, findings: tuple[Finding, ...]) -> str:
    """Return in one line what was understood."""
    readable = sum(one.is_readable for one in reading.candidates)
    known = sum(bool(finding.article) for finding in findings)
    problems = [p for one in reading.candidates for p in one.problems]
    errors = sum(problem.severity == "error" for problem in problems)
    parts = [
        ngettext("{count} digest understood", "{count} digests understood", readable),
        ngettext("{count} at the desk already", "{count} at the desk already", known),
        ngettext("{count} error", "{count} errors", errors),
        ngettext("{count} warning", "{count} warnings", len(problems) - errors),
    ]
    counts = [readable, known, errors, len(problems) - errors]
    said_parts = [
        words.format(count=count)
        for index, (words, count) in enumerate(zip(parts, counts, strict=True))
        if count or index == 0
    ]
    return ", ".join(said_parts)


def _beyond(reading: Reading) -> str:
    """Return what is to say about more digests than one go takes."""
    if not reading.beyond:
        return ""
    first = gettext(
        "The text holds {count} digests; one go takes the first {most}."
    ).format(count=f"{reading.count:,}", most=MAX_DIGESTS)
    if reading.is_rest_readable:
        return f"{first} {gettext('The others stay in the text for the next.')}"
    return f"{first} {gettext('Split the text: some of the others cannot be read.')}"


@dataclass(frozen=True, slots=True)
class SaidProblem:
    """A problem as the page shows it."""

    severity: str
    place: str
    words: str
    quote: str
    line: int | None
    column: int | None
    text: str

    @classmethod
    def of(cls, problem: Problem) -> "SaidProblem":
        """Return it in the words of the desk's language."""
        words = said(problem)
        quote = _one_line(problem.text)
        place = (
            gettext("line %d") % problem.line if problem.line else problem.path
        ) or gettext("text")
        return cls(
            problem.severity,
            place,
            words,
            f"“{quote}”" if quote and quote not in words else "",
            problem.line,
            problem.column,
            problem.text if problem.text.isprintable() else "",
        )


def _one_line(text: str) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"{words[:_QUOTED]}…" if len(words) > _QUOTED else words


@dataclass(frozen=True, slots=True)
class Section:
    """The core or a group: its heading and its first points."""

    heading: str
    points: tuple[Point, ...]
    more: int

    @classmethod
    def of(cls, heading: str, points: tuple[Point, ...]) -> "Section":
        """Return it with as many points as a preview shows."""
        return cls(heading, points[:_POINTS_SHOWN], len(points[_POINTS_SHOWN:]))


@dataclass(frozen=True, slots=True)
class Card:
    """One digest in the preview."""

    finding: Finding
    is_taken: bool
    can_view: bool
    can_update: bool
    changes: str
    """What an update would change, in words; "" where nobody knows."""
    is_unchanged: bool
    problems: list[SaidProblem]
    problems_more: int
    lacks: list[SaidProblem]
    """What keeps the draft from being published."""
    hints: list[SaidProblem]

    @property
    def digest(self) -> Digest | None:
        """Return the digest."""
        return self.finding.candidate.digest

    @property
    def title_language(self) -> str:
        """Return the language of the title, which may not be that of the points."""
        return language_of(self.digest.title) if self.digest else ""

    @property
    def published(self) -> str:
        """Return date and time as people write them."""
        return self.digest.published.replace("T", " ") if self.digest else ""

    @property
    def language(self) -> str:
        """Return the name of the language, or its tag where that is all we have."""
        tag = self.digest.language if self.digest else ""
        try:
            return str(get_language_info(tag.lower())["name_translated"])
        except KeyError:
            return tag

    @property
    def counts(self) -> str:
        """Return how much there is of everything."""
        if self.digest is None:
            return ""
        return ", ".join(_counts(self.digest))

    @property
    def sections(self) -> list[Section]:
        """Return core and groups."""
        if self.digest is None:
            return []
        groups = [Section.of(group.heading, group.points) for group in self.digest.groups]
        if not self.digest.core:
            return groups
        return [Section.of(gettext("Core Viewpoint"), self.digest.core), *groups]

    @property
    def new_tags(self) -> str:
        """Return the first of the tags that will be made."""
        names = self.finding.new_tags
        more = ["…"] if len(names) > _TAGS_SHOWN else []
        return ", ".join([*names[:_TAGS_SHOWN], *more])


def _counts(digest: Digest) -> list[str]:
    points = sum(1 for _point in digest.points())
    groups, references = len(digest.groups), len(digest.references)
    tags = len({tag for point in digest.points() for tag in point.tags} | set(digest.tags))
    return [
        ngettext("%d group", "%d groups", groups) % groups,
        ngettext("%d point", "%d points", points) % points,
        ngettext("%d reference", "%d references", references) % references,
        ngettext("%d tag", "%d tags", tags) % tags,
    ]


def _cards(
    findings: Iterable[Finding], choices: Choices, user: User
) -> list[Card]:
    left = _MOST_COMPARED
    cards = []
    for finding in findings:
        editable = finding.article is not None and may_edit(user, finding.article)
        is_compared = editable and left > 0
        left -= is_compared
        cards.append(
            _card(finding, choices, user, _counts_of_changes(finding) if is_compared else None)
        )
    return cards
