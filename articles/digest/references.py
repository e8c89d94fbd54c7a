"""Reads a pasted reference: number, locator, quote and address.

    reference := number [locator] [quote] [words] [address]
    quote     := from the first quotation mark to the last before the address
    address   := "<" url ">" | a bare url at the end | "[words](url)" at the end

Nothing inside it is a heading, a point or a marker. Words after the quote are part of
the locator.
"""

import re
from dataclasses import dataclass

from .canonical import reference_parts

NUMBER = re.compile(
    r"[\[［【(（]\s*+(?P<inside>[0-9０-９]{1,9})\s*+[\]］】)）]"
    r"|(?P<bare>[0-9]{1,4})[.)、](?=\s)"
)
"""Matches the number that begins a reference."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S|\S*[./]\S*$", re.IGNORECASE)
_BARE_ADDRESS = re.compile(
    r"(?:https?|ftp)://\S+|(?:javascript|vbscript|data|file|mailto):\S+", re.IGNORECASE
)
_QUOTATION_MARKS = re.compile('["“”„‟«»「」『』＂]')
_BETWEEN = " \t\u00a0—–-:：,，|"
"""Stands between the parts and belongs to none."""


@dataclass(frozen=True, slots=True)
class PastedReference:
    number: int
    locator: str
    quote: str
    url: str
    """As typed; perhaps no address that a digest takes."""


def read_reference(text: str) -> PastedReference:
    """Return the parts of `text`, which begins with a number."""
    if "\\" in text and (parts := reference_parts(text)):
        return PastedReference(*parts)
    _, inside, bare, rest = NUMBER.split(text, maxsplit=1)
    rest, url = _split_address(rest.strip())
    locator, quote = _split_quote(rest)
    return PastedReference(int(inside or bare), locator, quote, url)


def is_complete(line: str) -> bool:
    """Whether the last line of a reference ends it: with an address."""
    return bool(_split_address(line)[1])


def is_address(text: str) -> bool:
    """Whether `text` is meant as an address, be it a refused one."""
    return bool(_ADDRESS.match(text))


def _split_address(text: str) -> tuple[str, str]:
    """Return the words before the address and the address."""
    ending = text.rstrip(".。 ")
    if ending.endswith(">"):
        start = ending.rfind("<")
        url = ending[start + 1 : -1].strip()
        if start >= 0 and is_address(url):
            return text[:start], url
    if ending.endswith(")") and (middle := ending.rfind("](")) > 0:
        start = ending.rfind("[", 0, middle)
        url = ending[middle + 2 : -1]
        if start >= 0 and is_address(url):
            return f"{text[:start]} {text[start + 1 : middle]}", url
    return _split_bare_address(text)


def _split_bare_address(text: str) -> tuple[str, str]:
    words = text.split()
    last = words[-1] if words else ""
    found = _BARE_ADDRESS.search(last)
    if not found or _QUOTATION_MARKS.search(found[0]):
        return text, ""
    url = found[0].rstrip(".,;。，；")
    if ")" in url and "(" not in url:
        url = url[: url.index(")")]
    before, _, after = text.rpartition(url)
    return before.rstrip("(（") + after.strip(".,;。，；)） "), url


def _split_quote(text: str) -> tuple[str, str]:
    """Return the locator and the words between the first and last quotation mark."""
    marks = list(_QUOTATION_MARKS.finditer(text))
    if len(marks) < 2:
        return text.strip(_BETWEEN), ""
    first, last = marks[0], marks[-1]
    around = (text[: first.start()].strip(_BETWEEN), text[last.end() :].strip(_BETWEEN))
    return " ".join(filter(None, around)), text[first.end() : last.start()]
