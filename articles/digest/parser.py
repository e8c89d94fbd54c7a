"""Reads a text as digests: canonical text, canonical Markdown, or else a paste."""

from .assembly import Parsed, assemble
from .canonical import read_canonical
from .lines import read_lines
from .listing import split_digests
from .markdown import read_markdown
from .model import DigestError, Problem
from .paste import read_pieces
from .text import MAX_FILE_BYTES, MAX_LINES, TextError, clean, unify_lines

__all__ = ["Parsed", "parse", "parse_all"]


def parse(text: str) -> Parsed:
    """Return the one digest that `text` holds, never with `digest` None.

    Raises DigestError, with the line, where `text` holds no digest ("no-digest") or
    several ("several-digests"), exceeds a limit, or holds what no text may hold.
    """
    digests = parse_all(text)
    if len(digests) > 1:
        raise _refused(
            "several-digests",
            f"this text holds {len(digests)} digests; give one at a time",
        )
    if digests[0].digest is None:
        raise DigestError(digests[0].problems[0])
    return digests[0]


def parse_all(text: str) -> tuple[Parsed, ...]:
    """Return the digests that `text` holds, one or more, in their order.

    One that exceeds a limit has `digest` None and one error. Raises DigestError where
    the text as a whole is refused or holds no digest.
    """
    text = _checked(text)
    if digests := read_canonical(text) or read_markdown(text):
        return tuple(map(Parsed, digests))
    pasted = split_digests(read_pieces(read_lines(text)))
    if not pasted:
        raise _refused(
            "no-digest",
            "this text holds no digest: no “Core Viewpoint” or “Group 1” stands as a "
            "heading, and no bullet has a marker such as [1]",
        )
    return tuple(map(assemble, pasted))


def _checked(text: str) -> str:
    """Return `text` as the text gate lets it through."""
    if len(text) > MAX_FILE_BYTES or _bytes(text) > MAX_FILE_BYTES:
        raise _refused(
            "too-large", f"a text has at most {MAX_FILE_BYTES:,} bytes; split it"
        )
    text = unify_lines(text)
    if text.count("\n") >= MAX_LINES:
        raise _refused("too-large", f"a text has at most {MAX_LINES:,} lines; split it")
    try:
        return clean(text)
    except TextError as error:
        raise _at_offset(text, error) from None


def _bytes(text: str) -> int:
    # A lone surrogate cannot be encoded; the text gate refuses it with its place.
    return len(text.encode("utf-8", "surrogatepass"))


def _at_offset(text: str, error: TextError) -> DigestError:
    before = text[: error.offset]
    line = before.count("\n") + 1
    column = error.offset - before.rfind("\n")
    found = text[error.offset]
    return DigestError(
        Problem("error", "bad-character", str(error), line, column, found)
    )


def _refused(code: str, message: str) -> DigestError:
    return DigestError(Problem("error", code, message, line=1, column=1))
