"""How others cite a point: as plain text, Markdown, BibTeX and CSL-JSON.

Each form names the point, the digest it is of, the article digested, and the passages
it rests on. Dates are written as ISO 8601 has them, which nobody misreads.
"""

import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.digest import Reference
from articles.digest.markdown import as_block, escaped


@dataclass(frozen=True, slots=True)
class Quotation:
    """A point, and all that is said of it where it is cited."""

    statement: str
    """With its markers, as typed."""
    passages: tuple[Reference, ...]
    """Those that the markers name."""
    title: str
    publication: str
    published: str
    """The article's own date, YYYY-MM-DD or YYYY-MM-DDTHH:MM; may be ""."""
    source_url: str
    """Of the article; may be ""."""
    language: str
    site: str
    """The name of the site, which is the author of its digests."""
    url: str
    """Of the point."""
    edition: int
    digested: datetime.date
    """When that edition was made."""
    name: str
    """What tells it from all others, such as locks-and-queues-k3f9."""

    @property
    def day(self) -> str:
        """The article's own date without the time; "" where unknown."""
        return self.published[:10]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a citation."""

    name: str | Promise
    suffix: str
    """Of its address and of a file that holds it."""
    content_type: str
    write: Callable[[Quotation], str]


def plain_text(quoted: Quotation) -> str:
    """Return the citation for people."""
    article = ", ".join(filter(None, (quoted.title, quoted.publication, quoted.day)))
    source = f" <{quoted.source_url}>" if quoted.source_url else ""
    lines = [
        f"“{quoted.statement}”",
        f"{article}{source}",
        f"{_digested(quoted)} <{quoted.url}>",
        *map(_passage, quoted.passages),
    ]
    return "\n".join(lines) + "\n"


def markdown(quoted: Quotation) -> str:
    """Return the citation as a quotation in Markdown, its passages as a list."""
    title = escaped(quoted.title)
    linked = f"[{title}](<{quoted.source_url}>)" if quoted.source_url else title
    about = (linked, escaped(quoted.publication), quoted.day)
    article = ", ".join(filter(None, about))
    blocks = [
        f"> {as_block(quoted.statement)}",
        f"— {article}. [{escaped(_digested(quoted))}](<{quoted.url}>)",
        "\n".join(f"- {_passage(item, escaped)}" for item in quoted.passages),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def bibtex(quoted: Quotation) -> str:
    """Return the citation as a BibTeX entry, in UTF-8."""
    article = ", ".join(filter(None, (quoted.publication, quoted.day)))
    passages = "; ".join(map(_passage, quoted.passages))
    fields = {
        # Braces within keep a name from being parted, and a title in its own letters.
        "author": f"{{{_in_tex(quoted.site)}}}",
        "title": f"{{{_in_tex(quoted.title)}}}",
        "howpublished": _in_tex(_("Digest of an article: %s") % article),
        "year": str(quoted.digested.year),
        "month": str(quoted.digested.month),
        "url": quoted.url,
        "note": _in_tex(_("Edition %d") % quoted.edition),
        "abstract": _in_tex(quoted.statement),
        "annote": _in_tex(passages),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{quoted.name},", *lines, "}"]) + "\n"


def csl_json(quoted: Quotation) -> str:
    """Return the citation as reference managers exchange it: a list of one item."""
    item = {
        "id": quoted.name,
        "type": "webpage",
        "title": quoted.title,
        "author": [{"literal": quoted.site}],
        "container-title": quoted.site,
        "issued": _date_parts(quoted.digested.isoformat()),
        "URL": quoted.url,
        "version": str(quoted.edition),
        "language": quoted.language,
        "abstract": quoted.statement,
        "note": "; ".join(map(_passage, quoted.passages)),
        "original-title": quoted.title,
        "original-publisher": quoted.publication,
        "original-date": _date_parts(quoted.day) if quoted.day else None,
    }
    lines = (
        f"  {_json(name)}: {_json(value)}" for name, value in item.items() if value
    )
    return "[{\n" + ",\n".join(lines) + "\n}]\n"


FORMS = (
    Form(gettext_lazy("Plain text"), "txt", "text/plain; charset=utf-8", plain_text),
    Form("Markdown", "md", "text/markdown; charset=utf-8", markdown),
    Form("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex),
    Form(
        "CSL-JSON",
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        csl_json,
    ),
)


_WORDS_IN_NAME = 4


def citation_name(slug: str, key: str) -> str:
    """Return what a point is called in a bibliography: Latin letters, digits, hyphens.

    A key is nearly always its own; the slug says what it is of, as far as it can.
    """
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode()
    words = re.findall("[A-Za-z0-9]+", plain)
    return "-".join([*(words[:_WORDS_IN_NAME] or ["digest"]), key])


def _digested(quoted: Quotation) -> str:
    said = {
        "site": quoted.site,
        "number": quoted.edition,
        "date": quoted.digested.isoformat(),
    }
    return _("Digest by %(site)s, edition %(number)d, %(date)s") % said


def _passage(
    reference: Reference, escape: Callable[[str], str] = lambda text: text
) -> str:
    """Return a passage on one line."""
    return " ".join(_passage_parts(reference, escape))


def _passage_parts(reference: Reference, escape: Callable[[str], str]) -> Iterator[str]:
    yield f"[{reference.number}]"
    if reference.is_empty:
        yield _("Passage not supplied")
    if reference.locator:
        yield escape(reference.locator)
    if reference.quote:
        yield f"“{escape(reference.quote)}”"
    if reference.url:
        yield f"<{reference.url}>"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _date_parts(day: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in day.split("-")]]}


_TEX = {
    **{character: f"\\{character}" for character in "&%$#_"},
    # Braces would have to pair: BibTeX counts even those after a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}


def _in_tex(text: str) -> str:
    """Return `text` so that TeX sets it as it is."""
    return "".join(_TEX.get(character, character) for character in text)
