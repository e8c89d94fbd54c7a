"""New from text: what a text holds, what the desk has of it, and drafts made of it."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import User
from django.utils.translation import gettext

from articles.desk.editor.reading import has_error, read_documents
from articles.desk.intake import Fate, Wishes, find_article, take_in
from articles.desk.permissions import may_edit
from articles.desk.uploads import MAX_TEXT, LeftOut, TextFile
from articles.digest import (
    Digest,
    Parsed,
    Problem,
    complete,
    key_of,
    read_digests,
    sha256,
    write_all,
)
from articles.digest.text import unify_lines
from articles.models import Article, Publication, Tag
from articles.publishing import opened

MAX_DIGESTS = 200
"""In one go: so many can be looked through, and made before a browser gives up."""

_FILE_LINE = re.compile(
    r"^--- (?P<name>.*\.(?:txt|md|markdown|json|jsonl)) ---$",
    re.MULTILINE | re.IGNORECASE,
)
"""What stands above the text of each file in the text area."""
_ID_LENGTH = 20
_NAMES_AT_ONCE = 1_000
"""Each name is a parameter of a query, and databases take only so many."""


# The text: what was typed, and the texts of files below it.


def with_files(
    text: str, files: Iterable[TextFile | LeftOut]
) -> tuple[str, list[LeftOut]]:
    """Return the text with the texts of `files` below it, and what found no room.

    A browser forgets the files of a form; a text in its text area it keeps.
    """
    taken: list[TextFile] = []
    left_out: list[LeftOut] = []
    room = MAX_TEXT - _size(text)
    for file in files:
        if isinstance(file, LeftOut):
            left_out.append(file)
        elif (size := _size(_named(file)) + 1) > room:
            left_out.append(LeftOut(file.name, _no_room()))
        else:
            taken.append(file)
            room -= size
    return _joined(text, taken), left_out


def _joined(text: str, files: list[TextFile]) -> str:
    """Return all in one; a text that is not alone has its file's name above it."""
    if not text.strip() and len(files) == 1 and not _FILE_LINE.search(files[0].text):
        return files[0].text
    if not files:
        return text
    typed = [f"{text.rstrip()}\n"] if text.strip() else []
    return "\n".join([*typed, *map(_named, files)])


def _named(file: TextFile) -> str:
    return f"--- {file.name} ---\n{file.text.rstrip()}\n"


def _no_room() -> str:
    return gettext("no room: a text has at most %(most)s bytes in one go") % {
        "most": f"{MAX_TEXT:,}"
    }


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    """Of the file it came from; "" for what was typed."""
    text: str
    line: int
    """How many lines of the whole stand before it."""

    def read(self) -> tuple[Parsed, ...]:
        """Return the digests in it, one or more, their lines those of the whole."""
        return tuple(
            Parsed(one.digest, tuple(map(self._placed, one.problems)))
            for one in self._read()
        )

    def _read(self) -> tuple[Parsed, ...]:
        if not self.name and not _is_json_lines(self.text):
            return read_documents(self.text)
        data = self.text.encode("utf-8", "surrogatepass")
        return read_digests(self.name or "pasted.jsonl", data)

    def _placed(self, problem: Problem) -> Problem:
        if problem.line is None:
            return problem
        return replace(problem, line=problem.line + self.line)


def _parts(text: str) -> Iterator[_Part]:
    """Yield what was typed and the text of each file, blank ones left aside."""
    name, start = "", 0
    for found in itertools.chain(_FILE_LINE.finditer(text), [None]):
        part = text[start : found.start() if found else len(text)]
        if part.strip():
            yield _Part(name, part, text.count("\n", 0, start))
        if found:
            name, start = found["name"], found.end()


