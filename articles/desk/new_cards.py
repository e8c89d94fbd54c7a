"""What the preview of “New from text” shows of each digest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.utils.translation import get_language_info, gettext, ngettext

from articles.desk.dating import date_problems
from articles.desk.log import counts_in_words
from articles.desk.new import Choices, Finding
from articles.desk.permissions import may_edit, may_view
from articles.desk.problem_words import said
from articles.digest import Digest, Point, Problem, check, diff, language_of
from articles.models.documents import compared
from articles.site.words.wording import listed

_POINTS_SHOWN = 2
_TAGS_SHOWN = 30
_PROBLEMS_SHOWN = 50
_MOST_COMPARED = 20
"""Each comparison reads a whole draft."""
_QUOTED = 80


@dataclass(frozen=True, slots=True)
class SaidProblem:
    """A problem as the page shows it."""

    severity: str
    place: str
    """Such as “line 3”, or a path where the text is JSON; "" where it has none."""
    words: str
    quote: str
    """The characters concerned, where the words do not have them."""
    line: int | None = None
    column: int | None = None

    @classmethod
    def of(cls, problem: Problem) -> "SaidProblem":
        """Return it in the words of the desk's language."""
        words, quote = said(problem), _one_line(problem.text)
        place = gettext("line %d") % problem.line if problem.line else problem.path
        return cls(
            problem.severity,
            place,
            words,
            quote if quote not in words else "",
            problem.line,
            problem.column,
        )

    def __str__(self) -> str:
        quote = f": “{self.quote}”" if self.quote else ""
        return f"{self.place}: {self.words}{quote}" if self.place else self.words


def _one_line(text: str) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return f"{words[:_QUOTED]}…" if len(words) > _QUOTED else words


def said_problems(problems: Iterable[Problem]) -> list[SaidProblem]:
    """Return the problems as the page shows them."""
    return [SaidProblem.of(problem) for problem in problems]


@dataclass(frozen=True, slots=True)
class Section:
    """The core or a group: its heading and its first points."""

    heading: str
    points: tuple[Point, ...]
    more: int
    is_core: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One digest in the preview."""

    finding: Finding
    is_taken: bool
    may_view: bool
    may_update: bool
    changes: str | None
    """What an update would change, "" for nothing; None where nobody compared."""
    problems: list[SaidProblem]
    lacks: list[SaidProblem]
    """What keeps the draft from being published."""
    hints: list[SaidProblem]

    @property
    def digest(self) -> Digest | None:
        """Return the digest, which may be one that cannot be taken."""
        return self.finding.candidate.digest

    @property
    def is_open(self) -> bool:
        """Return whether there is something to choose: a draft or none."""
        candidate = self.finding.candidate
        known = self.finding.is_repeat or self.finding.article
        return candidate.is_readable and not known

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
        return listed(_counts(self.digest)) if self.digest else ""

    @property
    def sections(self) -> list[Section]:
        """Return core and groups."""
        if self.digest is None:
            return []
        groups = [_section(one.heading, one.points) for one in self.digest.groups]
        if not self.digest.core:
            return groups
        return [replace(_section("", self.digest.core), is_core=True), *groups]

    @property
    def new_tags(self) -> str:
        """Return the first of the tags that will be made."""
        names = self.finding.new_tags
        more = ["…"] if len(names) > _TAGS_SHOWN else []
        return listed([*names[:_TAGS_SHOWN], *more])


def cards_of(findings: Iterable[Finding], choices: Choices, user: User) -> list[Card]:
    """Return what this user is shown of each digest."""
    left = _MOST_COMPARED
    cards = []
    for finding in findings:
        may_update = finding.article is not None and may_edit(user, finding.article)
        changes = _changes(finding) if may_update and left else None
        left -= changes is not None
        cards.append(_card(finding, choices, user, changes))
    return cards


def _card(finding: Finding, choices: Choices, user: User, changes: str | None) -> Card:
    candidate, article = finding.candidate, finding.article
    digest = candidate.digest
    rules = (*check(digest), *date_problems(digest)) if digest else ()
    errors = [problem for problem in rules if problem.severity == "error"]
    warnings = [problem for problem in rules if problem.severity == "warning"]
    return Card(
        finding,
        choices.takes(finding),
        article is not None and may_view(user, article),
        article is not None and may_edit(user, article),
        changes,
        said_problems(candidate.problems[:_PROBLEMS_SHOWN]),
        said_problems(errors[:_PROBLEMS_SHOWN]),
        said_problems(warnings[:_PROBLEMS_SHOWN]),
    )


def _changes(finding: Finding) -> str:
    """Return what an update of the draft would change, in words."""
    article, digest = finding.article, finding.candidate.digest
    if article is None or digest is None:
        return ""
    before, after = compared(article, digest)
    if before == after:
        return ""
    return counts_in_words(diff(before, after).counts()) or gettext("something")


def _section(heading: str, points: tuple[Point, ...]) -> Section:
    return Section(heading, points[:_POINTS_SHOWN], len(points[_POINTS_SHOWN:]))


def _counts(digest: Digest) -> list[str]:
    points = sum(1 for _ in digest.points())
    groups, references = len(digest.groups), len(digest.references)
    tags = len({*digest.tags, *(tag for p in digest.points() for tag in p.tags)})
    return [
        ngettext("%d group", "%d groups", groups) % groups,
        ngettext("%d point", "%d points", points) % points,
        ngettext("%d reference", "%d references", references) % references,
        ngettext("%d tag", "%d tags", tags) % tags,
    ]
