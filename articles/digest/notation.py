"""The fixed words and lines of the notation, shared by those who write and read it."""

import re

CORE_LINE = "Core Viewpoint"
REFERENCES_LINE = "References"
SEPARATOR = "---"
"""Stands on a line of its own between two digests."""
BYLINE_DOT = " ·"

KEY = r"[A-Za-z0-9_-]{1,40}"
MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?"
"""A date as written: 2025-11-04 or 2025-11-04 22:06."""

# " {#k3f9}", " {#k3f9 tags: a, b}" or " {tags: a, b}" after a point.
_ATTRIBUTES = re.compile(
    rf"\{{(?:\#(?P<key>{KEY}))?(?P<blank>\ )?(?:tags:\ (?P<tags>[^{{}}]+))?\}}"
)


def split_final_braces(text: str) -> tuple[str, str]:
    """Split `text` before a final `{…}`; the second part is "" where it has none."""
    if not text.endswith("}"):
        return text, ""
    start = max(text.rfind("{"), text.rfind("}", 0, -1))
    if start < 0 or text[start] == "}":
        return text, ""
    return text[:start], text[start:]


def read_attributes(braces: str) -> tuple[str, tuple[str, ...]] | None:
    """Return key and tags that `braces` give a point; None where they are no such."""
    found = _ATTRIBUTES.fullmatch(braces)
    if not found or not (found["key"] or found["tags"]):
        return None
    if bool(found["blank"]) != bool(found["key"] and found["tags"]):
        return None
    return found["key"] or "", split_tags(found["tags"] or "")


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a list such as "open source, 开源"."""
    return tuple(tag.strip() for tag in re.split("[,，、;；]", text) if tag.strip())
