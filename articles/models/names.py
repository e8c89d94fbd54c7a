"""Names as keys and as addresses, and the columns that hold them."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django.db import models

from articles.digest.text import key_of

MAX_SLUG = 200
MAX_KEY = 500
"""Of a key as it is stored: folding can make 18 characters of one (U+FDFA)."""

# Symbols that tell one name from another: C, C++ and C# are three tags.
_WORDS = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at ", "%": " percent "}

_WITHOUT_JOINTS = {ord("-"): None, ord("_"): None}


def slug_of(name: str) -> str:
    """Return the address of `name`: Unicode letters, digits, `_` and single hyphens.

    Depends on the name alone, is never empty, never holds `+ , . /`:
    C++ is c-plus-plus, .NET is dot-net, 开源 is 开源, an emoji its code point. A name
    longer than an address may be is cut at a hyphen where there is one.
    """
    key = re.sub(r"(?<!\w)\.(?=\w)", " dot ", key_of(name))
    words = "".join(_slug_part(character) for character in key)
    slug = "-".join(word for word in words.split("-") if word)
    slug = slug or "-".join(f"u{ord(character):x}" for character in key) or "-"
    return _cut(slug)


def _slug_part(character: str) -> str:
    """Return what one character of a key becomes; "-" ends a word."""
    if word := _WORDS.get(character):
        return word.replace(" ", "-")
    kind = unicodedata.category(character)
    if kind[0] in "LMN" or character == "_":
        return character
    if kind[0] == "S":
        return f"-u{ord(character):x}-"
    return "-"


def _cut(slug: str) -> str:
    if len(slug) <= MAX_SLUG:
        return slug
    return slug[:MAX_SLUG].rpartition("-")[0] or slug[:MAX_SLUG]


def is_slug(text: str) -> bool:
    """Whether `text` has only what a slug may hold: letters, marks, digits, - and _.

    Keeps NUL and other controls from the database, which refuses some of them.
    """
    if not 0 < len(text) <= MAX_SLUG:
        return False
    # Most have letters and digits only, told at once; marks need a closer look.
    return text.translate(_WITHOUT_JOINTS).isalnum() or all(
        character in "-_" or unicodedata.category(character)[0] in "LMN"
        for character in text
    )


def stored_key(name: str) -> str:
    """Return the key of `name` as the tables hold it and are asked for it."""
    return key_of(name)[:MAX_KEY]


class DerivedField(models.CharField):
    """A column that always holds a function of another column of its row."""

    derive: Callable[[str], str]

    def __init__(self, *args: Any, source: str = "name", **options: Any) -> None:
        self.source = source
        options.setdefault("editable", False)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return what a migration needs to make the field again."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "source": self.source}

    def pre_save(self, instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's own
        """Derive the value; the signature is Django's."""
        value = type(self).derive(getattr(instance, self.source))
        setattr(instance, self.attname, value)
        return value


class KeyField(DerivedField):
    """What makes two names the same name: see `key_of`."""

    derive = staticmethod(stored_key)


class SlugField(DerivedField):
    """The address of a name: see `slug_of`."""

    derive = staticmethod(slug_of)
