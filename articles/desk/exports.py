"""Digests written out: the forms that files have, for commands and for the desk."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from articles.digest import Digest, to_json, to_markdown, write
from articles.digest.notation import SEPARATOR
from articles.models import Article
from articles.models.documents import read_draft


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a file holds digests."""

    write: Callable[[Digest], str]
    separator: str
    """What stands between two digests."""
    ending: str
    content_type: str


def _json_line(digest: Digest) -> str:
    return json.dumps(to_json(digest), ensure_ascii=False) + "\n"


def _json_page(digest: Digest) -> str:
    return json.dumps(to_json(digest), ensure_ascii=False, indent=2) + "\n"


_PLAIN = "text/plain; charset=utf-8"
_MARKDOWN = "text/markdown; charset=utf-8"

FORMS = {
    "jsonl": FileForm(_json_line, "", "jsonl", "application/jsonl; charset=utf-8"),
    "text": FileForm(write, f"{SEPARATOR}\n", "txt", _PLAIN),
    "markdown": FileForm(to_markdown, f"\n{SEPARATOR}\n\n", "md", _MARKDOWN),
}
"""Of files with any number of digests; `read_digests` reads each of them back."""

SINGLE = {
    "txt": FORMS["text"],
    "md": FORMS["markdown"],
    "json": FileForm(_json_page, "", "json", "application/json"),
}
"""Of files with one digest, by their ending."""


def written(form: FileForm, digests: Iterable[Digest]) -> Iterator[str]:
    """Yield the parts of a file that holds these digests."""
    separator = ""
    for digest in digests:
        yield separator + form.write(digest)
        separator = form.separator


def draft_of(article_id: int) -> Digest | None:
    """Return what the article says at the desk; None where it is gone meanwhile."""
    try:
        return read_draft(article_id).digest
    except Article.DoesNotExist:
        return None
