"""Problems in the words of the desk's language."""

import re
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.digest import DigestError, Place, Problem, TextError
from articles.publishing import NotPublishableError

_QUOTED = 60
"""How much of the characters concerned a sentence repeats."""

SENTENCES: dict[str, Promise] = {
    # A text or file is refused.
    "no-digest": _(
        "No digest is found here: no “Core Viewpoint” or “Group 1” stands as a "
        "heading, and no bullet has a marker such as [1]."
    ),
    "several-digests": _("This holds several digests; give one at a time."),
    "too-large": _("This is more than one text may hold; split it."),
    "not-utf8": _("The file is not UTF-8 text; save it as UTF-8."),
    "unreadable": _("The file cannot be opened."),
    "bad-character": _("A character here is not allowed; remove it."),
    # A digest is refused.
    "too-long": _("This is longer than it may be; shorten it."),
    "too-many-tags": _("The digest has more tags than it may have; remove some."),
    "too-many-points": _("The digest has more points than it may have; split it."),
    "empty-point": _("This point says nothing; write its statement or remove it."),
    "duplicate-reference": _(
        "Two references have the same number; give one another number."
    ),
    "duplicate-key": _("Two points have the same key; one needs another."),
    "bad-url": _(
        "This is no web address: it begins with http:// or https://, names a host, "
        "and holds no user name, blank, <, > or backslash."
    ),
    "bad-date": _("There is no such date; write it as 2025-11-04 or 2025-11-04T22:06."),
    "bad-tag": _(
        "This is no tag: a tag is not empty and holds no comma, semicolon or brace."
    ),
    "bad-key": _("A key is 1 to 40 Latin letters, digits, - or _."),
    "bad-number": _("A reference has a number from 1 to 9999."),
    "bad-language": _("This is no language tag such as en or zh-Hans."),
    # Something in a paste was guessed, dropped or doubtful.
    "chrome": _("“%(text)s” belongs to the page this was copied from; left out."),
    "unplaced": _("“%(text)s” found no place in the digest; left out."),
    "guessed-heading": _("“%(text)s” was taken for a heading because it looks so."),
    "guessed-group": _("This point stands before any heading; it got a group."),
    "numbering": _("The number of “%(text)s” does not follow the one before."),
    "glued-digits": _("“%(text)s” ends in digits that may have been a marker."),
    "duplicate-tag": _("The tag “%(text)s” is there in another spelling."),
    "unfit-tag": _("“%(text)s” can be no tag because of its brace; left out."),
    "ambiguous-date": _("“%(text)s” could be two days; enter the date."),
    "seconds": _("The seconds of the time “%(text)s” were left out."),
    # JSON is refused.
    "bad-json": _("This is not JSON, or not such as programs agree on; correct it."),
    "missing-key": _("Something that must be said is missing here."),
    "unknown-key": _("There is something here that a digest does not have."),
    "wrong-type": _("This is a value of another kind than it must be."),
    "unknown-version": _("This is a version of the form that is not known here."),
    # What an edition needs, and what an editor should see.
    "missing-title": _("The digest has no title; enter the title of the article."),
    "missing-publication": _(
        "The digest names no publication; enter the outlet the article appeared in."
    ),
    "no-points": _("The digest has no point; add at least one statement."),
    "bad-marker": _(
        "The marker %(text)s has a number that is not between 1 and 9999, or a range "
        "that goes down or is too wide."
    ),
    "unknown-reference": _(
        "%(text)s cites a reference that is not there; add it or correct the marker."
    ),
    "uncited-point": _("This point cites no reference; add a marker such as [1]."),
    "long-statement": _("This statement is hard to read as one point; shorten it."),
    "repeated-statement": _("Another point says the same; remove one of them."),
    "empty-group": _("This group has no point; add one or remove the heading."),
    "uncited-reference": _("No point cites this reference; cite it or remove it."),
    "missing-passage": _(
        "This reference has no passage; enter where it stands in the source, a quote "
        "or an address."
    ),
    # From the desk.
    "new-publication": _(
        "This publication is new; see that it is no other name of one that is there."
    ),
    "future-date": _(
        "The date of the article, %(text)s, lies ahead; see that the year is right."
    ),
    "stale": _("Somebody saved this draft after you saw it; look at it again."),
    "not-allowed": _("You may not change this draft."),
    "too-large-at-once": _("This is more than can be taken at once; take less."),
    "clash": _("Another article or name at the desk is in the way."),
    "scheduled": _("This is published for a set time already; it goes live then."),
    "not-published": _("The draft is saved, and could not be published."),
}
"""By code, what a problem says in any language; all codes of docs/notation.md."""


def said(problem: Problem) -> str:
    """Return what `problem` says in the active language.

    Its own message is English and more exact, with numbers and names.
    """
    sentence = SENTENCES.get(problem.code)
    if sentence is None or (get_language() or "en").startswith("en"):
        return problem.message
    return str(sentence) % {"text": _short(problem.text)}


def reasons(error: Exception) -> list[str]:
    """Return why something was refused, a sentence for each reason."""
    match error:
        case NotPublishableError():
            return [said(problem) for problem in error.problems]
        case DigestError():
            return [said(error.problem)]
        case TextError():
            return [said(Problem("error", "bad-character", str(error)))]
        case _:
            return [str(error)]


def said_with_place(problem: Problem) -> str:
    """Return the problem in words, its line or its place before them."""
    words, place = said(problem), place_of(problem)
    if _short(problem.text) not in words:
        words += problem.quoted
    return f"{place}: {words}" if place else words


def place_of(problem: Problem) -> str:
    """Return where the problem is as an editor counts it, from 1; "" where unknown."""
    if problem.line:
        return gettext("Line %(line)d") % {"line": problem.line}
    for pattern, words in _PLACES:
        if found := pattern.match(problem.path):
            indexes = found.groupdict().items()
            return str(words) % {name: int(index) + 1 for name, index in indexes}
    return ""


def point_in_words(place: Place) -> str:
    """Return where a point stands, as the editor's outline counts it."""
    group, index = place
    if group is None:
        return str(_CORE_POINT) % {"point": index + 1}
    return str(_GROUP_POINT) % {"group": group + 1, "point": index + 1}


_CORE_POINT = _("Core, point %(point)d")
_GROUP_POINT = _("Group %(group)d, point %(point)d")

_INDEX = r"\[(?P<{}>[0-9]+)\]"
_PLACES: tuple[tuple[re.Pattern[str], Promise], ...] = (
    (re.compile("core" + _INDEX.format("point")), _CORE_POINT),
    (
        re.compile(
            "groups" + _INDEX.format("group") + r"\.points" + _INDEX.format("point")
        ),
        _GROUP_POINT,
    ),
    (re.compile("groups" + _INDEX.format("group")), _("Group %(group)d")),
    (re.compile("references" + _INDEX.format("row")), _("Reference in row %(row)d")),
    (re.compile("title"), _("Title")),
    (re.compile("publication"), _("Publication")),
    (re.compile("published"), _("Date")),
    (re.compile("language"), _("Language")),
    (re.compile("source_url"), _("Source")),
    (re.compile("tags"), _("Tags")),
)


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return `problem` as the desk's scripts read it, its message in words."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": said(problem),
        "line": problem.line,
        "column": problem.column,
        "text": problem.text,
        "path": problem.path,
    }


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_QUOTED]}…" if len(words) > _QUOTED else words