def _is_json_lines(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(
        line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines
    )


# What it says.


@dataclass(frozen=True, slots=True)
class Candidate:
    """One digest in the text, or a part that is none."""

    number: int
    """Its place in the text, from 1."""
    source: str
    """The file it came from; "" for what was typed."""
    digest: Digest | None
    """Completed, as every entrance does."""
    problems: tuple[Problem, ...]
    id: str = ""
    """The same for the same digest, so that a choice outlives another reading."""

    @property
    def is_readable(self) -> bool:
        """Whether a draft can be made of it."""
        return self.digest is not None and not has_error(self.problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """The digests in a text: as many as are taken in one go."""

    candidates: tuple[Candidate, ...] = ()
    beyond: tuple[Parsed, ...] = ()
    """Those that are for the next go."""

    @property
    def count(self) -> int:
        """Return how many there are in all."""
        return len(self.candidates) + len(self.beyond)

    @property
    def is_rest_readable(self) -> bool:
        """Whether what is for the next go can be written again without a loss."""
        return all(one.digest and not has_error(one.problems) for one in self.beyond)

    @property
    def rest(self) -> str:
        """Return the text of what is for the next go."""
        return write_all(one.digest for one in self.beyond if one.digest)


def read_text(text: str) -> Reading:
    """Return the digests in a text, whatever it is: no text is an error here."""
    text = unify_lines(text)
    if _size(text) > MAX_TEXT:
        refusal = Problem("error", "too-large-at-once", _no_room(), line=1)
        return Reading((Candidate(1, "", None, (refusal,)),))
    read = [(part.name, one) for part in _parts(text) for one in part.read()]
    return Reading(
        tuple(itertools.starmap(_candidate, enumerate(read[:MAX_DIGESTS], start=1))),
        tuple(one for _, one in read[MAX_DIGESTS:]),
    )


def _candidate(number: int, read: tuple[str, Parsed]) -> Candidate:
    source, parsed = read
    if parsed.digest is None:
        return Candidate(number, source, None, parsed.problems)
    digest = complete(parsed.digest)
    identity = sha256(digest)[:_ID_LENGTH]
    return Candidate(number, source, digest, parsed.problems, identity)


# What the desk has of it.


@dataclass(frozen=True, slots=True)
class Finding:
    """A digest of the text, and what the desk has of it."""

    candidate: Candidate
    article: Article | None = None
    """The article that the desk has already."""
    publication: Publication | None = None
    """The one that the digest's name for it means."""
    new_tags: tuple[str, ...] = ()
    same_as: int | None = None
    """The number of an earlier digest of the text about the same article."""
    is_repeat: bool = False
    """Whether that one says the very same."""


def look_up(reading: Reading) -> tuple[Finding, ...]:
    """Return what the desk has of each digest of the text."""
    digests = [one.digest for one in reading.candidates if one.digest]
    publications = _known_publications(digests)
    tags = _known_tags(digests)
    earlier: dict[object, int] = {}
    return tuple(
        _finding(candidate, publications, tags, earlier)
        for candidate in reading.candidates
    )


def _finding(
    candidate: Candidate,
    publications: Mapping[str, Publication],
    tags: frozenset[str],
    earlier: dict[object, int],
) -> Finding:
    digest = candidate.digest
    if digest is None or not candidate.is_readable:
        return Finding(candidate)
    publication = publications.get(digest.publication)
    marks = [candidate.id, *_marks(digest, publication)]
    same_as = next((earlier[mark] for mark in marks if mark in earlier), None)
    is_repeat = candidate.id in earlier
    for mark in marks:
        earlier.setdefault(mark, candidate.number)
    return Finding(
        candidate,
        find_article(digest),
        publication,
        tuple(name for name in _tags(digest) if name not in tags),
        same_as,
        is_repeat,
    )


def _marks(digest: Digest, publication: Publication | None) -> list[object]:
    """Return by what two digests are about one article, as `find_article` has it."""
    marks: list[object] = [digest.source_url] if digest.source_url else []
    if digest.title:
        outlet = publication.pk if publication else key_of(digest.publication)
        marks.append((digest.title, outlet, digest.published[:10]))
    return marks


def _known_publications(digests: Iterable[Digest]) -> dict[str, Publication]:
    names = {digest.publication for digest in digests if digest.publication}
    found = {name: Publication.objects.named(name) for name in names}
    return {name: publication for name, publication in found.items() if publication}


def _known_tags(digests: Iterable[Digest]) -> frozenset[str]:
    names = sorted({name for digest in digests for name in _tags(digest)})
    known: set[str] = set()
    for start in range(0, len(names), _NAMES_AT_ONCE):
        known |= Tag.objects.named(names[start : start + _NAMES_AT_ONCE]).keys()
    return frozenset(known)


def _tags(digest: Digest) -> dict[str, None]:
    """Return the tags of the digest and of its points, each once, in order."""
    of_points = (tag for point in digest.points() for tag in point.tags)
    return dict.fromkeys([*digest.tags, *of_points])


# Drafts of it.


@dataclass(frozen=True, slots=True)
class Choices:
    """What an editor chose in the preview."""

    shown: frozenset[str] = frozenset()
    """Ids of the new digests that there was something to choose about."""
    taken: frozenset[str] = frozenset()
    """Those of them that are to become drafts."""
    updates: Mapping[str, int] = field(default_factory=dict)
    """Ids of digests to put in place of a draft, with the revision it was seen at."""

    def takes(self, finding: Finding) -> bool:
        """Return whether the digest becomes a draft, or takes the place of one."""
        candidate = finding.candidate
        if finding.is_repeat or not candidate.is_readable:
            return False
        if finding.article:
            return candidate.id in self.updates
        if candidate.id in self.shown:
            return candidate.id in self.taken
        return finding.same_as is None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one digest of the text."""

    title: str
    fate: Fate
    article_id: int | None = None
    problems: tuple[Problem, ...] = ()


def make_drafts(
    findings: Iterable[Finding], choices: Choices, user: User
) -> list[Made]:
    """Make the drafts that were chosen, each by itself; say what became of each."""
    return [
        _make(finding, choices, user)
        for finding in findings
        if not _is_left_out(finding, choices)
    ]


def _is_left_out(finding: Finding, choices: Choices) -> bool:
    """Return whether nobody wants a draft of it, or it is made once already."""
    if not finding.candidate.is_readable or finding.article:
        return finding.is_repeat
    return not choices.takes(finding)


def _make(finding: Finding, choices: Choices, user: User) -> Made:
    candidate, digest = finding.candidate, finding.candidate.digest
    if digest is None or not candidate.is_readable:
        title = digest.title if digest else candidate.source
        return Made(title, Fate.FAILED, problems=candidate.problems)
    return _take_in(digest, choices.updates.get(candidate.id), user)


def _take_in(digest: Digest, seen: int | None, user: User) -> Made:
    """Make or update the draft; `seen` is the revision that an update replaces."""
    with opened():
        article = find_article(digest)
        if article and seen is not None:
            if refusal := _refusal(article, seen, user):
                return Made(digest.title, Fate.FAILED, article.pk, (refusal,))
            outcome = take_in(digest, Wishes(owner=user, update=True))
        else:
            outcome = take_in(digest, Wishes(owner=user))
    article_id = outcome.article_id or (article.pk if article else None)
    return Made(digest.title, outcome.fate, article_id, outcome.problems)


def _refusal(article: Article, seen: int, user: User) -> Problem | None:
    if not may_edit(user, article):
        message = gettext("You may not change this draft.")
        return Problem("error", "not-allowed", message)
    if article.revision != seen:
        message = gettext(
            "Somebody saved this draft after you saw it; look at it, then choose again."
        )
        return Problem("error", "stale", message)
    return None
